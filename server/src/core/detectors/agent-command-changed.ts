import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';
import { isServer } from './tool-server-changed.ts';

/** What an agent or an editor starts by itself, and whom it talks to. */
export const agentCommandChanged = defineDetector({
  id: 'agent-command-changed',
  facet: 'agent',
  why: 'It runs on every machine that opens the project, with the rights of whoever does, and nobody is asked again.',
  fix: 'Name programs of the project or of a pinned version, and let each person switch on what only they need.',
  tags: ['ASI04', 'ASI05', 'CWE-829'],
  *detect(delta) {
    for (const row of delta.of('agent.config', 'added', 'redirected', 'removed')) {
      // A server that becomes another one is a finding of its own.
      const message = row.change === 'redirected' && isServer(row) ? null : messageOf(row);
      if (message === null) continue;
      const [before, after] = [row.before, row.fact].map((fact) => fact?.qualifiers?.['value'] ?? '');
      const comparison = row.change === 'redirected' ? { comparison: { before: before!, after: after! } } : {};
      yield { change: row, message, ...comparison };
    }
    // Whoever deletes the file takes out what asks, as whoever empties it does.
    const deleted = delta
      .of('agent.config', 'removed')
      .filter(({ fact, subjectPresent }) => fact.action === 'run-hook' && !subjectPresent);
    for (const [row, ...also] of groupRows(deleted, ({ fact }) => fact.provenance.path))
      yield { change: row, also, message: deletedMessage([row, ...also]) };
  },
});

const MAX_SHOWN = 140;

function shown(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  return plain.length > MAX_SHOWN ? `${plain.slice(0, MAX_SHOWN)}…` : plain;
}

function deletedMessage(rows: readonly FactChange[]): string {
  const { path } = rows[0]!.fact.provenance;
  const [first = '', ...others] = new Set(rows.map(({ fact }) => shown(fact.qualifiers?.['value'] ?? '')));
  const more =
    others.length === 0 ? '' : `, nor what ${others.length === 1 ? 'another hook' : 'other hooks'} of it ran`;
  return `${path} is gone: ${first} is no longer run${more}.`;
}

function messageOf({ change, fact, before, subjectPresent }: FactChange): string | null {
  const { norm } = fact.resource;
  const value = shown(fact.qualifiers?.['value'] ?? '');
  const was = shown(before?.qualifiers?.['value'] ?? '');
  if (change === 'removed' && norm === 'countersign.organisationPolicy') return `${norm} is no longer ${value}.`;
  if (change === 'removed')
    return fact.action === 'run-hook' && subjectPresent ? `On ${norm} ${value} is no longer run.` : null;
  const instead =
    change !== 'redirected' ? '' : was === value ? ', with other variables or headers' : `, instead of ${was}`;
  switch (fact.action) {
    case 'start-server':
      return `The tool server ${norm} is started with ${value}${instead}.`;
    case 'connect-server':
      return `The tool server ${norm} is reached at ${value}${instead}.`;
    case 'run-hook':
      return was === value && change === 'redirected'
        ? `On ${norm} ${value} is run on other terms: its kind, its limit of time, or whether the agent waits for it.`
        : `On ${norm} ${value} is run${instead}.`;
    case 'run':
      return `Runs ${value} by itself (${norm})${instead}.`;
    case 'route':
      return `${norm} becomes ${value === '' ? 'empty' : value}${instead}.`;
    case 'take-in':
      return `Takes ${value} in as instructions, from outside of the project.`;
    case 'load-plugin':
      return `Loads the plugin ${norm}${value === 'on' ? '' : ` from ${value}`}${instead}.`;
    default:
      return null;
  }
}
