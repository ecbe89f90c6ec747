import type { FactChange } from '../model/fact.ts';
import { defineDetector } from './define.ts';

/** What a model may call by itself grew: a tool that changes things, does more than before, or asks nobody any more. */
export const agentToolChanged = defineDetector({
  id: 'agent-tool-changed',
  facet: 'agent',
  why: 'A model is talked into calling a tool by any text that it reads.',
  fix: 'Let a person say yes to what cannot be taken back, and let the tool take only values that it can check.',
  tags: ['ASI02', 'LLM06'],
  *detect(delta) {
    for (const row of delta.of('agent.tool', 'added', 'widened', 'weakened')) {
      const message = /^(?:offer|declare)$/.test(row.fact.action) ? messageOf(row) : null;
      if (message !== null) yield { change: row, message };
    }
  },
});

const DOES: Readonly<Record<string, string>> = {
  read: 'reads files that the model names',
  network: 'connects to others',
  database: 'asks a database',
  write: 'writes files',
  delete: 'deletes',
  secrets: 'gives out secrets of this machine',
  run: 'runs programs or code',
  leak: 'sends secrets of this machine away',
};

function messageOf({ change, fact, before }: FactChange): string | null {
  const { effect = 'none', approval } = fact.qualifiers ?? {};
  const name = fact.resource.norm;
  const does = DOES[effect];
  if (change === 'weakened') return `The tool ${name} is called without asking anybody, and was asked about.`;
  if (fact.action === 'declare' && change === 'added')
    return `A model may call ${name}; what it does stands where its calls are answered.`;
  if (does === undefined) return null;
  const asked = approval === 'asked' ? ' after somebody was asked' : '';
  if (change === 'added') return `A model may call ${name}, which ${does}${asked}.`;
  const was = DOES[before?.qualifiers?.['effect'] ?? ''] ?? 'changed nothing outside';
  return `The tool ${name} ${does}${asked}; before, it ${was === 'changed nothing outside' ? was : `only ${was}`}.`;
}
