import type { PanelAction } from '../../server/src/protocol/webview.ts';
import type { CommandName } from './command-table.ts';

type PanelCommand = Extract<PanelAction, { readonly kind: 'command' }>['command'];

/** The panel's buttons that are commands of the palette too. */
export const panelCommandNames: Readonly<Record<PanelCommand, CommandName>> = {
  rescan: 'rescan',
  verify: 'verify',
  export: 'export',
  'show-log': 'showLog',
  seal: 'seal',
  publish: 'publish',
  'review-my-changes': 'reviewMyChanges',
  'review-requests': 'reviewRequests',
  'open-sample': 'openSample',
  'set-up-agents': 'setUpAgents',
  'open-settings': 'openSettings',
  'restart-server': 'restartServer',
  'cancel-analysis': 'cancelAnalysis',
};
