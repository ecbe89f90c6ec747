import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../server/src/core/model/finding.ts';
import { loadPolicy } from '../../../server/src/core/verbs.ts';
import { reviewTexts } from '../../golden/review-texts.ts';

const file = 'countersign:recommended';
const packs = { [file]: { file, text: readFileSync('server/rules/recommended.yaml', 'utf8') } };
const { value: policy } = loadPolicy({ packs, repository: null });

const routes = `import express from 'express';
import { convert } from './convert.ts';
export const app = express();
app.post('/convert', async (req, res) => {
  await convert(req.body.name);
  res.sendStatus(204);
});
`;
const convert = `import { exec } from 'node:child_process';
export async function convert(name) {
  exec(\`convert \${name} out.png\`);
}
`;
const after = { 'src/routes.ts': routes, 'src/convert.ts': convert };

const chainsOf = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ chain }) => chain !== undefined);

describe('a chain', () => {
  test('shows each step with its place, and whether the change put it there', async () => {
    const { findings } = await reviewTexts({ before: { 'src/convert.ts': convert }, after }, policy);
    const [chain, ...others] = chainsOf(findings);
    expect(others).toEqual([]);
    expect(chain?.chain).toEqual({
      shape: 'input-to-action',
      steps: [
        expect.objectContaining({ role: 'source', path: 'src/routes.ts', isNew: true }),
        expect.objectContaining({ role: 'step', path: 'src/routes.ts', words: '`convert` is called with it' }),
        expect.objectContaining({ role: 'sink', path: 'src/convert.ts', isNew: false }),
      ],
    });
    expect(chain?.why).toContain('Anybody can call POST /convert: no check of the caller is known.');
    expect(chain?.obligation.kind).toBe('explain');
  });

  test('settles what is a step of it on the same hunk', async () => {
    const { findings } = await reviewTexts({ before: { 'src/convert.ts': convert }, after }, policy);
    const [chain] = chainsOf(findings);
    const exposed = findings.find(({ detectorId }) => detectorId === 'route-exposed');
    expect(exposed).toMatchObject({ partOf: chain?.fingerprint, obligation: { kind: 'none' } });
  });

  test('takes over the touch of a key that a step demands, and leaves the step none, where anybody can answer it', async () => {
    const judged = async (obligation: string) => {
      const text = `version: 1
roles: { team: ["SHA256:a"] }
rules:
  - { match: { kind: identity.exposure }, obligation: acknowledge, presence: true }
  - { match: { chain: input-to-action }, obligation: ${obligation} }
`;
      const { value } = loadPolicy({ packs, repository: { file: '.countersign/policy.yaml', text } });
      const { findings } = await reviewTexts({ before: { 'src/convert.ts': convert }, after }, value);
      const [chain] = chainsOf(findings);
      const step = findings.find(({ partOf }) => partOf !== undefined);
      expect(step).toMatchObject({ partOf: chain?.fingerprint, obligation: { kind: 'none' } });
      expect(step).not.toHaveProperty('presence');
      return chain;
    };
    expect(await judged('{ approve: team }')).toMatchObject({ obligation: { kind: 'approve' }, presence: true });
    expect(await judged('block')).not.toHaveProperty('presence');
  });

  test('leaves alone what another hunk does', async () => {
    const { findings } = await reviewTexts({ before: {}, after }, policy);
    const run = findings.find(({ path, kind }) => path === 'src/convert.ts' && kind === 'permission.process');
    expect(run?.obligation.kind).toBe('explain');
  });

  test('is the same when files are renamed, functions moved and lines written otherwise', async () => {
    const moved = {
      'web/routes.ts': routes
        .replace("{ convert } from './convert.ts'", "{ toPicture } from '../lib/picture.ts'")
        .replace('convert(req.body.name)', 'toPicture(\n    req.body.name,\n  )'),
      'lib/picture.ts': convert.replace('convert(name)', 'toPicture(file)').replace('${name}', '${file}'),
    };
    const { findings } = await reviewTexts({ before: after, after: moved }, policy);
    expect(chainsOf(findings)).toEqual([]);
  });

  test('keeps its fingerprint when lines are added in front of it', async () => {
    const before = { 'src/convert.ts': convert };
    const one = await reviewTexts({ before, after }, policy);
    const two = await reviewTexts({ before, after: { ...after, 'src/routes.ts': `// Routes.\n\n${routes}` } }, policy);
    expect(chainsOf(two.findings).map(({ fingerprint }) => fingerprint)).toEqual(
      chainsOf(one.findings).map(({ fingerprint }) => fingerprint),
    );
  });

  test('ends where functions call each other without end', async () => {
    const loop = `import { back } from './back.ts';\nexport const forth = (text) => back(text);\n`;
    const back = `import { forth } from './forth.ts';\nexport const back = (text) => forth(text);\n`;
    const call = routes.replace("'./convert.ts'", "'./forth.ts'").replaceAll(/\bconvert\b(?!')/g, 'forth');
    const { findings, failures } = await reviewTexts(
      { before: {}, after: { 'src/routes.ts': call, 'src/forth.ts': loop, 'src/back.ts': back } },
      policy,
    );
    expect(failures).toEqual([]);
    expect(chainsOf(findings)).toEqual([]);
  });
});

test('a rule asks for chains of one shape', async () => {
  const repository = {
    file: '.countersign/policy.yaml',
    text: 'version: 1\nrules:\n  - match: { chain: input-to-action, action: exec }\n    obligation: block\n',
  };
  const { value: strict, problems } = loadPolicy({ packs, repository });
  expect(problems).toEqual([]);
  const { findings } = await reviewTexts({ before: {}, after }, strict);
  expect(chainsOf(findings).map(({ obligation }) => obligation.kind)).toEqual(['block']);
});

test('a shape that does not exist is a problem with its place', () => {
  const repository = {
    file: '.countersign/policy.yaml',
    text: 'version: 1\nrules:\n  - match: { chain: input-to-acton }\n    obligation: block\n',
  };
  const { problems } = loadPolicy({ packs, repository });
  expect(problems).toMatchObject([{ code: 'CS1006', fix: 'Did you mean "input-to-action"?' }]);
});
