import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { isPersonName } from '../data-context.ts';
import { createOwners, type Owners } from '../data-owners.ts';
import type { Reading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';

/** Which fields of a record get through: the answer to a request, a query, a serializer. */
export interface FieldChoice {
  readonly node: SyntaxNode;
  /** What the choice hangs on, when it is not what the node stands in. */
  readonly symbol?: string;
  /** How it is made: `find-many`, `field`, `value`. What says it in another way has another one. */
  readonly by: string;
  /** Whose fields they are: `user`, `customers`. */
  readonly owner: string | null;
  /** The only ones that get through; `*`: all of them. Null: all but those left out. */
  readonly listed: readonly string[] | null;
  readonly leftOut: readonly string[];
  /** It says only what stands in the open, and chooses nothing. */
  readonly isDeclaration?: true;
}

const MAX_STEPS = 20;

/** The last call of the chain that a call is part of: `.Find(&users)` of `db.Omit("password").Find(&users)`. */
function outermost(call: SyntaxNode): SyntaxNode {
  let at = call;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const next = at.role === 'member.object' && at.parent?.role === 'call.callee' ? at.parent.parent : null;
    if (next?.kind !== 'call') return at;
    at = next;
  }
  return at;
}

/** Texts of a list, a tuple, a set or a single string. */
export function textsIn({ unit, resolver }: Reading, node: SyntaxNode | null): readonly string[] | null {
  if (node === null) return null;
  const value = resolver.valueOf(node);
  const items = value.kind === 'list' && value.node !== null ? value.node : node;
  const strings = (items.kind === 'array' ? items.children : [items]).filter((child) => child.kind !== 'comment');
  const texts = strings.map((each) => (each.kind === 'string' ? unit.language.readString(unit.textOf(each)) : null));
  return texts.every((text): text is string => text !== null) ? texts : null;
}

const ownersOf = oncePerUnit((reading): Owners => createOwners(reading));

/** Whose a call on a chain is: `user` of `prisma.user.findMany`, `User` of `User.objects.filter(…).values(…)`. */
export function ownerOfCall(reading: Reading, call: SyntaxNode): string | null {
  const { unit } = reading;
  let at: SyntaxNode | null = outermost(call);
  for (let step = 0; at !== null && step < MAX_STEPS; step += 1) {
    const object: SyntaxNode | null = at.kind === 'member' ? childOf(at, 'member.object') : null;
    const name = at.kind === 'member' ? childOf(at, 'member.property') : at.kind === 'name' ? at : null;
    if (name !== null) {
      const text = unit.textOf(name).replace(/(?:Model|Repository|Repo|_repository|_repo)$/, '');
      if (text !== '' && isPersonName(text)) return text;
    }
    const given: SyntaxNode | null = at.kind === 'call' ? childOf(at, 'call.argument') : null;
    const argument = given?.kind === 'unary' || given?.kind === 'other' ? (given.children.at(-1) ?? null) : given;
    // `supabase.from('users').select(…)`, `select(User)`, `Find(&users)`
    if (argument !== null && (argument.kind === 'string' || argument.kind === 'name')) {
      const text =
        argument.kind === 'string'
          ? unit.language.readString(unit.textOf(argument))
          : ownersOf(reading).ownerName(argument);
      if (text !== null && isPersonName(text)) return text;
    }
    at = object ?? (at.kind === 'call' ? childOf(at, 'call.callee') : null);
  }
  return null;
}
