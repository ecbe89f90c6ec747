import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { known } from '../to-fact.ts';

/** By what an entry is an agent or a task of a crew. @see https://docs.crewai.com/concepts/agents (2026-11) */
const AGENT = ['role', 'goal', 'backstory'];
const TASK = ['description', 'expected_output'];

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

/** Agents and tasks of a crew that stand in `agents.yaml` and `tasks.yaml`: how far they go by themselves. */
export const crewFiles = defineExtractor({
  id: 'crew-files',
  kinds: ['agent.autonomy'],
  languages: ['yaml'],
  *extract(reading) {
    if (!reading.unit.tree.text.includes(TASK[1]!) && !reading.unit.tree.text.includes(AGENT[2]!)) return;
    for (const object of reading.unit.ofKind('object')) {
      const entries = reading.resolver.entriesOf(object);
      if (![AGENT, TASK].some((keys) => keys.every((key) => entries.has(key)))) continue;
      for (const row of ROWS) {
        const node = entries.get(row.key);
        if (node !== undefined) yield* siteOf(reading, row, node);
      }
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
