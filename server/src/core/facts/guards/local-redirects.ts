import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { PUBLIC_HOST } from './input-atoms.ts';
import { lastName } from './paths.ts';
import { wordsOf } from './words.ts';

const LOCAL =
  /^(?:local redirect(?: permanent)?(?: preserve method)?|redirect (?:to )?local(?: url)?|ensure local(?: url)?|safe redirect(?: to)?|redirect safely|redirect to safe(?: url)?)$/;

/** `LocalRedirect(returnUrl)`: a redirect that leads to this site only. A constant leads where the code says. */
export function localRedirect({ unit }: FileReading, call: SyntaxNode): Alternative | null {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(unit, callee);
  if (name === null || name.length > 40 || !LOCAL.test(wordsOf(name))) return null;
  const [first] = childrenOf(call, 'call.argument');
  return first === undefined || first.kind === 'string' ? null : PUBLIC_HOST;
}
