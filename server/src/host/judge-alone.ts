import { dirname, resolve } from 'node:path';
import { createEngine } from '../core/load-language.ts';
import { heldReasons } from '../core/hook.ts';
import { neverCancelled } from '../core/model/cancel.ts';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import type { Policy } from '../core/model/policy.ts';
import { analyzeWorkspace, createAnalysisCache } from './analyze-workspace.ts';
import { systemClock, timestamp } from './clock.ts';
import { nodeDisk } from './durable.ts';
import { findTopLevel, openRepository, type Repository } from './git-repository.ts';
import { readGrammars } from './grammars.ts';
import { openHeldQueue } from './held-queue.ts';
import { findPolicyBase, readPolicy, type ReadPolicy } from './policy-files.ts';
import { openProposal, type Proposal } from './proposal.ts';
import { realFolder } from './real-folder.ts';
import { refusal } from './refusal.ts';
import { openStateDirectory } from './state-directory.ts';
import { fromDisk } from './summary-source.ts';

/**
 * Judges a call where no editor is open: what the policy holds is refused and queued for review, the rest passes.
 * @param agent the id of the row that reads the payload
 * @throws HostProblem when the rules or the state directory cannot be read
 */
export async function judgeAlone(agent: string, call: HookCall, payload: string): Promise<HookVerdict> {
  if (call.edits.length === 0) return { kind: 'pass' };
  const root = await findRoot(call);
  const repository = await openRepository(root);
  try {
    const opened = await openProposal(call, repository?.root ?? root);
    const policy = await policyOf(root, repository);
    if (opened.kind === 'unclear')
      return opened.isBarred ? refusal.unclear(opened.why) : ofUnclear(opened.why, policy.value);
    const { proposal } = opened;
    if (proposal.changeSet.files.length === 0) return { kind: 'pass' };
    const reasons = await judge(proposal, root, policy.value);
    if (reasons.length === 0) return { kind: 'pass' };
    const state = await openStateDirectory({ root, repository });
    const held = { agent, payload, directory: call.directory, heldAt: timestamp(systemClock) };
    const isQueued = await openHeldQueue(state, nodeDisk).put(proposal.key, held);
    return isQueued ? refusal.queued(reasons) : refusal.unqueued(reasons);
  } finally {
    repository?.close();
  }
}

/** The work tree of the first file, else where the agent works. */
async function findRoot({ edits, directory }: Pick<HookCall, 'edits' | 'directory'>): Promise<string> {
  const [first] = edits;
  const place = await realFolder(first === undefined ? directory : dirname(resolve(directory, first.path)));
  return (await findTopLevel(place)) ?? (await realFolder(directory));
}

/**
 * What becomes of a call of which it cannot be told what it would write: where the rules only observe, nobody is stopped.
 * @param directory absolute: where the agent works
 * @throws HostProblem when the rules cannot be read
 */
export async function judgeUnclear(directory: string, why: string): Promise<HookVerdict> {
  const root = await findRoot({ edits: [], directory });
  const repository = await openRepository(root);
  try {
    return ofUnclear(why, (await policyOf(root, repository)).value);
  } finally {
    repository?.close();
  }
}

function ofUnclear(why: string, { mode }: Pick<Policy, 'mode'>): HookVerdict {
  return mode === 'observe' ? { kind: 'pass' } : refusal.unclear(why);
}

async function policyOf(root: string, repository: Repository | null): Promise<ReadPolicy> {
  return await readPolicy(repository === null ? { kind: 'none' } : await findPolicyBase(repository), {
    workspace: root,
  });
}

async function judge({ changeSet }: Proposal, root: string, policy: Policy): Promise<readonly string[]> {
  const result = await analyzeWorkspace(changeSet, {
    engine: createEngine(readGrammars()),
    policy,
    source: fromDisk(root),
    cache: createAnalysisCache(),
    cancel: neverCancelled,
  });
  return heldReasons(result, policy.mode);
}
