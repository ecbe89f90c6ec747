import { LRUCache } from 'lru-cache';
import type { AnalysisContext } from '../core/analysis-context.ts';
import { analyze } from '../core/analyze.ts';
import { explain, type Explanation } from '../core/explain.ts';
import type { Engine } from '../core/load-language.ts';
import { checkCancelled, neverCancelled, type Cancel } from '../core/model/cancel.ts';
import type { ChangeSet, FileVersion } from '../core/model/change.ts';
import type { Policy } from '../core/model/policy.ts';
import type { Problem } from '../core/model/problem.ts';
import type { ReviewResult } from '../core/model/result.ts';
import type { FileSummary } from '../core/model/summary.ts';
import { unreadExamples } from '../core/rules.ts';
import { summarize } from '../core/summarize-file.ts';
import { folderOfPattern, isFolderPattern, type AnalysisCache, type Helper } from '../core/verbs.ts';
import { emptyIndex, type WorkspaceIndex } from './workspace-index.ts';
import type { ContextSource } from './summary-source.ts';

/** What outlives one analysis, by path and blob. Bounded; the values are the core's. */
export function createAnalysisCache(maxBytes = 64 * 1024 * 1024): AnalysisCache {
  const entries = new LRUCache<string, object>({ maxSize: maxBytes });
  return {
    get: (key) => entries.get(key),
    set: (key, value, size) => void entries.set(key, value as object, { size }),
  };
}

export interface WorkspaceAnalysis {
  readonly engine: Engine;
  readonly policy: Policy;
  /** Unchanged files as they stand at the after-side. */
  readonly source: ContextSource;
  readonly cache: AnalysisCache;
  readonly cancel?: Cancel;
  readonly helpers?: readonly Helper[];
  /** What was read in the background. */
  readonly index?: Pick<WorkspaceIndex, 'summaryOf' | 'standing' | 'callersOf'>;
}

const maxRounds = 4;
/** Files of a set whose findings take so much memory that the threads that read it should not be there any more. */
const manyFiles = 500;
/** Files read on behalf of one change set: a hostile one must not make us read the whole disk. */
const maxWanted = 2000;

/** `analyze` with the files it asks for, at most four rounds. What stays missing lowered a tier and is said there. */
export async function analyzeWorkspace(changeSet: ChangeSet, given: WorkspaceAnalysis): Promise<ReviewResult> {
  const changed = new Set(
    changeSet.files.flatMap((file) => [file.path, ...(file.previousPath === undefined ? [] : [file.previousPath])]),
  );
  const result = await withWanted(given, changed, async (context) => {
    const { conclude, wants } = await analyze(changeSet, context);
    return { answer: conclude, wants };
  });
  return { ...result, problems: [...(await deadRules(given)), ...result.problems] };
}

/** Rules whose example nobody can read, so that they look for nothing. */
async function deadRules({ engine, policy, cache }: WorkspaceAnalysis): Promise<readonly Problem[]> {
  if (!policy.layers.some(({ rules }) => rules.some(({ match }) => match.pattern !== undefined))) return [];
  const key = `dead rules of ${policy.digest}`;
  const found = (cache.get(key) as readonly Problem[] | undefined) ?? (await unreadExamples(policy, engine));
  cache.set(key, found, found.length * 500 + 100);
  return found;
}

export type ExplainedFile = Omit<Explanation, 'wants'>;

/** All facts of one file as it stands. */
export async function explainFile(
  path: string,
  version: FileVersion,
  given: WorkspaceAnalysis,
): Promise<ExplainedFile> {
  return await withWanted(given, new Set([path]), async (context) => {
    const { wants, ...explained } = await explain(path, version, context);
    return { answer: () => explained, wants };
  });
}

interface Round<T> {
  /** Asked of the last round only. */
  readonly answer: () => T;
  readonly wants: readonly string[];
}

async function withWanted<T>(
  given: WorkspaceAnalysis,
  skip: ReadonlySet<string>,
  act: (context: AnalysisContext) => Promise<Round<T>>,
): Promise<T> {
  const { engine, policy, cancel = neverCancelled, helpers = [], index = emptyIndex } = given;
  const cache = holding(given.cache);
  const neighbours = createNeighbours(given, skip);
  const context: AnalysisContext = { engine, policy, files: neighbours.files, cache, cancel, helpers };
  // What was wanted last time is at hand from the start, so that the next keystroke needs one round.
  const key = `wanted by ${[...skip].toSorted().join('\n')}`;
  const wantedLast = (cache.get(key) ?? []) as readonly string[];
  const standing = index.standing.filter((path) => !skip.has(path));
  await neighbours.add([...new Set([...wantedLast, ...standing, ...index.callersOf(skip)])], context);
  for (let round = 1; ; round++) {
    const { answer, wants } = await act(context);
    const { files } = neighbours;
    const fresh = wants.filter((path) => !files.has(path) && !skip.has(path)).slice(0, maxWanted - files.size);
    if (fresh.length === 0 || round === maxRounds) {
      cache.set(key, [...files.keys()], files.size * 100 + 100);
      if (skip.size >= manyFiles) await Promise.all(helpers.map((helper) => helper.rest()));
      return answer();
    }
    await neighbours.add(fresh, context);
  }
}

/** All that one analysis reads is at hand in its next rounds, however little the cache holds: the answer needs it anyway. */
function holding(cache: AnalysisCache): AnalysisCache {
  const held = new Map<string, unknown>();
  return {
    get: (key) => held.get(key) ?? cache.get(key),
    set: (key, value, weight) => {
      held.set(key, value);
      cache.set(key, value, weight);
    },
  };
}

function listed(pattern: string, { text }: FileVersion): readonly string[] {
  const folder = folderOfPattern(pattern);
  return text.split('\n').map((name) => (folder === '' ? name : `${folder}/${name}`));
}

interface Neighbours {
  /** Summaries in the order in which they were wanted; null: no such file. */
  readonly files: ReadonlyMap<string, FileSummary | null>;
  readonly add: (paths: readonly string[], context: AnalysisContext) => Promise<void>;
}

/** Unchanged files, each read from its source once. */
function createNeighbours(
  { source, cancel = neverCancelled, index = emptyIndex }: WorkspaceAnalysis,
  skip: ReadonlySet<string>,
): Neighbours {
  const files = new Map<string, FileSummary | null>();
  const versions = new Map<string, FileVersion>();

  /**
   * Summaries build on each other and say more when more is at hand: until none changes, the ones that were wanted last
   * first, because they were wanted by the others. What still holds comes from the cache.
   */
  async function settle(context: AnalysisContext): Promise<void> {
    const inDepth = [...versions].toReversed();
    for (let pass = 0; pass < maxRounds; pass += 1) {
      let hasChanged = false;
      for (const [path, version] of inDepth) {
        checkCancelled(cancel);
        // A file that cannot be parsed counts as absent here: it only makes an answer about another file less certain.
        const summary = index.summaryOf(path, version.blob) ?? (await summarize(path, version, context));
        hasChanged ||= summary?.digest !== files.get(path)?.digest;
        files.set(path, summary);
      }
      if (!hasChanged) return;
    }
  }

  return {
    files,
    async add(paths, context) {
      const open = [...paths];
      for (let path = open.shift(); path !== undefined; path = open.shift()) {
        checkCancelled(cancel);
        const version = await source(path);
        files.set(path, null);
        if (version === null) continue;
        versions.set(path, version);
        // Whoever asks for a folder asks for what is in it next.
        if (isFolderPattern(path))
          open.push(...listed(path, version).filter((each) => !skip.has(each) && !files.has(each)));
        if (files.size >= maxWanted) break;
      }
      if (paths.length > 0) await settle(context);
    },
  };
}
