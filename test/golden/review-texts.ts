import fs from 'node:fs/promises';
import path from 'node:path';
import { type ContextFile, ingestTexts, type Texts, toVersion } from '../../server/src/core/ingest.ts';
import type { ChangeSet } from '../../server/src/core/model/change.ts';
import type { Policy } from '../../server/src/core/model/policy.ts';
import { neverCancelled } from '../../server/src/core/model/cancel.ts';
import type { ReviewResult } from '../../server/src/core/model/result.ts';
import type { FileSummary } from '../../server/src/core/model/summary.ts';
import { toListing } from '../../server/src/host/summary-source.ts';
import {
  analyze,
  type AnalysisContext,
  createEngine,
  type GrammarFiles,
  isFolder,
  isFolderPattern,
  summarize,
} from '../../server/src/core/verbs.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Grammars as installed: nothing needs to be built. */
const grammars: GrammarFiles = {
  runtime: () => fs.readFile(path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm')),
  grammar: (name) => fs.readFile(path.join(root, `node_modules/tree-sitter-wasm/out/${name}/tree-sitter-${name}.wasm`)),
  facts: (id) => fs.readFile(path.join(root, `grammars/${id}/facts.scm`), 'utf8'),
};

const engine = createEngine(grammars);

/** No rules: findings are judged by nobody. */
const noRules: Policy = {
  digest: '',
  mode: 'enforce',
  layers: [],
  roles: {},
  roleOrder: [],
  privacy: { recordPrompts: 'none' },
  ignore: [],
};

const MAX_ROUNDS = 4;

/** What the shells do, in memory: files equal on both sides are there to be asked for, and nothing else exists. */
export async function reviewTexts(texts: Texts, policy: Policy = noRules): Promise<ReviewResult> {
  const { changeSet, context, failures } = ingestTexts(texts, {
    kind: 'unknown',
    channel: 'test',
    held: false,
    claimedBy: 'test',
  });
  if (failures.length > 0) throw new Error(failures.map((failure) => `${failure.path}: ${failure.message}`).join('\n'));
  return await reviewChanges(changeSet, context, policy);
}

/** `context`: what is there to be asked for. */
export async function reviewChanges(
  changeSet: ChangeSet,
  context: readonly ContextFile[],
  policy: Policy = noRules,
): Promise<ReviewResult> {
  const files = new Map<string, FileSummary | null>();
  const cache = new Map<string, unknown>();
  const analysis: AnalysisContext = { engine, policy, files, cache, cancel: neverCancelled };
  for (let round = 1; ; round += 1) {
    const { conclude, wants } = await analyze(changeSet, analysis);
    const missing = wants.filter((want) => !files.has(want));
    if (missing.length === 0 || round === MAX_ROUNDS) return conclude();
    // What is known already may mean more now that more is at hand.
    for (const want of [...missing, ...files.keys()]) {
      const paths = context.map(({ path: each }) => each);
      const text =
        isFolderPattern(want) || isFolder(want)
          ? toListing(want, paths)?.text
          : context.find((each) => each.path === want)?.text;
      files.set(want, text === undefined ? null : await summarize(want, toVersion(text), analysis));
    }
  }
}
