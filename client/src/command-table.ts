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
  { name: 'openHunk', title: 'Go to Next Hunk That Waits', icon: '$(arrow-right)' },
  { name: 'openBefore', title: 'Open Earlier Text' },
  { name: 'openAllDiffs', title: 'Open All Diffs', icon: '$(diff-multiple)' },
  { name: 'reject', title: 'Reject Hunk at Cursor…' },
  { name: 'sendBack', title: 'Send Back What Was Rejected', icon: '$(reply)' },
  { name: 'acknowledgeInThread', title: 'Acknowledge', icon: '$(check)' },
  { name: 'explainInThread', title: 'Explain with These Words' },
  { name: 'reviewMyChanges', title: 'Review My Changes (Uncommitted)' },
  { name: 'reviewCommits', title: 'Review Commits…', icon: '$(git-commit)' },
  { name: 'reviewRequests', title: 'Review Requests…', icon: '$(git-pull-request)' },
  { name: 'reviewPatch', title: 'Review Patch from Clipboard or File…' },
  { name: 'applyPatch', title: 'Apply Reviewed Patch…' },
  { name: 'dismissMyChanges', title: 'Close Reviews of My Changes, Commits, Patches and Requests' },
  { name: 'setUpAgents', title: 'Set Up Agents…', icon: '$(hubot)' },
  { name: 'startAgentSession', title: 'Start Agent Session…', icon: '$(comment-discussion)' },
  { name: 'rescan', title: 'Look Again', icon: '$(refresh)' },
  { name: 'cancelAnalysis', title: 'Cancel Analysis', icon: '$(debug-stop)' },
  { name: 'analyseAgain', title: 'Analyse Again What Was Cancelled' },
  { name: 'verify', title: 'Verify Records', icon: '$(verified)' },
  { name: 'seal', title: 'Seal Records (Sign)', icon: '$(key)' },
  { name: 'publish', title: 'Publish Records', icon: '$(cloud-upload)' },
  { name: 'fetch', title: 'Fetch Published Records', icon: '$(cloud-download)' },
  { name: 'export', title: 'Export Records…', icon: '$(export)' },
  { name: 'openSample', title: 'Open Sample Review' },
  { name: 'openSettings', title: 'Open Settings', icon: '$(gear)' },
  { name: 'restartServer', title: 'Restart Review Server' },
  { name: 'showLog', title: 'Show Log' },
  { name: 'inventoryRefresh', title: 'Look for Automations', icon: '$(refresh)' },
  { name: 'inventoryFilter', title: 'Filter Automations…', icon: '$(filter)' },
  { name: 'inventoryClearFilter', title: 'Show All Automations', icon: '$(clear-all)' },
  { name: 'inventoryPage', title: 'Open Page of Automation', icon: '$(open-preview)' },
] as const satisfies readonly CommandRow[];

export type CommandName = (typeof commands)[number]['name'];

/** Keys of the panel as commands, `countersign.panel.<key>`: whoever cannot press the key can run, or bind, the command. */
export const panelCommands: Readonly<Record<PanelKey, string>> = {
  'next-finding': 'Next Open Finding',
  'previous-finding': 'Previous Open Finding',
  'next-hunk': 'Next Hunk',
  'previous-hunk': 'Previous Hunk',
  'next-file': 'Next File',
  'previous-file': 'Previous File',
  'next-change-set': 'Next Change Set',
  'previous-change-set': 'Previous Change Set',
  'next-held': 'Go to Held Edit',
  'open-hunk': 'Open Hunk',
  'back-to-queue': 'Back to Queue',
  acknowledge: 'Acknowledge Finding',
  'acknowledge-alike': 'Acknowledge Finding in All Places That Say the Same',
  explain: 'Explain Finding',
  'record-explanation': 'Record Explanation',
  'change-answer': 'Change Answer to Finding',
  accept: 'Accept Hunk',
  'accept-without-findings': 'Accept Hunks Without Findings',
  'accept-file': 'Accept the File’s Hunks Without Findings',
  reject: 'Reject Hunk…',
  'reject-file': 'Reject All That Is Left of the File…',
  'reject-all': 'Reject All That Is Left of the Change Set…',
  amend: 'Amend in Diff',
  'open-diff': 'Open Diff of Hunk',
  why: 'Why This Finding',
  undo: 'Undo Decision',
  'send-back': 'Send Back What Was Rejected',
  close: 'Close Change Set',
  'read-on': 'Read On Where Lines Were Not in View',
  'request-approval': 'Request Approval…',
  'fetch-approvals': 'Look for Approvals',
  'copy-request': 'Copy Command for the Other Person',
  sign: 'Sign What Is Ticked…',
  filter: 'Filter',
  'show-keys': 'Show Keys',
};
