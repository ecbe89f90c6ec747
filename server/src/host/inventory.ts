import { checkCancelled, type Cancel } from '../core/model/cancel.ts';
import type { FileVersion } from '../core/model/change.ts';
import type { Policy } from '../core/model/policy.ts';
import type { Failure, Problem } from '../core/model/problem.ts';
import type { FileSummary } from '../core/model/summary.ts';
import {
  CODEOWNERS_PATHS,
  filesOf,
  loadRegister,
  readCodeOwners,
  REGISTER_PATH,
  type FoundAutomation,
  type FoundRepository,
} from '../core/register.ts';
import {
  joinGrants,
  mayHoldAutomation,
  mayHoldGrants,
  readAutomations,
  type AnalysisCache,
  type Engine,
  type FileRead,
  type Helper,
} from '../core/verbs.ts';
import { readSnapshot } from './files.ts';
import type { Repository } from './git-repository.ts';
import { findCandidates } from './inventory-candidates.ts';
import { noCache, openInventoryCache, type Held } from './inventory-cache.ts';
import { listForInventory } from './inventory-list.ts';
import { readLedger } from './ledger-file.ts';
import type { ContextSource } from './summary-source.ts';
import { fromDisk } from './summary-source.ts';
import { sweepWorkspace } from './sweep-workspace.ts';

export interface InventoryPlace {
  /** As people call it; empty: the only one. */
  readonly name: string;
  readonly root: string;
  /** With a final slash; empty: all of it. */
  readonly folder: string;
  readonly repository: Repository | null;
  readonly ledger: string;
  /** Where it is kept which files hold nothing; null: every file is read. */
  readonly cacheFile: string | null;
}

export interface InventoryWork {
  readonly engine: Engine;
  readonly policy: Policy;
  readonly helpers: readonly Helper[];
  readonly cache: AnalysisCache;
  readonly cancel: Cancel;
  readonly toolVersion: string;
  readonly onProgress: (words: string, done: number, total: number) => void;
}

/** What was found, and what is needed to find it again at another revision. */
export interface FoundInventory extends FoundRepository {
  readonly place: InventoryPlace;
  /** Every file that may matter. */
  readonly paths: ReadonlySet<string>;
  readonly candidates: { readonly automations: readonly string[]; readonly grants: readonly string[] };
  readonly files: number;
  readonly failures: readonly Failure[];
  readonly problems: readonly Problem[];
}

/** Files of other automations that are read for what these run. */
const maxRun = 5_000;
const maxGrants = 2_000;

/**
 * Every automation of a folder: content first, then what may hold one is parsed, then what these run.
 *
 * @throws Cancelled
 */
export async function readInventory(place: InventoryPlace, work: InventoryWork): Promise<FoundInventory> {
  const { root, folder, repository, ledger, cacheFile } = place;
  const { engine, policy, cancel, toolVersion, onProgress } = work;
  onProgress('Listing files', 0, 0);
  const listed = await listForInventory(root, folder, repository, policy.ignore, engine);
  checkCancelled(cancel);
  const cache = cacheFile === null ? noCache : await openInventoryCache(cacheFile, toolVersion);
  const found = await findCandidates({
    root,
    paths: listed.paths,
    look: (path, text): Held => ({
      automations: mayHoldAutomation(path, text, engine),
      grants: mayHoldGrants(path, text, engine),
    }),
    async confirm(path, text) {
      // What cannot be read is read again, and said, with the others.
      const { automations, failures } = await readAutomations(path, { text, blob: '' }, { engine, cancel });
      return automations.length + failures.length > 0;
    },
    cache,
    cancel,
    onProgress: (done, total) => onProgress('Looking at', done, total),
  });
  await cache.save();
  const paths = new Set(listed.paths);
  const read = await readAutomationsOf(paths, found, fromDisk(root), work);
  const verified = await readLedger(ledger);
  const register = await textOf(root, REGISTER_PATH);
  return {
    ...read,
    name: place.name,
    place,
    paths,
    candidates: found,
    codeOwners: readCodeOwners((await firstText(root, CODEOWNERS_PATHS)) ?? ''),
    register: register === null ? null : loadRegister(register),
    records: verified?.records ?? [],
    files: listed.paths.length,
    problems: [...listed.problems, ...found.problems],
  };
}

export interface AutomationsOf {
  readonly automations: readonly FoundAutomation[];
  readonly failures: readonly Failure[];
}

/**
 * Automations of the candidates with the facts of all they run. Where their code needs something of a cloud, the files that say
 * who is granted what are read too.
 *
 * @throws Cancelled
 */
export async function readAutomationsOf(
  paths: ReadonlySet<string>,
  candidates: FoundInventory['candidates'],
  source: ContextSource,
  work: InventoryWork,
): Promise<AutomationsOf> {
  const reads = new Map<string, FileRead>();
  const versions = new Map<string, FileVersion>();
  const known = new Map<string, FileSummary | null>();
  const sweep = async (wanted: readonly string[], words: string): Promise<void> => {
    const open = wanted.filter((path) => !reads.has(path) && paths.has(path));
    if (open.length === 0) return;
    const summaries = await sweepWorkspace({
      paths: open,
      isWhole: false,
      source: async (path) => {
        const version = await source(path);
        if (version !== null) versions.set(path, version);
        return version;
      },
      context: work,
      onRead: (path, read) => void reads.set(path, read),
      onProgress: (done, total) => work.onProgress(words, done, total),
    });
    for (const [path, summary] of summaries) known.set(path, summary);
  };
  await sweep(candidates.automations, 'Reading automations');
  const found = [...reads.values()].flatMap((read) =>
    read.automations.map((automation) => {
      const version = versions.get(automation.path);
      return { automation, blob: version?.blob ?? '', files: filesOf(automation, version?.text ?? '', paths) };
    }),
  );
  await sweep([...new Set(found.flatMap(({ files }) => files))].slice(0, maxRun), 'Reading what they run');
  const needsCloud = [...reads.values()].some(({ facts }) => facts.some(({ kind }) => kind === 'permission.cloud'));
  if (needsCloud) await sweep(candidates.grants.slice(0, maxGrants), 'Reading what is granted');
  const facts = joinGrants(reads, known);
  return {
    automations: found.map((one) => ({ ...one, facts: one.files.flatMap((path) => facts.get(path) ?? []) })),
    failures: [...reads.values()].flatMap(({ failures }) => failures),
  };
}

async function firstText(root: string, paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    const text = await textOf(root, path);
    if (text !== null) return text;
  }
  return null;
}

async function textOf(root: string, path: string): Promise<string | null> {
  const read = await readSnapshot(root, path);
  return read.kind === 'file' && read.snapshot.notJudged === null ? read.snapshot.version.text : null;
}
