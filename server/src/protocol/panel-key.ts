/**
 * What a key of the review panel does, by name. Every one is also a palette command of the extension
 * (`countersign.panel.<name>`), which sends it to the panel as a `key` message.
 */
export type PanelKey =
  | 'next-finding' // n
  | 'previous-finding' // Shift+n
  | 'next-hunk' // j
  | 'previous-hunk' // k
  | 'next-file' // ]
  | 'previous-file' // [
  | 'next-change-set' // c
  | 'previous-change-set' // Shift+c
  | 'next-held' // h: to an edit that waits to be written
  | 'open-hunk' // Enter
  | 'back-to-queue' // Esc
  | 'acknowledge' // Space
  | 'acknowledge-alike' // g: the focused finding and all that say the same
  | 'explain' // e: to the words of the focused finding
  | 'record-explanation' // Ctrl+Enter in words
  | 'accept' // a
  | 'accept-without-findings' // Shift+a
  | 'reject' // r
  | 'amend' // m: in the native diff
  | 'open-diff' // d
  | 'why' // w: unfold Details
  | 'undo' // u
  | 'send-back' // s: one message of what was rejected
  | 'filter' // /
  | 'show-keys'; // ?
