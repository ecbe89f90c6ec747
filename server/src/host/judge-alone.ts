import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import { createEngine } from '../core/load-language.ts';
import { heldReasons } from '../core/hook.ts';
import { neverCancelled } from '../core/model/cancel.ts';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import type { Policy } from '../core/model/policy.ts';
import { toAuthor } from './author.ts';
import { idOf } from './call-evidence.ts';
import { openCallLog, type CallLog } from './call-log.ts';
import { completeCall } from './complete-call.ts';
import { analyzeWorkspace, createAnalysisCache } from './analyze-workspace.ts';
import { systemClock, timestamp } from './clock.ts';
import { nodeDisk } from './durable.ts';
import { findTopLevel, openRepository, type Repository } from './git-repository.ts';
import { shippedGrammars } from './grammars.ts';
import { claimsOutsidePayload, openHeldQueue } from './held-queue.ts';
import { findPolicyBase, readPolicy, type ReadPolicy } from './policy-files.ts';
import { openProposal, type Proposal } from './proposal.ts';
import { openKnownSettings, settingsDigest } from './known-settings.ts';
import { realFolder } from './real-folder.ts';
import { HostProblem } from './problems.ts';
import { refusal } from './refusal.ts';
import { findAutoApprovals, openWhenRead } from './set-up/auto-approve.ts';
import { findReviewedFolder, openStateDirectory } from './state-directory.ts';
import { fromDisk } from './summary-source.ts';
import type { TreeStep } from './tree-snapshot.ts';

/**
 * Judges a call where no editor is open: what the policy holds is refused and queued for review, the rest passes. Of one that names
 * no file only what its agent's settings say is kept.
 * @param agent the id of the row that reads the payload
 * @throws HostProblem when the rules or the state directory cannot be read
 */
export async function judgeAlone(agent: string, call: HookCall, payload: string): Promise<HookVerdict> {
  const root = await findRoot(call);
  const repository = await openRepository(root);
  try {
    if (call.edits.length === 0) {
      await learnSettings(call, { root, repository }).catch(() => undefined);
      return { kind: 'pass' };
    }
    const policy = await policyOf(root, repository);
    const log = await openLog(root, repository);
    const opened = await openProposal(await complete(call, root, log, policy.value), repository?.root ?? root);
    if (opened.kind === 'unclear')
      return opened.isBarred ? refusal.unclear(opened.why) : ofUnclear(opened.why, policy.value);
    const { proposal } = opened;
    if (proposal.changeSet.files.length === 0) return { kind: 'pass' };
    const reasons = await judge(proposal, root, policy.value);
    if (reasons.length === 0) {
      await log?.passed(toAuthor(proposal.changeSet.origin), stepsOf(proposal)).catch(() => undefined);
      return { kind: 'pass' };
    }
    const state = await openStateDirectory({ root, repository });
    const claims = claimsOutsidePayload(proposal.changeSet.origin);
    const held = { agent, payload, directory: call.directory, heldAt: timestamp(systemClock), claims };
    const isQueued = await openHeldQueue(state, nodeDisk).put(proposal.question, held);
    return isQueued ? refusal.queued(reasons) : refusal.unqueued(reasons);
  } finally {
    repository?.close();
  }
}

/** What settings say is kept for whoever notes the call. */
async function learnSettings(
  { agent }: HookCall,
  { root, repository }: { readonly root: string; readonly repository: Repository | null },
): Promise<void> {
  const digest = await settingsDigest(agent, root);
  if (digest === null) return;
  const state = await openStateDirectory({ root, repository });
  const found = await findAutoApprovals(agent, { root, home: homedir() }, openWhenRead());
  await openKnownSettings(state, nodeDisk).keep(digest, found);
}

/** Null: no editor will compare what is there with what was there before. */
async function openLog(root: string, repository: Repository | null): Promise<CallLog | null> {
  if (repository === null && (await findReviewedFolder(root)) === null) return null;
  try {
    const state = await openStateDirectory({ root, repository });
    return openCallLog({ root, repository, state, disk: nodeDisk, now: systemClock.now });
  } catch (error) {
    if (error instanceof HostProblem) return null;
    throw error;
  }
}

/** As its agent's settings, its transcript and the hooks before it say. */
async function complete(
  call: HookCall,
  root: string,
  log: CallLog | null,
  { privacy }: Pick<Policy, 'privacy'>,
): Promise<HookCall> {
  const completed = await completeCall(call, root, openWhenRead());
  const promptHash = privacy.recordPrompts === 'none' ? undefined : await log?.promptOf(toAuthor(call));
  return promptHash === undefined ? completed : { ...completed, promptHash };
}

/** Its agent may write it now; what it writes as it said is known. */
function stepsOf({ files }: Proposal): readonly TreeStep[] {
  return [...files].map(([path, { before, after }]) => ({ path, before: idOf(before), after: idOf(after) }));
}

/** The work tree of the first file; without git the folder around it that was reviewed before, else where the agent works. */
async function findRoot({ edits, directory }: Pick<HookCall, 'edits' | 'directory'>): Promise<string> {
  const [first] = edits;
  const place = await realFolder(first === undefined ? directory : dirname(resolve(directory, first.path)));
  return (await findTopLevel(place)) ?? (await findReviewedFolder(place)) ?? (await realFolder(directory));
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
    engine: createEngine(shippedGrammars()),
    policy,
    source: fromDisk(root),
    cache: createAnalysisCache(),
    cancel: neverCancelled,
  });
  return heldReasons(result, policy.mode);
}
