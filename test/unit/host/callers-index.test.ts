import { expect, test } from 'vitest';
import { originOf } from '../../../server/src/core/channel.ts';
import { ingestTexts, toVersion } from '../../../server/src/core/ingest.ts';
import { neverCancelled } from '../../../server/src/core/model/cancel.ts';
import { analyzeWorkspace, createAnalysisCache } from '../../../server/src/host/analyze-workspace.ts';
import { fromTexts } from '../../../server/src/host/summary-source.ts';
import { emptyIndex, indexWorkspace } from '../../../server/src/host/workspace-index.ts';
import { engine, policy } from '../facts/facts-of.ts';

const shell = 'export function run(line) {\n  console.log(line);\n}\n';
const texts: Readonly<Record<string, string>> = {
  'src/shell.ts': shell,
  'src/service.ts': "import { run } from './shell.ts';\nexport const build = (target) => run(`make ${target}`);\n",
  'src/routes.ts':
    "import express from 'express';\nimport { build } from './service.ts';\nconst app = express();\n" +
    "app.post('/build', (req, res) => res.json(build(req.body.target)));\n",
};
const source = fromTexts(new Map(Object.entries(texts).map(([path, text]) => [path, toVersion(text)])));
const context = { engine, policy, cache: createAnalysisCache(), cancel: neverCancelled };

test('files that call what changed are part of a chain, however far away they stand', async () => {
  const after = "import { exec } from 'node:child_process';\nexport function run(line) {\n  exec(line);\n}\n";
  const change = { before: { 'src/shell.ts': shell }, after: { 'src/shell.ts': after } };
  const { changeSet } = ingestTexts(change, originOf('disk'));
  const paths = Object.keys(texts);
  const index = await indexWorkspace({ paths, source, context, onProgress: () => undefined });
  expect(index.callersOf(new Set(['src/shell.ts']))).toEqual(['src/service.ts', 'src/routes.ts']);
  const analyse = async (known: typeof index): Promise<readonly (readonly string[])[]> => {
    const { findings } = await analyzeWorkspace(changeSet, { ...context, source, index: known });
    return findings.flatMap(({ chain }) => (chain === undefined ? [] : [chain.steps.map(({ path }) => path)]));
  };
  expect(await analyse(emptyIndex)).toEqual([]);
  expect(await analyse(index)).toEqual([['src/routes.ts', 'src/routes.ts', 'src/service.ts', 'src/shell.ts']]);
});
