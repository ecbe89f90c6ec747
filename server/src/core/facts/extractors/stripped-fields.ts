import type { SyntaxNode } from '../../model/syntax.ts';
import { firstWhere } from '../../text/first-where.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { actorAt } from '../guards/actor.ts';
import { lastName, pathAt, textAt } from '../guards/paths.ts';
import { ownerField } from '../guards/properties.ts';
import { wordsOf } from '../guards/words.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { known } from '../to-fact.ts';
import { valueGiven } from '../value-given.ts';
import { GIVES_RIGHTS } from './accepted-fields.ts';
import { groupBy } from '../../text/group-by.ts';

/**
 * Fields by which somebody gains rights or becomes somebody else, taken out of what a request brings, or set to what the program
 * says: `delete body.role`, `data.pop("is_admin", None)`, `input.userId = session.userId`.
 */
export const strippedFields = defineExtractor({
  id: 'stripped-fields',
  kinds: ['identity.assignment'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test) return;
    yield* takenOut(reading);
    yield* overwritten(reading);
    yield* destructured(reading);
  },
});

const TAKES = /^(?:pop|delete|remove|Remove|except|omit|forget|discard|Omit|Except)$/;

function* takenOut(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const unary of unit.ofKind('unary')) {
    const operator = childOf(unary, 'unary.operator');
    const operand = childOf(unary, 'unary.operand');
    if (operand === null || operator === null || !/^(?:del|delete|unset)$/.test(unit.textOf(operator))) continue;
    yield* ofPlace(reading, operand, unary);
  }
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (callee === null || name === null || !TAKES.test(name)) continue;
    const args = childrenOf(call, 'call.argument');
    const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
    const [first, ...rest] = args;
    if (first === undefined) continue;
    // `delete(data, "role")`, `omit(body, ['role'])`, `data.pop("role")`
    if (rest.length > 0 && isInput(reading, first)) yield* ofTexts(reading, rest, call);
    else if (object !== null && isInput(reading, object)) yield* ofTexts(reading, args, call);
  }
}

function* ofPlace(reading: Reading, place: SyntaxNode, node: SyntaxNode): Generator<Site> {
  const found = fieldAt(reading, place);
  if (found !== null && isLocking(found.field) && isInput(reading, found.object)) yield* locked(found.field, node);
}

function* ofTexts(reading: Reading, args: readonly SyntaxNode[], node: SyntaxNode): Generator<Site> {
  for (const arg of args.flatMap((each) => (each.kind === 'array' ? each.children : [each]))) {
    const text = arg.kind === 'string' ? textAt(reading, arg) : null;
    if (text !== null) yield* locked(text.replace(/^:/, ''), node);
  }
}

/** `data.userId = req.user.id`, `data["role"] = "member"`. */
function* overwritten(reading: Reading): Generator<Site> {
  for (const assign of reading.unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    const found = target === null || value === null ? null : fieldAt(reading, target);
    if (found === null || value === null || !isLocking(found.field) || !isInput(reading, found.object)) continue;
    const isWritten = value.kind === 'string' || value.kind === 'boolean' || value.kind === 'null';
    const isOwner = ownerField(wordsOf(found.field)) !== null;
    if (isOwner ? actorAt(reading, value)?.strength === 'strong' : isWritten) yield* locked(found.field, assign);
  }
}

/** `const { role, ...data } = req.body`. */
function* destructured(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const assign of unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const value = childOf(assign, 'assign.value');
    if (target?.kind !== 'pattern' || value === null || !isInput(reading, value)) continue;
    if (!target.children.some(({ kind }) => kind === 'spread')) continue;
    for (const child of target.children) {
      const key = child.kind === 'entry' ? childOf(child, 'entry.key') : child.kind === 'shorthand' ? child : null;
      const local = child.kind === 'entry' ? childOf(child, 'entry.value') : child;
      const isUsed = local !== null && !unit.textOf(local).startsWith('_') && isRead(reading, local, assign);
      if (key !== null && !isUsed) yield* locked(unit.textOf(key), assign);
    }
  }
}

/** What is taken out and used by itself is not left out. */
function isRead(reading: Reading, local: SyntaxNode, assign: SyntaxNode): boolean {
  const around = assign.parent;
  if (around === null) return true;
  const alike = namesByText(reading).get(reading.unit.textOf(local)) ?? [];
  const next = alike[firstWhere(alike, ({ start }) => start >= assign.end)];
  return next !== undefined && next.end <= around.end;
}

/** In the order of the file. */
const namesByText = oncePerUnit(({ unit }): ReadonlyMap<string, readonly SyntaxNode[]> => {
  const names = [...unit.ofKind('name'), ...unit.ofKind('shorthand')].toSorted((one, other) => one.start - other.start);
  return groupBy(names, (name) => unit.textOf(name));
});

function fieldAt(reading: Reading, place: SyntaxNode): { readonly field: string; readonly object: SyntaxNode } | null {
  if (place.kind !== 'member' && place.kind !== 'index') return null;
  const object = childOf(place, `${place.kind}.object`);
  const key = childOf(place, place.kind === 'member' ? 'member.property' : 'index.key');
  if (object === null || key === null) return null;
  const field = place.kind === 'member' ? reading.unit.textOf(key) : textAt(reading, key);
  return field === null ? null : { field: field.replace(/^:/, ''), object };
}

const HANDED =
  /^(?:(?:\w+ ){0,2}(?:body|payload|dto|form data)|(?:user |request |validated |cleaned |update |create |new |input )?(?:data|input|inputs|attributes|attrs|params|updates|changes|patch|fields|values))$/;
const FROM_REQUEST =
  /^(?:request|input)\(['"]|\b(?:req|request|ctx|context|params|self|event)\b[\s\S]{0,60}\b(?:body|json|get_json|all|input|data|params|form|validated|validated_data|only|permit|post|POST|except|query)\b|\bparams\b[\s\S]{0,40}\bpermit/;
/** Characters. */
const MAX_VALUE = 300;

/** What came with a request: read from it here, or handed on under a name that says so. */
function isInput(reading: Reading, node: SyntaxNode): boolean {
  const { unit, scopes } = reading;
  if (node.end - node.start > MAX_VALUE) return false;
  if (node.kind !== 'name') {
    const words = pathAt(reading, node)?.segments.map(wordsOf) ?? [];
    return words.length > 1 && FROM_REQUEST.test(unit.textOf(node)) && actorAt(reading, node) === null;
  }
  const value = valueGiven(reading, node);
  if (value !== null) return value.end - value.start < MAX_VALUE && FROM_REQUEST.test(unit.textOf(value));
  const name = unit.textOf(node);
  return scopes.lookUp(name, node)?.how === 'parameter' && HANDED.test(wordsOf(name));
}

/** It gives rights, or says whose something is. */
function isLocking(field: string): boolean {
  const words = wordsOf(field);
  return GIVES_RIGHTS.test(words) || ownerField(words) !== null;
}

function* locked(field: string, node: SyntaxNode): Generator<Site> {
  if (!isLocking(field)) return;
  yield {
    kind: 'identity.assignment',
    action: 'lock',
    resource: { kind: 'field', value: known(field), norm: wordsOf(field) },
    node,
    evidence: [{ node, role: 'source' }],
    tier: 'pattern',
    why: [`A request cannot set \`${field}\`.`],
  };
}
