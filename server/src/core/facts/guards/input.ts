import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { Alternative } from '../../model/requirement.ts';
import type { FileReading } from '../define.ts';
import { type ActorAtom, actorAtom, type Atom } from './atom.ts';
import { type Formula, literal } from './formula.ts';
import { lastName, pathAt, textAt } from './paths.ts';
import { wordsOf } from './words.ts';

/**
 * Checks on what a request brings along rather than on who sends it: that a path stays in its folder, that an address is
 * none of the own network, that a value is on a list. They are atoms like those of the caller; what they are called by
 * the code around them does not matter, only what is asked.
 */
const CONTAINED: Alternative = { kind: 'path', value: 'contained' };
const BEGINS_LIKE: Alternative = { kind: 'path', value: 'begins-like' };
const PUBLIC_HOST: Alternative = { kind: 'input', value: 'allowed-host' };
const LISTED: Alternative = { kind: 'input', value: 'allow-list' };
const NOT_LISTED: Alternative = { kind: 'input', value: 'deny-list' };
const OWN_KEYS: Alternative = { kind: 'input', value: 'no-prototype' };
const CHECKED: Alternative = { kind: 'input', value: 'checked' };
const SANITISED: Alternative = { kind: 'input', value: 'sanitised' };

const PATH =
  '(?:file ?names?|file ?paths?|paths?|dir(?:ector(?:y|ies))?|folders?|sub ?paths?|file|names?|key|root|base)';
const HOST =
  '(?:urls?|uris?|hosts?|host ?names?|ips?|ip ?addr(?:ess(?:es)?)?|address(?:es)?|domains?|origins?|endpoints?|redirects?(?: ur[li]s?| to)?|link|target|return (?:to|url)|callback(?: ur[li])?|webhook(?: ur[li])?)';
/** For names that only say that something is looked at. */
const ADDRESS =
  '(?:urls?|uris?|hosts?|host ?names?|ip ?addr(?:ess(?:es)?)?|origins?|redirects?(?: ur[li]s?| to)?|callback ur[li]|webhook ur[li])';
const whole = (...patterns: readonly string[]): RegExp => new RegExp(`^(?:${patterns.join('|')})$`);

/** Names of checks that hold of what is right. */
const PATH_RIGHT = whole(
  `(?:(?:assert|ensure|verify|validate|check|require|is|has|are) )?(?:the )?(?:safe|secure|valid(?:ated)?|allowed|contained|confined|sub) ${PATH}(?: (?:in|within|inside|under|of) .+)?`,
  `(?:assert|ensure|verify|validate|check|is|require)? ?(?:${PATH} )?(?:is )?(?:safe|inside|within|contained|in|under|relative to|sub ?path|child(?: of)?)(?: (?:in|of|the|base|root|parent|work ?space|allowed|safe))* ?(?:${PATH}|path inside|sandbox|tree|work ?space|of)`,
  `(?:assert|ensure|verify|validate|check|prevent|reject|guard|no)(?: against)? (?:${PATH} )?(?:traversal|escape|containment)`,
  `(?:validate|verify|assert|check) (?:file ?paths?|paths?|file ?names?|sub ?paths?)(?: .+)?`,
  'is relative to|is path inside|path is inside|is safe path|is sub ?path|safe join|is within .+',
);
/** And of what is wrong. */
const PATH_WRONG = whole(
  `(?:is|has|contains|includes|detect(?:s)?|looks like)? ?(?:${PATH} )?(?:traversal|path escape)(?: .+)?`,
  `is (?:unsafe|dangerous|invalid|suspicious|outside|malicious) ?(?:${PATH})(?: .+)?|is outside(?: .+)?|escapes(?: .+)?|is sym ?link|is symbolic link`,
);
const HOST_RIGHT = whole(
  `(?:assert|ensure|verify|validate|check|require|is|has|are)(?: \\w+)? (?:safe|allowed|trusted|public|global|external|whitelisted|permitted|valid|approved|known|local|relative|same)(?: \\w+)? ${HOST}(?: .+)?`,
  `(?:assert|ensure|verify|validate|check)(?: \\w+){0,2} ${ADDRESS}(?: (?:is )?(?:not (?:private|internal|local)|allowed|safe|public|for ssrf|against .+|allow ?list|white ?list))?`,
  `(?:is |are )?${HOST} (?:is )?(?:safe|allowed|trusted|public|permitted|white ?listed|allow ?listed)(?: .+)?`,
  `(?:url )?has allowed host and scheme|url has allowed host and scheme|(?:assert|check|prevent|guard|protect|verify|ensure|validate)(?: (?:no|against|for|from|not))* ssrf(?: .+)?|is same origin|check deny ?list|check allow ?list`,
);
const HOST_WRONG = whole(
  `is (?:private|internal|local|loopback|link local|reserved|blocked|denied|disallowed|forbidden|unsafe|black ?listed|external|absolute|cloud metadata|metadata|multicast)(?: or \\w+)? ?(?:network )?${HOST}(?: .+)?`,
  'is ?private|is ?loopback|is ?link ?local|is ?reserved|is ?multicast|is ?unspecified|is ?localhost|is ?internal|is ?global unicast',
  `${HOST} is (?:private|internal|local|blocked|denied|disallowed)`,
);
/** Calls whose answer is what they were given, made harmless. */
const SANITISERS = whole(
  'secure file ?name|safe join|basename of user input',
  `(?:get |to |make |create |build |resolve )?(?:safe|sanitized|secure) (?:file ?)?(?:path|name|file ?name|file ?path|join|url|redirect|html|link|href)(?: .+)?`,
  '(?:sanitize|sanitise|purify|clean|escape|neutrali[sz]e)(?: (?:user|input|raw|unsafe|untrusted))? ?(?:html|file ?names?|file ?paths?|paths?|url|uri|href|redirect|svg|markup|shell|sql|reg ?exp?|command|header|input|markdown|content|css|like|identifier|filename)(?: .+)?',
  'safe (?:selector|filter|where|criteria)',
  'strip (?:protected|internal|unsafe|dangerous|private|forbidden|restricted) (?:fields|keys|props|properties|attributes|attrs)|(?:pick|select) (?:allowed|safe|permitted|writable|public) (?:fields|keys|props|properties|attributes|attrs)',
);
const SANITISER_PATH =
  /^(?:werkzeug\.utils\.(?:secure_filename|safe_join)|flask\.safe_join|django\.utils\._os\.safe_join|shlex\.quote|pipes\.quote|bleach\.clean|nh3\.clean|markupsafe\.escape|html\.escape|cgi\.escape|django\.utils\.html\.(?:escape|conditional_escape|strip_tags)|sanitize-filename|sanitize-html|xss|escape-html|he\.(?:encode|escape)|validator\.escape|(?:dompurify|isomorphic-dompurify)(?:\.\w+)*(?:\(\))?\.sanitize|shell-quote\.quote|github\.com\/cyphar\/filepath-securejoin\.SecureJoin(?:VFS)?|html\.EscapeString|html\/template\.HTMLEscapeString|shell-escape|urllib\.parse\.quote(?:_plus)?|defusedxml\.\w+(?:\.\w+)*)$/;
const NO_SANITISER = /\b(?:css|style|theme|class|log|logs|logger|test|mock|display|i18n|message)\b/;

function asked(requirement: Alternative, holds: boolean, checked?: Pick<ActorAtom, 'checked' | 'at'>): Formula<Atom> {
  const atom = actorAtom(requirement.kind, requirement.value, 'strong', 'pattern');
  return literal<Atom>(checked === undefined ? atom : { ...atom, ...checked }, holds);
}

const OTHER =
  /\b(?:exists?|existence|e?mail|created|writable|readable|empty|mode|permissions?|shipping|billing|postal|wallet|changed|loaded|ready)\b/;

/** A check by its name: what it says of what it is given. Null when it is none. */
function named(words: string): { readonly requirement: Alternative; readonly holds: boolean } | null {
  if (OTHER.test(words)) return null;
  if (PATH_WRONG.test(words)) return { requirement: CONTAINED, holds: false };
  if (HOST_WRONG.test(words)) return { requirement: PUBLIC_HOST, holds: false };
  if (HOST_RIGHT.test(words)) return { requirement: PUBLIC_HOST, holds: true };
  if (PATH_RIGHT.test(words)) return { requirement: CONTAINED, holds: true };
  return /^is (?:\w+ ){1,4}safe$|^is safe(?: \w+){1,3}$/.test(words) ? { requirement: CHECKED, holds: true } : null;
}

/** `isPathTraversal(name)`, `full.startsWith(ROOT)`, `ALLOWED.has(host)`: a call that is asked for its truth. */
export function inputQuestion(reading: FileReading, call: SyntaxNode): Formula<Atom> | null {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(reading.unit, callee);
  if (callee === null || name === null) return null;
  const [first] = childrenOf(call, 'call.argument');
  const object = childOf(callee, 'member.object');
  const found = named(wordsOf(name));
  if (found !== null)
    return asked(
      found.requirement,
      found.holds,
      first === undefined ? undefined : { checked: reading.unit.textOf(first).slice(0, 80), at: call },
    );
  if (object === null || first === undefined) return null;
  if (name === 'startsWith' || name === 'startswith') return startsWith(reading, object, first);
  if (name === 'isAbsolute' || name === 'isabs') return asked(CONTAINED, false);
  if (reading.unit.language.returnsSeveral && reading.unit.textOf(object) === 'strings')
    return ofStrings(reading, call, name);
  if (['find', 'some', 'any', 'findIndex'].includes(name)) return ofEach(reading, first, object);
  if (['includes', 'has', 'contains', 'indexOf', 'search'].includes(name)) return inputMember(reading, first, object);
  return null;
}

/** `strings.Contains(name, "..")`: of Go, where the text comes first. */
function ofStrings(reading: FileReading, call: SyntaxNode, name: string): Formula<Atom> | null {
  const [text, part] = childrenOf(call, 'call.argument');
  if (text === undefined || part === undefined) return null;
  if (name === 'HasPrefix') return startsWith(reading, text, part);
  const found = name === 'Contains' ? textAt(reading, part) : null;
  return found === '..' || found === '../' ? asked(CONTAINED, false) : null;
}

/** `client.redirectUris.find((uri) => uri === given)`: one of a list equals what is given. */
function ofEach(reading: FileReading, test: SyntaxNode, container: SyntaxNode): Formula<Atom> | null {
  const body = test.kind === 'function' ? childOf(test, 'function.body') : null;
  const operator = body?.kind === 'binary' ? childOf(body, 'binary.operator') : null;
  if (body === null || operator === null || !/^={2,3}$/.test(reading.unit.textOf(operator))) return null;
  const parameter = test.children.find((child) => child.kind === 'parameter');
  const own = parameter === undefined ? '' : reading.unit.textOf(parameter).replace(/:.*$/s, '');
  const sides = ['binary.left', 'binary.right'].flatMap((role) => childOf(body, role) ?? []);
  const given = sides.find((side) => reading.unit.textOf(side) !== own);
  const isOfList = sides.some((side) => reading.unit.textOf(side) === own);
  const words = wordsOf(reading.unit.textOf(container).split('.').slice(-2).join(' '));
  return given !== undefined && isOfList && REGISTERED.test(words) ? inputMember(reading, given, container) : null;
}

/** Schemes that lead to files of this machine, or to programs. */
const SCHEME = /^(?:file|ftp|gopher|jar|dict|netdoc|javascript|data|vbscript|ldap|rmi|jndi):?(?:\/\/?)?$/i;
const OF_ADDRESSES = /\b(?:url|uri|location|link|href|source|target|endpoint|address|redirect)\b/;

function startsWith(reading: FileReading, object: SyntaxNode, prefix: SyntaxNode): Formula<Atom> | null {
  const { unit } = reading;
  const text = textAt(reading, prefix);
  if (text !== null && text.startsWith('..')) return asked(CONTAINED, false);
  // `-` in front makes an option of what a command is given.
  if (text === '-' || text === '--') return asked(SANITISED, false);
  if (text !== null && /^(?:\/\/|\\|\/\\)/.test(text)) return asked(PUBLIC_HOST, false);
  if (text !== null && SCHEME.test(text) && OF_ADDRESSES.test(wordsOf(unit.textOf(object))))
    return asked(PUBLIC_HOST, false);
  const written = unit.textOf(prefix);
  const isOfPaths =
    /\bsep\b|resolve\(|realpath|\b(?:root|base)\b/i.test(wordsOf(written)) || /['"]\/['"]/.test(written);
  const isFolder =
    /\b(?:root|dir|directory|base|folder|path|parent|home|prefix|upload|uploads|storage|workspace)\b/.test(
      wordsOf(written),
    );
  if (prefix.kind !== 'string' && (isFolder || isOfPaths) && isPath(reading, object))
    return asked(isSeparated(reading, prefix) ? CONTAINED : BEGINS_LIKE, true);
  return text === '/' &&
    /\b(?:redirect|next|return|url|to|target|dest|location|path)\b/.test(wordsOf(unit.textOf(object)))
    ? asked(PUBLIC_HOST, true)
    : null;
}

/** `/srv/uploads-old` begins with `/srv/uploads` as well: only with a separator behind it the folder is meant. */
function isSeparated(reading: FileReading, prefix: SyntaxNode): boolean {
  const binding = prefix.kind === 'name' ? reading.scopes.lookUp(reading.unit.textOf(prefix), prefix) : null;
  const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  const written = reading.unit.textOf(value ?? prefix);
  return /\bsep\b|['"`/]\/['"`]?\s*[)}]*$|\/['"`]/.test(written) || (prefix.kind === 'name' && value === null);
}

/** Made by joining or resolving, or called a path. */
function isPath(reading: FileReading, node: SyntaxNode): boolean {
  const path = pathAt(reading, node);
  const words = (path === null ? [reading.unit.textOf(node)] : [...path.segments, ...path.aliases]).map(wordsOf);
  return words.some((each) =>
    /\b(?:resolve|join|normali[sz]e|realpath|abspath|relative|real path|full|absolute|path|file|target|dest|destination|filename|dir|location|resolved|candidate|entry)\b/.test(
      each,
    ),
  );
}

const LIST =
  /\b(?:allow(?:ed|able)?|white ?list(?:ed)?|permitted|trusted|safe|approved|orderable|sortable|writable|editable)\b/;
const BLOCK =
  /\b(?:block(?:ed)?|den(?:y|ied)|forbidden|banned|disallowed|black ?list(?:ed)?|unsafe|dangerous|reserved|protected|internal)\b/;
/** Addresses that a client or an application is registered with. */
const REGISTERED =
  /\b(?:redirect|callback|logout|return|registered|post logout redirect)(?: (?:to|ur[il]))? ?(?:ur[il]s?|domains|hosts|origins)$|\b(?:redirect|callback)ur[il]s$/;
const OF_CALLERS = /\b(?:methods?|verbs?|users?|roles?|members?|permissions?|scopes?|admins?|groups?)\b/;

/** `item in container`, `container.includes(item)`. */
export function inputMember(reading: FileReading, item: SyntaxNode, container: SyntaxNode): Formula<Atom> | null {
  const text = textAt(reading, item);
  if (text === '..' || text === '../' || text === '..\\' || text === '/..') return asked(CONTAINED, false);
  if (
    text === '\\' &&
    /\b(?:url|uri|redirect|redirect to|next|target|location|return to)\b/.test(wordsOf(reading.unit.textOf(container)))
  )
    return asked(PUBLIC_HOST, false);
  if ((text === '/' || text === '\\') && /\bfile ?name\b/.test(wordsOf(reading.unit.textOf(container))))
    return asked(CONTAINED, false);
  if (text === '\0' || text === '__proto__') return asked(text === '\0' ? CONTAINED : OWN_KEYS, false);
  if (text !== null || !['name', 'member', 'self'].includes(container.kind)) return null;
  const words = wordsOf(reading.unit.textOf(container).split('.').slice(-2).join(' '));
  if (OF_CALLERS.test(words)) return null;
  const of = wordsOf(`${reading.unit.textOf(item)} ${words}`);
  const isHost = new RegExp(`\\b(?:host|hostname|domain|origin|ip|url|netloc|scheme|protocol)`).test(of);
  if (REGISTERED.test(words)) return asked(PUBLIC_HOST, true);
  if (LIST.test(words)) return asked(isHost ? PUBLIC_HOST : LISTED, true);
  return BLOCK.test(words) ? asked(isHost ? PUBLIC_HOST : NOT_LISTED, false) : null;
}

/** `os.path.commonpath([base, target]) != base`, `url.host === req.host`, `key === '__proto__'`. */
export function inputEqual(reading: FileReading, left: SyntaxNode, right: SyntaxNode): Formula<Atom> | null {
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const name = side.kind === 'call' ? lastName(reading.unit, side) : null;
    if (name !== null && /^(?:common(?:path|prefix)|basename|dirname)$/.test(name) && isPath(reading, side))
      return asked(CONTAINED, true);
    if (isAnswered(reading, side) && isKept(reading, other)) return asked({ kind: 'csrf', value: 'csrf' }, true);
    const text = textAt(reading, side);
    if (text === '__proto__' || text === 'prototype') return asked(OWN_KEYS, false);
    if (text === '..') return asked(CONTAINED, false);
    if (side.kind !== 'member' || other.kind === 'null') continue;
    const property = lastName(reading.unit, side) ?? '';
    if (!/^(?:host|hostname|origin|netloc|protocol|scheme)$/.test(property)) continue;
    if (/^(?:https?|mailto|javascript):?$/.test(textAt(reading, other) ?? 'http') || other.kind === 'member')
      return asked(PUBLIC_HOST, textAt(reading, other)?.startsWith('javascript') !== true);
  }
  return null;
}

/** The state that comes back from another site: `req.query.state`. */
function isAnswered(reading: FileReading, node: SyntaxNode): boolean {
  const words = (pathAt(reading, node)?.segments ?? []).map(wordsOf);
  return (
    /^(?:(?:oauth )?state|nonce)$/.test(words[words.length - 1] ?? '') &&
    words.some((word) => /^(?:query|args|get|params|search params|query params|body|searchparams)(?: |$)/.test(word))
  );
}

/** The state that was kept for it: in the session, in a cookie. */
function isKept(reading: FileReading, node: SyntaxNode): boolean {
  return (pathAt(reading, node)?.segments ?? []).some((segment) =>
    /^(?:session|cookies?|store|signed cookies)\b/.test(wordsOf(segment)),
  );
}

/** `ip.is_private`, `parsed.netloc`: a property that is asked for its truth. */
export function inputTruth(reading: FileReading, node: SyntaxNode): Formula<Atom> | null {
  if (node.kind !== 'member') return null;
  const name = lastName(reading.unit, node) ?? '';
  if (name === 'netloc') return asked(PUBLIC_HOST, false);
  const words = wordsOf(name);
  return /^is (?:private|loopback|link local|reserved|multicast|unspecified)$/.test(words) &&
    !OF_CALLERS.test(wordsOf(reading.unit.textOf(node))) &&
    /\b(?:ip|addr|address|host|a|resolved)\b/.test(wordsOf(reading.unit.textOf(childOf(node, 'member.object')!)))
    ? asked(PUBLIC_HOST, false)
    : null;
}

/** A call that throws unless what it is given is right, by its name. */
export function inputCheck(name: string): Alternative | null {
  const words = wordsOf(name);
  if (!/^(?:assert|ensure|verify|validate|check|require|prevent|reject|guard|protect)\b/.test(words)) return null;
  const found = named(words);
  return found === null || !found.holds ? null : found.requirement;
}

/** A call that makes what it is given harmless. */
export function sanitiser(reading: FileReading, call: SyntaxNode): Alternative | null {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(reading.unit, callee);
  if (name === null || childrenOf(call, 'call.argument').length === 0) return null;
  const words = wordsOf(name);
  const { language } = reading.unit;
  const isOwn = (language.returnsSeveral || language.hasAccessors) && /^saniti[sz]e(?: \w+){0,4}$/.test(words);
  const isNamed = (isOwn || SANITISERS.test(words)) && !NO_SANITISER.test(words);
  if (language.returnsSeveral && isCleanedPath(reading, call)) return CONTAINED;
  if (!isNamed && !SANITISER_PATH.test(reading.resolver.calleeOf(call) ?? '')) return null;
  return /file|path|join/.test(words) ? CONTAINED : SANITISED;
}

/** `path.Clean(r.URL.Path)`: what others match is the path without its dots. */
function isCleanedPath(reading: FileReading, call: SyntaxNode): boolean {
  const [first] = childrenOf(call, 'call.argument');
  return (
    first !== undefined &&
    reading.resolver.calleeOf(call) === 'path.Clean' &&
    /\b(?:URL|url|u|req|r|request)\.(?:\w+\.)?(?:Raw)?Path$/.test(reading.unit.textOf(first))
  );
}

/** The kinds of this file. */
export function isOfInput(kind: Alternative['kind']): boolean {
  return kind === 'path' || kind === 'input';
}

/** A branch that goes on with another value than the one it found wanting: `if (!isSafe(next)) next = '/'`. */
export function replacesValue(reading: FileReading, branch: SyntaxNode, condition: SyntaxNode): boolean {
  const statements = (branch.kind === 'block' ? branch.children : [branch]).filter((child) => child.kind !== 'comment');
  const [only, ...more] = statements;
  if (only === undefined || more.length > 0) return false;
  const assign = only.kind === 'assign' ? only : only.children.find((child) => child.kind === 'assign');
  const target = assign === undefined ? null : childOf(assign, 'assign.target');
  if (target?.kind !== 'name') return false;
  const name = reading.unit.textOf(target);
  for (const node of descendants(condition))
    if (node.kind === 'name' && reading.unit.textOf(node) === name) return true;
  return false;
}
