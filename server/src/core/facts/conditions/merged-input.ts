import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import type { Mark } from './mark.ts';
import { type Ranked, toRanked } from './ranked.ts';

const INPUT =
  /\b(?:get_json|request\.(?:json|form|args|data|POST|GET|body|query|params)|req\.(?:body|query|params)|(?:json_?)?(?:input|body|payload)|filter_values|extract_?[fF]ilter_?[vV]alues)\b/;
const MAX_NODE = 200;

/** `target["body"] = request.get_json()` and `target.update(request.get_json())`: what somebody sends below a key of its own, or among what is known. */
export function* mergedInput(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  const found = new Map<string, Ranked>();
  const put = (node: SyntaxNode, object: SyntaxNode, rank: number): void => {
    const key = `merged into ${reading.subjectOf(node).symbol} ${unit.textOf(object)}`;
    const known = found.get(key);
    if (known === undefined || rank < known.rank) found.set(key, { node, key, rank });
  };
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    const value = childOf(node, 'assign.value');
    if (target === null || value === null || node.end - node.start > MAX_NODE || !INPUT.test(unit.textOf(value)))
      continue;
    const object = childOf(target, 'index.object') ?? childOf(target, 'member.object');
    if (object !== null) put(node, object, 1);
  }
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (callee === null || node.end - node.start > MAX_NODE || !/^(?:update|assign|merge|extend)$/.test(name ?? ''))
      continue;
    const args = childrenOf(node, 'call.argument');
    const object = name === 'update' ? childOf(callee, 'member.object') : (args[0] ?? null);
    const given = name === 'update' ? args : args.slice(1);
    if (object !== null && given.some((each) => INPUT.test(unit.textOf(each)))) put(node, object, 0);
  }
  for (const each of found.values()) yield toRanked(reading, 'rank', each);
}
