import type { LinesSeen, SignedFinding } from './messages.ts';
import type { PanelKey } from './panel-key.ts';
import type { PanelView, PlaceView, ReasonWord } from './view.ts';

/** Webview to extension. Every act names exactly what it is about; the extension checks it against the view it sent. */
export type PanelAction =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'acknowledge';
      readonly changeSet: string;
      readonly hunk: string;
      readonly fingerprint: string;
      /** For all that say the same: the id of their group. */
      readonly alike?: string;
    }
  | {
      readonly kind: 'explain';
      readonly changeSet: string;
      readonly hunk: string;
      readonly fingerprint: string;
      readonly reason: ReasonWord;
      readonly words: string;
      readonly alike?: string;
    }
  /** Without a fingerprint: that nothing was analysed. */
  | {
      readonly kind: 'withdraw';
      readonly changeSet: string;
      readonly hunk: string;
      readonly fingerprint?: string;
    }
  | { readonly kind: 'acknowledge-not-judged'; readonly changeSet: string; readonly hunk: string }
  | { readonly kind: 'accept'; readonly changeSet: string; readonly hunk: string }
  /** `path`: of this file alone. */
  | { readonly kind: 'accept-without-findings'; readonly changeSet: string; readonly path?: string }
  /** All that is left, of the change set or of a file, as it was shown. */
  | {
      readonly kind: 'reject-all';
      readonly changeSet: string;
      readonly path?: string;
      readonly hunks: readonly string[];
      readonly reason: string;
    }
  | { readonly kind: 'undo-all'; readonly changeSet: string; readonly hunks: readonly string[] }
  | { readonly kind: 'dismiss'; readonly changeSet: string }
  | { readonly kind: 'send-back'; readonly changeSet: string }
  | { readonly kind: 'reject'; readonly changeSet: string; readonly hunk: string; readonly reason: string }
  | { readonly kind: 'undo'; readonly changeSet: string; readonly hunk: string }
  | {
      readonly kind: 'request-approval';
      readonly changeSet: string;
      readonly hunk: string;
      readonly contents: 'with' | 'without';
    }
  /** The command that the other person runs for this finding, to the clipboard. */
  | {
      readonly kind: 'copy-request';
      readonly changeSet: string;
      readonly hunk: string;
      readonly fingerprint: string;
    }
  /** Signs under these findings of somebody else's request. */
  | {
      readonly kind: 'approve';
      readonly changeSet: string;
      readonly findings: readonly SignedFinding[];
      /** Empty: none. */
      readonly words: string;
    }
  /** For approvals that were published. The hunk is where it was asked, and where the answer goes. */
  | { readonly kind: 'fetch-approvals'; readonly changeSet: string; readonly hunk: string }
  | { readonly kind: 'open-diff'; readonly changeSet: string; readonly path: string; readonly line: number }
  | { readonly kind: 'open-all-diffs'; readonly changeSet: string }
  /** Which change set is in sight from now on. */
  | { readonly kind: 'analyse-again'; readonly changeSet: string }
  | { readonly kind: 'shown'; readonly changeSet: string }
  | { readonly kind: 'open-place'; readonly place: PlaceView; readonly changeSet: string }
  | { readonly kind: 'open-rule'; readonly source: string }
  | {
      readonly kind: 'attention';
      readonly changeSet: string;
      readonly hunk: string;
      readonly visibleMs: number;
      readonly seen?: LinesSeen;
      readonly expanded?: readonly string[];
    }
  | {
      readonly kind: 'command';
      /** Whose records it is about, where that is not for the person to choose. */
      readonly changeSet?: string;
      readonly command:
        | 'rescan'
        | 'verify'
        | 'export'
        | 'show-log'
        | 'seal'
        | 'publish'
        | 'review-my-changes'
        | 'review-requests'
        | 'open-sample'
        | 'set-up-agents'
        | 'open-settings'
        | 'restart-server'
        | 'cancel-analysis';
    };

/** As it is sent: its answer names it by this number. What only tells of something has none. */
export type SentAction = PanelAction & { readonly act?: number };

/** Settings of the editor that are the panel's. */
export interface PanelSettings {
  /** After Accept the panel opens the next hunk by itself. */
  readonly goesOn: boolean;
  /** Single letters and signs are keys. */
  readonly hasLetterKeys: boolean;
}

/** Extension to webview. */
export type PanelMessage =
  | { readonly kind: 'view'; readonly view: PanelView }
  | { readonly kind: 'settings'; readonly settings: PanelSettings }
  /** The answer to an act that was refused, or its record. */
  | {
      readonly kind: 'answer';
      /** Null: to a message without a number. */
      readonly act: number | null;
      readonly hunk: string | null;
      readonly refused: string | null;
      readonly record: number | null;
    }
  /** Whether anybody can see the page: its own document does not know when the view is hidden and kept. */
  | { readonly kind: 'visible'; readonly isVisible: boolean }
  /** The command of a request is in the clipboard. */
  | { readonly kind: 'copied' }
  /** A panel command run from the palette. */
  | { readonly kind: 'key'; readonly key: PanelKey }
  /** Open this hunk: a lens, a hover or a code action in the editor asked for it. */
  | { readonly kind: 'reveal'; readonly changeSet: string; readonly hunk: string };
