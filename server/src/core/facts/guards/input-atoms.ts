import type { Alternative } from '../../model/requirement.ts';
import { type ActorAtom, actorAtom, type Atom } from './atom.ts';
import { type Formula, literal } from './formula.ts';

/**
 * Checks on what a request brings along rather than on who sends it: that a path stays in its folder, that an address is
 * none of the own network, that a value is on a list. They are atoms like those of the caller; what they are called by
 * the code around them does not matter, only what is asked.
 */
export const CONTAINED: Alternative = { kind: 'path', value: 'contained' };
export const BEGINS_LIKE: Alternative = { kind: 'path', value: 'begins-like' };
export const PUBLIC_HOST: Alternative = { kind: 'input', value: 'allowed-host' };
/** Anything but what is on a list: less than any list of what is right. */
export const HOST_NOT_LISTED: Alternative = { kind: 'input', value: 'denied-host' };
export const LISTED: Alternative = { kind: 'input', value: 'allow-list' };
export const NOT_LISTED: Alternative = { kind: 'input', value: 'deny-list' };
export const OWN_KEYS: Alternative = { kind: 'input', value: 'no-prototype' };
export const CHECKED: Alternative = { kind: 'input', value: 'checked' };
export const SANITISED: Alternative = { kind: 'input', value: 'sanitised' };

export function askedOfInput(
  requirement: Alternative,
  holds: boolean,
  checked?: Pick<ActorAtom, 'checked' | 'at'>,
): Formula<Atom> {
  const atom = actorAtom(requirement.kind, requirement.value, 'strong', 'pattern');
  return literal<Atom>(checked === undefined ? atom : { ...atom, ...checked }, holds);
}

/** One of the kinds above. */
export function isOfInput(kind: Alternative['kind']): boolean {
  return kind === 'path' || kind === 'input';
}
