/** Every command of the palette, once. No vscode here: a test compares this table with `contributes.commands`. */
import type { PanelKey } from '../../server/src/protocol/panel-key.ts';

export interface CommandRow {
  /** Without the prefix `countersign.`. */
  readonly name: string;
  readonly title: string;
  readonly icon?: string;
}

/** Commands that act outside the panel. */
export const commands = [
  { name: 'openReview', title: 'Open Review', icon: '$(workspace-trusted)' },
  { name: 'openDiff', title: 'Open Diff', icon: '$(diff)' },
  { name: 'openBefore', title: 'Open Earlier Text' },
  { name: 'openAllDiffs', title: 'Open All Changes', icon: '$(diff-multiple)' },
  { name: 'reject', title: 'Reject Hunk at Cursor…' },
  { name: 'reviewMyChanges', title: 'Review My Changes (Uncommitted)' },
  { name: 'dismissMyChanges', title: 'Close Review of My Changes' },
  { name: 'rescan', title: 'Look Again', icon: '$(refresh)' },
  { name: 'verify', title: 'Verify Records', icon: '$(verified)' },
  { name: 'export', title: 'Export Records…', icon: '$(export)' },
  { name: 'openSample', title: 'Open Sample Review' },
  { name: 'openSettings', title: 'Open Settings', icon: '$(gear)' },
  { name: 'restartServer', title: 'Restart Review Server' },
  { name: 'showLog', title: 'Show Log' },
] as const satisfies readonly CommandRow[];

export type CommandName = (typeof commands)[number]['name'];

/** Keys of the panel as commands, `countersign.panel.<key>`: whoever cannot press the key can run, or bind, the command. */
export const panelCommands: Readonly<Record<PanelKey, string>> = {
  'next-finding': 'Panel: Next Open Finding',
  'previous-finding': 'Panel: Previous Open Finding',
  'next-hunk': 'Panel: Next Hunk',
  'previous-hunk': 'Panel: Previous Hunk',
  'next-file': 'Panel: Next File',
  'previous-file': 'Panel: Previous File',
  'open-hunk': 'Panel: Open Hunk',
  'back-to-queue': 'Panel: Back to Queue',
  acknowledge: 'Panel: Acknowledge Finding',
  explain: 'Panel: Explain Finding',
  'record-explanation': 'Panel: Record Explanation',
  accept: 'Panel: Accept Hunk',
  reject: 'Panel: Reject Hunk…',
  amend: 'Panel: Amend in Diff',
  'open-diff': 'Panel: Open Diff of Hunk',
  why: 'Panel: Why This Finding',
  undo: 'Panel: Undo Decision',
  'send-back': 'Panel: Send Back to Agent',
  filter: 'Panel: Filter',
  'show-keys': 'Panel: Show Keys',
};
