import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { FOR_MODELS_ONLY, instructionsIn } from '../instructions.ts';
import { actsOf } from '../passages/acts.ts';
import type { FoundAct } from '../passages/found-act.ts';
import { toolRegistration } from '../passages/sources.ts';
import { spanOf } from '../span.ts';
import { known } from '../to-fact.ts';

const EFFECTS: Readonly<Record<string, string>> = {
  exec: 'run',
  eval: 'run',
  deserialize: 'run',
  delete: 'delete',
  write: 'write',
  query: 'database',
  connect: 'network',
  egress: 'network',
};
const STRONGEST_LAST = ['none', 'network', 'database', 'write', 'delete', 'run'];
const APPROVAL =
  /\b(?:needsApproval|needs_approval|requireApproval|require_approval|requiresConfirmation|requires_confirmation|require_confirmation|human_in_the_loop|requires_approval)\s*[:=]\s*(?!\s*(?:false|False|['"]never['"]))/;

/** What a model may call, what it then does, and whether somebody is asked before. */
export const agentTools = defineExtractor({
  id: 'agent-tools',
  kinds: ['agent.tool'],
  languages: ['python', 'javascript', 'typescript', 'tsx'],
  *extract(reading) {
    const { unit } = reading;
    let acts: readonly FoundAct[] | null = null;
    for (const fn of unit.ofKind('function')) {
      const registration = toolRegistration(reading, fn);
      if (registration === null) continue;
      const name = nameOf(reading, fn, registration);
      acts ??= actsOf(reading);
      const inside = acts.filter(({ call }) => call.start >= fn.start && call.end <= fn.end);
      const effect = inside
        .map(({ kind }) => EFFECTS[kind] ?? 'none')
        .reduce((one, other) => (STRONGEST_LAST.indexOf(other) > STRONGEST_LAST.indexOf(one) ? other : one), 'none');
      const head = unit.textOf(registration).slice(0, 4_000);
      yield offered(reading, registration, name, effect, APPROVAL.test(head), inside);
      yield* poisoned(reading, registration, fn, name);
    }
  },
});

function nameOf({ unit, resolver }: Reading, fn: SyntaxNode, registration: SyntaxNode): string {
  const own = childOf(fn, 'function.name');
  if (unit.language.id === 'python' && own !== null) return unit.textOf(own);
  const [first] = childrenOf(registration, 'call.argument');
  const said = first === undefined ? null : resolver.valueOf(first);
  if (said?.kind === 'text') return said.text;
  const named = first?.kind === 'object' ? resolver.entriesOf(first).get('name') : undefined;
  const value = named === undefined ? null : resolver.valueOf(named);
  if (value?.kind === 'text') return value.text;
  const holder = enclosing(registration, 'entry', 'assign', 'function');
  const key =
    holder === null || holder.kind === 'function'
      ? null
      : (childOf(holder, 'entry.key') ?? childOf(holder, 'assign.target'));
  return key === null
    ? 'a tool'
    : unit
        .textOf(key)
        .replaceAll(/^["']|["']$/g, '')
        .slice(0, 80);
}

function offered(
  { unit }: Reading,
  registration: SyntaxNode,
  name: string,
  effect: string,
  isAsked: boolean,
  acts: readonly FoundAct[],
): Site {
  return {
    kind: 'agent.tool',
    action: 'offer',
    resource: { kind: 'tool', value: known(name), norm: name },
    node: spanOf(unit, registration.start, Math.min(registration.end, endOfLine(unit.tree.text, registration.start))),
    evidence: [
      { node: registration, role: 'declaration' },
      ...acts.slice(0, 4).map(({ call }) => ({ node: call, role: 'call' as const })),
    ],
    tier: 'resolved',
    why: [
      `A model calls ${name} with arguments of its choice${isAsked ? ', and somebody is asked before' : ''}.`,
      ...acts.slice(0, 3).map(({ words }) => `${words}.`),
    ],
    qualifiers: { effect, approval: isAsked ? 'asked' : 'none' },
    subject: { type: 'tool', symbol: `tool ${name}` },
  };
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

/** What a model reads of a tool, and people do not: it tells the model to do something else as well. */
function* poisoned(reading: Reading, registration: SyntaxNode, fn: SyntaxNode, name: string): Generator<Site> {
  const { unit } = reading;
  const from = Math.min(registration.start, fn.start);
  const to = Math.max(registration.end, fn.end);
  const texts = (['string', 'template-text'] as const)
    .flatMap((kind) => unit.ofKind(kind))
    .filter(({ start, end }) => start >= from && end <= to && end - start > 20);
  for (const node of texts) {
    const block = FOR_MODELS_ONLY.exec(unit.textOf(node));
    const found =
      block === null
        ? instructionsIn(unit.textOf(node))[0]
        : { start: block.index, end: block.index + block[0].length };
    if (found === undefined) continue;
    const words = unit.textOf(node).slice(found.start, found.end).replaceAll(/\s+/g, ' ').slice(0, 160);
    yield {
      kind: 'agent.tool',
      action: 'instruct',
      resource: { kind: 'instruction', value: known(words), norm: `${name}: ${words.toLowerCase()}` },
      node: spanOf(unit, node.start + found.start, node.start + found.end),
      evidence: [{ node, role: 'literal' }],
      tier: 'pattern',
      why: [`It stands in what a model is told of the tool ${name}.`],
      subject: { type: 'tool', symbol: `tool ${name}` },
    };
  }
}
