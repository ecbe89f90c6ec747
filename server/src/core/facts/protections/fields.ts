import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { classify, isPersonName } from '../data-classes.ts';
import type { Reading, Site } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { known } from '../to-fact.ts';
import { classFields } from './class-fields.ts';
import { queryFields } from './query-fields.ts';
import { valueFields } from './value-fields.ts';

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

const choicesOf = oncePerUnit((reading): readonly FieldChoice[] => {
  const full = reading as Reading;
  return full.unit.language.isCode ? [...queryFields(full), ...classFields(full), ...valueFields(full)] : [];
});

const MAX_NAMED = 40;

/** Fields that are left out, and lists of those that are not. */
export function* chosenFields(reading: Reading): Generator<Site> {
  for (const choice of choicesOf(reading)) {
    const { node, symbol, by, owner, listed, leftOut } = choice;
    const base = {
      kind: 'data.protection' as const,
      node,
      evidence: [{ node, role: 'guard' as const }],
      tier: 'pattern' as const,
      ...(symbol === undefined ? {} : { subject: { type: 'class' as const, symbol } }),
    };
    for (const field of leftOut) {
      const found = classify({ name: field, ...(owner === null ? {} : { owner }), surroundings: ['auth'] });
      if (found === null) continue;
      const dataClass = found.dataClass.id;
      yield {
        ...base,
        action: 'leave-out',
        resource: { kind: 'class', value: known(dataClass) },
        why: [`\`${field}\` (${dataClass}) is left out.`],
        qualifiers: { use: by },
        detail: { dataClass, field },
      };
    }
    if (listed === null || listed.length === 0 || choice.isDeclaration === true || !isAboutPerson(choice)) continue;
    const text = [...new Set(listed)].sort().slice(0, MAX_NAMED).join(', ');
    yield {
      ...base,
      action: 'list-fields',
      resource: { kind: 'fields', value: known(text), norm: text },
      why: [`Only these fields${owner === null ? '' : ` of \`${owner}\``} get through: ${text}.`],
      qualifiers: { use: by },
      detail: { field: owner ?? 'record' },
    };
  }
}

function isAboutPerson({ owner, listed }: FieldChoice): boolean {
  if (owner !== null && isPersonName(owner)) return true;
  return (listed ?? []).some((name) => classify({ name, ...(owner === null ? {} : { owner }) })?.tier !== undefined);
}

/** Records that get through with all of their fields, and fields that are not left out. */
export function* exposedFields(
  reading: Reading,
): Generator<{ readonly symbol: string; readonly dataClass: string; readonly use: string }> {
  for (const { node, symbol, by, listed, leftOut, owner } of choicesOf(reading)) {
    const own = symbol ?? reading.subjectOf(node).symbol;
    // That one field of a class is left out says nothing of the others.
    if (listed === null && by === 'class:field') continue;
    if (listed === null) yield { symbol: own, dataClass: '*', use: by };
    else
      for (const name of listed) {
        const found = classify({ name, ...(owner === null ? {} : { owner }), surroundings: ['auth'] });
        if (found !== null && !leftOut.includes(name)) yield { symbol: own, dataClass: found.dataClass.id, use: by };
      }
  }
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

/** Whose a call on a chain is: `user` of `prisma.user.findMany`, `User` of `User.objects.filter(…).values(…)`. */
export function ownerOfCall({ unit }: Reading, call: SyntaxNode): string | null {
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
      const text = argument.kind === 'string' ? unit.language.readString(unit.textOf(argument)) : unit.textOf(argument);
      if (text !== null && isPersonName(text)) return text;
    }
    at = object ?? (at.kind === 'call' ? childOf(at, 'call.callee') : null);
  }
  return null;
}
