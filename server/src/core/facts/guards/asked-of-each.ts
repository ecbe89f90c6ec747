import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import { actorAt } from './actor.ts';
import { actorAtom, type Atom } from './atom.ts';
import { holeAt, readMember } from './comparison.ts';
import type { GuardReading } from './define.ts';
import { either, type Formula, literal, literalsOf } from './formula.ts';
import { roleNorm } from './words.ts';

/** Whether one of many is asked for: `roles.includes(role)`, `members.some((m) => m.userId === user.id)`. */
export function readContained(reading: GuardReading, object: SyntaxNode, tested: SyntaxNode): Formula<Atom> | null {
  if (tested.kind === 'function') return readCallback(reading, object, tested);
  // `anyMatch("ROLE_ADMIN"::equals)`
  const compared = childOf(tested, 'member.object');
  return readMember(reading, compared?.kind === 'string' ? compared : tested, object);
}

/** `user.roles.some((role) => allowed.includes(role))`, `members.some((m) => m.userId === user.id)`. */
function readCallback(reading: GuardReading, object: SyntaxNode, fn: SyntaxNode): Formula<Atom> | null {
  const body = childOf(fn, 'function.body');
  const actor = actorAt(reading, object);
  const asked = body === null || body.kind === 'block' ? null : body;
  if (actor !== null) {
    const isRole = actor.rest.some((word) => /role|group|authorit/.test(word));
    const isScope = actor.rest.some((word) => /permission|scope|abilit|privilege/.test(word));
    if (!isRole && !isScope) return null;
    const texts = asked === null ? [] : constantsIn(reading, asked);
    const hole =
      asked === null
        ? null
        : ([...descendants(asked)]
            .map((node) => (node.kind === 'name' ? holeAt(reading, node) : null))
            .find((found) => found !== null && found !== undefined) ?? null);
    const values =
      texts.length > 0 ? texts.map((text) => (isRole ? roleNorm(text) : text.toLowerCase())) : [hole ?? 'dynamic'];
    return either(...values.map((value) => literal<Atom>(actorAtom(isRole ? 'role' : 'scope', value, actor.strength))));
  }
  if (asked === null) return null;
  const inner = reading.conditionOf(asked);
  const owners = [...literalsOf(inner)].filter(({ atom }) => atom.kind === 'actor');
  if (owners.length === 0) return null;
  // Which record of many it is, is no question about the caller.
  return owners.some(({ atom }) => atom.kind === 'actor' && atom.requirement.kind === 'owner')
    ? literal<Atom>(actorAtom('owner', 'member', 'strong'))
    : inner;
}

function constantsIn(reading: GuardReading, node: SyntaxNode): readonly string[] {
  const texts: string[] = [];
  for (const at of descendants(node)) {
    if (at.kind !== 'string') continue;
    const value = reading.resolver.valueOf(at);
    if (value.kind === 'text') texts.push(value.text);
  }
  return texts;
}

/** `any(role in allowed for role in user.roles)`. */
export function readEach(reading: GuardReading, loop: SyntaxNode): Formula<Atom> | null {
  const iterable = childOf(loop, 'loop.iterable');
  const actor = iterable === null ? null : actorAt(reading, iterable);
  const body = childOf(loop, 'loop.body');
  if (actor !== null && actor.rest.some((word) => /role|group|permission|scope/.test(word))) {
    const texts = constantsIn(reading, loop);
    const kind = actor.rest.some((word) => /role|group/.test(word)) ? 'role' : 'scope';
    const values = texts.length > 0 ? texts.map((text) => (kind === 'role' ? roleNorm(text) : text)) : ['dynamic'];
    return either(...values.map((value) => literal<Atom>(actorAtom(kind, value, actor.strength))));
  }
  if (body === null) return null;
  const inner = reading.conditionOf(body);
  return inner;
}
