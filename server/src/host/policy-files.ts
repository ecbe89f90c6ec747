import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type KnownYaml,
  loadPolicy,
  type LoadedPolicy,
  type PolicySource,
  type SuppliedSource,
} from '../core/load-policy.ts';
import type { Policy } from '../core/model/policy.ts';
import type { Loaded } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { findAssets } from './assets.ts';
import { readSnapshot } from './files.ts';
import { findDefaultBranch, mergeBaseOf, readHead, toShortName, resolveRevision } from './git-revisions.ts';
import type { Repository } from './git-repository.ts';
import { readOrganisation } from './policy-organisation.ts';
import { readPack } from './policy-packs.ts';
import { policyPath, readFolderPolicies, readPolicyText, type PolicyBase } from './policy-source.ts';
import { describeError, hostProblem, throwProblem } from './problems.ts';

export { policyPath, type PolicyBase } from './policy-source.ts';

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

/** The revision that is named, else the one that governs here. @throws HostProblem when it is not here */
export async function chooseBase(repository: Repository | null, given: string | null): Promise<PolicyBase> {
  if (repository === null) return { kind: 'none' };
  if (given === null) return await findPolicyBase(repository);
  return { kind: 'commit', repository, commit: await resolveRevision(repository, given), title: given };
}

export interface ReadPolicy extends Loaded<Policy> {
  /** Commit or folder the rules came from; null: the shipped rules. */
  readonly base: string | null;
}

export interface PolicyOptions {
  /** The open folder, or the work tree: where node_modules is, and a policy that may be unused. */
  readonly workspace?: string | undefined;
  /** The policy above that of the repository: a file, or `sha256:…` of `.countersign/organisation.yaml` at the base. */
  readonly organisation?: string | null | undefined;
}

/** Packs that extend packs are asked for one level a round. */
const MAX_ROUNDS = 10;

/** @throws HostProblem when a policy is there and cannot be read: judging without it would let through what it stops */
export async function readPolicy(base: PolicyBase, options: PolicyOptions = {}): Promise<ReadPolicy> {
  const { loaded } = await readPolicyInput(base, options);
  return {
    value: loaded.value,
    problems: [...loaded.problems, ...(await notedUnused(base, options.workspace))],
    base: base.kind === 'commit' ? base.commit : base.kind === 'directory' ? base.root : null,
  };
}

/** Every text that the policy consists of. @throws HostProblem as `readPolicy` */
export async function readPolicyInput(
  base: PolicyBase,
  { workspace, organisation }: PolicyOptions = {},
): Promise<{ readonly input: Parameters<typeof loadPolicy>[0]; readonly loaded: LoadedPolicy }> {
  const text = await readPolicyText(base, policyPath);
  const above = organisation == null ? null : await readOrganisation(organisation, base);
  const sources = new Map<string, SuppliedSource>();
  const input = {
    packs: await readPacks(),
    repository: text === null ? null : { file: policyPath, text },
    organisation: above === null ? null : above.source,
    folders: await readFolderPolicies(base, workspace),
    today: new Date().toISOString().slice(0, 'YYYY-MM-DD'.length),
  };
  let loaded = loadOnce({ ...input, sources });
  for (let round = 1; loaded.wants.length > 0 && round <= MAX_ROUNDS; round += 1) {
    for (const want of loaded.wants)
      sources.set(
        want.key,
        want.kind === 'package'
          ? await readPack(want, base, workspace)
          : want.root === 'organisation'
            ? await (above?.read(want.path) ?? Promise.resolve({ refused: 'It has no organisation to stand in.' }))
            : await readBeside(base, want.path),
      );
    loaded = loadOnce({ ...input, sources });
  }
  return { input: { ...input, sources }, loaded };
}

/** Whoever watches the base reads it at every event, and nearly always it says what it said before. */
let last: { readonly texts: string; readonly loaded: LoadedPolicy } | null = null;

function loadOnce(input: Parameters<typeof loadPolicy>[0]): LoadedPolicy {
  const texts = JSON.stringify({ ...input, sources: [...(input.sources ?? [])] });
  if (last?.texts !== texts) last = { texts, loaded: loadPolicy(input) };
  return last.loaded;
}

/** A file of the repository that a policy extends. */
async function readBeside(base: PolicyBase, path: string): Promise<SuppliedSource> {
  const text = await readPolicyText(base, path);
  return text === null ? { refused: `There is no file "${path}" at the base.` } : { file: path, text };
}

/** A team's policy that is not used must not look as if it were. */
async function notedUnused(base: PolicyBase, workspace: string | undefined): Promise<Loaded<Policy>['problems']> {
  if (base.kind !== 'none' || workspace === undefined) return [];
  const read = await readSnapshot(workspace, policyPath);
  return read.kind === 'absent'
    ? []
    : [hostProblem('policyUnused', worded`"${policyPath}" is not used: there is no base to take it from.`, policyPath)];
}

let packs: Promise<Readonly<Record<string, PolicySource>>> | null = null;

/** The shipped rule packs, by the name that `extends` uses. */
function readPacks(): Promise<Readonly<Record<string, PolicySource>>> {
  return (packs ??= readPackFolder(join(findAssets(), 'rules')));
}

async function readPackFolder(folder: string): Promise<Readonly<Record<string, PolicySource>>> {
  try {
    const known = JSON.parse(await readFile(join(folder, 'known.json'), 'utf8')) as Readonly<Record<string, KnownYaml>>;
    const rows = Object.entries(known).map(async ([name, read]): Promise<[string, PolicySource]> => {
      const file = `countersign:${name}`;
      return [file, { file, text: await readFile(join(folder, `${name}.yaml`), 'utf8'), known: read }];
    });
    return Object.fromEntries(await Promise.all(rows));
  } catch (error) {
    return throwProblem(
      'policyUnreadable',
      worded`The shipped rules could not be read: ${describeError(error)}.`,
      folder,
    );
  }
}
