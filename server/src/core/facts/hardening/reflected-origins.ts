import type { SyntaxNode } from '../../model/syntax.ts';
import { enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { responseHeaders } from '../response-headers.ts';
import { answerOrigins } from '../settings/hardening-rows.ts';
import { agreesAlways } from '../settings/meanings.ts';
import { givenValues, plainName } from '../settings/given.ts';
import type { Hardened } from './define.ts';

const HEADER = 'accesscontrolalloworigin';
/** What a request says of the site that it comes from. */
const ASKING = /(?:headers?|\.get|getHeader|Header\.Get|header)\W{1,3}["']?origin\b|HTTP_ORIGIN|\borigin\W{0,20}$/i;
/** It is looked up before it is repeated. */
const LISTED =
  /\b(?:includes|has|contains|Contains|indexOf|some|test|match\w*|in_array|include\?|allowed\w*|ALLOWED\w*|whitelist\w*|allowlist\w*|trusted\w*|is\w*Allowed|is\w*Origin|HasSuffix|endsWith|startsWith)\b|\bnot in\b|\bin [A-Za-z_.]+\b|[!=]==?\s*["'`]https?:/;
/** `(origin, answer) => answer(null, true)` */
const AGREES = /^\(?\s*\w+\s*,\s*(\w+)\s*\)?\s*=>\s*\{?\s*(?:return\s+)?\1\(\s*null\s*,\s*true\s*\)\s*;?\s*\}?$/;
const MAX_FUNCTION = 6_000;
const MAX_VALUE = 300;

/** Answers that any site may read, because the one that asks is told that it may. */
export function* reflectedOrigins(reading: Reading): Generator<Hardened> {
  const { unit, resolver } = reading;
  if (!/origin/i.test(unit.tree.text)) return;
  const given = givenValues(reading);
  const headers = [
    ...(given.get(HEADER) ?? []),
    ...responseHeaders(reading).filter(({ name }) => plainName(name) === HEADER),
  ].map(({ node }) => node);
  for (const node of new Set<SyntaxNode>(headers)) {
    const fn = enclosing(node, 'function');
    const around = unit.textOf(fn ?? node).slice(0, MAX_FUNCTION);
    if (ASKING.test(unit.textOf(node).slice(-MAX_VALUE)) && !LISTED.test(around)) yield open(node);
  }
  for (const { node, value, callee } of given.get('origin') ?? []) {
    if (!/\bcors\b/i.test(callee)) continue;
    const known = resolver.valueOf(value);
    if ((known.kind === 'boolean' && known.value) || AGREES.test(unit.textOf(value).slice(0, 200))) yield open(node);
  }
  for (const { node, value } of given.get('setisoriginallowed') ?? given.get('isoriginallowed') ?? [])
    if (value.kind === 'function' && agreesAlways(value, reading)) yield open(node);
}

function open(node: SyntaxNode): Hardened {
  return { row: answerOrigins, node, value: answerOrigins.loose };
}
