import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { isPersonName } from '../data-context.ts';
import { handoversOf } from '../data-handovers.ts';
import { PERSONAL } from '../data-leak.ts';
import type { Reading } from '../define.ts';
import { isSelf } from '../scopes.ts';
import { textsIn, type FieldChoice } from './field-choice.ts';
import { lastName, terminalName } from './use.ts';

export const BY_VALUE = 'value';
/** `key.secret = ""` before a record goes on: nothing else is it done for. */
export const EMPTIED = 'emptied';

/** What is taken out of a record before it is answered: `omit(user, ['password'])`, `delete user.password`, `{ password, ...rest }`. */
export function* valueFields(reading: Reading): Generator<FieldChoice> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const method = lastName(unit, childOf(call, 'call.callee'));
    if (method !== 'omit' && method !== 'pick' && method !== 'only' && method !== 'except' && method !== 'pop')
      continue;
    const [first, ...rest] = childrenOf(call, 'call.argument');
    if (first === undefined) continue;
    const isPop = method === 'pop' && first.kind === 'string';
    const names = isPop ? textsIn(reading, first) : rest.flatMap((each) => textsIn(reading, each) ?? []);
    if (names === null || names.length === 0) continue;
    const owner = isPop ? null : terminalName(unit, first);
    const isList = method === 'pick' || method === 'only';
    yield { node: call, by: BY_VALUE, owner, listed: isList ? names : null, leftOut: isList ? [] : names };
  }
  for (const unary of unit.ofKind('unary')) {
    const operator = childOf(unary, 'unary.operator');
    const operand = childOf(unary, 'unary.operand');
    if (operator === null || unit.textOf(operator) !== 'delete' || operand === null) continue;
    yield* takenOut(reading, operand, unary);
  }
  for (const assign of unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    if (target === null || value === null) continue;
    if (target.kind === 'pattern') yield* restOf(reading, target, value, assign);
    const isEmpty = value.kind === 'null' || /^(?:undefined|null|nil|None|""|'')$/.test(unit.textOf(value));
    if (isEmpty && (target.kind === 'member' || target.kind === 'index'))
      for (const choice of takenOut(reading, target, assign)) yield { ...choice, by: byEmptying(reading, target) };
  }
  yield* wholeAnswers(reading);
}

/** Of a record at hand, not of the object itself; in scripts of pages the fields of forms are emptied that way. */
function byEmptying({ unit }: Reading, target: SyntaxNode): string {
  const object = childOf(target, `${target.kind}.object`);
  const isOfPages = /^(?:javascript|typescript|tsx|vue|svelte)$/.test(unit.language.id);
  return isOfPages || object === null || isSelf(unit, object) ? BY_VALUE : EMPTIED;
}

function* takenOut({ unit }: Reading, place: SyntaxNode, node: SyntaxNode): Generator<FieldChoice> {
  const name = terminalName(unit, place);
  const object = childOf(place, `${place.kind}.object`);
  if (name === null || object === null) return;
  yield { node, by: BY_VALUE, owner: terminalName(unit, object), listed: null, leftOut: [name] };
}

function* restOf({ unit }: Reading, pattern: SyntaxNode, value: SyntaxNode, node: SyntaxNode): Generator<FieldChoice> {
  if (!pattern.children.some((child) => child.kind === 'spread')) return;
  const names = pattern.children.flatMap((child) => {
    const key = child.kind === 'entry' ? childOf(child, 'entry.key') : child.kind === 'shorthand' ? child : null;
    return key === null ? [] : [unit.textOf(key)];
  });
  if (names.length > 0) yield { node, by: BY_VALUE, owner: terminalName(unit, value), listed: null, leftOut: names };
}

/** Records of persons that are answered or returned as a whole. */
function* wholeAnswers(reading: Reading): Generator<FieldChoice> {
  const { unit } = reading;
  for (const { leak, into } of handoversOf(reading).found)
    if (into.sink.action === 'respond' && (leak.dataClass === PERSONAL || leak.node.kind === 'name'))
      yield { node: into.call, by: BY_VALUE, owner: leak.field, listed: null, leftOut: [] };
  for (const fn of unit.ofKind('function')) {
    const returns = childOf(fn, 'function.returns');
    const named =
      returns === null || returns.end - returns.start > 200 ? [] : (unit.textOf(returns).match(/\w+/g) ?? []);
    const owner = named.find((word) => isPersonName(word));
    const first = childOf(fn, 'function.body')?.children[0];
    if (owner !== undefined && first !== undefined)
      yield { node: first, by: BY_VALUE, owner, listed: null, leftOut: [] };
  }
  for (const node of unit.ofKind('return')) {
    const value = node.children[0];
    const name = value?.kind === 'name' ? unit.textOf(value) : null;
    if (name !== null && isPersonName(name)) yield { node, by: BY_VALUE, owner: name, listed: null, leftOut: [] };
  }
}
