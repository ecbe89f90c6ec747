import type { SignedFinding } from '../../server/src/protocol/messages.ts';
import type { FacetWord, PanelView, ReasonWord } from '../../server/src/protocol/view.ts';
import type { PanelSettings } from '../../server/src/protocol/webview.ts';

/** Words that nobody has recorded yet: typed by a person, kept until they are recorded or their finding is gone. */
export interface Draft {
  readonly changeSet: string;
  readonly hunk: string;
  readonly path: string;
  readonly fingerprint: string;
  readonly reason: ReasonWord | null;
  readonly words: string;
}

/** A finding of somebody else's request that the person here has found right, under the words that were shown. */
export interface Ticked extends SignedFinding {
  readonly changeSet: string;
}

/** Every part narrows the queue; empty parts narrow nothing. */
export interface Filter {
  /** Terms separated by blanks: `identity:removed services/`. */
  readonly text: string;
  readonly facets: readonly FacetWord[];
  readonly isOpenOnly: boolean;
  /** Only findings in tests, examples, generated, vendored code and docs. */
  readonly isContextOnly: boolean;
}

/** Fields that people write in, by `data-focus`. */
export type WordsField = 'reject-words' | 'sign-words' | `words:${string}` | `reason:${string}`;

/** Words whose form went away while somebody typed in it. */
export interface KeptWords {
  /** By `data-focus`: where they were typed. */
  readonly field: WordsField;
  readonly changeSet: string | null;
  readonly hunk: string | null;
  readonly words: string;
  /** What its form may still hold of them. */
  readonly left: string;
  /** Why the form is gone. */
  readonly why: string;
}

/** What survives hiding the view and reloading the window. No code and no sentence of the server is in it. */
export interface PanelState {
  readonly version: 2;
  readonly changeSet: string | null;
  /** The open hunk. `null` shows the queue, or in a done review the summary. */
  readonly hunk: string | null;
  /** Counts openings. A hunk whose bytes change while it is open keeps its number, so its elements and half-typed words stay. */
  readonly opening: number;
  /** Fingerprints in the open hunk whose Details are folded. */
  readonly folded: readonly string[];
  /** Fingerprints whose Details have a button that folds them: those that were folded once. Others just stand there. */
  readonly foldable: readonly string[];
  /** Groups of the queue and columns of the summary that are unfolded. */
  readonly unfolded: readonly string[];
  readonly drafts: readonly Draft[];
  /** Ticked in requests of others, and not signed. */
  readonly ticked: readonly Ticked[];
  /** Words to sign with. */
  readonly signing: { readonly changeSet: string; readonly words: string; readonly isOpen: boolean } | null;
  readonly rejecting: { readonly hunk: string; readonly words: string; readonly isOpen: boolean } | null;
  /** The reason for which all that is left is rejected: of a file, or, where `path` is null, of the change set. */
  readonly rejectingAll: {
    readonly changeSet: string;
    readonly path: string | null;
    readonly words: string;
    readonly isOpen: boolean;
  } | null;
  readonly kept: KeptWords | null;
  readonly filter: Filter | null;
  /** In pixels. */
  readonly scroll: { readonly queue: number; readonly hunk: number };
}

/** What was pressed and is not answered yet: the answer names the same act. */
interface Sent {
  readonly act: number;
}

/** An answer to somebody else's request that is signed: `hunk` is rejected, or, where it is null, what is ticked is approved. */
export interface Signing extends Sent {
  readonly hunk: string | null;
  /** It is signed: the view that says so is still to come, and the form goes with it. */
  readonly isAnswered: boolean;
}

/** Everything the page is rendered from. Only `state` is kept when the page goes. */
export interface Refused {
  readonly hunk: string | null;
  readonly message: string;
}

export interface Session {
  readonly view: PanelView;
  readonly state: PanelState;
  /** Room for queue and hunk side by side. */
  readonly isWide: boolean;
  /** So little height that head and foot would leave no room between them. */
  readonly isLow: boolean;
  readonly settings: PanelSettings;
  /** The number of what is sent next. */
  readonly nextAct: number;
  /** The hunk whose Accept was pressed here and is not answered yet. */
  readonly accepting: (Sent & { readonly hunk: string }) | null;
  /** The hunk that was accepted here, and that the panel has gone on from by itself. */
  readonly wentOnFrom: string | null;
  /** Which hunks were decided together here last, and while which one was open. */
  readonly together:
    | (Sent & { readonly changeSet: string; readonly hunks: readonly string[]; readonly opening: number })
    | null;
  /** An answer that is being taken back, with its words: they go into the form again. */
  readonly takenBack: (Sent & { readonly draft: Draft }) | null;
  /** Findings ticked or explained here and not answered yet: the act of each `findingKey`. */
  readonly asked: ReadonlyMap<string, number>;
  /** What is being signed and is not answered yet. A key may wait for its touch, and views come meanwhile. */
  readonly beingSigned: Signing | null;
  /** The change set that each act was on, until it is answered. */
  readonly actsOn: ReadonlyMap<number, string>;
  /** Why the last act on the change set in sight did not happen. */
  readonly refused: Refused | null;
  /** The same of change sets that were left before it was known: it is shown there. */
  readonly refusedElsewhere: ReadonlyMap<string, Refused>;
  readonly areKeysShown: boolean;
  /** The one row of a long queue that Tab reaches. */
  readonly activeRow: string | null;
  /** How high each form was before it settled, in pixels by fingerprint: it stays that high, so nothing jumps. */
  readonly heights: ReadonlyMap<string, number>;
  /** Rows of a long queue that exist as elements: first, and one after the last. */
  readonly window: { readonly from: number; readonly to: number };
  /** Milliseconds since the epoch, as of the last tick; ticks come while an agent waits. */
  readonly now: number;
}

/** Stand where findings are named by fingerprint: the request for an approval, and the look whether it came. */
export const requestPart = 'request';
export const lookPart = 'look';

export const findingKey = (hunk: string, fingerprint: string): string => JSON.stringify([hunk, fingerprint]);

/** What waits for a key or for another machine: views come before it is answered. */
const slowParts = [requestPart, lookPart];

export const slowKeys = (hunk: string): readonly string[] => slowParts.map((part) => findingKey(hunk, part));

/** Of a `findingKey`. */
export const isSlow = (key: string): boolean => slowParts.some((part) => key.endsWith(`,${JSON.stringify(part)}]`));

export const noFilter: Filter = { text: '', facets: [], isOpenOnly: false, isContextOnly: false };

const startingState: PanelState = {
  version: 2,
  changeSet: null,
  hunk: null,
  opening: 0,
  folded: [],
  foldable: [],
  unfolded: [],
  drafts: [],
  ticked: [],
  signing: null,
  rejecting: null,
  rejectingAll: null,
  kept: null,
  filter: null,
  scroll: { queue: 0, hunk: 0 },
};

const startingView: PanelView = {
  revision: 0,
  state: 'starting',
  analysing: null,
  problem: null,
  changeSets: [],
  roots: [],
  records: [],
  watching: { files: 0, ignored: 0, baseline: '' },
  reasons: [],
  waitingRequests: 0,
  drift: [],
  suggestions: [],
};

/**
 * State of another version is dropped: only this page wrote it, and an update may have changed its shape.
 * @param firstAct above those of earlier pages, whose answers may come to this one
 */
export function startSession(saved: unknown, firstAct: number): Session {
  return {
    view: startingView,
    state: isState(saved) ? { ...startingState, ...saved } : startingState,
    isWide: false,
    isLow: false,
    settings: { goesOn: true, hasLetterKeys: true },
    nextAct: firstAct,
    accepting: null,
    wentOnFrom: null,
    together: null,
    takenBack: null,
    asked: new Map(),
    beingSigned: null,
    actsOn: new Map(),
    refused: null,
    refusedElsewhere: new Map(),
    areKeysShown: false,
    activeRow: null,
    heights: new Map(),
    window: { from: 0, to: 40 },
    now: 0,
  };
}

/** A part that is newer than what was saved starts empty. */
function isState(saved: unknown): saved is PanelState {
  return typeof saved === 'object' && saved !== null && 'version' in saved && saved.version === startingState.version;
}

export function findDraft(state: PanelState, changeSet: string, hunk: string, fingerprint: string): Draft | undefined {
  return state.drafts.find(
    (draft) => draft.changeSet === changeSet && draft.hunk === hunk && draft.fingerprint === fingerprint,
  );
}

/** More drafts than anybody writes at once: the oldest go first. */
const mostDrafts = 200;

export function putDraft(state: PanelState, draft: Draft): PanelState {
  const others = dropDraft(state, draft.changeSet, draft.hunk, draft.fingerprint).drafts;
  return { ...state, drafts: [...others, draft].slice(-mostDrafts) };
}

export function dropDraft(state: PanelState, changeSet: string, hunk: string, fingerprint: string): PanelState {
  const found = findDraft(state, changeSet, hunk, fingerprint);
  return found === undefined ? state : { ...state, drafts: state.drafts.filter((draft) => draft !== found) };
}

export function toggle(list: readonly string[], name: string): readonly string[] {
  return list.includes(name) ? list.filter((other) => other !== name) : [...list, name];
}
