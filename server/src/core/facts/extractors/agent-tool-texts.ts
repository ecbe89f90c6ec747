import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { FOR_MODELS_ONLY, instructionsIn } from '../instructions.ts';
import { toolRegistration } from '../passages/sources.ts';
import { spanOf } from '../span.ts';
import { known } from '../to-fact.ts';
import { textOfValue } from '../value.ts';
import { nameOf } from './agent-tools.ts';

/** A description that says how other tools are to be used, or that nothing is to be used but this. Phrases of our own. */
const OF_OTHERS =
  /\b(?:when|whenever|if|once|while|before|after)\b[^.\n]{0,60}\b(?:the\s+)?[`'"]?[\w-]{2,40}[`'"]?\s+tools?\b[^.\n]{0,80}\b(?:must|always|never|instead|change|replace|redirect|bcc|also send|recipient)\b|\b(?:before|prior to)\s+(?:calling|using|invoking)\s+(?:any|every|all)\s+(?:other\s+)?tools?\b|\b(?:never|do not|don't)\s+(?:use|call|invoke)\s+(?:any\s+)?other\s+tools?\b|\b(?:full|whole|entire|complete)\s+(?:conversation|chat|message) (?:history|context|log)\b|\b(?:with|pass|include)\b[^.\n]{0,30}\b(?:full|whole|entire|complete)\s+conversation\b/i;

/** What a model reads of a tool, and people do not: it tells the model to do something else as well. */
export const agentToolTexts = defineExtractor({
  id: 'agent-tool-texts',
  kinds: ['agent.tool'],
  languages: ['python', 'javascript', 'typescript', 'tsx', 'json'],
  *extract(reading) {
    const { unit } = reading;
    const told = new Set<SyntaxNode>();
    for (const fn of unit.language.isCode ? unit.ofKind('function') : []) {
      const registration = toolRegistration(reading, fn);
      if (registration === null) continue;
      const from = Math.min(registration.start, fn.start);
      const to = Math.max(registration.end, fn.end);
      for (const node of textsOf(reading, from, to)) {
        told.add(node);
        yield* poisoned(reading, node, nameOf(reading, fn, registration), isDescription(node, fn));
      }
    }
    for (const { name, node } of declarations(reading)) if (!told.has(node)) yield* poisoned(reading, node, name, true);
  },
});

function textsOf({ unit }: Reading, from: number, to: number): readonly SyntaxNode[] {
  return (['string', 'template-text'] as const)
    .flatMap((kind) => unit.ofKind(kind))
    .filter(({ start, end }) => start >= from && end <= to && end - start > 20);
}

/** Not a text of what the function does: its documentation, or an argument of what registers it. */
function isDescription(node: SyntaxNode, fn: SyntaxNode): boolean {
  return node.start < fn.start || node.parent === fn || node.parent?.kind !== 'call';
}

/** `{ name, description, inputSchema }`, `Tool(name=…, description=…)`: as servers list what they offer. */
function* declarations(reading: Reading): Generator<{ readonly name: string; readonly node: SyntaxNode }> {
  const { unit, resolver } = reading;
  for (const object of unit.ofKind('object')) {
    const entries = resolver.entriesOf(object);
    if (!['inputSchema', 'input_schema', 'parameters', 'inputs'].some((key) => entries.has(key))) continue;
    const [name, description] = ['name', 'description'].map((key) => entries.get(key));
    if (name !== undefined && description !== undefined)
      yield { name: textOfValue(resolver.valueOf(name)) ?? 'a tool', node: literalOf(description) };
  }
  for (const call of unit.language.isCode ? (['call', 'new'] as const).flatMap((kind) => unit.ofKind(kind)) : []) {
    if (!/(?:^|\.)(?:Tool|StructuredTool|FunctionTool|from_function)$/.test(resolver.calleeOf(call) ?? '')) continue;
    const args = new Map(resolver.argumentsOf(call).map((argument) => [argument.name ?? '', argument]));
    const description = args.get('description')?.node;
    const name = args.get('name')?.value();
    if (description != null)
      yield { name: (name === undefined ? null : textOfValue(name)) ?? 'a tool', node: literalOf(description) };
  }
}

function literalOf(node: SyntaxNode): SyntaxNode {
  return node.kind === 'entry' ? (childOf(node, 'entry.value') ?? node) : node;
}

function* poisoned(reading: Reading, node: SyntaxNode, name: string, isDescribed: boolean): Generator<Site> {
  const { unit } = reading;
  const text = unit.textOf(node).slice(0, 20_000);
  const match = FOR_MODELS_ONLY.exec(text) ?? (isDescribed ? OF_OTHERS.exec(text) : null);
  const found = match === null ? instructionsIn(text)[0] : { start: match.index, end: match.index + match[0].length };
  if (found === undefined) return;
  const words = text.slice(found.start, found.end).replaceAll(/\s+/g, ' ').slice(0, 160);
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
