import { expect, test } from 'vitest';
import { originOf } from '../../server/src/core/channel.ts';
import { toPublishedResult } from '../../server/src/core/export.ts';
import { ingestTexts } from '../../server/src/core/ingest.ts';
import { analyzeWorkspace, createAnalysisCache } from '../../server/src/host/analyze-workspace.ts';
import { readPolicy } from '../../server/src/host/policy-files.ts';
import { fromTexts } from '../../server/src/host/summary-source.ts';
import { codeSet } from '../bench/code-sets.ts';
import { engine } from '../unit/facts/facts-of.ts';
import { countersign } from './run-cli.ts';

const store = "import { S3 } from '@aws-sdk/client-s3';\nexport const store = new S3({});\n";
const writing = "import { store } from './store';\nawait store.putObject({ Bucket: 'reports' });\n";

test('threads read a large set as one thread reads it, texts that refer to each other too', async () => {
  // A set is large by its characters; comments are soon read.
  const words = 'what it does, and why '.repeat(600);
  const files = [...codeSet(40)].map(({ path, before, after }) => {
    const padding = `\n${/\.(?:py|rb|sh|yaml)$/u.test(path) ? '#' : '//'} ${words}\n`;
    return { path, before: before + padding, after: after + padding };
  });
  expect(files.reduce((sum, { before, after }) => sum + before.length + after.length, 0)).toBeGreaterThan(1_000_000);
  const texts = {
    before: { ...Object.fromEntries(files.map(({ path, before }) => [path, before])), 'lib/store.ts': '' },
    after: {
      ...Object.fromEntries(files.map(({ path, after }) => [path, after])),
      'lib/store.ts': store,
      'lib/write.ts': writing,
    },
  };
  const run = await countersign(['review', '--ndjson'], {
    directory: import.meta.dirname,
    input: `${JSON.stringify({ id: 'large', ...texts })}\n`,
  });
  const { changeSet } = ingestTexts(texts, originOf('ndjson'));
  const { value: policy } = await readPolicy({ kind: 'none' });
  const source = fromTexts(new Map());
  const alone = await analyzeWorkspace(changeSet, { engine, policy, source, cache: createAnalysisCache() });
  const shared = JSON.parse(run.output) as ReturnType<typeof toPublishedResult>;
  expect(shared.facts.map(({ action }) => action)).toContain('s3:PutObject');
  expect({ ...shared, id: undefined, stats: undefined }).toEqual(
    JSON.parse(JSON.stringify({ ...toPublishedResult(alone), id: null, stats: null }), (_, value: unknown) =>
      value === null ? undefined : value,
    ),
  );
});
