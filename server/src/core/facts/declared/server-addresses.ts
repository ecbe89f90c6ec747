import type { Alternative } from '../../model/requirement.ts';
import type { Directive } from '../../text/server-directives.ts';
import { type Clauses, NOBODY } from './declare.ts';
import { cutText } from './rule-text.ts';

/** Addresses that are alternatives of their own; of more, one text. */
const MAX_LISTED = 8;

/** One of these addresses: a new one among them lets more in. */
export function addresses(given: readonly string[]): readonly Alternative[] {
  const sorted = [...new Set(given.map((text) => text.trim()).filter((text) => text !== ''))].toSorted();
  const shown = sorted.length > MAX_LISTED ? [cutText(sorted.join(', '))] : sorted;
  return shown.map((text) => ({ kind: 'check', value: `address ${text}` }));
}

/** Everybody, whatever the version of the protocol. */
export function isAnywhere(text: string): boolean {
  return /^(?:all|(?:0\.0\.0\.0|::)\/0)$/i.test(text);
}

/** `allow` and `deny` in their order: the first that fits counts, and whoever none fits passes. */
export function addressClauses(rules: readonly Directive[]): Clauses {
  const allowed: string[] = [];
  const denied: string[] = [];
  for (const { words } of rules) {
    const [name, of = ''] = words;
    if (isAnywhere(of)) {
      if (name === 'allow') break;
      return allowed.length === 0 ? [[NOBODY]] : [addresses(allowed), ...apart(denied)];
    }
    (name === 'allow' ? allowed : denied).push(of);
  }
  return apart(denied);
}

function apart(denied: readonly string[]): Clauses {
  return addresses(denied).map(({ kind, value }) => [{ kind, value: `!${value}` }]);
}
