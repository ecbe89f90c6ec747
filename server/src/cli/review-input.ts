import { resolve } from 'node:path';
import { originOf } from '../core/channel.ts';
import { ingestVersions } from '../core/ingest.ts';
import type { ChangeSet } from '../core/model/change.ts';
import type { Failure } from '../core/model/problem.ts';
import { compareDirectories } from '../host/compare-directories.ts';
import { listWorktreeChanges } from '../host/git-changes.ts';
import { readChanges, toFailure, toSides, type ReadChanges } from '../host/git-read.ts';
import { findTopLevel, openRepository, type Repository } from '../host/git-repository.ts';
import { findDefaultBase, resolveRevision, type Base } from '../host/git-revisions.ts';
import { readPatchChange } from '../host/patch-change.ts';
import { findPolicyBase, type PolicyBase } from '../host/policy-files.ts';
import { throwProblem } from '../host/problems.ts';
import { readRangeChange } from '../host/range-change.ts';
import { fromDisk, type ContextSource } from '../host/summary-source.ts';
import type { Invocation, Terminal } from './define.ts';
import { readInput } from './read-input.ts';

/** Everything an analysis needs, whatever it came from. */
export interface ReviewInput {
  /** For people: what is compared with what. */
  readonly title: string;
  readonly changeSet: ChangeSet;
  readonly failures: readonly Failure[];
  readonly source: ContextSource;
  readonly policyBase: PolicyBase;
  /** Where a policy would be, if one is there that is not used. */
  readonly workspace?: string;
  readonly close: () => void;
}

/** @throws HostProblem outside a repository, or when a revision is missing */
export async function readRepositoryInput(
  form: 'range' | 'worktree',
  { values, terminal }: Invocation,
): Promise<ReviewInput> {
  const repository = await openHere(terminal);
  if (form === 'worktree' && (await findTopLevel(terminal.directory)) === null)
    throwProblem('noWorkTree', `"${terminal.directory}" is in a repository, and in no work tree.`);
  const base = await readBase(repository, values['base']);
  const policyBase = await policyBaseOf(repository, values['base'], base);
  const shared = { policyBase, workspace: repository.root, close: repository.close };
  if (form === 'range') {
    const head = String(values['head']);
    const commit = await resolveRevision(repository, head);
    const { from: _from, ...change } = await readRangeChange(repository, base.commit, commit);
    return { ...shared, ...change, title: `${base.title} .. ${head} (${commit.slice(0, 10)})` };
  }
  const read = await readChanges(repository, await listWorktreeChanges(repository, base.commit));
  return {
    ...shared,
    ...toChangeSet(read, 'worktree'),
    title: `${base.title} .. work tree`,
    source: fromDisk(repository.root),
  };
}

export async function readDirectoriesInput({ values, terminal }: Invocation): Promise<ReviewInput> {
  const [before, after] = [String(values['before']), String(values['after'])].map((folder) =>
    resolve(terminal.directory, folder),
  );
  if (before === undefined || after === undefined) throw new Error('two directories');
  const read = await compareDirectories(before, after, terminal.cancel);
  const policyBase: PolicyBase = { kind: 'directory', root: before, title: String(values['before']) };
  const title = `${String(values['before'])} .. ${String(values['after'])}`;
  return { ...toChangeSet(read, 'directories'), title, source: fromDisk(after), policyBase, close: () => undefined };
}

export async function readPatchInput({ values, terminal }: Invocation): Promise<ReviewInput> {
  const name = String(values['patch']);
  const text = await readInput(name, terminal);
  const top = await findTopLevel(terminal.directory);
  const repository = top === null ? null : await openRepository(top, terminal.cancel);
  const root = top ?? terminal.directory;
  const base =
    repository === null || values['base'] === undefined
      ? null
      : await resolveRevision(repository, String(values['base']));
  if (repository === null && values['base'] !== undefined)
    throwProblem('noRepository', `"${terminal.directory}" is in no git repository.`);
  const change = await readPatchChange(text, root, repository, base);
  const policyBase = await patchPolicyBase(repository, base);
  return {
    ...change,
    title: name === '-' ? 'patch' : name,
    policyBase,
    workspace: root,
    close: () => repository?.close(),
  };
}

async function patchPolicyBase(repository: Repository | null, base: string | null): Promise<PolicyBase> {
  if (repository === null) return { kind: 'none' };
  return base === null
    ? await findPolicyBase(repository)
    : { kind: 'commit', repository, commit: base, title: '--base' };
}

async function openHere({ directory, cancel }: Terminal): Promise<Repository> {
  const top = await findTopLevel(directory);
  // A bare repository has no top, and can still compare revisions.
  const repository = await openRepository(top ?? directory, cancel);
  return repository ?? throwProblem('noRepository', `"${directory}" is in no git repository.`);
}

async function readBase(repository: Repository, name: string | boolean | undefined): Promise<Base> {
  if (typeof name !== 'string') return await findDefaultBase(repository);
  const commit = await resolveRevision(repository, name);
  return { commit, title: name === commit ? commit.slice(0, 10) : `${name} (${commit.slice(0, 10)})` };
}

async function policyBaseOf(
  repository: Repository,
  given: string | boolean | undefined,
  base: Base,
): Promise<PolicyBase> {
  if (given === undefined || base.commit === null) return await findPolicyBase(repository);
  return { kind: 'commit', repository, commit: base.commit, title: base.title };
}

function toChangeSet({ changes, problems }: ReadChanges, channel: string): Pick<ReviewInput, 'changeSet' | 'failures'> {
  return { changeSet: ingestVersions(changes.map(toSides), originOf(channel)), failures: problems.map(toFailure) };
}
