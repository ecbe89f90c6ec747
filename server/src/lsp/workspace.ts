import { join } from 'node:path';
import type { AnalysisCache, Engine, Helper } from '../core/verbs.ts';
import { createEngine } from '../core/verbs.ts';
import { neverCancelled } from '../core/model/cancel.ts';
import type { Policy } from '../core/model/policy.ts';
import type { Problem } from '../core/model/problem.ts';
import type { ReadingContext } from '../core/read-sides.ts';
import { holdersOfRole } from '../core/record.ts';
import type { Decider } from '../core/model/record.ts';
import { createAnalysisCache } from '../host/analyze-workspace.ts';
import { systemClock, type Clock } from '../host/clock.ts';
import { nodeDisk } from '../host/durable.ts';
import { defaultSizeLimits } from '../host/files.ts';
import { openRepository, type Repository } from '../host/git-repository.ts';
import { shippedGrammars } from '../host/grammars.ts';
import { openHeldQueue, type HeldQueue } from '../host/held-queue.ts';
import type { LandedChannel } from '../host/landed-model.ts';
import { openLandedChannel } from '../host/landed.ts';
import { openLedger, type Ledger } from '../host/ledger-file.ts';
import { findPolicyBase, readPolicy, type PolicyBase, type ReadPolicy } from '../host/policy-files.ts';
import { HostProblem } from '../host/problems.ts';
import { openPrompts, type Prompts } from '../host/prompts.ts';
import { createReadingPool } from '../host/reading-pool.ts';
import { readSigners } from '../host/signers.ts';
import { openStateDirectory, type StateDirectory } from '../host/state-directory.ts';
import { createToolWindows } from '../host/tool-windows.ts';
import { fromDisk, type ContextSource } from '../host/summary-source.ts';
import { futureIndex, type FutureIndex } from '../host/workspace-index.ts';
import type { InitializationOptions } from '../protocol/messages.ts';
import { createAgentSessions, type AgentSessions } from './agent-sessions.ts';
import { recordProblem } from './record-problem.ts';
import type { HoldersOf } from './to-finding-view.ts';
import { readToolVersion } from './tool-version.ts';

/** What analysing needs; it opens no socket, runs no git and writes nothing, so Restricted Mode has it too. */
export interface Analyser {
  readonly root: string;
  readonly engine: Engine;
  readonly cache: AnalysisCache;
  readonly helpers: readonly Helper[];
  readonly index: FutureIndex;
  readonly policy: ReadPolicy;
  readonly source: ContextSource;
  readonly clock: Clock;
  readonly maxFileBytes: number;
}

/** For files that are of no change set, and small. */
export const readingOf = (analyser: Analyser): ReadingContext => ({ ...analyser, cancel: neverCancelled });

/** A trusted folder: what was decided in it is on disk, and new decisions can be. */
export interface Workspace extends Analyser {
  readonly repository: Repository | null;
  readonly channel: LandedChannel;
  readonly ledger: Ledger;
  readonly ledgerPath: string;
  readonly state: StateDirectory;
  /** @see recordProblem */
  readonly recordProblem: (message: string, after: number) => Promise<number>;
  /** Which files hold no automation. */
  readonly inventoryCache: string;
  readonly heldQueue: HeldQueue;
  readonly prompts: Prompts;
  readonly sessions: AgentSessions;
  readonly decider: Omit<Decider, 'surface'>;
  /** Who holds a role at the base revision. */
  readonly holdersOf: HoldersOf;
  readonly toolVersion: string;
  readonly close: () => Promise<void>;
}

/** One for all folders of the process. */
let pool: readonly Helper[] | null = null;
const toolCalls = createToolWindows(systemClock.now);

export async function openAnalyser(
  root: string,
  policy: ReadPolicy,
  options: InitializationOptions,
): Promise<Analyser> {
  return {
    root,
    policy,
    engine: createEngine(shippedGrammars(), { keptTrees: 32 }),
    cache: createAnalysisCache(),
    helpers: (pool ??= createReadingPool()),
    index: futureIndex(),
    source: fromDisk(root),
    clock: systemClock,
    maxFileBytes: options.maxFileBytes ?? defaultSizeLimits.analyseBytes,
  };
}

/** @throws HostProblem when the rules of the team or the state directory cannot be read */
export async function openWorkspace(
  root: string,
  options: InitializationOptions,
  onFault: (error: unknown) => void,
  onProblem: (problem: Problem) => void,
): Promise<Workspace> {
  const repository = await openRepositoryIfAny(root, onProblem);
  const base: PolicyBase = repository === null ? { kind: 'none' } : await findPolicyBase(repository);
  const policy = await readPolicy(base, { workspace: root, organisation: options.organisationPolicy });
  const analyser = await openAnalyser(root, policy, options);
  const state = await openStateDirectory({
    root,
    repository,
    ...(options.stateDirectory !== undefined && { override: options.stateDirectory }),
  });
  const toolVersion = await readToolVersion();
  const channel = await openLandedChannel({
    root,
    repository,
    state,
    clock: systemClock,
    disk: nodeDisk,
    limits: { ...defaultSizeLimits, analyseBytes: Math.min(analyser.maxFileBytes, defaultSizeLimits.readBytes) },
    ignore: [...policy.value.ignore, ...(options.ignore ?? [])],
    toolCalls,
    withoutPrompts: policy.value.privacy.recordPrompts === 'none',
    isAsked: options.answerHooks ?? true,
    onFault,
  });
  const ledger = openLedger({
    ledger: state.ledger,
    ledgerLock: state.ledgerLock,
    disk: nodeDisk,
    clock: systemClock,
    toolVersion,
  });
  return {
    ...analyser,
    repository,
    channel,
    toolVersion,
    ledger,
    recordProblem: (message, after) => recordProblem(ledger, message, after, { clock: systemClock, toolVersion }),
    ledgerPath: state.ledger,
    state,
    inventoryCache: join(state.worktree, 'inventory.json'),
    heldQueue: openHeldQueue(state, nodeDisk),
    prompts: await openPrompts(state, nodeDisk),
    sessions: createAgentSessions(),
    decider: readDecider(repository),
    holdersOf: await readHolders(base, policy.value.roles, onProblem),
    async close() {
      await channel.close();
      repository?.close();
    },
  };
}

/** Without the git program edits are compared with what was there at first sight, and somebody should know. */
async function openRepositoryIfAny(root: string, onProblem: (problem: Problem) => void): Promise<Repository | null> {
  try {
    return await openRepository(root);
  } catch (error) {
    if (!(error instanceof HostProblem) || error.problem.code !== 'CS3010') throw error;
    onProblem(error.problem);
    return null;
  }
}

/** A list of signers that cannot be used is no reason to review nothing: then nobody holds a role, and that is said. */
async function readHolders(
  base: PolicyBase,
  roles: Policy['roles'],
  onProblem: (problem: Problem) => void,
): Promise<HoldersOf> {
  try {
    const { value } = await readSigners(base);
    return (role) => (value === null ? [] : holdersOfRole(roles[role] ?? [], value));
  } catch (error) {
    if (!(error instanceof HostProblem)) throw error;
    onProblem(error.problem);
    return () => [];
  }
}

/** What git says of itself is a claim, no identity. */
function readDecider(repository: Repository | null): Workspace['decider'] {
  const configuration = repository?.configuration;
  return {
    name: configuration?.get('user.name') ?? null,
    email: configuration?.get('user.email') ?? null,
    key: null,
    basis: 'claimed',
  };
}
