import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName } from '../names.ts';
import type { Mark } from './mark.ts';
import { type Ranked, toRanked } from './ranked.ts';
import { isControl } from './vocabulary.ts';

/** What keeps a secret or is checked by its kind, what fails safely, and what is heeded: each has a weaker form that reads alike. */
export function* weakerKinds(reading: Reading): Generator<Mark> {
  for (const read of [
    temporaryFiles,
    fieldTypes,
    lastAnswers,
    heeded,
    forbiddenExtras,
    constructed,
    letterCases,
    endedOptions,
    bareObjects,
    imported,
    queries,
  ])
    for (const each of read(reading)) yield toRanked(reading, 'rank', each);
}

const OWN_FILE =
  /(?:^|\.)(?:mkstemp|mkdtemp|NamedTemporaryFile|TemporaryDirectory|TemporaryFile|MkdirTemp|CreateTemp|createTempDirectory|mkdtempSync)$|\bFiles\.createTempFile$|\bioutil\.Temp(?:File|Dir)$/;
const GUESSED_FILE =
  /(?:^|\.)(?:mktemp|createTempDir|tempnam|tmpnam)$|\bFile\.createTempFile$|\bos\.(?:tmpdir|TempDir)$|\bgettempdir$/;

/** Made for its owner under a name that nobody can guess, or not. */
function* temporaryFiles({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    if (callee === null || callee.end - callee.start > 80) continue;
    const text = unit.textOf(callee);
    const isOwn = OWN_FILE.test(text);
    if (isOwn || GUESSED_FILE.test(text)) yield { node, key: 'temporary', rank: isOwn ? 1 : 0 };
  }
}

const KEPT_TYPE =
  /\b(?:Secret(?:Str|Bytes|String|Value|Text)?|SecureString|Redacted|Sensitive\w*|Protected(?:String)?|GuardedString|Masked\w*|EmailStr|HttpUrl|AnyHttpUrl|SafeString|SafeHtml|TrustedHTML)\b/;
const OF_SECRETS =
  /\b(?:passwords?|secrets?|tokens?|keys?|pass ?phrase|pin|e ?mails?|urls?|uri|call ?backs?|html|credentials?)\b/;

/** `password: SecretStr`: a type that keeps it from being shown, or says what it must be. */
function* fieldTypes({ unit }: Reading): Generator<Ranked> {
  for (const kind of ['field', 'assign', 'parameter'] as const)
    for (const node of unit.ofKind(kind)) {
      const name = childOf(node, `${kind}.${kind === 'assign' ? 'target' : 'name'}`);
      const type = childOf(node, `${kind}.type`);
      if (name === null || type === null || name.kind !== 'name' || !OF_SECRETS.test(wordsOf(unit.textOf(name))))
        continue;
      yield { node, key: `type of ${unit.textOf(name)}`, rank: KEPT_TYPE.test(unit.textOf(type)) ? 1 : 0 };
    }
}

const ANSWERS =
  /^(?:is|has|can|may|should|must|check|verify|validate|authori[sz]e\w*|allow\w*|permit\w*)\b(?!.*\b(?:public|anonymous|guest|empty|null|disabled|error|skip\w*|ignore\w*|equal\w*|default|expired|revoked|locked|blocked|denied|invalid|different|changed)\b)/;

/** What `can(role, act)` answers where nothing else did. */
function* lastAnswers({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('return')) {
    const [value, ...more] = node.children;
    if (value?.kind !== 'boolean' || more.length > 0) continue;
    const { parent } = node;
    const isLast =
      parent?.kind === 'block' &&
      parent.children.at(-1) === node &&
      (parent.role === 'function.body' || isDefault(parent));
    const fn = isLast ? enclosing(node, 'function') : null;
    const name = fn === null ? null : declaredName(unit, fn);
    if (name === null || !ANSWERS.test(wordsOf(name))) continue;
    yield { node, key: 'last answer', rank: /^true$/i.test(unit.textOf(value)) ? 0 : 1 };
  }
}

/** Of a switch. */
function isDefault({ role, parent }: SyntaxNode): boolean {
  return (
    role === 'if.else' &&
    (parent?.children.some(({ children }) => children.some((at) => at.role === 'block.case')) ?? false)
  );
}

const VALID = /^(?:valid|is valid|validate\w*|verify\w*|check\w*|ensure\w*|authori[sz]e\w*|authenticate\w*)$/;

/** `if err := claims.Valid(); err != nil`: what a check answers is asked, or thrown away. */
function* heeded({ unit }: Reading): Generator<Ranked> {
  // Elsewhere what checks throws, and needs not be asked.
  if (!unit.language.returnsSeveral) return;
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || callee!.end - callee!.start > 80 || !(isControl(name) || VALID.test(wordsOf(name)))) continue;
    const at = node.parent?.kind === 'await' ? node.parent : node;
    const target = at.role === 'assign.value' ? childOf(at.parent!, 'assign.target') : null;
    const isDropped = at.parent?.kind === 'block' || (target !== null && /^_(?:, _)*$/.test(unit.textOf(target)));
    yield { node, key: `heeded ${unit.textOf(callee!)}`, rank: isDropped ? 0 : 1 };
  }
}

const EXTRAS = /^(?:extra|unknown|additional ?properties|unknown ?keys|strict|on unknown|catch ?all)$/;

/** `extra="forbid"`: what was not asked for is refused, left out, or taken. */
function* forbiddenExtras({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('string')) {
    const { parent } = node;
    const key =
      parent === null
        ? null
        : (childOf(parent, 'keyword.name') ?? childOf(parent, 'entry.key') ?? childOf(parent, 'assign.target'));
    if (parent === null || key === null || !EXTRAS.test(wordsOf(unit.textOf(key).replace(/["'`]/g, '')))) continue;
    const rank = ['allow', 'include', 'passthrough'].some((word) => unit.textOf(node).includes(word))
      ? 0
      : /forbid|strict|raise|ignore|exclude|strip|reject/i.test(unit.textOf(node))
        ? 1
        : null;
    if (rank !== null) yield { node: parent, key: 'extras', rank };
  }
}

/** `["git", "clone", "--", url]`: what follows is no option, whatever it begins with. */
function* endedOptions({ unit }: Reading): Generator<Ranked> {
  for (const kind of ['array', 'call'] as const)
    for (const node of unit.ofKind(kind)) {
      const given = kind === 'array' ? node.children : childrenOf(node, 'call.argument');
      const [program] = given;
      if (given.length < 2 || program?.kind !== 'string') continue;
      const texts = given.map((each) => unit.textOf(each).replace(/["'`]/g, ''));
      if (!given.some(({ kind: of }) => of === 'name' || of === 'member' || of === 'call' || of === 'template'))
        continue;
      if (
        kind === 'call' &&
        !/^(?:Command|CommandContext|exec|execv\w*|spawn\w*|ProcessBuilder)$/.test(
          lastOf(unit.textOf(childOf(node, 'call.callee')!)),
        )
      )
        continue;
      yield { node, key: `options of ${texts[0]!} ${texts[1]!}`, rank: texts.includes('--') ? 1 : 0 };
    }
}

/** `Object.create(null)`: an object whose keys can be anything, and one that already has some. */
function* bareObjects({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    const value = childOf(node, 'assign.value');
    if (target === null || value === null || value.end - value.start > 40) continue;
    const isBare = /^(?:Object\.create\(null\)|new Map(?:<.*>)?\(\))$/.test(unit.textOf(value));
    if (isBare || (value.kind === 'object' && value.children.length === 0))
      yield { node, key: `object ${unit.textOf(target)}`, rank: isBare ? 1 : 0 };
  }
}

/** Classes of which one does the same with less care. */
const CLASSES: readonly (readonly [RegExp, RegExp])[] = [
  [/\bSimpleEvaluationContext\.\w+$/, /\bStandardEvaluationContext$/],
  [/\bactivateDefaultTyping$/, /\benableDefaultTyping$/],
  [/\bC?SafeLoader\b/, /\b(?:Full|Unsafe|C)?Loader$/],
  [/\b(?:Immutable)?SandboxedEnvironment\b/, /(?:^|\.)Environment$/],
  [/\bcommonpath$/, /\bcommonprefix$/],
  [/\brealpath$/, /\b(?:abspath|normpath)$/],
  [/\bre\.fullmatch$/, /\bre\.match$/],
  [/\bexecFile(?:Sync)?$/, /\bexec(?:Sync)?$/],
  [/\bliteral_eval$/, /(?:^|\.)eval$/],
  [/\bjson\.loads?$/, /\b(?:pickle|dill|marshal)\.loads?$/],
  [/\bformat_html$/, /\bmark_safe$/],
  [/\bcreateCipheriv$/, /\bcreateCipher$/],
];

function* constructed({ unit }: Reading): Generator<Ranked> {
  for (const kind of ['call', 'new'] as const)
    for (const node of unit.ofKind(kind)) {
      const callee = childOf(node, 'call.callee');
      if (callee === null || callee.end - callee.start > 80) continue;
      const text = unit.textOf(callee);
      for (const [index, [careful, careless]] of CLASSES.entries())
        if (careful.test(text) || careless.test(text))
          yield { node, key: `class ${index}`, rank: careful.test(text) ? 1 : 0 };
    }
}

const HOLDS_AGAINST =
  /\b(?:sensitive|safe|secur\w+|block\w*|den(?:y|ied)|black ?list\w*|forbid\w*|illegal|malicious|dangerous|sanitiz\w*|inject\w*|reserved)\b/;
const ANY_CASE = /(?:IgnoreCase|EqualFold|casefold|CaseInsensitive\w*)$/;
const ONE_CASE = /\.(?:contains|equals|startsWith|endsWith|Contains|Equals|StartsWith|HasPrefix)$/;

/** In functions that by their names keep something out: whichever letters it is written in, or only some. */
function* letterCases(reading: Reading): Generator<Ranked> {
  const { unit } = reading;
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    if (callee === null || callee.end - callee.start > 80) continue;
    const text = unit.textOf(callee);
    const isAnyCase = ANY_CASE.test(text);
    if ((isAnyCase || ONE_CASE.test(text)) && HOLDS_AGAINST.test(wordsOf(reading.subjectOf(node).symbol)))
      yield { node, key: 'letter case', rank: isAnyCase ? 1 : 0 };
  }
}

/** Libraries of which one does the same with less care. */
const LIBRARIES: readonly (readonly [RegExp, RegExp])[] = [
  [/^html\/template$/, /^text\/template$/],
  [/^defusedxml\b/, /^(?:xml|lxml)\b/],
  [/^jinja2\.sandbox$/, /^jinja2$/],
  [
    /^(?:bcrypt|argon2\w*|scrypt|@node-rs\/(?:argon2|bcrypt)|golang\.org\/x\/crypto\/(?:bcrypt|argon2|scrypt))$/,
    /^(?:md5|sha1|crypto\/(?:md5|sha1))$/,
  ],
];

function* imported({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('import')) {
    const module = childOf(node, 'import.module');
    if (module === null) continue;
    const name = unit.textOf(module).replace(/["'`]/g, '');
    for (const [index, [careful, careless]] of LIBRARIES.entries())
      if (careful.test(name) || careless.test(name))
        yield { node, key: `library ${index}`, rank: careful.test(name) ? 1 : 0 };
  }
}

const RUNS =
  /^(?:query\w*|execute\w*|prepare\w*|raw|exec|Query\w*|Exec\w*|createQuery|createNativeQuery|text|Prepare\w*|find_by_sql|mogrify)$/;
const BEGINS_SQL = /^\w{0,2}["'`]+\s*(?:select|insert|update|delete|with|call|merge|replace)\b/i;

/** What a query takes in is given beside it, or joined to its text. */
function* queries({ unit }: Reading): Generator<Ranked> {
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || !RUNS.test(name)) continue;
    for (const arg of childrenOf(node, 'call.argument').slice(0, 3)) {
      const text = unit.textOf(arg).slice(0, 60);
      if (!BEGINS_SQL.test(text)) continue;
      yield { node: arg, key: 'query text', rank: arg.kind === 'string' ? 1 : isJoined(arg) ? 0 : 1 };
      break;
    }
  }
}

/** With what is no constant by its name. */
function isJoined(node: SyntaxNode): boolean {
  for (const at of descendants(node))
    if ((at.kind === 'name' || at.kind === 'property' || at.kind === 'call') && at !== node) return true;
  return false;
}

function lastOf(text: string): string {
  return text.split(/[.:]/).at(-1)!;
}
