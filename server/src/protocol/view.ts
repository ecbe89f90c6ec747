/**
 * What the panel shows, computed by the server, sent whole after every change. Types only; nothing here judges.
 * People see 1-based lines: every `line` in this file is 1-based.
 */

export type ChangeWord =
  | 'added'
  | 'removed'
  | 'widened'
  | 'narrowed'
  | 'weakened'
  | 'strengthened'
  | 'redirected'
  | 'moved'
  | 'unchanged';
export type FacetWord = 'permission' | 'data' | 'identity' | 'supply-chain' | 'agent' | 'workflow' | 'assurance';
export type ObligationWord = 'none' | 'acknowledge' | 'explain' | 'approve' | 'block';
export type ReasonWord = 'needed' | 'mitigated-elsewhere' | 'false-positive' | 'accepted-risk' | 'temporary';

export interface PlaceView {
  /** Workspace-relative path. */
  readonly path: string;
  readonly line: number;
  /** The side the line is on: `before` opens the read-only earlier text. */
  readonly side: 'before' | 'after';
  readonly text: string;
  /** The text is words about the place, because its line is not at hand; absent: it is the line. */
  readonly isWords?: true;
}

export interface ChainStepView {
  readonly role: 'source' | 'step' | 'sink';
  /** "`runReport` is called with it". */
  readonly words: string;
  /** The change set touches the place; else it was there before. */
  readonly isNew: boolean;
  readonly place: PlaceView;
}

/** Facts of several places that are one finding together, first step to last. */
export interface ChainView {
  readonly files: number;
  readonly steps: readonly ChainStepView[];
}

export interface SummaryEntryView {
  readonly change: ChangeWord | 'unknown';
  readonly text: string;
  readonly secondary: string;
  /** Hunks it stands for; the first is opened. */
  readonly hunks: readonly string[];
}

/** Whose words something is, where they are not those of whoever sits here. */
export interface SaidByView {
  /** As the base revision's signers name the key; else as the record names itself. */
  readonly name: string;
  /** `SHA256:…` of the key that sealed it. Null: nobody has who may, so that it is a claim. */
  readonly key: string | null;
  readonly isTouched: boolean;
}

/** Somebody else's change set that was put up for approval, as whoever is asked sees it: to be signed, or refused. */
export interface RequestView {
  readonly by: string;
  /** ISO 8601. */
  readonly askedAt: string;
  /** Who is asked. */
  readonly roles: readonly string[];
  /** What signs here. Null: there is none. */
  readonly key: { readonly fingerprint: string; readonly isSecurityKey: boolean } | null;
  /** Why the person here can approve nothing of it, with what to do. Null: they can. */
  readonly whyNot: string | null;
  /** Answers of this clone to it that count once they are sealed. */
  readonly unsealed: number;
  /** Answers of this clone to it that are sealed, and were not published from here yet. */
  readonly unsent: number;
}

/** Who approves a finding, and how far that is. */
export interface ApprovalView {
  /** Every role that is asked, of which each must approve. */
  readonly roles: readonly RoleView[];
  /** ISO 8601. Null: nobody was asked about these words yet. */
  readonly askedAt: string | null;
  /** For the terminal of whoever is asked. Null: nobody was. */
  readonly command: string | null;
  /** Somebody who was asked said no. */
  readonly declined: { readonly by: string; readonly at: string; readonly words: string } | null;
  /**
   * In a request of somebody else: `open`: whoever sits here may approve it. `unsealed`: they did, and no seal covers that yet. Null:
   * it is not theirs, or it is done.
   */
  readonly yours: 'open' | 'unsealed' | null;
}

export interface RoleView {
  readonly role: string;
  /** Who holds it, as the base revision's signers are named. Empty: nobody can approve. */
  readonly holders: readonly string[];
  /** By a seal that counts. Null: nobody has. */
  readonly given: { readonly by: string; readonly at: string } | null;
}

export interface FindingView {
  readonly fingerprint: string;
  /** Which detector found it: earlier words in `PanelView.suggestions` are offered by this id. */
  readonly detectorId: string;
  readonly facet: FacetWord;
  readonly change: ChangeWord;
  /** The sentence. */
  readonly message: string;
  readonly line: number;
  readonly comparison: { readonly before: string; readonly after: string } | null;
  readonly impact: string;
  readonly evidence: readonly PlaceView[];
  /** How it is known: "Resolved: every name was followed to its definition." */
  readonly why: readonly string[];
  readonly unknown: readonly string[];
  readonly setBy: {
    readonly rule: string;
    readonly layer: string;
    readonly source: string;
    readonly outranked: readonly string[];
  };
  readonly tags: readonly string[];
  readonly fix: string;
  readonly obligation: ObligationWord;
  /** Which have still to approve; all that are asked, once they have. */
  readonly role: string | null;
  /** Only a signature for which its key was touched answers. */
  readonly presence: boolean;
  readonly hold: boolean;
  /** `test`, `example`, `generated`, `vendored`, `docs`. */
  readonly context: readonly string[];
  /** `waiting`: explained, and not approved. Open all the same. */
  readonly state: 'open' | 'waiting' | 'settled' | 'reopened';
  /** Null: no other person is asked. */
  readonly approval: ApprovalView | null;
  readonly acknowledgement: {
    readonly obligation: ObligationWord;
    readonly reason: ReasonWord | null;
    readonly words: string;
    readonly at: string;
    /** Null: of whoever sits here. */
    readonly by: SaidByView | null;
  } | null;
  /** Words kept when the hunk changed after it was explained. */
  readonly draft: { readonly reason: ReasonWord | null; readonly words: string } | null;
  /** Set when it is about several places. Their places are in `evidence` too. */
  readonly chain: ChainView | null;
  /** It is a step of a chain of the change set, and settled there. */
  readonly isPartOfChain: boolean;
  /** Which of `ChangeSetView.alike` it is in; null: no other says the same. */
  readonly alike: string | null;
}

/** Findings of the change set that say the very same, each in its own place. */
export interface AlikeView {
  /** Names it and all that are in it: another when one comes, goes or changes. */
  readonly id: string;
  /** Two or more, of undecided hunks. */
  readonly places: readonly {
    readonly hunk: string;
    readonly fingerprint: string;
    readonly path: string;
    readonly line: number;
    readonly isOpen: boolean;
  }[];
}

/** From a first to a last line, both of them part of it. */
export type LinesView = readonly (readonly [number, number])[];

export interface SidesView {
  readonly before: LinesView;
  readonly after: LinesView;
}

export interface DiffLineView {
  readonly kind: 'context' | 'removed' | 'added';
  readonly before: number | null;
  readonly after: number | null;
  readonly text: string;
  /** Half-open UTF-16 columns inside `text` that changed within the line. */
  readonly marks: readonly (readonly [number, number])[];
}

export interface HunkView {
  readonly id: string;
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'deleted' | 'modified' | 'renamed';
  /** First and last line on the after-side, or of the deletion point. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly landing: 'held' | 'landed' | 'offered';
  readonly judged: boolean;
  /** Why it could not be judged: "no grammar for VCL". */
  readonly notJudged: string | null;
  readonly notJudgedAcknowledged: boolean;
  /** Somebody cancelled its analysis, and it is not decided: only another analysis opens it for acceptance. */
  readonly isCancelled: boolean;
  readonly findings: readonly FindingView[];
  readonly diff: readonly DiffLineView[];
  /** Lines left out of `diff` because it is long. */
  readonly diffOmitted: number;
  readonly outcome: 'accepted' | 'amended' | 'rejected' | null;
  readonly rejectReason: string | null;
  /** Its first line on each side: `attention` counts from there. */
  readonly starts: { readonly before: number; readonly after: number };
  /** Lines that the policy wants in view before it is accepted, and that were not yet. Null: none. */
  readonly unseen: SidesView | null;
  /** Why Accept is off: null when it is possible. */
  readonly blockedBecause: string | null;
  readonly record: { readonly seq: number; readonly hash: string } | null;
  /** Hash of the record that its author's words are in, in a request of somebody else: what is signed is signed under that. */
  readonly under?: string;
}

export interface ChangeSetView {
  readonly id: string;
  readonly title: string;
  readonly agent: string | null;
  readonly model: string | null;
  readonly turn: string | null;
  /** `claude-code hook`, `disk watcher`: the source of the claim, in words. */
  readonly claimedBy: string;
  /** The same as records have it: `hook`, `watcher`. */
  readonly claimSource: string;
  readonly asked: string | null;
  readonly askedIsPrivate: boolean;
  /** ISO 8601. */
  readonly landedAt: string;
  /** ISO 8601: when the agent that waits is refused without a decision. Null: none waits. */
  readonly heldUntil: string | null;
  /**
   * Of a held edit that is decided. `told`: the agent has its answer, so that nothing of it can be taken back. `ready`: nobody waited
   * any more; the agent hears of it when it asks again, or when it is told.
   */
  readonly answer: 'ready' | 'told' | null;
  /** Where its paths start. */
  readonly rootUri: string;
  /** Which folder of the window it is of; null when there is only one. */
  readonly folder: string | null;
  /** No folder of the window shows it: another work tree of a clone that is open, in which an agent works. */
  readonly isLinked: boolean;
  /** A person put it up themselves, and may take it out of the queue without deciding; or all of it is decided. */
  readonly isDismissible: boolean;
  /** Somebody cancelled its analysis: nothing of it is accepted before it is analysed again. */
  readonly isCancelled: boolean;
  /** Null: it is decided here. */
  readonly request: RequestView | null;
  /** Ordered: strongest obligation first, then path, then line. */
  readonly hunks: readonly HunkView[];
  readonly alike: readonly AlikeView[];
  readonly summary: {
    readonly mayNowDo: readonly SummaryEntryView[];
    readonly touches: readonly SummaryEntryView[];
    readonly decides: readonly SummaryEntryView[];
  };
  readonly progress: {
    /** Findings with an obligation above none. */
    readonly total: number;
    readonly settled: number;
    /** Hunks without findings that have an obligation, judged. */
    readonly withoutFindings: number;
    readonly withoutFindingsOpen: number;
    readonly notJudged: number;
  };
  readonly failures: readonly { readonly path: string; readonly message: string }[];
}

export interface RecordView {
  readonly seq: number;
  readonly hash: string;
  readonly outcome: string;
  readonly paths: readonly string[];
  readonly at: string;
}

/** Everything the panel needs; replaced as a whole. */
export interface PanelView {
  readonly revision: number;
  readonly state: 'starting' | 'analysing' | 'empty' | 'queue' | 'done' | 'failed' | 'restricted';
  /** Set while analysing: counts, never a spinner where a count is known. */
  readonly analysing: { readonly done: number; readonly total: number; readonly path: string } | null;
  /** Set when something went wrong: what, where, why, fix. */
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly why: string;
    readonly fix: string;
  } | null;
  readonly changeSets: readonly ChangeSetView[];
  /** The folders under review, as URIs: the work trees around the open ones. */
  readonly roots: readonly string[];
  /** Of this session: the newest first, at most 50. */
  readonly records: readonly RecordView[];
  /** Requests of others that wait for whoever sits here, as of the last look at them; 0 before the first. */
  readonly waitingRequests: number;
  /** Agents that were set up to ask and no longer do: sentences. */
  readonly drift: readonly string[];
  /** What is watched and left out, for the empty state. */
  readonly watching: { readonly files: number; readonly ignored: number; readonly baseline: string };
  readonly reasons: readonly { readonly code: ReasonWord; readonly title: string }[];
  /** Earlier words by detector id, offered and never prefilled. */
  readonly suggestions: readonly { readonly detectorId: string; readonly words: string }[];
}
