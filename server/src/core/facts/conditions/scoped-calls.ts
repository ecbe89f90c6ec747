import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';
import { speaksOfIdentity } from './vocabulary.ts';

const NARROWS = /^(?:filter|filter_by|where|and_?[wW]here|find|findMany)$/;
const ALL = /^(?:all|find|findMany|findAll|find_all|list)$/;
const MAX_CALL = 200;

/** `self.logs.filter(user=owner)` and `self.logs.all()`: what of a set of records is kept to somebody, and all of it. */
export function* scopedCalls(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const object = callee === null ? null : childOf(callee, 'member.object');
    const name = callee === null ? null : lastName(unit, callee);
    if (object === null || name === null || node.end - object.start > MAX_CALL) continue;
    const given = childrenOf(node, 'call.argument');
    const isAll = given.length === 0 && ALL.test(name) && !isGivenWithWhose(reading, node);
    if (!isAll && !(NARROWS.test(name) && given.some((each) => saysWhose(reading, each)))) continue;
    yield {
      kind: 'exchanged-for',
      symbol: reading.subjectOf(node).symbol,
      key: `scoped ${unit.textOf(object)}`,
      value: isAll ? '0' : '1',
      fact: isAll ? null : toCondition(reading, node, 'narrow-set', `scoped ${name}`, name),
    };
  }
}

/** `own(notes.all(), request.user)`: what gets it keeps it to somebody. */
function isGivenWithWhose({ unit }: Reading, { role, parent, start }: SyntaxNode): boolean {
  if (role !== 'call.argument' || parent === null) return false;
  return childrenOf(parent, 'call.argument').some(
    (each) => each.start !== start && speaksOfIdentity(unit.textOf(each)),
  );
}

function saysWhose({ unit }: Reading, given: SyntaxNode): boolean {
  const keys =
    given.kind === 'keyword'
      ? [childOf(given, 'keyword.name')]
      : given.kind === 'object'
        ? given.children.map((each) => childOf(each, 'entry.key'))
        : [];
  return keys.some((key) => key !== null && speaksOfIdentity(unit.textOf(key)));
}
