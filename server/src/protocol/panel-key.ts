/**
 * What a key of the review panel does, by name. Every one is also a palette command of the extension
 * (`countersign.panel.<name>`), which sends it to the panel as a `key` message. Those without a letter are commands alone.
 */
export type PanelKey =
  | 'next-finding' // n
  | 'previous-finding' // Shift+n
  | 'next-hunk' // j
  | 'previous-hunk' // k
  | 'next-file' // ]
  | 'previous-file' // [
  | 'open-hunk' // Enter
  | 'back-to-queue' // Esc
  | 'acknowledge' // Space
  | 'acknowledge-alike' // g: the focused finding and all that say the same
  | 'explain' // e: to the words of the focused finding
  | 'record-explanation' // Ctrl+Enter in words
  | 'change-answer' // c: takes the answer to the focused finding back
  | 'accept' // a
  | 'accept-without-findings' // Shift+a
  | 'accept-file' // Shift+f: the file's hunks without findings
  | 'reject' // r
  | 'reject-file' // Shift+r: what is left of the file
  | 'reject-all' // Shift+x: what is left of the change set
  | 'amend' // m: in the native diff
  | 'open-diff' // d
  | 'why' // w: unfold Details
  | 'undo' // u
  | 'send-back' // s: one message of what was rejected
  | 'close' // a change set that is decided, or that a person put up
  | 'read-on' // to the first line that was not in view
  | 'request-approval' // to where it is asked for
  | 'fetch-approvals'
  | 'copy-request' // the command that the other person runs
  | 'sign' // what is ticked in somebody else's request
  | 'filter' // /
  | 'show-keys'; // ?
