import type { PanelAction } from '../../server/src/protocol/webview.ts';

/** Fields that every action of a kind must have, with their types. */
const fields: Readonly<Record<PanelAction['kind'], Readonly<Record<string, 'string' | 'number' | 'object'>>>> = {
  ready: {},
  acknowledge: { changeSet: 'string', hunk: 'string', fingerprint: 'string' },
  explain: { changeSet: 'string', hunk: 'string', fingerprint: 'string', reason: 'string', words: 'string' },
  withdraw: { changeSet: 'string', hunk: 'string' },
  'acknowledge-not-judged': { changeSet: 'string', hunk: 'string' },
  accept: { changeSet: 'string', hunk: 'string' },
  'accept-without-findings': { changeSet: 'string' },
  dismiss: { changeSet: 'string' },
  'analyse-again': { changeSet: 'string' },
  'send-back': { changeSet: 'string' },
  reject: { changeSet: 'string', hunk: 'string', reason: 'string' },
  'reject-all': { changeSet: 'string', hunks: 'object', reason: 'string' },
  'undo-all': { changeSet: 'string', hunks: 'object' },
  undo: { changeSet: 'string', hunk: 'string' },
  'request-approval': { changeSet: 'string', hunk: 'string', contents: 'string' },
  approve: { changeSet: 'string', findings: 'object', words: 'string' },
  'copy-request': { changeSet: 'string', hunk: 'string', fingerprint: 'string' },
  'fetch-approvals': { changeSet: 'string', hunk: 'string' },
  'open-diff': { changeSet: 'string', path: 'string', line: 'number' },
  'open-all-diffs': { changeSet: 'string' },
  shown: { changeSet: 'string' },
  'open-place': { changeSet: 'string', place: 'object' },
  'open-rule': { source: 'string' },
  attention: { changeSet: 'string', hunk: 'string', visibleMs: 'number' },
  command: { command: 'string' },
};

/** Null: it is none that this version knows. */
export function readAction(message: unknown): PanelAction | null {
  if (!isRecord(message) || typeof message['kind'] !== 'string') return null;
  const { kind } = message;
  if (!Object.hasOwn(fields, kind)) return null;
  const expected = fields[kind as PanelAction['kind']];
  const isWhole = Object.entries(expected).every(
    ([name, type]) => typeof message[name] === type && message[name] !== null,
  );
  return isWhole ? (message as unknown as PanelAction) : null;
}

/** The number of a message that may hold anything; null: it has none. */
export function readAct(message: unknown): number | null {
  const act = isRecord(message) ? message['act'] : null;
  return typeof act === 'number' ? act : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
