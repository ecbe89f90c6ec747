import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPolicy, type PolicySource } from '../core/load-policy.ts';
import type { Policy } from '../core/model/policy.ts';
import type { Loaded } from '../core/model/problem.ts';
import { findAssets } from './assets.ts';
import { readSnapshot, type FileRead } from './files.ts';
import { readSide } from './git-read.ts';
import { findDefaultBranch, mergeBaseOf, readHead, toShortName } from './git-revisions.ts';
import type { Repository } from './git-repository.ts';
import { describeError, hostProblem, throwProblem } from './problems.ts';

export const policyPath = '.countersign/policy.yaml';

/** Where the rules are taken from, so that an edit of them does not change how that edit is judged. */
export type PolicyBase =
  | { readonly kind: 'commit'; readonly repository: Repository; readonly commit: string; readonly title: string }
  | { readonly kind: 'directory'; readonly root: string; readonly title: string }
  /** Nothing that an agent could not have written: the shipped rules alone. */
  | { readonly kind: 'none' };

/**
 * Merge base of HEAD with the default branch of a remote. Without a remote every local commit could be an agent's, so
 * there is no base until an acceptance was sealed.
 */
export async function findPolicyBase(repository: Repository): Promise<PolicyBase> {
  const head = await readHead(repository);
  const upstream = head.commit === null ? null : await findDefaultBranch(repository, { ...head, branch: null });
  if (head.commit === null || upstream === null || !upstream.startsWith('refs/remotes/')) return { kind: 'none' };
  const commit = await mergeBaseOf(repository, head.commit, upstream);
  return { kind: 'commit', repository, commit, title: toShortName(upstream) };
}

export interface ReadPolicy extends Loaded<Policy> {
  /** Commit or folder the rules came from; null: the shipped rules. */
  readonly base: string | null;
}

/** @throws HostProblem when a policy is there and cannot be read: judging without it would let through what it stops */
export async function readPolicy(base: PolicyBase, workspace?: string): Promise<ReadPolicy> {
  const repository = await readRepositoryPolicy(base);
  const loaded = loadPolicy({ packs: await readPacks(), repository });
  const problems = [...loaded.problems, ...(await notedUnused(base, workspace))];
  return {
    value: loaded.value,
    problems,
    base: base.kind === 'commit' ? base.commit : base.kind === 'directory' ? base.root : null,
  };
}

async function readRepositoryPolicy(base: PolicyBase): Promise<PolicySource | null> {
  const read = await readPolicyFile(base);
  switch (read.kind) {
    case 'absent':
      return null;
    case 'unreadable':
      return throwProblem('policyUnreadable', read.problem.message, policyPath);
    case 'file': {
      const { version, notJudged } = read.snapshot;
      if (notJudged !== null)
        throwProblem('policyUnreadable', `The policy is no text that can be read: ${notJudged.message}`, policyPath);
      return { file: policyPath, text: version.text };
    }
  }
}

async function readPolicyFile(base: PolicyBase): Promise<FileRead> {
  switch (base.kind) {
    case 'none':
      return { kind: 'absent' };
    case 'directory':
      return await readSnapshot(base.root, policyPath);
    case 'commit': {
      // From the repository's top, wherever the open folder is.
      const found = await base.repository.blobs.locate(base.commit, policyPath);
      if (found !== null && found.type !== 'blob')
        return throwProblem('policyUnreadable', `"${policyPath}" is a folder.`, policyPath);
      return found === null
        ? { kind: 'absent' }
        : await readSide(base.repository, policyPath, { mode: '100644', id: found.id });
    }
  }
}

/** A team's policy that is not used must not look as if it were. */
async function notedUnused(base: PolicyBase, workspace: string | undefined): Promise<Loaded<Policy>['problems']> {
  if (base.kind !== 'none' || workspace === undefined) return [];
  const read = await readSnapshot(workspace, policyPath);
  return read.kind === 'absent'
    ? []
    : [hostProblem('policyUnused', `"${policyPath}" is not used: there is no base to take it from.`, policyPath)];
}

let packs: Promise<Readonly<Record<string, PolicySource>>> | null = null;

/** The shipped rule packs, by the name that `extends` uses. */
function readPacks(): Promise<Readonly<Record<string, PolicySource>>> {
  return (packs ??= readPackFolder(join(findAssets(), 'rules')));
}

async function readPackFolder(folder: string): Promise<Readonly<Record<string, PolicySource>>> {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
    const rows = names.map(async (name): Promise<[string, PolicySource]> => {
      const file = `countersign:${name.slice(0, -'.yaml'.length)}`;
      return [file, { file, text: await readFile(join(folder, name), 'utf8') }];
    });
    return Object.fromEntries(await Promise.all(rows));
  } catch (error) {
    return throwProblem('policyUnreadable', `The shipped rules could not be read: ${describeError(error)}.`, folder);
  }
}
