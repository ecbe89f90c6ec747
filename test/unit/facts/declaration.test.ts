import { expect, test } from 'vitest';
import { factsOf } from './facts-of.ts';

const source = `import { exec } from 'node:child_process';

exec('at the top');

export class Jobs {
  run() {
    ['a'].forEach((name) => {
      exec('in a method');
    });
  }
}

router.delete('/x', (request, response) => {
  exec('in a handler');
});
`;

test('a fact knows the lines of the declaration around it', async () => {
  const spans = (await factsOf('a.ts', source)).facts
    .filter(({ kind }) => kind === 'permission.process')
    .map(({ resource, provenance }) => [resource.value, provenance.declaration]);
  expect(spans).toEqual([
    ['at the top', undefined],
    ['in a method', { start: 5, lines: 5 }],
    ['in a handler', { start: 12, lines: 3 }],
  ]);
});
