import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { splitWords, toSingular } from '../../text/words.ts';
import { classify } from '../data-classes.ts';
import { handoversOf } from '../data-handovers.ts';
import { PERSONAL } from '../data-leak.ts';
import { isSanitizer } from '../data-sanitizers.ts';
import type { Reading, Site } from '../define.ts';
import { known } from '../to-fact.ts';
import { lastName, useOf } from './use.ts';

const HASH = new Set(
  'hash hashed hashing hasher sha sha1 sha256 sha512 md5 hmac digest hexdigest bcrypt argon argon2 scrypt pbkdf pbkdf2 blake blake2 fingerprint'.split(
    ' ',
  ),
);
const ENCRYPT = new Set('encrypt encrypted encryption encryptor cipher seal sealed tokenize fernet kms'.split(' '));
const REDACT = new Set(
  'redact redacted redaction redactor mask masked masking anonymize anonymise anonymized anonymizer pseudonymize pseudonymise obfuscate obscure scrub scrubbed scrubber sanitize sanitise sanitized censor last4'.split(
    ' ',
  ),
);

/** The use of what is protected in its own place. */
export const ITSELF = 'itself';

/** Values that are hashed, encrypted or masked before something is done with them. */
export function* protectedValues(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = lastName(unit, callee);
    if (callee === null || name === '') continue;
    const path = reading.resolver.calleeOf(call);
    const stripped = call.parent?.kind === 'block' ? strippedClass(name) : null;
    const action = stripped === null ? actionOf(name, path) : 'redact';
    if (action === null || (stripped === null && !isSanitizer(name, path))) continue;
    const use = isOfItself(reading, call) ? ITSELF : useOf(reading, call);
    if (use === null) continue;
    const classes = new Map<string, string>(stripped === null ? [] : [stripped]);
    for (const argument of childrenOf(call, 'call.argument'))
      for (const { dataClass, field } of handoversOf(reading).trace(argument).leaks)
        if (dataClass !== PERSONAL || use === ITSELF) classes.set(dataClass, field);
    if (classes.size === 0 && use.startsWith('key:')) {
      const found = classify({ name: use.slice(4).replaceAll('-', '_') });
      if (found !== null) classes.set(found.dataClass.id, found.field);
    }
    for (const [dataClass, field] of classes)
      yield {
        kind: 'data.protection',
        action,
        resource: { kind: 'class', value: known(dataClass) },
        node: call,
        evidence: [{ node: call, role: 'guard' }],
        tier: 'pattern',
        why: [`\`${name}\` is called with ${field} (${dataClass}).`],
        qualifiers: { use },
        detail: { dataClass, field },
      };
  }
}

/** `remove_emails_from_complaint(message)`: the class that its name says, and the word. */
function strippedClass(name: string): readonly [dataClass: string, field: string] | null {
  const all = splitWords(name);
  if (!/^(?:remove|strip|drop|erase|clear)$/.test(all[0] ?? '')) return null;
  for (const word of all.slice(1)) {
    const found = classify({ name: toSingular(word), surroundings: ['auth'] });
    if (found !== null) return [found.dataClass.id, word];
    if (/^(?:pii|personal|sensitive)$/.test(word)) return [PERSONAL, word];
  }
  return null;
}

/** What is put in the place of a value, or changed in it: `user = mask(user)`, `remove_emails(message)`. */
function isOfItself({ unit }: Reading, call: SyntaxNode): boolean {
  if (call.parent?.kind === 'block') return true;
  const assign = call.parent?.kind === 'assign' ? call.parent : null;
  const target = assign === null ? null : childOf(assign, 'assign.target');
  const argument = childOf(call, 'call.argument');
  if (target === null || argument?.kind !== 'name') return false;
  const first = target.kind === 'array' ? target.children[0] : target;
  return first?.kind === 'name' && unit.textOf(first) === unit.textOf(argument);
}

function actionOf(name: string, path: string | null): 'hash' | 'encrypt' | 'redact' | null {
  const all = splitWords(name);
  if (all.some((word) => ENCRYPT.has(word))) return 'encrypt';
  if (all.some((word) => HASH.has(word))) return 'hash';
  if (all.some((word) => REDACT.has(word))) return 'redact';
  return path !== null && /\b(?:createHash|createHmac|hashlib|bcrypt|hmac)\b/i.test(path) ? 'hash' : null;
}
