import type { NodeKind, SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Unit } from '../unit.ts';
import type { Mark } from './mark.ts';
import { type Ranked, toRanked } from './ranked.ts';
import { isControl, speaksOfIdentity } from './vocabulary.ts';

/** Forms of one thing of which some protect more than others. */
export function* rankedValues(reading: Reading): Generator<Mark> {
  for (const read of [addresses, joins, awaited, randomness, algorithms, spreads, comparisons, catches])
    for (const each of read(reading)) yield toRanked(reading, 'rank', each);
  for (const each of bases(reading)) yield toRanked(reading, 'part', each);
}

const CONNECTION =
  /^(?:remoteAddress|RemoteAddr|getRemoteAddr|remote_addr|REMOTE_ADDR|RemoteIpAddress|peername|REMOTE_HOST|RemoteIP)$/;
/** What a framework says it is, by what it is told of proxies. */
const OWN_ADDRESS = /^(?:req|request|ctx|c|context)\.(?:ip|client\.host|ClientIP|RealIP)$/;
const MAX_MEMBER = 40;
const CLIENT_HEADER =
  /^["'`](?:http_)?(?:x[-_])?(?:forwarded(?:[-_]for)?|real[-_]ip|cf[-_]connecting[-_]ip|true[-_]client[-_]ip|client[-_]ip|original[-_]forwarded[-_]for)["'`]$/i;

/** Whose address it is: by the connection, or by what a header says. */
function* addresses({ unit }: Reading): Generator<Ranked> {
  const inFunction = new Map<SyntaxNode | null, Ranked>();
  const put = (node: SyntaxNode, rank: number): void => {
    const fn = enclosing(node, 'function');
    const known = inFunction.get(fn);
    if (known === undefined || rank < known.rank) inFunction.set(fn, { node, key: 'address', rank });
  };
  for (const node of unit.ofKind('property')) {
    const around = node.parent ?? node;
    if (CONNECTION.test(unit.textOf(node)) || OWN_ADDRESS.test(unit.textOf(around).slice(-MAX_MEMBER))) put(around, 1);
  }
  for (const node of unit.ofKind('string')) {
    if (node.end - node.start > 40) continue;
    const text = unit.textOf(node);
    if (CONNECTION.test(text.slice(1, -1))) put(node, 1);
    else if (CLIENT_HEADER.test(text)) put(node, 0);
  }
  yield* inFunction.values();
}

const MAX_JOINED = 300;

/** `a && b`, `a || b` of the same questions: which one is enough depends on what is done by it. */
function* joins({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('binary')) {
    if (node.end - node.start > MAX_JOINED || !JOINS.has(operatorOf(unit, node))) continue;
    const sides = ['binary.left', 'binary.right'].map((role) => childOf(node, role));
    const text = sides.map((side) => (side === null ? '' : unit.textOf(side).replace(/\s+/g, ' '))).join(' , ');
    if (!speaksOfIdentity(text)) continue;
    const isEither = operatorOf(unit, node) === '||' || operatorOf(unit, node) === 'or';
    yield { node, key: `join ${text}`, rank: isEither === isTurned(unit, node) ? 1 : 0 };
  }
}

const JOINS = new Set(['&&', '||', 'and', 'or']);

function operatorOf(unit: Unit, node: SyntaxNode): string {
  const operator = childOf(node, 'binary.operator');
  return operator === null ? '' : unit.textOf(operator);
}

/** Who is asked is refused where it holds. */
function isTurned(unit: Unit, node: SyntaxNode): boolean {
  let turned = false;
  let at = node;
  for (; at.parent !== null && at.role !== 'if.condition' && !STATEMENTS.has(at.parent.kind); at = at.parent)
    if (at.parent.kind === 'unary' && /^(?:!|not\b)/.test(unit.textOf(at.parent))) turned = !turned;
  const branch = at.role === 'if.condition' && at.parent !== null ? childOf(at.parent, 'if.then') : null;
  return branch !== null && LEAVES.test(unit.textOf(branch).slice(-MAX_JOINED)) ? !turned : turned;
}

const STATEMENTS: ReadonlySet<NodeKind> = new Set<NodeKind>(['block', 'function', 'return', 'assign', 'loop', 'throw']);
const LEAVES = /\b(?:throw|raise|return|abort|panic|continue|redirect|sendStatus|status\(4\d\d\))\b/;

/** `await assertOwner(…)`: what nobody waits for keeps nothing from happening. */
function* awaited({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || node.end - node.start > MAX_JOINED || !(isControl(name) || ASSURES.test(wordsOf(name))))
      continue;
    if (node.parent?.kind !== 'await' && node.parent?.kind !== 'block') continue;
    yield { node, key: `await ${unit.textOf(node)}`, rank: node.parent.kind === 'await' ? 1 : 0 };
  }
}

const ASSURES = /^(?:assert|ensure|require|verify|check|authori[sz]e|validate|enforce)\b/;

const SECURE_RANDOM =
  /\b(?:secrets\.\w+|os\.urandom|SystemRandom|SecureRandom|randomBytes|getRandomValues|randomInt|randomUUID|random_bytes|random_int|crypto\/rand|RandomNumberGenerator)\b/;
const PREDICTABLE =
  /\b(?:Math\.random|math\/rand|random\.(?:random|choices?|randint|randrange|sample|getrandbits|shuffle)|new (?:java\.util\.)?Random\b|mt_rand|uniqid|uuid1|rand\(\)|lcg_value|System\.Random)\b/;

/** Where random values come from. */
function* randomness(reading: Reading): Generator<Ranked> {
  const { unit, resolver } = reading;
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const callee = childOf(node, 'call.callee');
      if (callee === null || callee.end - callee.start > 80) continue;
      const written = `${kind === 'new' ? 'new ' : ''}${unit.textOf(callee)}`;
      // `hexlify(os.urandom(16)).decode`: the call in it is read by itself.
      if (written.includes('(') || !/rand|uuid1|uniqid|secrets|lcg/i.test(written)) continue;
      const path = `${written} ${resolver.calleeOf(node) ?? ''}`;
      const isSecure = SECURE_RANDOM.test(path);
      if (!isSecure && !PREDICTABLE.test(path)) continue;
      const target = targetOf(unit, node);
      // `random = new SecureRandom()`: what is made with it is made elsewhere.
      if (kind === 'new' && target !== '') yield { node, key: `random ${target}`, rank: isSecure ? 1 : 0 };
      else if (SECRET.test(wordsOf(`${reading.subjectOf(node).symbol} ${target}`)))
        yield { node, key: 'random', rank: isSecure ? 1 : 0 };
    }
}

const SECRET =
  /\b(?:tokens?|secrets?|keys?|passwords?|passcodes?|codes?|nonces?|otps?|sessions?|salts?|ids?|csrf|states?|invit\w+|uu?ids?|challenges?|verifiers?|iv|random (?:string|bytes)|generate)\b/;

function targetOf(unit: Unit, node: SyntaxNode): string {
  const at = enclosing(node, 'assign', 'entry', 'keyword', 'field');
  const target = at === null ? null : at.kind === 'field' ? childOf(at, 'field.name') : at.children[0];
  return target == null ? '' : unit.textOf(target).slice(0, 60);
}

/** By which data is hashed or encrypted, the broken ones first. */
const ALGORITHMS: readonly RegExp[] = [
  /(?<![a-z0-9])(?:md[245]|crc32|des|rc[24]|ecb|none)(?![a-z0-9])/i,
  /(?<![a-z0-9])(?:sha-?_?1|3des|desede|blowfish)(?![a-z0-9])/i,
  /(?<![a-z0-9])(?:cbc)(?![a-z0-9])/i,
  /(?<![a-z0-9])(?:sha-?_?(?:2|224|256|384|512)|sha3\w*|blake2\w*|gcm|chacha20\w*)(?![a-z0-9])/i,
];
const MAKES_DIGEST =
  /^(?:getInstance|createHash|createHmac|createCipheriv|createDecipheriv|new|hash|New|Sum|Sum256|md5|sha1|sha256|sha384|sha512|hmac|Create|sign|createSign|createVerify|digest|hash_hmac)$/;

function* algorithms({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (callee === null || name === null || !MAKES_DIGEST.test(name)) continue;
    const first = childrenOf(node, 'call.argument').find(({ kind }) => kind === 'string');
    const text = `${unit.textOf(callee).slice(-60)} ${first === undefined ? '' : unit.textOf(first).slice(0, 60)}`;
    const rank = ALGORITHMS.findIndex((each) => each.test(text));
    if (rank !== -1) yield { node, key: 'algorithm', rank };
  }
}

const INPUT =
  /\b(?:body|input|data|payload|params|query|dto|values?|args|attrs|attributes|fields|req|request|form|kwargs|changes|updates?|patch|props)\b/;

/** `{ ...input, role }`: what stands behind what came from outside is not replaced by it. */
function* spreads({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('object')) {
    const spread = node.children.findLast(({ kind }) => kind === 'spread');
    if (spread === undefined || !INPUT.test(wordsOf(unit.textOf(spread).slice(0, 80)))) continue;
    for (const entry of node.children) {
      const key = entry.kind === 'entry' ? childOf(entry, 'entry.key') : entry.kind === 'shorthand' ? entry : null;
      if (key === null) continue;
      yield {
        node: entry,
        key: `spread ${unit.textOf(spread)} ${unit.textOf(key)}`,
        rank: entry.start > spread.start ? 1 : 0,
      };
    }
  }
}

const TEXT_OF =
  /\b(?:hosts?|host ?names?|origins?|domains?|urls?|uris?|redirect\w*|issuer|audience|aud|iss|referr?er|email|path ?name|scheme|protocol|tenant\w*|realm|role\w*|scope\w*|token\w*|algorithm|content type)\b/;
/** By which a folder is left, wherever it stands. */
const DOTS = /^["'`]\.\.[/\\]{0,2}["'`]$/;
const HOLDS =
  /^(?:includes|contains|Contains|indexOf|startsWith|startswith|HasPrefix|endsWith|endswith|HasSuffix|StartsWith|EndsWith|EqualFold|equals|equalsIgnoreCase)$/;

/** Held against a text as a whole, at one end, or anywhere. */
function* comparisons({ unit }: Reading): Generator<Ranked> {
  const toRank = (node: SyntaxNode, one: string, other: string, rank: number): Ranked | null =>
    DOTS.test(one) || DOTS.test(other)
      ? { node, key: 'held dots', rank: rank === 0 ? 2 : 0 }
      : TEXT_OF.test(wordsOf(`${one} ${other}`))
        ? { node, key: `held ${[one, other].sort().join(' , ')}`, rank }
        : null;
  for (const node of unit.ofKind('binary')) {
    const operator = operatorOf(unit, node);
    const [left, right] = [childOf(node, 'binary.left'), childOf(node, 'binary.right')];
    if (left === null || right === null || node.end - node.start > 120) continue;
    if (
      !/^(?:[=!]==?|in|not in)$/.test(
        childrenOf(node, 'binary.operator')
          .map((each) => unit.textOf(each))
          .join(' '),
      )
    )
      continue;
    const found = toRank(node, unit.textOf(left), unit.textOf(right), /=/.test(operator) ? 2 : 0);
    if (found !== null) yield found;
  }
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee?.kind === 'member' ? lastName(unit, callee) : null;
    if (callee === null || name === null || !HOLDS.test(name) || node.end - node.start > 120) continue;
    const args = childrenOf(node, 'call.argument');
    const object = childOf(callee, 'member.object');
    const [one, other] = args.length === 2 ? args : [object, args[0]];
    if (one == null || other == null) continue;
    const rank = /^e(?:quals|qualsIgnoreCase)$|^EqualFold$/.test(name)
      ? 2
      : /^(?:starts|ends|Has|Starts|Ends)/.test(name)
        ? 1
        : 0;
    const found = toRank(node, unit.textOf(one), unit.textOf(other), rank);
    if (found !== null) yield found;
  }
}

const PROVES =
  /\b(?:verif\w+|decod\w+|authenticat\w+|authori[sz]\w+|check\w*|validat\w+|login|sign in|permission\w*|jwt|token|session)\b/;

/** What fails where somebody proves who they are: refused, or gone over. */
function* catches({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('catch')) {
    const attempt = node.parent === null ? null : childOf(node.parent, 'try.body');
    const block = node.children.find(({ kind }) => kind === 'block');
    if (attempt === null || block === undefined || block.end - block.start > 600) continue;
    if (!PROVES.test(wordsOf(unit.textOf(attempt).slice(0, 400)))) continue;
    const text = unit.textOf(block);
    yield { node, key: 'catch', rank: REFUSES.test(text) ? 1 : 0 };
  }
}

const REFUSES =
  /\b(?:throw|raise|abort|panic|reject|40[013]|401|403|unauthori[sz]ed|forbidden|denied|die|exit)\b|return (?:false|False|null|None|nil)\b/i;

const KEEPS_OUT =
  /\b(?:auth\w*|secured?|login|permission\w*|admin\w*|owner\w*|member\w*|restricted|protected|private|verified|signed|staff|superuser|access|csrf|safe|sandbox\w*|tenant|scoped?)\b/;

/** What a class is made of that by its name keeps somebody out. */
function* bases({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('class'))
    for (const role of ['class.base', 'class.implements'])
      for (const base of childrenOf(node, role)) {
        const text = unit.textOf(base).replace(/[<[(].*$/s, '');
        yield { node: base, key: 'base', rank: KEEPS_OUT.test(wordsOf(text.split('.').at(-1) ?? text)) ? 1 : 0 };
      }
}
