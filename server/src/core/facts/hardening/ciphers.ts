import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { cipher, cipherStart } from '../settings/hardening-rows.ts';
import { argumentAt, textOfValue, type Argument } from '../value.ts';
import type { Hardened } from './define.ts';

/** Calls that make a cipher: by canonical path, which argument names it, and which is what it starts with. Documentation of each, 2026-11. */
interface CipherCall {
  readonly path: RegExp;
  /** Left out: the path names it. */
  readonly name?: number;
  readonly start?: readonly [index: number, name?: string];
}

const CALLS: readonly CipherCall[] = [
  { path: /(?:^|[./])crypto\.createCipheriv$/, name: 0, start: [2] },
  { path: /(?:^|[./])crypto\.createCipher$/, name: 0 },
  { path: /(?:^|\.)Cipher\.getInstance$/, name: 0 },
  { path: /^(?:Crypto|Cryptodome)\.Cipher\.\w+\.new$/, name: 1, start: [2, 'iv'] },
  { path: /^cryptography\.hazmat\.\w+(?:\.\w+)*\.modes\.(?:CBC|CTR|GCM|CFB|OFB)$/, start: [0] },
  { path: /^cryptography\.hazmat\.\w+(?:\.\w+)*\.(?:modes\.ECB|algorithms\.\w+)$/ },
  { path: /^crypto\/(?:des|rc4)\.New\w*Cipher$/ },
  { path: /^crypto\/cipher\.New(?:CBCEncrypter|CTR|CFBEncrypter|OFB)$/, start: [1] },
  { path: /^php\.openssl_encrypt$/, name: 1, start: [4] },
  { path: /^OpenSSL\.Cipher\.new$/, name: 0 },
  { path: /(?:^|\.)(?:DES|RC2|TripleDES)\.Create$/ },
  { path: /(?:^|\.)IvParameterSpec$/, start: [0] },
];

const BROKEN =
  /(?<![a-z0-9])(?:(?:3|triple)?des(?:3|ede)?|rc[24]|arc[24]|arcfour|blowfish|idea|seed|cast5?)(?![a-z0-9])|(?:des|rc4)\.New|\.(?:TripleDES|ARC4|Blowfish|IDEA|SEED|CAST5)$/i;
const ECB = /(?<![a-z0-9])ecb(?![a-z0-9])/i;
/** What Java takes for a name without a mode. */
const NO_MODE = /^AES$/i;
const STRONG = /(?<![a-z0-9])(?:aes|chacha20|xchacha20|sm4|camellia|aria)/i;

/** Ciphers that hide little, and ciphers that start the same way each time. */
export function* ciphers(reading: Reading): Generator<Hardened> {
  const { unit, resolver } = reading;
  if (!/cipher|Crypto|IvParameterSpec|openssl_encrypt|\bDES\b|\bmodes\b/i.test(unit.tree.text)) return;
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const path = resolver.calleeOf(node) ?? '';
      const row = CALLS.find((each) => each.path.test(path));
      if (row === undefined) continue;
      const args = resolver.argumentsOf(node);
      const named = row.name === undefined ? null : argumentAt(args, row.name);
      const text = `${path} ${nameOf(reading, named)}`;
      const value = strengthOf(text, path, nameOf(reading, named));
      if (value !== null) yield { row: cipher, node, value };
      const start = row.start === undefined || ECB.test(text) ? null : argumentAt(args, ...row.start);
      if (start?.node != null)
        yield { row: cipherStart, node, value: isWrittenOut(reading, start.node) ? cipherStart.loose : 'made anew' };
    }
}

function nameOf({ unit }: Reading, named: Argument | null): string {
  if (named?.node == null) return '';
  return textOfValue(named.value()) ?? unit.textOf(named.node).slice(-40);
}

function strengthOf(text: string, path: string, name: string): string | null {
  // Of RSA there is one block only.
  if (/\bRSA\b/i.test(name)) return null;
  if (BROKEN.test(text) || path.endsWith('.createCipher')) return 'broken';
  if (ECB.test(text) || (path.endsWith('Cipher.getInstance') && NO_MODE.test(name))) return cipher.loose;
  return STRONG.test(text) ? 'strong' : null;
}

const MAX_STEPS = 6;
const MAX_WRITTEN = 40;
const FILLED =
  /^(?:Buffer\.(?:alloc|from)|bytes|new byte|\[\]byte|Array\.new|str_repeat|\w+\.getBytes|getBytes|make|alloc|from)$/;

/** Bytes that stand in the code, or zeros. */
function isWrittenOut(reading: Reading, node: SyntaxNode, depth = 0): boolean {
  const { unit, scopes } = reading;
  if (depth > MAX_STEPS) return false;
  if (node.kind === 'string' || node.kind === 'number') return true;
  const again = (each: SyntaxNode | null): boolean => each !== null && isWrittenOut(reading, each, depth + 1);
  if (node.kind === 'name') {
    const name = unit.textOf(node);
    const binding = isFilledLater(reading, name) ? null : scopes.lookUp(name, node);
    return binding?.how === 'assign' && binding.keys.length === 0 && again(childOf(binding.node, 'assign.value'));
  }
  if (node.kind === 'binary') return again(childOf(node, 'binary.left')) && again(childOf(node, 'binary.right'));
  if (node.kind === 'array') return node.children.length > 0 && node.children.every((each) => again(each));
  if (/^new byte\s?\[\s?\d+\s?\]$|^\[\]byte\(/.test(unit.textOf(node).slice(0, MAX_WRITTEN))) return true;
  if (node.kind !== 'call' && node.kind !== 'new') return false;
  const callee = childOf(node, 'call.callee');
  const written = callee === null ? '' : unit.textOf(callee);
  if (!FILLED.test(written.slice(-40)) && !written.endsWith('.getBytes')) return false;
  const object = callee?.kind === 'member' && written.endsWith('.getBytes') ? childOf(callee, 'member.object') : null;
  const first = childOf(node, 'call.argument');
  return object !== null ? again(object) : again(first);
}

/** `new SecureRandom().nextBytes(iv)`, `crypto.randomFillSync(iv)`, `rand.Read(iv)` */
function isFilledLater({ unit }: Reading, name: string): boolean {
  const escaped = name.slice(0, MAX_WRITTEN).replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  return new RegExp(
    String.raw`(?:[nN]extBytes|[rR]andom\w*|Read(?:Full)?|Fill|GetBytes|copy|arraycopy)\s{0,20}\([^;\n]{0,200}${escaped}\b|${escaped}\.put`,
  ).test(unit.tree.text);
}
