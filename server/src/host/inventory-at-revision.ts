import type { FileVersion } from '../core/model/change.ts';
import type { Failure, Problem } from '../core/model/problem.ts';
import {
  CODEOWNERS_PATHS,
  compareInventories,
  joinInventory,
  loadRegister,
  readCodeOwners,
  REGISTER_PATH,
  type FoundRepository,
} from '../core/register.ts';
import type { Drift } from '../core/model/inventory-entry.ts';
import { isFolderPattern, mayHoldAutomation, mayHoldGrants } from '../core/verbs.ts';
import { toMode, readSide } from './git-read.ts';
import { listWorktreeChanges, type GitChange } from './git-changes.ts';
import type { Repository } from './git-repository.ts';
import { resolveRevision } from './git-revisions.ts';
import { readAutomationsOf, type FoundInventory, type InventoryWork } from './inventory.ts';
import { fromDisk, fromCommit, type ContextSource } from './summary-source.ts';

export interface DriftOf {
  readonly drift: Drift;
  readonly failures: readonly Failure[];
  readonly problems: readonly Problem[];
}

/**
 * What became of the inventory of one repository since a revision. Only files that differ are read at the revision; what did not
 * change is read once.
 *
 * @throws Cancelled
 * @throws HostProblem when there is no such revision
 */
export async function readDrift(
  found: FoundInventory,
  repository: Repository,
  revision: string,
  work: InventoryWork,
): Promise<DriftOf> {
  const commit = await resolveRevision(repository, revision);
  const changes = new Map((await listWorktreeChanges(repository, commit)).map((change) => [change.path, change]));
  const { before, problems } = await readBefore(repository, changes, found.place.folder, work);
  const paths = new Set([...found.paths].filter((path) => !changes.has(path)));
  for (const [path, { version }] of before) if (version !== null) paths.add(path);
  const pick = (of: readonly string[], is: (path: string, text: string) => boolean): readonly string[] => [
    ...of.filter((path) => paths.has(path) && !changes.has(path)),
    ...[...before].flatMap(([path, { version }]) => (version !== null && is(path, version.text) ? [path] : [])),
  ];
  const candidates = {
    automations: pick(found.candidates.automations, (path, text) => mayHoldAutomation(path, text, work.engine)),
    grants: pick(found.candidates.grants, (path, text) => mayHoldGrants(path, text, work.engine)),
  };
  const disk = fromDisk(found.place.root);
  const old = fromCommit(repository, commit);
  const source: ContextSource = async (path) => {
    if (isFolderPattern(path)) return await old(path);
    const known = before.get(path);
    return known !== undefined ? known.version : changes.has(path) ? null : await disk(path);
  };
  const read = await readAutomationsOf(paths, candidates, source, work);
  const register = await old(REGISTER_PATH);
  const earlier: FoundRepository = {
    ...found,
    ...read,
    codeOwners: await ownersAt(old),
    register: register === null ? null : loadRegister(register.text),
  };
  return {
    // Alone: what is shared with other repositories is no change of this one.
    drift: compareInventories(joinInventory([earlier]), joinInventory([found])),
    failures: read.failures,
    problems,
  };
}

async function readBefore(
  repository: Repository,
  changes: ReadonlyMap<string, GitChange>,
  folder: string,
  { engine }: InventoryWork,
) {
  const before = new Map<string, { readonly version: FileVersion | null }>();
  const problems: Problem[] = [];
  for (const [path, change] of changes) {
    if (!path.startsWith(folder) || change.before === null || engine.languageOf(path) === null) continue;
    const side = await readSide(repository, path, { ...change.before, mode: toMode(change.before.mode) });
    if (side.kind === 'unreadable') problems.push(side.problem);
    const isText = side.kind === 'file' && side.snapshot.notJudged === null;
    before.set(path, { version: isText ? side.snapshot.version : null });
  }
  return { before, problems };
}

async function ownersAt(source: ContextSource) {
  for (const path of CODEOWNERS_PATHS) {
    const version = await source(path);
    if (version !== null) return readCodeOwners(version.text);
  }
  return readCodeOwners('');
}
