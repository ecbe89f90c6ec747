import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { actorAt } from './actor.ts';
import { isCallersOwn, isGivenForCaller } from './caller-relations.ts';
import { lastName } from './paths.ts';
import { meaningOf, ownerField } from './properties.ts';
import { wordsOf } from './words.ts';

/** A condition that limits a query to what is the caller's. */
export interface Scope {
  readonly value: 'owner' | 'tenant';
  readonly node: SyntaxNode;
  /** It stands in a branch, and the query goes on without it in another. */
  readonly isPartly?: true;
  /** Where a function says it that the query is handed to. */
  readonly definedAt?: SyntaxNode;
}

/** A call of a chain. */
export interface Link {
  /** As methods are called where they begin with a small letter: `firstOrDefault` for `FirstOrDefaultAsync`. */
  readonly name: string;
  readonly call: SyntaxNode;
  readonly args: readonly SyntaxNode[];
}

/** What must equal what in a query. */
export interface Pair {
  readonly key: string;
  readonly value: SyntaxNode;
  readonly node: SyntaxNode;
}

/** `findByIdAndOwnerId(id, user.getId())` of Spring Data: the method's name says which argument is what. */
export function pairsInName(link: Link): readonly Pair[] {
  const named = /By([A-Z]\w*?)(?:OrderBy\w*)?$/.exec(link.name)?.[1];
  if (named === undefined) return [];
  return named.split(/And(?=[A-Z])/).flatMap((key, index): readonly Pair[] => {
    const arg = link.args[index];
    return arg === undefined ? [] : [{ key, value: arg, node: arg }];
  });
}

export function conditionsInName(reading: FileReading, link: Link): readonly Scope[] {
  return pairsInName(link).flatMap(({ key, value: arg }): readonly Scope[] => {
    const value = ownerField(wordsOf(key)) ?? ownerField(wordsOf(key).replace(/ (?:id|name|email)$/, ''));
    return value !== null && isOfCaller(reading, arg) ? [{ value, node: arg }] : [];
  });
}

/** `owner: req.user.id`, `user=request.user`, `eq(notes.userId, session.user.id)`, `Note.user_id == current_user.id`. */
export function conditionsIn(reading: FileReading, arg: SyntaxNode): readonly Scope[] {
  const found: Scope[] = [];
  for (const node of descendants(arg, (each) => each.kind !== 'function' && each.kind !== 'class')) {
    const pair = pairOf(reading, node);
    if (pair === null || found.some((scope) => scope.node.start <= node.start && node.end <= scope.node.end)) continue;
    const plain = pair.key.split(/__|\./).findLast((part) => !/^(?:id|pk|in|exact|eq)$/.test(part)) ?? '';
    const value = ownerField(wordsOf(plain)) ?? ownerField(wordsOf(pair.key));
    const related = value === null && isRelation(reading, pair.value) ? ownerField(`${wordsOf(plain)} id`) : value;
    if (related !== null && isOfCaller(reading, pair.value)) found.push({ value: related, node });
    else if (isCallersOwn(reading, pair.key, pair.value) || isGivenForCaller(reading, pair.key, pair.value))
      found.push({ value: 'owner', node });
  }
  return found;
}

/** `.where('user_id', value)`: the call itself says which column equals what. */
export function conditionOfLink(reading: FileReading, { call }: Link): readonly Scope[] {
  const pair = pairOf(reading, call);
  const value = pair === null ? null : ownerField(wordsOf(pair.key.split('.').pop()!));
  return pair !== null && value !== null && isOfCaller(reading, pair.value) ? [{ value, node: pair.value }] : [];
}

/** Every equality that an argument of a query holds. */
export function pairsIn(reading: FileReading, arg: SyntaxNode): readonly Pair[] {
  const found: Pair[] = [];
  for (const node of descendants(arg, (each) => each.kind !== 'function' && each.kind !== 'class')) {
    const pair = pairOf(reading, node);
    if (pair !== null) found.push({ ...pair, node });
  }
  return found;
}

function pairOf(reading: FileReading, node: SyntaxNode): { readonly key: string; readonly value: SyntaxNode } | null {
  const { unit } = reading;
  const text = (at: SyntaxNode | null): string | null =>
    at === null
      ? null
      : at.kind === 'string'
        ? unit.language.readString(unit.textOf(at))
        : (lastName(unit, at) ?? null);
  switch (node.kind) {
    case 'entry':
    case 'keyword': {
      const key = text(childOf(node, node.kind === 'entry' ? 'entry.key' : 'keyword.name'));
      const value = childOf(node, node.kind === 'entry' ? 'entry.value' : 'keyword.value');
      return key === null || value === null ? null : { key, value };
    }
    case 'shorthand':
      return { key: unit.textOf(node), value: node };
    // `where.ownerId = user.id`, of what is given to the query later
    case 'assign': {
      const target = childOf(node, 'assign.target');
      const named = target?.kind === 'index' ? childOf(target, 'index.key') : target?.kind === 'member' ? target : null;
      const [key, value] = [text(named), childOf(node, 'assign.value')];
      return key === null || value === null ? null : { key, value };
    }
    case 'binary': {
      const left = childOf(node, 'binary.left');
      const right = childOf(node, 'binary.right');
      const operator = childOf(node, 'binary.operator');
      const key = left?.kind === 'member' ? text(left) : null;
      return operator === null || right === null || key === null || !/^={1,3}$|^in$/.test(unit.textOf(operator))
        ? null
        : { key, value: right };
    }
    case 'call': {
      // `eq(column, value)`, `.where('user_id', value)`
      const args = childrenOf(node, 'call.argument');
      const callee = childOf(node, 'call.callee');
      const name = callee === null ? '' : (lastName(unit, callee) ?? '');
      const [key, value] = args;
      // `docs::owner_id.eq(owner)`, `DOCS.OWNER_ID.eq(owner)`: columns that are asked themselves.
      const asked =
        callee?.kind === 'member' && /^(?:eq|eq_any|isEqualTo)$/.test(name) ? childOf(callee, 'member.object') : null;
      if (asked !== null && key !== undefined && value === undefined) {
        const column = text(asked);
        return column === null ? null : { key: column, value: key };
      }
      if (!/^(?:eq|where|andWhere|equals|inArray)$/.test(name) || key === undefined || value === undefined) return null;
      const column = text(key);
      return column === null ? null : { key: column, value: args[2] ?? value };
    }
    default:
      return null;
  }
}

/** Read from the caller, or handed in under the name of the caller's id. */
export function isOfCaller(reading: FileReading, node: SyntaxNode): boolean {
  if (node.kind === 'object' || node.kind === 'array') {
    // `{ connect: { id: user.id } }`, `{ in: teamIds }`, `{ id: user.id }`
    return node.children.some((child) => {
      const value = childOf(child, 'entry.value') ?? (child.kind === 'shorthand' ? child : null);
      return value !== null && isOfCaller(reading, value);
    });
  }
  const actor = actorAt(reading, node);
  if (actor === null) return false;
  const meaning = meaningOf(actor.rest);
  return actor.rest.length === 0 || meaning === 'id' || meaning === 'tenant' || isRelation(reading, node);
}

/** `request.user.teams.all()`: what the caller belongs to. */
function isRelation(reading: FileReading, node: SyntaxNode): boolean {
  const actor = actorAt(reading, node);
  const [first = ''] = actor?.rest ?? [];
  return actor?.strength === 'strong' && ownerField(`${first.replace(/ies$/, 'y').replace(/s$/, '')} id`) === 'tenant';
}
