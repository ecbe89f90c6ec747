import type { ReasonWord } from './view.ts';

/** Standard LSP carries diagnostics, lenses, hovers and commands; these add comfort for our own client. */
export const notification = {
  /** Server to client: the panel's whole content. `PanelView`. */
  panel: 'countersign/panel',
  /** Client to server: files another process wrote. `FilesChanged`. */
  filesChanged: 'countersign/filesChanged',
  /** Client to server: how a document came to change in the editor, as far as the editor can tell. `Edited`. */
  edited: 'countersign/edited',
  /** Client to server: what is being looked at, for attention in records. `Attention`. */
  attention: 'countersign/attention',
} as const;

export const request = {
  /** Client to server: exact text of one side. `DocumentRequest` -> `{ text: string | null }`. */
  document: 'countersign/document',
  /** Client to server: another text for a file of a held edit. `AmendRequest` -> `{ refused: string | null }`. */
  amend: 'countersign/amend',
  /** Client to server: the panel's content now. `void` -> `PanelView`. */
  panel: 'countersign/panel/get',
  /** Client to server: what runs by itself in the open folders; it may be cancelled. `void` -> `InventoryView`. */
  inventory: 'countersign/inventory',
  /** Client to server: what waits for review, in words for an agent. `StatusRequest` -> `{ text: string }`. */
  status: 'countersign/status',
} as const;

/**
 * Commands of `workspace/executeCommand`, the same for every LSP client. Each takes one argument object. Those about a folder take
 * `uri`, any URI in it: without one they are about all of them, but for
 * `export`, `seal`, `publish`, `fetch` and those about requests, because each clone has a ledger of its own, and for those about commits and
 * patches.
 */
export const command = {
  acknowledge: 'countersign.server.acknowledge', // AcknowledgeArguments
  explain: 'countersign.server.explain', // ExplainArguments
  withdraw: 'countersign.server.withdraw', // WithdrawArguments
  acknowledgeNotJudged: 'countersign.server.acknowledgeNotJudged', // HunkArguments
  accept: 'countersign.server.accept', // HunkArguments
  acceptWithoutFindings: 'countersign.server.acceptWithoutFindings', // PartArguments
  reject: 'countersign.server.reject', // RejectArguments
  rejectAll: 'countersign.server.rejectAll', // RejectAllArguments
  undo: 'countersign.server.undo', // HunkArguments
  undoAll: 'countersign.server.undoAll', // HunksArguments
  requestApproval: 'countersign.server.requestApproval', // RequestArguments -> RequestAnswer
  reviewMyChanges: 'countersign.server.reviewMyChanges', // { uri? } -> MyChangesAnswer
  listRevisions: 'countersign.server.listRevisions', // { uri? } -> RevisionsAnswer
  reviewCommits: 'countersign.server.reviewCommits', // { commits, uri? } -> OfferedAnswer
  reviewPatch: 'countersign.server.reviewPatch', // { text, title?, uri? } -> OfferedAnswer
  listRequests: 'countersign.server.listRequests', // { uri? } -> RequestsAnswer
  reviewRequest: 'countersign.server.reviewRequest', // { request, uri? } -> OfferedAnswer
  approveRequest: 'countersign.server.approveRequest', // ApproveArguments -> SignedAnswer
  applyPatch: 'countersign.server.applyPatch', // ChangeSetArguments, of a patch that is decided
  dismiss: 'countersign.server.dismiss', // ChangeSetArguments, of a set that is dismissible
  cancelAnalysis: 'countersign.server.cancelAnalysis', // { uri? }
  analyseAgain: 'countersign.server.analyseAgain', // ChangeSetArguments, of a set whose analysis was cancelled
  rescan: 'countersign.server.rescan', // { uri? }
  verify: 'countersign.server.verify', // { uri? } -> VerifyAnswer
  planAgents: 'countersign.server.planAgents', // PlanAgentsArguments -> AgentPlans
  setUpAgents: 'countersign.server.setUpAgents', // SetUpAgentsArguments -> SetUpAnswer
  seal: 'countersign.server.seal', // { uri? } -> RecordsAnswer
  publish: 'countersign.server.publish', // { uri? } -> RecordsAnswer
  fetch: 'countersign.server.fetch', // { uri? } -> RecordsAnswer
  export: 'countersign.server.export', // { format: ExportFormat, uri?, out? } & FilterTexts -> ExportAnswer
  exportFilters: 'countersign.server.exportFilters', // { uri? } -> ExportFilters
  checkExportFilters: 'countersign.server.checkExportFilters', // { uri? } & FilterTexts -> FiltersAnswer
} as const;

/**
 * Commands that need an editor's windows. A client that has them names them in `clientCommands`; lenses and code actions offer
 * them only then. Each takes one argument object.
 */
export const clientCommand = {
  openReview: 'countersign.openReview', // HunkArguments
  openDiff: 'countersign.openDiff', // HunkArguments
  openHunk: 'countersign.openHunk', // HunkArguments; shows its lines in the editor
  reject: 'countersign.reject', // HunkArguments; asks for the reason
  openBefore: 'countersign.openBefore', // BeforeArguments; a client that has it opens `countersign-before:` documents
} as const;

export interface ChangeSetArguments {
  readonly changeSet: string;
  /** For the record: decided in the review panel. Everything else came through plain LSP. */
  readonly surface?: 'panel';
}
export interface HunkArguments extends ChangeSetArguments {
  readonly hunk: string;
}
/** A line of the earlier text; 1-based. */
export interface BeforeArguments extends ChangeSetArguments {
  readonly path: string;
  readonly line: number;
}
export interface AcknowledgeArguments extends HunkArguments {
  readonly fingerprint: string;
  /** `AlikeView.id` of the findings that say the same: it is for all of them. One that has changed meanwhile is refused. */
  readonly alike?: string;
}
export interface ExplainArguments extends AcknowledgeArguments {
  readonly reason: ReasonWord;
  readonly words: string;
}
/** Takes an answer back while its hunk is undecided. Without `fingerprint`: that nothing was analysed. */
export interface WithdrawArguments extends HunkArguments {
  readonly fingerprint?: string;
}
export interface RejectArguments extends HunkArguments {
  readonly reason: string;
}
/** `path`: of this file alone. */
export interface PartArguments extends ChangeSetArguments {
  readonly path?: string;
}
/** Several hunks, decided together. */
export interface HunksArguments extends ChangeSetArguments {
  /** JSON: a list of their ids. */
  readonly hunks: string;
}
/** All that is left undecided, as it was shown: when it is another by now, nothing is rejected. */
export interface RejectAllArguments extends HunksArguments, PartArguments {
  readonly reason: string;
}

/** `isFresh`: everything on disk is looked at first. */
export interface StatusRequest {
  readonly isFresh: boolean;
}

/** What every deciding command answers. `refused` says why nothing happened; the panel shows it. */
export interface DecisionAnswer {
  readonly done: boolean;
  readonly refused: string | null;
  readonly record: { readonly seq: number; readonly hash: string } | null;
}

/** Asks whoever holds the roles to approve what was explained of a change set. */
export interface RequestArguments extends ChangeSetArguments {
  /** `with`: the contents of the files are sent along. Without them the other person needs the branch. */
  readonly contents: 'with' | 'without';
}

/** Asking again sends again what was put up and could not be sent. */
export interface RequestAnswer extends DecisionAnswer {
  /** What became of it, for people. */
  readonly message: string;
  /** To be handed to the other person. */
  readonly request: {
    readonly id: string;
    /** Opens in the editor. */
    readonly link: string;
    /** Run in a terminal, in a clone of the repository. */
    readonly command: string;
  } | null;
}

/** A review request that is in this clone, of whoever asked. */
export interface ListedRequest {
  /** Enough of its id to open it by. */
  readonly id: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  /** Who is asked. */
  readonly roles: readonly string[];
  readonly paths: readonly string[];
  /**
   * `mine`: something of it waits for a role of the key that signs here. `others`: something waits, for other roles. `own`: asked
   * from this clone, and waiting. `answered`: nothing waits. `absent`: its records are not in this clone.
   */
  readonly state: 'mine' | 'others' | 'own' | 'answered' | 'absent';
}

export interface RequestsAnswer {
  /** What waits for whoever signs here first, then the newest. */
  readonly requests: readonly ListedRequest[];
  /** Why there is no key to tell by what waits for whom; null: there is one. */
  readonly problem: string | null;
}

/** A finding as it was shown when it was ticked. */
export interface SignedFinding {
  readonly hunk: string;
  readonly fingerprint: string;
  /** `HunkView.under`. */
  readonly under: string;
}

/** Signs under what somebody else explained. */
export interface ApproveArguments extends ChangeSetArguments {
  /** JSON: a list of `SignedFinding`. */
  readonly findings: string;
  /** Empty: none. */
  readonly words: string;
}

export interface SignedAnswer extends DecisionAnswer {
  /** What became of it, for people. */
  readonly message: string;
  /** False: it is recorded, and counts once it is sealed. */
  readonly isSealed: boolean;
}

/** The change set that a person's own work was put up as, or why there is none. */
export interface MyChangesAnswer {
  readonly changeSet: string | null;
  readonly message: string;
}

/** The change set that commits or a patch were put up as, or why there is none. */
export type OfferedAnswer = MyChangesAnswer;

/** What there is to choose from: branches, and the newest commits of HEAD. */
export interface RevisionsAnswer {
  readonly branches: readonly string[];
  readonly commits: readonly {
    readonly id: string;
    readonly subject: string;
    readonly author: string;
    /** ISO 8601. */
    readonly at: string;
    /** Agents that the commit names. */
    readonly agents: readonly string[];
    /** Why there is nothing to review: no file changes, or only those that the policy leaves out. Null: there may be. */
    readonly nothing: 'no-change' | 'ignored' | null;
  }[];
}

/** Whose configuration: `project` of the folder of `uri`, or the person's own. */
export interface PlanAgentsArguments {
  readonly scope: 'project' | 'user';
  readonly uri?: string;
}

/** What setting up agents would write. */
export interface AgentPlans {
  readonly agents: readonly AgentPlan[];
  /** Of all that is shown: writing takes it back, so that nothing is written that nobody saw. */
  readonly digest: string;
}

export interface AgentPlan {
  readonly agent: string;
  readonly title: string;
  readonly isUsed: boolean;
  /** Its configuration asks us; what it starts may be missing all the same. */
  readonly isConfigured: boolean;
  readonly isSetUp: boolean;
  readonly files: readonly { readonly path: string; readonly before: string | null; readonly after: string | null }[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  /** Settings under which it does more without a question of its own: sentences. */
  readonly asksLess: readonly string[];
}

export interface SetUpAgentsArguments extends PlanAgentsArguments {
  /** Ids, with commas between. */
  readonly agents: string;
  /** Of the plans as they were shown. */
  readonly digest: string;
}

export interface SetUpAnswer {
  readonly written: number;
  /** What was left alone, and why. */
  readonly refused: readonly string[];
}

export interface VerifyAnswer {
  readonly records: number;
  readonly intact: boolean;
  readonly message: string;
}

/** What became of records, for people. */
export interface RecordsAnswer {
  readonly done: boolean;
  readonly message: string;
  /** Of `fetch`: how many requests of others wait for whoever sits here. */
  readonly waitingRequests?: number;
}

/** The forms of `export`, in the order in which they are offered. What is said of them is for the client's language. */
export const exportFormats = [
  'markdown',
  'html',
  'json',
  'ndjson',
  'csv',
  'sarif',
  'in-toto',
  'ocsf',
  'otlp',
  'agent-trace',
  'bundle',
] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** What records are narrowed by, each as a person writes it. All that are given must hold. */
export const filterNames = ['range', 'since', 'until', 'path', 'reviewer', 'rule'] as const;

export type FilterName = (typeof filterNames)[number];
export type FilterTexts = { readonly [Name in FilterName]?: string };

/** Why a text is no filter. */
export type FilterFault = 'no-date' | 'ends-before' | 'no-pattern' | 'no-range';

/** Forms that are evidence: hashes and seals are of whole records, which filters choose and never cut. */
export const wholeFormats: ReadonlySet<ExportFormat> = new Set(['ndjson', 'in-toto', 'bundle']);

/** What there is to filter by. */
export interface ExportFilters {
  /** Most records first. `name`: null where the policy keeps it back. */
  readonly reviewers: readonly { readonly id: string; readonly name: string | null; readonly records: number }[];
  /** Rules and detectors, most findings first. */
  readonly rules: readonly { readonly id: string; readonly findings: number }[];
}

/** The first that is none; `words` says more, where the repository does. */
export interface FiltersAnswer {
  readonly refused: {
    readonly filter: FilterName;
    readonly why: FilterFault | 'elsewhere';
    readonly words: string;
  } | null;
}

/** With `out`, an absolute path, the server writes the file and names it; a ledger may be larger than a message. */
export type ExportAnswer = ({ readonly text: string } | { readonly path: string }) & ExportCount;

export interface ExportCount {
  /** Of how many in all. */
  readonly records: number;
  readonly of: number;
  /** Hunks and findings nobody asked for, in records that are there whole. */
  readonly uncut: number;
  /** What is wrong with records or could not be read, as `countersign export` says. */
  readonly problems: readonly string[];
  readonly isSound: boolean;
}

export interface FilesChanged {
  readonly changes: readonly { readonly uri: string; readonly kind: 'created' | 'changed' | 'deleted' }[];
}

/**
 * Sent after `textDocument/didChange` of the same version. The editor's API does not name the author of an edit; this is what
 * it lets one know, and no more.
 */
export interface Edited {
  readonly uri: string;
  readonly version: number;
  /**
   * `typed`: keystroke-scale, at a caret of the focused editor. `inserted`: larger, at a caret (paste, snippet, completion, or
   * an accepted suggestion). `undone`: undo or redo. `saving`: a formatter or another save participant. `reloaded`: the editor
   * read again what another process wrote. `programmatic`: away from every caret (rename, code action, an extension, an agent).
   */
  readonly how: 'typed' | 'inserted' | 'undone' | 'saving' | 'reloaded' | 'programmatic';
}

export interface DocumentRequest {
  /** Workspace-relative path. */
  readonly path: string;
  readonly side: 'before' | 'after';
  readonly changeSet: string | null;
  /** The file, where it is on disk: names the folder when several are open and the change set is gone. */
  readonly uri?: string;
}

export interface AmendRequest {
  readonly changeSet: string;
  /** Workspace-relative path. */
  readonly path: string;
  readonly text: string;
}

export interface Attention extends HunkArguments {
  readonly visibleMs: number;
  /** Lines of each side that have come into view since the last time; 0 is the first of the hunk. */
  readonly seen?: LinesSeen;
  /** Fingerprints of the findings whose details have come into view since the last time. Absent: whoever shows it does not say. */
  readonly expanded?: readonly string[];
}

/** Half-open. */
export interface LinesSeen {
  readonly before: readonly (readonly [number, number])[];
  readonly after: readonly (readonly [number, number])[];
}

/**
 * `initializationOptions` of the client; later changes as `settings.countersign` of `workspace/didChangeConfiguration`. Absent
 * ones take their defaults, so any LSP client may send none.
 */
export interface InitializationOptions {
  readonly trusted?: boolean;
  readonly watch?: boolean;
  readonly ignore?: readonly string[];
  readonly maxFileBytes?: number;
  readonly stateDirectory?: string;
  /** The policy above that of the repository: a file, or `sha256:…` of `.countersign/organisation.yaml`. */
  readonly organisationPolicy?: string;
  /** Process id of the editor, for which Gemini CLI is answered as its companion; 0: it is not. */
  readonly geminiCompanion?: number;
  /** Whether hooks of agents are answered; true unless it says otherwise. */
  readonly answerHooks?: boolean;
  readonly codeLens?: boolean;
  /** Line-end notes as inlay hints. Our own client draws them itself. */
  readonly inlayHints?: boolean;
  readonly clientCommands?: readonly string[];
  /** The reader's language by English messages, as `l10n/bundle.l10n.json` has them; read once, at the start. */
  readonly words?: Readonly<Record<string, string>>;
}
