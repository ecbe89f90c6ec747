import { expect, test } from 'vitest';
import { originOf } from '../../../server/src/core/channel.ts';
import { ingestTexts, toVersion } from '../../../server/src/core/ingest.ts';
import { analyzeWorkspace, createAnalysisCache } from '../../../server/src/host/analyze-workspace.ts';
import { fromTexts } from '../../../server/src/host/summary-source.ts';
import { engine, policy } from '../facts/facts-of.ts';

const neighbours = {
  'lib/make.ts': "import { S3 } from '@aws-sdk/client-s3';\nexport const makeStore = () => new S3({});\n",
  'lib/pick.ts': "import { makeStore } from './make';\nexport const pickStore = () => makeStore();\n",
  'lib/store.ts': "import { pickStore } from './pick';\nexport const store = pickStore();\n",
};
const before = "import { store } from '../lib/store';\n";

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
