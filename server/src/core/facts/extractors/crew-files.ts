import type { SyntaxNode } from '../../model/syntax.ts';
import { effectOfReady } from '../apis/agent-tool-effects.ts';
import { modelProviderOf } from '../apis/model-keys.ts';
import { crewEntries } from '../crew-entries.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asTexts } from '../objects.ts';
import { known } from '../to-fact.ts';

interface Row {
  readonly key: string;
  readonly action: 'option' | 'delegate' | 'stop';
  /** What it says then; a stop stands for itself. */
  readonly value: RegExp;
}

const ROWS: readonly Row[] = [
  { key: 'allow_delegation', action: 'delegate', value: /^true$/i },
  { key: 'allow_code_execution', action: 'option', value: /^true$/i },
  { key: 'code_execution_mode', action: 'option', value: /^unsafe$/i },
  { key: 'human_input', action: 'stop', value: /^true$/i },
];

/** Agents and tasks of a crew that stand in `agents.yaml` and `tasks.yaml`: how far they go by themselves, with what and by which model. */
export const crewFiles = defineExtractor({
  id: 'crew-files',
  kinds: ['agent.autonomy', 'agent.tool', 'agent.provider'],
  languages: ['yaml'],
  *extract(reading) {
    for (const { name, entries } of crewEntries(reading)) {
      for (const row of ROWS) {
        const node = entries.get(row.key);
        if (node !== undefined) yield* siteOf(reading, row, node);
      }
      for (const { text, node } of asTexts(reading, entries.get('tools') ?? null)) yield toolSite(text, node, name);
      for (const { text, node } of asTexts(reading, entries.get('llm') ?? null)) yield* modelSite(text, node);
    }
  },
});

function* siteOf({ unit }: Reading, { key, action, value }: Row, node: SyntaxNode): Generator<Site> {
  const said = unit.textOf(node).replaceAll(/^["']|["']$/g, '');
  if (!value.test(said)) return;
  const norm = `${key} of ${action === 'stop' ? 'a task' : 'an agent'}`;
  yield {
    kind: 'agent.autonomy',
    action,
    resource: { kind: 'setting', value: known(norm), norm },
    node: node.parent?.kind === 'entry' ? node.parent : node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'resolved',
    why: [`The crew's file says ${key}.`],
    qualifiers: { value: said, ...(action === 'option' ? { reach: 'wide' } : {}) },
  };
}

function toolSite(tool: string, node: SyntaxNode, holder: string): Site {
  const effect = effectOfReady(tool) ?? 'none';
  return {
    kind: 'agent.tool',
    action: effect === 'none' ? 'declare' : 'offer',
    resource: { kind: 'tool', value: known(tool), norm: tool },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'resolved',
    why: [`The crew's file gives ${tool} to ${holder}.`],
    qualifiers: { effect, approval: 'none' },
    subject: { type: 'tool', symbol: `tool ${tool}` },
  };
}

function* modelSite(model: string, node: SyntaxNode): Generator<Site> {
  const provider = modelProviderOf(model);
  if (provider === null) return;
  yield {
    kind: 'agent.provider',
    action: 'use',
    resource: { kind: 'model', value: known(model.replace(/^\w+\//, '')) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'resolved',
    why: ["The crew's file names it."],
    qualifiers: { provider },
  };
}
