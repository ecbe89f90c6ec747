import type { Path } from './paths.ts';
import { wordsOf } from './words.ts';

const CLIENT_ID = /(?:^| )client (?:id|key|identifier|uuid)$|^azp$/;
/** What is given out to one client of an authorisation server, by the names that hold it. */
const ISSUED =
  /\b(?:codes?|auth(?:ori[sz]ation)? ?(?:codes?|req(?:uest)?)|grants?|tokens?|refresh|consent|device(?: code)?|par|request object|login request)\b/;

/**
 * `code.clientId !== client.id`, `r.Client.GetID() != authReq.GetClientID()`: what was given to one client is taken from no other.
 * @see RFC 6749, section 4.1.3
 */
export function isIssuedTo(one: Path, other: Path): boolean {
  return (isIssued(one) && isClient(other)) || (isIssued(other) && isClient(one));
}

function isIssued(path: Path): boolean {
  return path.segments.length > 1 && CLIENT_ID.test(lastOf(path)) && ISSUED.test(holderOf(path));
}

function isClient(path: Path): boolean {
  const last = lastOf(path);
  return CLIENT_ID.test(last) || (/^(?:i?d|key|identifier|uuid)$/.test(last) && /\bclient\b/.test(holderOf(path)));
}

function lastOf({ segments, aliases }: Path): string {
  return wordsOf((segments.at(-1) ?? aliases.at(-1) ?? '').replace('()', '')).replace(/^get /, '');
}

function holderOf({ segments, aliases }: Path): string {
  return [...segments.slice(0, -1), ...aliases].map((each) => wordsOf(each.replace('()', ''))).join(' ');
}
