import * as l10n from '@vscode/l10n';
import type { SessionItem, SessionView } from '../../../server/src/protocol/agent-session.ts';
import { sentence } from '../sentence.ts';
import { editWords } from './words.ts';

const maxSpoken = 600;

/**
 * What a new view brought, in words for the live region; empty when that is nothing to speak of. A message is said once, when its
 * turn has ended, and not piece by piece as it comes.
 */
export function announceSession(before: SessionView | null, after: SessionView): string {
  if (before === null) return '';
  const said: string[] = [];
  const known = new Map(before.items.map((item) => [key(item), item]));
  for (const item of after.items) {
    const earlier = known.get(key(item));
    if (item === earlier) continue;
    if (item.kind === 'question' && earlier === undefined)
      said.push(sentence(l10n.t`${after.agent} asks for leave: ${item.title}`));
    if (item.kind === 'tool' && item.edit !== null) {
      const state = earlier?.kind === 'tool' ? earlier.edit?.state : undefined;
      if (state !== item.edit.state) said.push(sentence(l10n.t`${editWords[item.edit.state]}: ${item.title}`));
    }
  }
  if (after.failure !== null && before.failure === null) said.push(`${after.failure.message} ${after.failure.fix}`);
  else if (before.state === 'starting' && after.state === 'ready') said.push(l10n.t`${after.agent} is ready.`);
  else if (before.state !== 'ready' && after.state === 'ready') said.push(lastWords(after));
  return said.join(' ');
}

const key = ({ kind, id }: SessionItem): string => `${kind} ${id}`;

function lastWords({ agent, items }: SessionView): string {
  const last = items.findLast(({ kind }) => kind === 'agent' || kind === 'note' || kind === 'person');
  if (last === undefined || last.kind === 'person' || !('text' in last)) return l10n.t`${agent} has ended its turn.`;
  const text = last.text.length > maxSpoken ? `${last.text.slice(0, maxSpoken)}…` : last.text;
  return l10n.t`${agent} has ended its turn: ${text}`;
}
