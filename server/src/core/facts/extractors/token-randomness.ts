import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { symbolPath } from '../names.ts';
import { randomness } from '../settings/randomness.ts';
import { toSettingSite } from '../settings/read.ts';

/** What secrets are made of, where their names say that they are secrets: whoever can foresee it can guess them. */
export const tokenRandomness = defineExtractor({
  id: 'token-randomness',
  kinds: ['identity.token'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.context.example || unit.language.callsAreCommands) return;
    for (const kind of ['call', 'new'] as const) {
      for (const node of unit.ofKind(kind)) {
        const source = sourceOf(reading, node);
        const what = source === null ? null : secretMadeOf(reading, node);
        if (source !== null && what !== null)
          yield toSettingSite(
            reading,
            { ...randomness, title: `the randomness of the ${spoken(what)}` },
            { node },
            source,
          );
      }
    }
  },
});

/** Generators that are made for games and samples. Sources: the languages' documentation, 2026-11. */
const PREDICTABLE =
  /^(?:Math\.random|random\.(?:random|randint|randrange|choices?|sample|getrandbits|uniform|shuffle|randbytes)|numpy\.random\.\w+|uuid\.(?:uuid1|v1)|math\/rand(?:\/v2)?\.\w+|java\.lang\.Math\.random|java\.util\.Random|java\.util\.concurrent\.ThreadLocalRandom\.current|org\.apache\.commons\.lang3?\.RandomStringUtils\.random\w*|kotlin\.random\.Random\.next\w+|System\.Random|lodash\.(?:random|sample|sampleSize|shuffle))$/;
const PREDICTABLE_NAMES: Readonly<Record<string, RegExp>> = {
  javascript: /^Math\.random$/,
  java: /^(?:Math\.random|RandomStringUtils\.random\w*)$/,
  kotlin: /^(?:Math\.random|Random\.next\w+)$/,
  csharp: /^(?:System\.)?Random$|^(?:System\.)?Random\.Shared\.Next\w*$/,
  php: /^\\?(?:rand|mt_rand|uniqid|lcg_value|array_rand|str_shuffle)$/,
  ruby: /^(?:rand|Random\.rand|Kernel\.rand)$/,
};
const SECURE =
  /^(?:(?:node:)?crypto\.(?:randomBytes|randomUUID|randomInt|getRandomValues|webcrypto\.getRandomValues)|secrets\.\w+|os\.urandom|random\.SystemRandom(?:\(\))?(?:\.\w+)?|django\.utils\.crypto\.get_random_string|werkzeug\.security\.gen_salt|uuid\.uuid4|crypto\/rand\.\w+|github\.com\/google\/uuid\.\w+|java\.security\.SecureRandom|java\.util\.UUID\.randomUUID|nanoid\.nanoid|nanoid\.customAlphabet|uuid\.v4|\\?random_(?:bytes|int)|SecureRandom\.\w+|(?:System\.Security\.Cryptography\.)?RandomNumberGenerator\.\w+|(?:Illuminate\\Support\\)?Str\.random)$/;

function sourceOf({ unit, resolver }: Reading, node: SyntaxNode): 'secure' | 'predictable' | null {
  const callee = childOf(node, 'call.callee');
  if (callee === null || callee.end - callee.start > 80) return null;
  const path = resolver.calleeOf(node);
  if (path !== null && PREDICTABLE.test(path)) return 'predictable';
  if (path !== null && SECURE.test(path)) return 'secure';
  // What the language brings along has no import that says what it is.
  const written = unit.textOf(callee).replace(/::|->/g, '.');
  if (PREDICTABLE_NAMES[FAMILY[unit.language.id] ?? unit.language.id]?.test(written) === true) return 'predictable';
  return SECURE.test(written) ? 'secure' : null;
}

const FAMILY: Readonly<Record<string, string>> = { typescript: 'javascript', tsx: 'javascript' };

const PURPOSE =
  '(?:reset|verification|verify|confirmation|confirm|invite|invitation|activation|recovery|backup|magic|login|signin|auth|access|mfa|two factor|email|sms|security|pairing|device|unsubscribe|share)';
const SECRET = new RegExp(
  `(?:^| )((?:${PURPOSE} )*(?:token|otp|totp secret|one time (?:code|password)|passcode|api key|access key|secret key|secret|password|session id|session key|csrf|oauth state|pin code|code verifier|salt|nonce)|${PURPOSE} (?:code|key|pin|link|id))(?: (?:hash|value|string|raw|plain))?s?$`,
);
/** Words that say that it is about one, or is one of a language's or a model's. */
const NO_SECRET =
  /\b(?:max|min|num|count|length|len|size|limit|type|name|index|idx|vocab|mask|pad|eos|bos|next|parser|lexer|syntax|design|color|colour|theme|test|mock|fake|dummy|seed|sample|demo|placeholder|jitter|delay|backoff|retry|weight|score|sleep|temperature|position|public)\b/;
const PLAIN = /^(?:token|secret|csrf)s?$/;
const OF_ACCESS = /user|auth|login|session|reset|invit|verif|e-?mail|account|password|expire|member|api_?key|cookie/i;
const FILE_OF_TOKENS = /(?:^|\/)(?:tokens?|secrets?)\.\w+$/;
const MAX_STEPS = 14;

/** The words of the secret that a random value becomes a part of. */
function secretMadeOf(reading: Reading, node: SyntaxNode): string | null {
  const { unit } = reading;
  const names = [targetOf(reading, node), functionName(reading, node)];
  for (const words of names) {
    if (words === null || words.length > 80 || NO_SECRET.test(words)) continue;
    const what = SECRET.exec(words)?.[1];
    if (what === undefined) continue;
    // A token is also a part of a text.
    const fn = enclosing(node, 'function');
    if (
      !PLAIN.test(what) ||
      OF_ACCESS.test(unit.textOf(fn ?? node).slice(0, 2000)) ||
      OF_ACCESS.test(unit.path) ||
      FILE_OF_TOKENS.test(unit.path)
    )
      return what;
  }
  return null;
}

function spoken(what: string): string {
  return what.replace(/\bapi\b/, 'API').replace(/\botp\b/, 'one-time password');
}

/** What it is assigned to, or given as. */
function targetOf({ unit }: Reading, node: SyntaxNode): string | null {
  let at = node;
  for (let step = 0; at.parent !== null && step < MAX_STEPS; step += 1) {
    const { parent } = at;
    if (parent.kind === 'if' || parent.kind === 'block') return null;
    // Through calls: `String(Math.floor(Math.random() * 1e6))`.
    const holder =
      at.role === 'assign.value'
        ? childOf(parent, 'assign.target')
        : at.role === 'entry.value'
          ? childOf(parent, 'entry.key')
          : at.role === 'keyword.value'
            ? childOf(parent, 'keyword.name')
            : at.role === 'field.value'
              ? childOf(parent, 'field.name')
              : null;
    if (holder !== null) return wordsOf(lastName(unit, holder) ?? unit.textOf(holder).replace(/^["'`]|["'`]$/g, ''));
    at = parent;
  }
  return null;
}

const MAKES = /^(?:generate|gen|make|create|new|build|random|get|issue|mint|rotate|regenerate|refresh|default)(?: |$)/;

/** `generateResetToken`, `ResetToken.generate`: what is random in it makes the token. */
function functionName({ unit }: Reading, node: SyntaxNode): string | null {
  const fn = enclosing(node, 'function');
  const path = fn === null ? null : symbolPath(unit, fn);
  const [name = '', holder = ''] = (path ?? '').split('.').toReversed();
  const words = wordsOf(name);
  if (!MAKES.test(words)) return null;
  return words.replace(MAKES, '') === '' ? wordsOf(holder) : words;
}
