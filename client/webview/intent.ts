import type { FacetWord, PanelView, PlaceView, ReasonWord } from '../../server/src/protocol/view.ts';
import type { PanelAction, PanelSettings, SentAction } from '../../server/src/protocol/webview.ts';
import type { Session, WordsField } from './session.ts';

/** What a person or the extension wants of the panel. `receive`, `navigate` and `decide` say what follows from each. */
export type Intent =
  // From the extension.
  | {
      readonly kind: 'view';
      readonly view: PanelView;
      readonly heights: ReadonlyMap<string, number>;
      /** The field that a person is typing in, where its words are kept. */
      readonly field: WordsField | 'kept-words' | null;
      /** In any field, also in one whose words are not kept. */
      readonly isTyping: boolean;
      /** Milliseconds since the epoch. */
      readonly now: number;
    }
  | {
      readonly kind: 'answer';
      readonly act: number | null;
      readonly hunk: string | null;
      readonly refused: string | null;
      readonly record: number | null;
    }
  | { readonly kind: 'copied' }
  | { readonly kind: 'reveal'; readonly changeSet: string; readonly hunk: string }
  | { readonly kind: 'settings'; readonly settings: PanelSettings }
  // Going about.
  | { readonly kind: 'open-hunk'; readonly hunk: string; readonly fingerprint?: string }
  /** The first of these, or the one after the one that is open. */
  | { readonly kind: 'open-next-of'; readonly hunks: readonly string[] }
  | { readonly kind: 'back-to-queue' }
  | { readonly kind: 'step-finding'; readonly by: 1 | -1; readonly from: string | null }
  | { readonly kind: 'step-hunk' | 'step-file'; readonly by: 1 | -1; readonly row: string | null }
  | { readonly kind: 'step-change-set'; readonly by: 1 | -1 }
  /** To the next edit that is held, in whichever change set. */
  | { readonly kind: 'step-held' }
  | { readonly kind: 'toggle-details'; readonly fingerprint: string }
  | { readonly kind: 'toggle-group'; readonly name: string }
  | { readonly kind: 'start-filter' | 'clear-filter' | 'leave-filter' }
  | { readonly kind: 'filter-text'; readonly text: string }
  | { readonly kind: 'filter-facet'; readonly facet: FacetWord }
  | { readonly kind: 'filter-open' | 'filter-context' }
  | { readonly kind: 'show-keys'; readonly areShown: boolean }
  | { readonly kind: 'resize'; readonly isWide: boolean; readonly isLow: boolean }
  /** To the first line that was not in view. */
  | { readonly kind: 'read-on' }
  /** Milliseconds since the epoch. */
  | { readonly kind: 'tick'; readonly now: number }
  | { readonly kind: 'scroll'; readonly part: 'queue' | 'hunk'; readonly top: number }
  | { readonly kind: 'window'; readonly from: number; readonly to: number }
  | { readonly kind: 'active-row'; readonly row: string; readonly takesFocus: boolean }
  // Deciding.
  /** `alike`: for all that say the same, by the id of their group. */
  | { readonly kind: 'acknowledge'; readonly fingerprint: string; readonly alike?: string }
  | {
      readonly kind: 'draft';
      readonly fingerprint: string;
      readonly reason?: ReasonWord | null;
      readonly words?: string;
    }
  | { readonly kind: 'explain'; readonly fingerprint: string; readonly alike?: string }
  /** The key: for all that say the same as the finding. */
  | { readonly kind: 'acknowledge-alike'; readonly fingerprint: string | null }
  /** The form in which an answer to somebody else's request is signed. */
  | { readonly kind: 'start-sign' | 'cancel-sign' | 'sign' }
  | { readonly kind: 'sign-words'; readonly words: string }
  | { readonly kind: 'request-approval'; readonly contents: 'with' | 'without' }
  | { readonly kind: 'fetch-approvals' }
  /** Null: of the first finding that waits. */
  | { readonly kind: 'copy-request' | 'go-to-request'; readonly fingerprint: string | null }
  | { readonly kind: 'go-to-words'; readonly fingerprint: string | null }
  | { readonly kind: 'accept' | 'analyse-again' | 'dismiss' | 'send-back' }
  /** All of the change set, or of the file of the open hunk. */
  | { readonly kind: 'accept-without-findings' | 'start-reject-all'; readonly part: 'set' | 'file' }
  /** The key; the button of the open hunk; and the newest decision on the change set. */
  | { readonly kind: 'undo' | 'undo-hunk' | 'undo-last' }
  /** The answer to a finding of the open hunk is taken back. Null: the key, on none. */
  | { readonly kind: 'withdraw'; readonly fingerprint: string | null }
  | { readonly kind: 'start-reject' | 'cancel-reject' | 'reject' }
  | { readonly kind: 'reject-words'; readonly words: string }
  /** Words whose form is gone. */
  | { readonly kind: 'kept-words'; readonly words: string }
  | { readonly kind: 'copy-kept' | 'leave-kept' | 'close-kept' }
  // Elsewhere.
  | { readonly kind: 'open-diff' | 'open-all-diffs' }
  | { readonly kind: 'open-place'; readonly place: PlaceView }
  | { readonly kind: 'open-rule'; readonly source: string }
  | Extract<PanelAction, { readonly kind: 'command' }>
  | { readonly kind: 'say'; readonly text: string };

export type IntentOf<Kind extends Intent['kind']> = Extract<Intent, { readonly kind: Kind }>;

/** Where focus goes, by `data-focus`. */
export type FocusTarget =
  | 'hunk'
  | 'accept'
  | 'analyse-again'
  | WordsField
  | 'kept-words'
  | 'sign'
  | 'reject'
  | 'filter'
  | 'summary'
  | 'queue'
  | `card:${string}`
  | `acknowledge:${string}`
  | `request:${string}`
  | `row:${string}`;

export type Effect =
  | { readonly kind: 'post'; readonly action: SentAction }
  /** `onlyFrom`: leaves alone whoever has gone on to something else than this finding meanwhile; null: than what has gone. */
  | { readonly kind: 'focus'; readonly target: FocusTarget; readonly onlyFrom?: string | null }
  | { readonly kind: 'say'; readonly text: string }
  /** To the clipboard. */
  | { readonly kind: 'copy'; readonly text: string }
  /** Brings what is asked on a card into view; focus stays where it is. */
  | { readonly kind: 'show-card'; readonly fingerprint: string }
  /** Brings the first line that was not in view to the top. */
  | { readonly kind: 'show-unseen' };

export interface Step {
  readonly session: Session;
  readonly effects: readonly Effect[];
}

export type Dispatch = (intent: Intent) => void;

export const say = (text: string): Effect => ({ kind: 'say', text });
export const post = (action: PanelAction): Effect => ({ kind: 'post', action });
export const focus = (target: FocusTarget): Effect => ({ kind: 'focus', target });
