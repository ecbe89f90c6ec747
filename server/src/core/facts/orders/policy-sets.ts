import { matchesWildcards } from '../../text/wildcard.ts';
import type { Spread } from './conditions.ts';

const ALL_BUT = 'all but ';

/** Actions, resources or principals: wildcards, and everything but some. */
export function compareSets(from: string, to: string): Spread {
  if (from === to) return 0;
  const wider = coversSet(to, from);
  const narrower = coversSet(from, to);
  return wider && narrower ? 0 : wider ? 1 : narrower ? -1 : null;
}

/** Whether everything that `text` stands for is in what `pattern` stands for. */
export function coversSet(pattern: string, text: string): boolean {
  if (pattern === text || pattern === '*') return true;
  const excluded = excludedBy(pattern);
  const others = excludedBy(text);
  if (excluded === null) return others === null && matchesWildcards(pattern, text);
  if (others === null) return !excluded.some((each) => matchesWildcards(each, text) || matchesWildcards(text, each));
  return excluded.every((each) => others.some((other) => matchesWildcards(other, each)));
}

function excludedBy(text: string): readonly string[] | null {
  return text.startsWith(ALL_BUT) ? text.slice(ALL_BUT.length).split(', ') : null;
}

/** An account stands for all that is in it, and `*` for everyone. */
export function comparePrincipals(from: string | undefined, to: string | undefined): Spread {
  if (from === to) return 0;
  if (from === undefined || to === undefined) return null;
  const wider = coversPrincipal(to, from);
  const narrower = coversPrincipal(from, to);
  return wider && narrower ? 0 : wider ? 1 : narrower ? -1 : null;
}

export function coversPrincipal(outer: string, inner: string): boolean {
  if (outer === '*' || outer === inner) return true;
  const account = /^AWS:(arn:aws[\w-]*:iam::[^:]*:)root$/.exec(outer)?.[1];
  if (account !== undefined)
    return inner.startsWith(`AWS:${account}`) || inner.startsWith(`AWS:${account.replace(':iam:', ':sts:')}`);
  return coversSet(outer, inner);
}
