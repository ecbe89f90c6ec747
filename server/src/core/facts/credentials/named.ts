import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';

const PASSWORD =
  /(?:^| )(?:passwords?|passwd|pwd|passphrase|passcode|pass word)(?:$| (?:hash|hashed|digest|input|plain|plaintext|raw|value|bytes|string|field|text|encrypted|attempt|guess|candidate|given|provided|entered|supplied))/;
/** Of a form that asks for it twice, or of one that must be another. */
const TWICE =
  /\b(?:confirm|confirmed|confirmation|repeat|repeated|again|retype|retyped|re|verify|second|2|old|new|current|previous|prev|last|reset|required|type|min|max|length|policy|strength|error|errors|visible|mode|placeholder|label|name|id)\b/;

/** The words of what an expression reads: a name, a member, a literal key. */
export function wordsRead(reading: FileReading, node: SyntaxNode): string {
  const { unit } = reading;
  if (node.kind === 'string') return '';
  if (node.kind === 'index') {
    const key = childOf(node, 'index.key');
    return key?.kind === 'string' ? wordsOf(unit.language.readString(unit.textOf(key)) ?? '') : '';
  }
  if (node.kind === 'call') {
    const [first] = childrenOf(node, 'call.argument');
    if (first?.kind === 'string') return wordsOf(unit.language.readString(unit.textOf(first)) ?? '');
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
    // `password.encode()`, `password.toCharArray()`, `getPassword()`
    if (
      object !== null &&
      first === undefined &&
      name !== null &&
      /^(?:encode|toString|trim|strip|getBytes|toCharArray|to_s|bytes|Value|String|ToString)$/.test(name)
    )
      return wordsRead(reading, object);
    if (
      first !== undefined &&
      /^(?:String|string|str|bytes|byte|\[\]byte|Buffer\.from|GetBytes|toBytes|from)$/.test(name ?? '')
    )
      return wordsRead(reading, first);
    return wordsOf((name ?? '').replace(/^get(?=[A-Z_])/, ''));
  }
  return wordsOf(lastName(unit, node) ?? '');
}

export function isPassword(words: string): boolean {
  return PASSWORD.test(words) && !TWICE.test(words);
}

/** Somewhere below it, a password is read. */
export function holdsPassword(reading: FileReading, node: SyntaxNode): boolean {
  let left = 60;
  for (const at of descendants(node)) {
    if ((left -= 1) < 0) return false;
    if (
      (at.kind === 'name' || at.kind === 'property' || at.kind === 'shorthand') &&
      isPassword(wordsOf(reading.unit.textOf(at)))
    )
      return true;
  }
  return false;
}

/** A signature or what it is compared with. */
export function isSignature(words: string): boolean {
  return /(?:^| )(?:signature|sig|hmac|mac)(?:$| (?:header|hex|hash|value|bytes|buffer|digest|b64|base64|expected|received|computed|calculated|provided|string|from \w+))/.test(
    words,
  );
}

export function isSecretWord(words: string): boolean {
  return /(?:^| )(?:api key|secret|webhook secret|csrf token|csrf|auth token|access token|bearer|shared secret|client secret|digest|api token|verification token|token|key|hash)$/.test(
    words,
  );
}
