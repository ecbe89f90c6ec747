import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { originOf } from '../../../server/src/core/channel.ts';
import { ingestTexts, toVersion } from '../../../server/src/core/ingest.ts';
import { analyzeWorkspace, createAnalysisCache } from '../../../server/src/host/analyze-workspace.ts';
import { fromDisk, fromTexts } from '../../../server/src/host/summary-source.ts';
import { engine, policy } from '../facts/facts-of.ts';

const neighbours = {
  'lib/make.ts': "import { S3 } from '@aws-sdk/client-s3';\nexport const makeStore = () => new S3({});\n",
  'lib/pick.ts': "import { makeStore } from './make';\nexport const pickStore = () => makeStore();\n",
  'lib/store.ts': "import { pickStore } from './pick';\nexport const store = pickStore();\n",
};
const before = "import { store } from '../lib/store';\n";

test('a folder is answered with the names of its files, wherever they come from', async () => {
  const root = mkdtempSync(join(tmpdir(), 'folder-'));
  mkdirSync(join(root, 'a/b'), { recursive: true });
  for (const name of ['a/x.go', 'a/y.go', 'a/z.ts', 'a/b/deep.go']) writeFileSync(join(root, name), '');
  symlinkSync(tmpdir(), join(root, 'out'));
  const disk = fromDisk(root);
  expect((await disk('a/*.go'))?.text).toBe('x.go\ny.go');
  writeFileSync(join(root, 'a/w.go'), '');
  expect((await disk('a/*.go'))?.text).toBe('w.go\nx.go\ny.go');
  expect(await disk('a/*.rs')).toBeNull();
  expect((await disk('a/'))?.text).toBe('b/\nw.go\nx.go\ny.go\nz.ts');
  expect(await disk('out/')).toBeNull();
  expect(await disk('../*.go')).toBeNull();
  expect(await disk('out/*.go')).toBeNull();
  rmSync(root, { recursive: true });
  const texts = fromTexts(new Map(['x.go', 'a/y.go'].map((path) => [path, toVersion('')])));
  expect((await texts('*.go'))?.text).toBe('x.go');
  expect(await texts('b/*.go')).toBeNull();
});

test('each keystroke finds what the first one found, whatever unchanged files build on', async () => {
  const cache = createAnalysisCache();
  const source = fromTexts(new Map(Object.entries(neighbours).map(([path, text]) => [path, toVersion(text)])));
  for (const bucket of ['one', 'two', 'three', 'four']) {
    const after = `${before}await store.putObject({ Bucket: '${bucket}' });\n`;
    const { changeSet } = ingestTexts(
      { before: { 'src/a.ts': before }, after: { 'src/a.ts': after } },
      originOf('disk'),
    );
    const { facts } = await analyzeWorkspace(changeSet, { engine, policy, source, cache });
    expect(facts.map(({ action, resource }) => [action, resource.norm])).toEqual([
      ['s3:PutObject', `arn:aws:s3:::${bucket}/*`],
    ]);
  }
});

test('progress counts each side of a file under review, whether it is read or known', async () => {
  const cache = createAnalysisCache();
  const source = fromTexts(new Map(Object.entries(neighbours).map(([path, text]) => [path, toVersion(text)])));
  const { changeSet } = ingestTexts(
    { before: { 'src/b.ts': 'export {};\n' }, after: { 'src/b.ts': 'export const b = 1;\n' } },
    originOf('disk'),
  );
  for (const round of ['first', 'second']) {
    let pauses = 0;
    const cancel = { isCancelled: () => false, pause: () => Promise.resolve(void (pauses += 1)) };
    await analyzeWorkspace(changeSet, { engine, policy, source, cache, cancel });
    expect(pauses, round).toBe(2);
  }
});
