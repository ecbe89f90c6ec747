import type { EditState, SessionView, ToolItem } from '../../../server/src/protocol/agent-session.ts';

export const editWords: Readonly<Record<EditState, string>> = {
  asked: 'In review',
  allowed: 'Allowed',
  accepted: 'Accepted',
  amended: 'Accepted as changed',
  refused: 'Not written',
};

export const statusWords: Readonly<Record<ToolItem['status'], string>> = {
  pending: 'waits',
  in_progress: 'runs',
  completed: 'done',
  failed: 'failed',
  cancelled: 'stopped',
};

export const stateWords: Readonly<Record<SessionView['state'], string>> = {
  starting: 'Starting…',
  ready: 'Ready',
  working: 'Working…',
  stopping: 'Stopping…',
  ended: 'Ended',
};

/** Kinds of the protocol; what is none of them is a tool. */
const kindWords: ReadonlyMap<string, string> = new Map([
  ['read', 'Read'],
  ['edit', 'Edit'],
  ['delete', 'Delete'],
  ['move', 'Move'],
  ['search', 'Search'],
  ['execute', 'Run'],
  ['think', 'Think'],
  ['fetch', 'Fetch'],
  ['switch_mode', 'Mode'],
]);

export function kindWord(kind: string): string {
  return kindWords.get(kind) ?? 'Tool';
}
