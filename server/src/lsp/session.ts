import * as l10n from '@vscode/l10n';
import type { LedgerRecord } from '../core/model/record.ts';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import type { ReviewStatus } from '../host/editor-address.ts';
import { openInbox } from '../host/editor-inbox.ts';
import { findWorkTreeOf } from '../host/git-place.ts';
import { readLedger } from '../host/ledger-file.ts';
import { readPolicy } from '../host/policy-files.ts';
import { hostProblem, HostProblem } from '../host/problems.ts';
import type { Attention, Edited, InitializationOptions } from '../protocol/messages.ts';
import type { PanelView, RecordView } from '../protocol/view.ts';
import { takeApprovals, waitingSets } from './approvals.ts';
import { createAwaitedAnalyses } from './awaited-analyses.ts';
import { createBuffers, type Buffers } from './buffers.ts';
import { guard, type Log } from './fence.ts';
import { type DecidedElsewhere, watchDecisions } from './decided-elsewhere.ts';
import { type HeldElsewhere, watchHeldElsewhere } from './held-elsewhere.ts';
import { createHeldDesk, type HeldDesk } from './held-desk.ts';
import { indexFiles } from './index-files.ts';
import { createOfferedDesk, withOffered, type OfferedDesk } from './offered-desk.ts';
import { createPolicyDesk, type PolicyDesk } from './policy-desk.ts';
import { toPanelView, type PanelInput } from './panel-view.ts';
import { addWords, collectWords, toRecordView } from './records.ts';
import { createRestrictedDesk } from './restricted-desk.ts';
import { createRequestDesk, withRequests, type RequestDesk } from './request-desk.ts';
import { toReviewStatus } from './review-status.ts';
import { createDesk, type Desk } from './review-desk.ts';
import type { ReviewRoot } from './review-root.ts';
import { createShownHunks } from './shown-hunks.ts';
import { takeAttention } from './take-attention.ts';
import { type AgentsWatch, watchAgents } from './watch-agents.ts';
import { watchApprovals } from './watch-approvals.ts';
import { watchFiles } from './watch-files.ts';
import { watchPolicy } from './watch-policy.ts';
import { withHeld } from './with-held.ts';
import { createWorkQueue, type WorkQueue } from './work-queue.ts';
import { openAnalyser, openWorkspace, type Workspace } from './workspace.ts';

export interface SessionSetup {
  readonly root: ReviewRoot;
  readonly options: InitializationOptions;
  readonly log: Log;
  /** The client says how each edit was made, and which files change. */
  readonly isOurClient: boolean;
  /** As it calls itself, for people. */
  readonly editor: string;
  /** What is shown changed; the paths whose marks did. */
  readonly onChange: (paths: ReadonlySet<string>) => void;
  /** Files that were read in the background, of all. */
  readonly onIndexing: (done: number, total: number) => void;
  /** An agent works in another work tree of the repository. Whether it is reviewed from now on. */
  readonly onWorkTree: (path: string) => Promise<boolean>;
  /** It judges by rules that hold no longer: another session must take its place. */
  readonly onStale: () => void;
}

/** One folder under review, and all that changes about it. Everything it hands out is readonly. */
export interface Session {
  readonly root: ReviewRoot;
  readonly buffers: Buffers;
  readonly policyDesk: PolicyDesk;
  readonly toUri: (path: string) => string;
  readonly view: () => PanelView;
  /** Null until the folder is open, and when it could not be. */
  readonly desk: () => Desk | null;
  readonly workspace: () => Workspace | null;
  /** Null in Restricted Mode: no agent is answered there. */
  readonly held: () => HeldDesk | null;
  /** Null in Restricted Mode: commits are not read there. */
  readonly offered: () => OfferedDesk | null;
  /** Null in Restricted Mode, as for commits. */
  readonly requests: () => RequestDesk | null;
  /** Resolves when the folder is open and was compared once. */
  readonly started: Promise<void>;
  readonly edited: (path: string) => void;
  readonly fileEvent: (path: string) => void;
  readonly told: (edited: Edited) => void;
  readonly attention: (attention: Attention) => void;
  readonly rescan: () => Promise<void>;
  /** Of what is compared as well, once that is known. @see Desk.cancelAnalysis */
  readonly cancelAnalysis: () => void;
  /** @param isFresh everything on disk is looked at first */
  readonly status: (isFresh: boolean) => Promise<ReviewStatus>;
  /** Takes in what others have signed and was fetched; answers how many change sets that is about. */
  readonly takeApprovals: () => Promise<number>;
  /** Ids of change sets that wait for an approval. */
  readonly waitingForApproval: () => readonly string[];
  readonly close: () => Promise<void>;
}

export function createSession(setup: SessionSetup): Session {
  const { root, log, isOurClient, editor, onChange, onIndexing, onStale, onWorkTree } = setup;
  const options = { ...setup.options, ignore: [...(setup.options.ignore ?? []), ...root.nested] };
  const isTrusted = options.trusted ?? true;
  const buffers = createBuffers(
    {
      opened: (path, text) => state.workspace?.channel.editorOpened(path, text),
      edited: (path, edit) => state.workspace?.channel.editorEdit(path, edit),
      saved: (path, save) => state.workspace?.channel.editorSaved(path, save),
      closed: (path) => state.workspace?.channel.editorClosed(path),
    },
    isOurClient,
  );
  const queue: WorkQueue = createWorkQueue((error) => fail('analysis', error));
  const state = {
    phase: (isTrusted ? 'starting' : 'restricted') as PanelInput['phase'],
    revision: 0,
    workspace: null as Workspace | null,
    desk: null as Desk | null,
    held: null as HeldDesk | null,
    offered: null as OfferedDesk | null,
    requests: null as RequestDesk | null,
    problem: null as Problem | null,
    analysing: null as PanelView['analysing'],
    watchedFiles: 0,
    records: [] as readonly RecordView[],
    agents: null as AgentsWatch | null,
    elsewhere: null as DecidedElsewhere | null,
    heldElsewhere: null as HeldElsewhere | null,
    suggestions: [] as PanelView['suggestions'],
    stops: [] as (() => Promise<void> | void)[],
    isCancelWanted: false,
    isClosed: false,
  };

  const shown = createShownHunks();
  const publish = (paths: ReadonlySet<string> = new Set()): void => {
    state.revision += 1;
    onChange(paths);
  };
  const fail = (what: string, error: unknown): void => {
    if (error instanceof HostProblem) state.problem = error.problem;
    else log.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    publish();
  };
  const report = (done: number, total: number, path: string): void => {
    if (total < progressFromFiles) return;
    state.analysing = done < total ? { done, total, path } : null;
    publish();
  };
  const hooks = {
    changed(paths: ReadonlySet<string>) {
      state.analysing = null;
      publish(paths);
    },
    recorded(record: LedgerRecord) {
      state.elsewhere?.own(record);
      const view = toRecordView(record);
      if (view !== null) state.records = [view, ...state.records];
      state.suggestions = addWords(state.suggestions, record);
      state.problem = null;
    },
    problem(problem: Problem) {
      state.problem = problem;
    },
    fault: (error: unknown) => fail('analysis', error),
    report,
    shown: shown.of,
  };
  const analyses = createAwaitedAnalyses(queue, hooks);

  async function start(): Promise<void> {
    try {
      if (isTrusted) await startTrusted();
      else await startRestricted();
    } catch (error) {
      state.phase = 'failed';
      if (!(error instanceof HostProblem)) state.problem = startProblem();
      fail('start', error);
    }
  }

  async function startTrusted(): Promise<void> {
    const workspace = await openWorkspace(
      root.path,
      options,
      (error) => fail('landed channel', error),
      (problem) => hooks.problem(problem),
    );
    if (state.isClosed) return workspace.close();
    state.workspace = workspace;
    const { channel } = workspace;
    const landed = createDesk(workspace, buffers, queue, hooks);
    const held = createHeldDesk(workspace, { queue, analyses }, hooks, editor);
    const offered = createOfferedDesk(workspace, analyses, hooks);
    const requests = createRequestDesk(workspace, analyses, hooks);
    const desk = withRequests(withOffered(withHeld(landed, held), offered), requests);
    state.desk = desk;
    state.held = held;
    state.offered = offered;
    state.requests = requests;
    for (const [path, { text }] of buffers.all()) channel.editorOpened(path, text);
    const policyWatch = watchPolicy(workspace, options.organisationPolicy, { log, changed: onStale });
    state.stops.push(policyWatch.stop);
    state.elsewhere = await watchDecisions(workspace.ledgerPath, hooks);
    const verified = await readLedger(workspace.ledgerPath);
    state.suggestions = collectWords(verified?.records ?? []);
    if (verified?.kind === 'broken')
      state.problem = hostProblem(
        'ledgerCorrupt',
        worded`The ledger is broken. ${verified.broken.message}`,
        workspace.ledgerPath,
      );
    state.stops.push(
      channel.onChange(() => {
        const { progress } = channel.state();
        if (progress !== null) return report(progress.done, progress.total, progress.path);
        policyWatch.checkSoon();
        guard(log, 'sync', async () => {
          await desk.sync();
          if (state.isCancelWanted) desk.cancelAnalysis();
          state.isCancelWanted = false;
          publish();
          if ((await state.elsewhere?.look()) === true) publish();
        });
      }),
    );
    if (options.watch ?? true) {
      const left = [...workspace.policy.value.ignore, ...options.ignore];
      const events = { git: policyWatch.checkSoon, problem: (problem: Problem) => hooks.problem(problem) };
      state.stops.push(await watchFiles(workspace, left, isOurClient && !root.isLinked, events));
      await channel.start();
    }
    await desk.sync();
    await answerHooks(workspace, held);
    state.agents = watchAgents(root.path, verified?.records ?? [], {
      log,
      changed: publish,
      record: workspace.recordProblem,
    });
    state.stops.push(state.agents.stop);
    if (!state.isClosed) state.stops.push(watchApprovals(workspace, desk, log, requests));
    state.phase = 'ready';
    publish();
    guard(log, 'index', () => index(workspace, desk));
  }

  /** The review goes on without: agents are then judged by the rules alone. */
  async function answerHooks(workspace: Workspace, held: HeldDesk): Promise<void> {
    if (!(options.answerHooks ?? true) || state.isClosed) return;
    try {
      const takeIn = async (directory: string): Promise<boolean> => {
        const workTree = await findWorkTreeOf(workspace.repository, directory);
        return workTree !== null && (await onWorkTree(workTree));
      };
      const answers = { verdict: held.ask, status: reviewStatus, takeIn };
      const inbox = await openInbox(workspace, answers, (error) => fail('hook', error));
      // Whoever found it would ask a review that is over.
      if (state.isClosed) return await inbox.close();
      state.stops.push(inbox.close);
      // Afterwards: what is asked from now on is not queued unseen.
      await held.takeQueued();
      const elsewhere = { changed: publish, left: held.takeQueued, fault: (error: unknown) => fail('held', error) };
      state.heldElsewhere = await watchHeldElsewhere(workspace, elsewhere);
      state.stops.push(state.heldElsewhere.stop);
    } catch (error) {
      fail('hooks', error);
    }
  }

  async function reviewStatus(isFresh: boolean): Promise<ReviewStatus> {
    if (isFresh) {
      await state.workspace?.channel.rescan();
      await state.desk?.sync();
      await queue.idle();
    }
    return toReviewStatus(root.path, state.desk?.views() ?? [], state.desk?.reviewed() ?? []);
  }

  async function startRestricted(): Promise<void> {
    const policy = await readPolicy({ kind: 'none' }, { organisation: options.organisationPolicy });
    const analyser = await openAnalyser(root.path, policy, options);
    state.desk = createRestrictedDesk(analyser, buffers, queue, hooks);
    for (const path of buffers.all().keys()) state.desk.touch(path);
    publish();
  }

  async function index(workspace: Workspace, desk: Desk): Promise<void> {
    const isWhole = await indexFiles(workspace, options.ignore, {
      isClosed: () => state.isClosed,
      onListed(watched) {
        state.watchedFiles = watched;
        publish();
      },
      onProgress: onIndexing,
    });
    if (isWhole) desk.lookAgain();
  }

  const started = start();
  return {
    root,
    buffers,
    policyDesk: createPolicyDesk(root.path, options.organisationPolicy),
    toUri: (path) => buffers.find(path)?.uri ?? root.toUri(path),
    started,
    desk: () => state.desk,
    workspace: () => state.workspace,
    held: () => state.held,
    offered: () => state.offered,
    requests: () => state.requests,
    status: reviewStatus,
    view: () =>
      toPanelView({
        ...state,
        waitingRequests: state.requests?.waiting() ?? 0,
        drift: state.agents?.drift() ?? [],
        problem:
          state.problem ?? state.heldElsewhere?.problem() ?? state.workspace?.channel.state().problems.at(-1) ?? null,
        analysing: state.analysing ?? state.desk?.pending() ?? analyses.pending(),
        changeSets: state.desk?.views() ?? [],
        landed: state.workspace?.channel.state() ?? null,
      }),
    edited: (path) => state.desk?.touch(path),
    fileEvent: (path) => state.workspace?.channel.fileEvent(path),
    told({ uri, version, how }) {
      const path = root.toPath(uri);
      if (path === null) return;
      buffers.tell(path, version, how);
      if (how === 'reloaded') state.desk?.touch(path);
    },
    attention(told) {
      shown.note(told);
      guard(log, 'attention', () => takeAttention(told, state.desk));
    },
    cancelAnalysis() {
      state.isCancelWanted = state.workspace?.channel.state().progress != null;
      state.desk?.cancelAnalysis();
      analyses.cancel();
    },
    async rescan() {
      await started;
      state.problem = null;
      if (state.phase === 'failed') return start();
      await state.workspace?.channel.rescan();
      await state.desk?.sync();
      await queue.idle();
    },
    waitingForApproval: () => (state.desk === null ? [] : waitingSets(state.desk)),
    takeApprovals: async () =>
      state.workspace === null || state.desk === null ? 0 : await takeApprovals(state.workspace, state.desk),
    async close() {
      state.isClosed = true;
      queue.dispose();
      for (const stop of state.stops) await stop();
      await state.workspace?.close();
    },
  };
}

/** Below it an analysis is over before one could read how far it is. */
const progressFromFiles = 20;

const startProblem = (): Problem => ({
  code: 'CS5002',
  severity: 'error',
  message: l10n.t('The review could not start.'),
  why: l10n.t('Without it no edit is analysed and nothing can be accepted.'),
  fix: l10n.t('The log has the reason. Restart the review server when it is gone.'),
});
