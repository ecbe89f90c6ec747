import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, descendants, enclosing, returnsIn } from '../text/tree.ts';
import type { PlacedValue } from './apis/sinks/assigned.ts';
import { sinkOf } from './apis/sinks/find-sink.ts';
import type { Reading } from './define.ts';
import { declaredName } from './names.ts';
import type { Unit } from './unit.ts';

/** Functions that say what of a record goes out, for callers in other files. */
const SHAPES =
  /^(?:toJSON|toJson|to_json|as_json|to_dict|to_?(?:Dto|DTO|dto)|to_?(?:[Rr]esponse|[Pp]ublic|[Vv]iew|[Aa]pi)(?:[A-Z_]\w*)?|serialize(?:[A-Z_]\w*)?|present(?:[A-Z_]\w*)?|from_?(?:[Ee]ntity|[Mm]odel|[Dd]omain))$/;

/** What handlers of routes return is what their frameworks answer with. */
export function* returnedAnswers(reading: Reading): Generator<PlacedValue> {
  const seen = new Set<SyntaxNode>();
  for (const { handler, symbol } of reading.routes) {
    if (handler === null || seen.has(handler)) continue;
    seen.add(handler);
    yield* modelled(reading, handler);
    yield* returned(reading, handler, `\`${symbol}\` answers with what its handler returns.`);
  }
  for (const fn of reading.unit.ofKind('function')) {
    const name = declaredName(reading.unit, fn) ?? '';
    if (
      (!SHAPES.test(name) && !isOfResource(reading, fn, name)) ||
      seen.has(fn) ||
      reading.resolver.callersOf(fn).length > 0
    )
      continue;
    yield* returned(reading, fn, `\`${name}\` makes what is answered.`);
  }
}

/** `response_model=User` of FastAPI: the answer has the fields of that model, and no others. */
function* modelled({ unit }: Reading, handler: SyntaxNode): Generator<PlacedValue> {
  for (const decorator of handler.children.filter(({ kind }) => kind === 'decorator'))
    for (const node of descendants(decorator))
      if (node.role === 'keyword.value' && namesModel(unit, node))
        yield placed(node, `The answer has the fields of \`${unit.textOf(node).slice(0, 60)}\`.`);
}

/** Whether a class is named as the model of an answer. */
export function namesModel(unit: Unit, node: SyntaxNode): boolean {
  const keyword = node.parent?.kind === 'keyword' ? node.parent : null;
  const name = keyword === null ? null : childOf(keyword, 'keyword.name');
  return name !== null && unit.textOf(name) === 'response_model';
}

function* returned(reading: Reading, fn: SyntaxNode, why: string): Generator<PlacedValue> {
  const type = childOf(fn, 'function.returns');
  if (type !== null) yield placed(type, why);
  const body = childOf(fn, 'function.body');
  const values = body?.kind === 'block' ? returnsIn(fn).map(({ children }) => children[0]) : [body];
  for (const node of values)
    if (node !== undefined && node !== null && !isSink(reading, node) && !isRedirect(reading, node))
      yield placed(node, why);
}

/** `return "redirect:/thanks?…"` of Spring answers with an address. */
function isRedirect({ unit }: Reading, node: SyntaxNode): boolean {
  return /^["'`]redirect:/.test(unit.textOf(node).slice(0, 20));
}

function placed(node: SyntaxNode, why: string): PlacedValue {
  return { node, at: node, sink: { action: 'respond', sink: 'response', to: null, tier: 'pattern', why } };
}

/** `toArray` of a resource of Laravel, `transform` of a transformer. */
function isOfResource({ unit }: Reading, fn: SyntaxNode, name: string): boolean {
  const owner = /^(?:toArray|transform|jsonSerialize)$/.test(name) ? enclosing(fn, 'class') : null;
  return (
    owner !== null &&
    /(?:Resource|Transformer|Serializer|Presenter|Dto|DTO|Response)$/.test(declaredName(unit, owner) ?? '')
  );
}

/** `return res.json(…)` is told of the call. */
function isSink(reading: Reading, node: SyntaxNode): boolean {
  const inner = node.kind === 'await' || node.kind === 'other' ? (node.children[0] ?? node) : node;
  const callee = inner.kind === 'call' || inner.kind === 'new' ? childOf(inner, 'call.callee') : null;
  return callee !== null && sinkOf(reading, inner, callee) !== null;
}
