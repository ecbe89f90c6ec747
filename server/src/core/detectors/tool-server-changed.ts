import type { FactChange } from '../model/fact.ts';
import { serverSource, type ServerSource } from '../text/server-source.ts';
import { defineDetector } from './define.ts';

/** A tool server that people accepted is another one now: another version, package, image or address. */
export const toolServerChanged = defineDetector({
  id: 'tool-server-changed',
  facet: 'agent',
  why: 'It was accepted as it was. Agents start it by its name, and ask nobody again when what stands behind the name is another program.',
  fix: 'Look at what changed between the two, and name one full version or digest.',
  tags: ['ASI04', 'ASI02', 'CWE-494', 'CVE-2025-54136'],
  *detect(delta) {
    for (const row of delta.of('agent.config', 'redirected', 'weakened')) {
      if (!isServer(row) || row.before === undefined) continue;
      const [before, after] = [row.before, row.fact].map((fact) => fact.qualifiers?.['value'] ?? '');
      yield { change: row, message: messageOf(row, before!, after!), comparison: { before: before!, after: after! } };
    }
  },
});

export function isServer({ fact }: FactChange): boolean {
  return /^(?:start|connect)-server$/.test(fact.action);
}

const MAX_SHOWN = 140;

function shown(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  return plain.length > MAX_SHOWN ? `${plain.slice(0, MAX_SHOWN)}…` : plain;
}

const KINDS: Readonly<Record<ServerSource['kind'], string>> = {
  package: 'package',
  image: 'image',
  remote: 'address',
  fetched: 'repository',
  local: 'program',
};

function messageOf({ fact }: FactChange, was: string, is: string): string {
  const name = `The tool server ${fact.resource.norm}`;
  const [before, after] = [serverSource(was), serverSource(is)];
  const does = fact.action === 'connect-server' ? 'is reached at' : 'is started with';
  if (was === is) return `${name} ${does} ${shown(is)}, with other variables or headers.`;
  if (before.kind !== after.kind) return `${name} ${does} ${shown(is)}, instead of ${shown(was)}.`;
  if (before.name !== after.name)
    return `${name} is another ${KINDS[after.kind]}: ${shown(after.name)} instead of ${shown(before.name)}.`;
  if (before.version !== after.version)
    return after.isPinned
      ? `${name} takes version ${after.version ?? ''} of ${after.name} instead of ${before.version ?? 'the newest'}.`
      : `${name} takes whatever is ${after.version ?? 'newest'} of ${after.name}; it took version ${before.version ?? ''}.`;
  if (/^(?:http|ws):/.test(is) && /^(?:https|wss):/.test(was))
    return `${name} is reached without encryption, at ${shown(is)} instead of ${shown(was)}.`;
  return `${name} ${does} ${shown(is)}, instead of ${shown(was)}.`;
}
