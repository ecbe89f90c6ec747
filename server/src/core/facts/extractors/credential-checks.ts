import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { constantTime, digestCalls, type HashCall, hashCalls, verifyHash } from '../credentials/hash-calls.ts';
import { holdsPassword, isPassword, isSecretWord, isSignature, wordsRead } from '../credentials/named.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { optionsOf } from '../options.ts';
import { known } from '../to-fact.ts';

/** How passwords are hashed, and how passwords and signatures are compared. */
export const credentialChecks = defineExtractor({
  id: 'credential-checks',
  kinds: ['identity.credential'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test || reading.unit.language.callsAreCommands) return;
    for (const kind of ['call', 'new'] as const)
      for (const call of reading.unit.ofKind(kind)) yield* ofCall(reading, call);
    for (const node of reading.unit.ofKind('binary')) {
      const operator = childOf(node, 'binary.operator');
      if (operator === null || !/^(?:===?|!==?)$/.test(reading.unit.textOf(operator))) continue;
      yield* compared(reading, node, childOf(node, 'binary.left'), childOf(node, 'binary.right'));
    }
  },
});

const MAYBE =
  /[hH]ash|salt|bcrypt|crypt|argon|pbkdf|digest|password|Password|^Key$|IDKey|PBEKeySpec|Rfc2898|md5|sha|MD5|SHA|^Sum|^New$|compare|Compare|Equal|equal|scmp|verify|Verify|checkpw|update|create|check|make|getInstance/;

function* ofCall(reading: Reading, call: SyntaxNode): Generator<Site> {
  const { unit, resolver } = reading;
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(unit, callee);
  if (callee === null || name === null || name.length > 60 || !MAYBE.test(name)) return;
  const written = unit.tree.text.slice(Math.max(callee.start, callee.end - 120), callee.end).replace(/::|->/g, '.');
  const path = resolver.calleeOf(call) ?? written;
  const row = hashCalls.find((each) => each.path.test(path) || each.path.test(written));
  if (row !== undefined) {
    if (
      row.algorithm !== 'pbkdf2' ||
      !/Key$|KeySpec$|DeriveBytes|pbkdf2/.test(path) ||
      holdsPassword(reading, call) ||
      row.cost === undefined
    )
      yield hashed(call, row.algorithm, costOf(reading, call, row), path);
    return;
  }
  if (verifyHash.test(path) || verifyHash.test(written) || (name === 'matches' && /encoder/i.test(written))) {
    yield site(call, 'compare', 'password', 'slow-hash', 'Asks whether a password has the hash.');
    return;
  }
  if (constantTime.test(path) || constantTime.test(written)) {
    const args = childrenOf(call, 'call.argument');
    const about = args.some((arg) => isSignature(wordsRead(reading, arg))) ? 'signature' : 'secret';
    yield site(call, 'compare', about, 'constant-time', `\`${name}\` takes as long whatever it compares.`);
    return;
  }
  if (/^(?:equals|Equals|equalsIgnoreCase|eql\?|strcmp)$/.test(name)) {
    const args = childrenOf(call, 'call.argument');
    const [left = null, right = null] =
      args.length === 1 && callee.kind === 'member' ? [childOf(callee, 'member.object'), args[0]!] : args.slice(0, 2);
    yield* compared(reading, call, left, right);
    return;
  }
  const algorithm = digestOf(reading, call, name, path, written);
  if (algorithm !== null && !/pwned|hibp|breach|k-?anonym/i.test(aroundText(reading, call)))
    yield hashed(call, algorithm, null, path);
}

/** A digest of a password: `createHash('md5').update(password)`, `hashlib.sha256(password.encode())`. */
function digestOf(reading: Reading, call: SyntaxNode, name: string, path: string, written: string): string | null {
  const args = childrenOf(call, 'call.argument');
  if (!args.some((arg) => holdsPassword(reading, arg))) return null;
  const found = digestCalls.exec(path) ?? digestCalls.exec(written);
  const named = found?.slice(1).find((each) => each !== undefined);
  if (named !== undefined) return named.toLowerCase();
  if (/^(?:update|digest|ComputeHash|hexdigest|createHash|hash)$/.test(name)) {
    const text = /^(?:update|digest)$/.test(name)
      ? `${written} ${aroundText(reading, call)}`
      : reading.unit.textOf(call).slice(0, 200);
    const by =
      /(?:createHash|getInstance|hash|hash_init|Digest::\w+\.new)\(\s*["']([A-Za-z0-9-]{3,12})["']|\b(MD5|SHA1|SHA256|SHA512)\.Create\(/.exec(
        text,
      );
    if (by === null || /createHmac|Mac\.getInstance/.test(written)) return null;
    const algorithm = (by[1] ?? by[2]!).toLowerCase().replace('-', '');
    return /^(?:md5|sha1|sha224|sha256|sha384|sha512)$/.test(algorithm) ? algorithm : null;
  }
  return null;
}

function aroundText({ unit }: Reading, node: SyntaxNode): string {
  const fn = enclosing(node, 'function');
  return fn === null ? '' : unit.tree.text.slice(fn.start, Math.min(fn.end, fn.start + 3000));
}

/** bcrypt's own constants for Go. */
const NAMED_COSTS: Readonly<Record<string, number>> = { MinCost: 4, DefaultCost: 10, MaxCost: 31 };

function costOf(reading: Reading, call: SyntaxNode, { cost }: HashCall): number | null {
  if (cost === undefined) return null;
  const args = reading.resolver.argumentsOf(call);
  const options = optionsOf(reading, args);
  const given = cost.names === undefined ? null : options.get(...cost.names);
  const plain = args.filter((arg) => arg.name === null);
  // bcrypt takes it last, behind the password or alone.
  const isSalt = /gen_?salt/i.test(reading.unit.textOf(childOf(call, 'call.callee')!));
  const index = cost.index === -1 ? (isSalt ? 0 : 1) : cost.index;
  const arg = index === undefined ? undefined : plain[index];
  const value = given ?? arg?.value() ?? null;
  if (value?.kind === 'number') return value.value;
  if (value?.kind === 'text') return /^\d{1,9}$/.test(value.text) ? Number(value.text) : null;
  const name = arg?.node == null ? null : lastName(reading.unit, arg.node);
  if (name !== null && Object.hasOwn(NAMED_COSTS, name)) return NAMED_COSTS[name]!;
  return value === null ? (cost.otherwise ?? null) : null;
}

const SIGNED = /createHmac|hmac|HMAC|Mac\.getInstance|x-hub-signature|x-signature|webhook/i;

function* compared(
  reading: Reading,
  node: SyntaxNode,
  left: SyntaxNode | null,
  right: SyntaxNode | null,
): Generator<Site> {
  if (left === null || right === null || isFixed(left) || isFixed(right)) return;
  if (left.end - left.start > 160 || right.end - right.start > 400) return;
  const [one, other] = [wordsRead(reading, left), wordsRead(reading, right)];
  if (isPassword(one) || isPassword(other)) {
    const isBoth = isPassword(one) && isPassword(other);
    const isHash = /(?:^| )(?:hash|hashed|digest|md 5|sha \d+|encrypted|hex digest|hexdigest)/.test(
      isPassword(one) ? other : one,
    );
    if ((isBoth && one !== other) || (isBoth && reading.unit.textOf(left) !== reading.unit.textOf(right)) || isHash)
      yield site(node, 'compare', 'password', 'direct', 'Compares a password as any other text.');
    return;
  }
  if (isSignature(one) || isSignature(other)) {
    if (SIGNED.test(aroundText(reading, node)) && !/\.length|\blen\(/.test(reading.unit.textOf(node)))
      yield site(node, 'compare', 'signature', 'early-exit', 'Stops at the first character that differs.');
  } else if (isSecretWord(one) && isSecretWord(other))
    yield site(node, 'compare', 'secret', 'early-exit', 'Stops at the first character that differs.');
}

function isFixed({ kind }: SyntaxNode): boolean {
  return (
    kind === 'string' ||
    kind === 'number' ||
    kind === 'null' ||
    kind === 'boolean' ||
    kind === 'unary' ||
    kind === 'function'
  );
}

function hashed(node: SyntaxNode, algorithm: string, cost: number | null, path: string): Site {
  const made = site(node, 'hash', 'password', algorithm, `\`${path}\` hashes a password.`);
  return cost === null ? made : { ...made, qualifiers: { ...made.qualifiers, cost: String(cost) } };
}

function site(node: SyntaxNode, action: string, norm: string, algorithm: string, why: string): Site {
  return {
    kind: 'identity.credential',
    action,
    resource: { kind: 'check', value: known(norm), norm },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'pattern',
    why: [why],
    qualifiers: { algorithm },
  };
}
