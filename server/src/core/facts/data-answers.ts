import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, returnsIn } from '../text/tree.ts';
import type { PlacedValue } from './apis/sinks/assigned.ts';
import { sinkOf } from './apis/sinks/find-sink.ts';
import type { Reading } from './define.ts';
import { declaredName } from './names.ts';

/** Functions that say what of a record goes out, for callers in other files. */
const SHAPES =
  /^(?:toJSON|toJson|to_json|as_json|to_dict|to_?(?:Dto|DTO|dto)|to_?(?:[Rr]esponse|[Pp]ublic|[Vv]iew|[Aa]pi)(?:[A-Z_]\w*)?|serialize(?:[A-Z_]\w*)?|present(?:[A-Z_]\w*)?|from_?(?:[Ee]ntity|[Mm]odel|[Dd]omain))$/;

/** What handlers of routes return is what their frameworks answer with. */
export function* returnedAnswers(reading: Reading): Generator<PlacedValue> {
  const seen = new Set<SyntaxNode>();
  for (const { handler, symbol } of reading.routes) {
    if (handler === null || seen.has(handler)) continue;
    seen.add(handler);
    yield* returned(reading, handler, `\`${symbol}\` answers with what its handler returns.`);
  }
  for (const fn of reading.unit.ofKind('function')) {
    const name = declaredName(reading.unit, fn) ?? '';
    if (!SHAPES.test(name) || seen.has(fn) || reading.resolver.callersOf(fn).length > 0) continue;
    yield* returned(reading, fn, `\`${name}\` makes what is answered.`);
  }
}

function* returned(reading: Reading, fn: SyntaxNode, why: string): Generator<PlacedValue> {
  const body = childOf(fn, 'function.body');
  const values = body?.kind === 'block' ? returnsIn(fn).map(({ children }) => children[0]) : [body];
  for (const node of values)
    if (node !== undefined && node !== null && !isSink(reading, node))
      yield { node, at: node, sink: { action: 'respond', sink: 'response', to: null, tier: 'pattern', why } };
}

/** `return res.json(…)` is told of the call. */
function isSink(reading: Reading, node: SyntaxNode): boolean {
  const inner = node.kind === 'await' || node.kind === 'other' ? (node.children[0] ?? node) : node;
  const callee = inner.kind === 'call' || inner.kind === 'new' ? childOf(inner, 'call.callee') : null;
  return callee !== null && sinkOf(reading, inner, callee) !== null;
}
