import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName, symbolPath } from '../names.ts';
import { known } from '../to-fact.ts';

/** Numbers that are computed from those before. */
const PREDICTABLE =
  /^(?:random\.(?:choice|choices|randint|random|randrange|sample|getrandbits|shuffle|uniform)|numpy\.random\.\w+|Math\.random|lodash\.(?:random|sample|sampleSize|shuffle)|uuid\.uuid1|uuid\.v1)$/;
/** Numbers from the system's own source. */
const SYSTEM =
  /^(?:secrets\.\w+|os\.urandom|random\.SystemRandom(?:\(\))?(?:\.\w+)?|uuid\.(?:uuid4|v4)|(?:node:)?crypto\.(?:randomBytes|randomUUID|randomInt|getRandomValues|randomFillSync|webcrypto\.getRandomValues)|(?:globalThis\.|window\.)?crypto\.(?:getRandomValues|randomUUID)|nanoid\.(?:nanoid|customAlphabet)(?:\(\))?|django\.utils\.crypto\.get_random_string|werkzeug\.security\.gen_salt)$/;
/** What must not be guessed, by the name of what is made or of who makes it. */
const SECRET =
  /\b(?:token|secret|password|passwd|passcode|otp|totp|pin|salt|nonce|csrf|xsrf|api key|access key|session id|sid|signing key|verification code|recovery codes?|backup codes?|reset code|invite code|invitation code|auth code|authorization code|one time code|code verifier|oauth state|magic link|challenge)\b/;
/** These are counted, or of language models. */
const NOT_SECRET =
  /\b(?:tokens per|token count|num tokens|max tokens|tokeni[sz]e\w*|token (?:type|index|position|limit|ids?)|mock|fake|sample|example|test|color|colour|jitter|delay)\b/;
const MAX_WORDS = 120;

/** Where secrets come from: numbers that cannot be guessed, or numbers that follow from each other. */
export const randomSecrets = defineExtractor({
  id: 'random-secrets',
  kinds: ['identity.credential'],
  languages: ['javascript', 'typescript', 'tsx', 'python'],
  *extract(reading) {
    if (reading.unit.context.test) return;
    for (const call of reading.unit.ofKind('call')) {
      const source = sourceOf(reading, call);
      const made = source === null ? null : madeFor(reading, call);
      if (source === null || made === null) continue;
      yield {
        kind: 'identity.credential',
        action: 'generate',
        resource: { kind: 'check', value: known(made), norm: 'secret' },
        node: call,
        evidence: [{ node: call, role: 'call' }],
        tier: 'pattern',
        why: [
          source === 'system'
            ? 'Made from numbers that nobody can guess.'
            : 'Made from numbers that follow from those before.',
        ],
        qualifiers: { algorithm: source },
      };
    }
  },
});

function sourceOf({ unit, resolver }: Reading, call: SyntaxNode): 'system' | 'predictable' | null {
  const callee = childOf(call, 'call.callee');
  if (callee === null || callee.end - callee.start > 60) return null;
  const written = unit.textOf(callee).replace(/\s+/g, '');
  if (!/rand|urandom|secrets|uuid|nanoid|crypto|salt|lodash|^_\./i.test(written)) return null;
  const path = resolver.calleeOf(call) ?? written;
  if (SYSTEM.test(path) || SYSTEM.test(written)) return 'system';
  return PREDICTABLE.test(path) || PREDICTABLE.test(written) ? 'predictable' : null;
}

/** What the number is for: what it is assigned or given as, or the function that answers with it. */
function madeFor({ unit }: Reading, call: SyntaxNode): string | null {
  const around = enclosing(call, 'assign', 'field', 'entry', 'keyword', 'function');
  if (around === null) return null;
  if (around.kind !== 'function') {
    const target = childOf(
      around,
      around.kind === 'assign' ? 'assign.target' : `${around.kind}.${around.kind === 'entry' ? 'key' : 'name'}`,
    );
    const name =
      target === null || target.end - target.start > MAX_WORDS ? '' : unit.textOf(target).replace(/["']/g, '');
    if (isSecret(name)) return name;
  }
  const fn = around.kind === 'function' ? around : enclosing(around, 'function');
  const name = fn === null ? null : declaredName(unit, fn);
  if (fn === null || name === null) return null;
  const path = (symbolPath(unit, fn) ?? name).split('.').slice(-2).join('.');
  return isSecret(path.slice(0, MAX_WORDS)) &&
    /^(?:_+)?(?:generate|gen|make|create|new|random|build|get|mint|issue|rotate|regenerate|default|refresh)/i.test(name)
    ? path
    : null;
}

function isSecret(name: string): boolean {
  const words = wordsOf(name.replace(/[.[\]]+/g, ' '));
  return SECRET.test(words) && !NOT_SECRET.test(words);
}
