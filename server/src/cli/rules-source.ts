import { findTopLevel, openRepository, type Repository } from '../host/git-repository.ts';
import { resolveRevision } from '../host/git-revisions.ts';
import { findPolicyBase, type PolicyBase } from '../host/policy-files.ts';
import { throwProblem } from '../host/problems.ts';
import type { Invocation } from './define.ts';
import { organisationOf } from './organisation.ts';

/** Where rules are read from. */
export interface RulesSource {
  readonly root: string;
  readonly base: PolicyBase;
  readonly organisation: string | null;
  /** For people. */
  readonly title: string;
  readonly close: () => void;
}

/** The rules as they are on disk: who writes them tests them before they are in force. */
export async function rulesOnDisk(invocation: Invocation): Promise<RulesSource> {
  const { directory } = invocation.terminal;
  const root = (await findTopLevel(directory)) ?? directory;
  return {
    root,
    base: { kind: 'directory', root, title: 'work tree' },
    organisation: organisationOf(invocation),
    title: 'the work tree, by which nothing is judged before it is at the base',
    close: () => undefined,
  };
}

/** The rules that edits are judged by now. */
export async function rulesInForce(invocation: Invocation): Promise<RulesSource> {
  const { values, terminal } = invocation;
  if (values['worktree'] === true) return await rulesOnDisk(invocation);
  const root = await findTopLevel(terminal.directory);
  const repository = await openRepository(root ?? terminal.directory, terminal.cancel);
  const organisation = organisationOf(invocation);
  if (repository === null) {
    if (values['base'] !== undefined) throwProblem('noRepository', `"${terminal.directory}" is in no git repository.`);
    const title = 'the shipped rules, for this is no git repository';
    return { root: terminal.directory, base: { kind: 'none' }, organisation, title, close: () => undefined };
  }
  const base = await baseOf(repository, values['base']);
  const shown =
    base.kind === 'commit'
      ? `${base.title} (${base.commit.slice(0, 10)})`
      : 'the shipped rules, for there is no base to take a policy from';
  return { root: repository.root, base, organisation, title: shown, close: repository.close };
}

async function baseOf(repository: Repository, given: string | boolean | undefined): Promise<PolicyBase> {
  if (typeof given !== 'string') return await findPolicyBase(repository);
  return { kind: 'commit', repository, commit: await resolveRevision(repository, given), title: given };
}
