import { expect, test } from 'vitest';
import { originOf } from '../../../server/src/core/channel.ts';
import { ingestTexts, toVersion } from '../../../server/src/core/ingest.ts';
import { Cancelled, neverCancelled } from '../../../server/src/core/model/cancel.ts';
import { analyzeWorkspace, createAnalysisCache } from '../../../server/src/host/analyze-workspace.ts';
import { fromTexts } from '../../../server/src/host/summary-source.ts';
import { futureIndex, indexWorkspace } from '../../../server/src/host/workspace-index.ts';
import { engine, policy } from '../facts/facts-of.ts';

const texts: Readonly<Record<string, string>> = {
  'a/use.ts': "import { store } from '../lib/store';\nexport const bucket = () => store;\n",
  'lib/store.ts': "import { S3 } from '@aws-sdk/client-s3';\nexport const store = new S3({});\n",
  'deploy/roles/reader.json': JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::reports/*' }],
  }),
  'go/a.go': 'package a\n\nfunc A() { B() }\n',
  'go/b.go': 'package a\n\nimport "net/http"\n\nfunc B() { http.Get("https://b.example.com") }\n',
  'notes.txt': 'none of this is code\n',
};
const paths = Object.keys(texts);
const source = fromTexts(new Map(Object.entries(texts).map(([path, text]) => [path, toVersion(text)])));
const noCache = { get: () => undefined, set: () => undefined };
const context = { engine, policy, cache: noCache, cancel: neverCancelled };
const sweep = { paths, source, context, onProgress: () => undefined };

test('a file that builds on no other is known by the text that was read', async () => {
  const counts: string[] = [];
  const index = await indexWorkspace({
    ...sweep,
    onProgress: (done, total) => void counts.push(`${done}/${total}`),
  });
  const blobOf = (path: string): string => toVersion(texts[path]!).blob;
  const store = index.summaryOf('lib/store.ts', blobOf('lib/store.ts'));
  expect(JSON.stringify(store?.exports['store'])).toContain('@aws-sdk/client-s3');
  expect(index.summaryOf('lib/store.ts', toVersion('other').blob)).toBeNull();
  // What it says changes with `lib/store.ts`.
  expect(index.summaryOf('a/use.ts', blobOf('a/use.ts'))).toBeNull();
  expect(index.summaryOf('no.ts', '')).toBeNull();
  expect(index.standing).toEqual(['deploy/roles/reader.json']);
  expect(counts.at(-1)).toBe(`${paths.length}/${paths.length}`);
});

test('a policy in a folder that nobody would look in says what an edit is granted', async () => {
  const index = futureIndex();
  const after = "import { store } from '../lib/store';\nstore.putObject({ Bucket: 'reports', Key: 'a' });\n";
  const { changeSet } = ingestTexts({ before: {}, after: { 'src/new.ts': after } }, originOf('disk'));
  const analyse = async (): Promise<unknown> => {
    const { facts } = await analyzeWorkspace(changeSet, { ...context, source, cache: createAnalysisCache(), index });
    return facts.find(({ action }) => action === 's3:PutObject')?.detail?.['grant'];
  };
  expect(await analyse()).toBeUndefined();
  index.become(await indexWorkspace(sweep));
  expect(await analyse()).toBe('declared');
});

test('a folder that is closed while it is read gives no index', async () => {
  let asked = 0;
  const cancel = { isCancelled: () => (asked += 1) > 3, pause: () => Promise.resolve() };
  await expect(indexWorkspace({ ...sweep, context: { ...context, cancel } })).rejects.toThrow(Cancelled);
});
