import type { Tier } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Alternative } from '../../model/requirement.ts';

/** The least that a condition says: something about the caller, or something else. */
export type Atom = ActorAtom | OtherAtom;

export interface ActorAtom {
  readonly kind: 'actor';
  readonly requirement: Alternative;
  /** `weak`: only with a denial that says so (401, 403, "not allowed"). */
  readonly strength: 'strong' | 'weak';
  readonly tier: Tier;
  /** As written, blanks apart: what it mentions is not asked for again. */
  readonly text?: string;
  /** Of checks on what the request brings: which value, as written. */
  readonly checked?: string;
  /** Where it is checked. */
  readonly at?: SyntaxNode;
}

export interface OtherAtom {
  readonly kind: 'other';
  /** What it depends on: where the code runs, a switch, the request, or the data at hand. */
  readonly on: 'environment' | 'flag' | 'request' | 'data';
  /** As written, blanks apart. */
  readonly text: string;
  /** Name of a check that nothing else is known of: `allowed`, `isValid`. Null for comparisons and null checks. */
  readonly name: string | null;
  /** Of a comparison: what is compared and with which constant, `type-is-internal-team`. */
  readonly compared: string | null;
}

export function actorAtom(
  kind: Alternative['kind'],
  value: string,
  strength: ActorAtom['strength'],
  tier: Tier = 'pattern',
): ActorAtom {
  return { kind: 'actor', requirement: { kind, value }, strength, tier };
}

/** Two atoms of one name are the same question. */
export function atomName(atom: Atom): string {
  // Two values that are checked are two questions; two ways to ask about the caller are one.
  if (atom.kind === 'actor' && atom.checked !== undefined)
    return `${atom.requirement.kind}:${atom.requirement.value} ${atom.checked}`;
  return atom.kind === 'actor' ? `${atom.requirement.kind}:${atom.requirement.value}` : `${atom.on} ${atom.text}`;
}
