import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { wordsOf } from './words.ts';

/** When something ends, in words. */
export const EXPIRY =
  /(?:^| )(?:expires?(?: at| on| in| date)?|expiry(?: date| time| at)?|expiration(?: date| time)?|exp|valid until)$/;
/** What is shown to be let in with, and ends. */
export const HELD =
  /\b(?:token|otp|code|reset|invite|invitation|magic|link|verification|session|challenge|grant|api key|nonce|ticket|passcode|confirmation)\b/;

/** `Invite.objects.get(token=token, expires_at__gt=now())`, `{ where: { token, expiresAt: { gt: now } } }`. */
export function endsInQuery({ unit }: Pick<FileReading, 'unit'>, node: SyntaxNode): boolean {
  const key = childOf(node, node.kind === 'entry' ? 'entry.key' : 'keyword.name');
  const value = childOf(node, node.kind === 'entry' ? 'entry.value' : 'keyword.value');
  if (key === null || value === null || key.end - key.start > 40) return false;
  const name = unit.textOf(key).replace(/['"]/g, '');
  const isLater =
    /__gte?$/.test(name) || (value.kind === 'object' && /^\{\s*['"]?\$?gte?\b/.test(unit.textOf(value).slice(0, 40)));
  const callee = isLater && EXPIRY.test(wordsOf(name.replace(/__gte?$/, ''))) ? enclosing(node, 'call') : null;
  const asked = callee === null ? null : childOf(callee, 'call.callee');
  return asked !== null && HELD.test(wordsOf(unit.textOf(asked).slice(-80)));
}
