import { expect, test } from 'vitest';
import type { Fact, Remedy } from '../../../server/src/core/model/fact.ts';
import { factsOf } from './facts-of.ts';

const file = '.github/workflows/release.yml';

async function grantsOf(text: string): Promise<readonly Fact[]> {
  const { facts } = await factsOf(file, text);
  return facts.filter(({ kind }) => kind === 'permission.grant');
}

function apply(text: string, { range, newText }: Remedy): string {
  const lines = text.split('\n').map((line) => `${line}\n`);
  const offset = (at: Remedy['range']['start']): number =>
    lines.slice(0, at.line).join('').length + (at.line < lines.length ? at.character : 0);
  return text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end));
}

/** The remedies of all grants, one after the other, until none is left. */
async function mend(text: string): Promise<{ readonly text: string; readonly titles: readonly string[] }> {
  const titles: string[] = [];
  for (let mended = text; ;) {
    const remedy = (await grantsOf(mended)).find(({ detail }) => detail?.remedy !== undefined)?.detail?.remedy;
    if (remedy === undefined || titles.length > 9) return { text: mended, titles };
    titles.push(remedy.title);
    mended = apply(mended, remedy);
  }
}

const head = `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:`;
const steps = `
    steps:
      - uses: actions/checkout@v4
      - uses: actions/labeler@v5
`;

test('write-all gives way to what the steps need, which is then declared and enough', async () => {
  const mended = await mend(`${head} write-all${steps}`);
  expect(mended.titles).toEqual([
    'Give the token only what the steps are known to need (contents: read, pull-requests: write)',
  ]);
  expect(mended.text).toBe(`${head}
      contents: read
      pull-requests: write${steps}`);
  const { facts } = await factsOf(file, mended.text);
  const needs = facts.filter(({ kind }) => kind === 'permission.scope' || kind === 'permission.grant');
  expect(new Set(needs.map(({ detail }) => detail?.grant))).toEqual(new Set(['declared']));
});

test('a scope that nobody needs goes, a level that is too high is lowered', async () => {
  const given = `${head}
      contents: write # for the tag
      issues: write
      pull-requests: write${steps}`;
  expect(await mend(given)).toEqual({
    text: `${head}
      contents: read # for the tag
      pull-requests: write${steps}`,
    titles: ['Lower contents to read, which the steps need', 'Take issues away: no step is known to need it'],
  });
});

test('of the only scope an empty block is left', async () => {
  const given = `${head}
      issues: write
    steps:
      - uses: actions/setup-node@v4
`;
  expect((await mend(given)).text).toBe(`${head} {}
    steps:
      - uses: actions/setup-node@v4
`);
});

test('at the top it is what the jobs without a block of their own need', async () => {
  const text = `on: push
permissions: write-all
jobs:
  one:
    steps: [{ uses: actions/checkout@v4 }]
  two:
    permissions: {}
    steps: [{ uses: actions/labeler@v5 }]
`;
  expect((await mend(text)).text).toBe(text.replace('permissions: write-all', 'permissions:\n  contents: read'));
});

test('without a block there is one then', async () => {
  const text = `on: push
jobs:
  one:
    steps: [{ uses: actions/checkout@v4 }, { run: npm test }]
`;
  const mended = await mend(text);
  expect(mended.text).toBe(text.replace('jobs:', 'permissions:\n  contents: read\njobs:'));
  expect(mended.titles).toEqual(['Say what the token may do: what the steps are known to need (contents: read)']);
});

test('nothing is offered where a step may do what nobody knows, and none in a block on one line', async () => {
  for (const text of [
    `${head} write-all${steps}      - uses: acme/publish@v1\n        with: { token: "\${{ github.token }}" }\n`,
    `${head} { contents: read, issues: write, pull-requests: write }${steps}`,
  ])
    expect(await mend(text)).toEqual({ text, titles: [] });
});
