import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import type { Atom } from './atom.ts';
import type { Formula } from './formula.ts';
import {
  askedOfInput,
  BEGINS_LIKE,
  CONTAINED,
  HOST_NOT_LISTED,
  LISTED,
  NOT_LISTED,
  OWN_KEYS,
  PUBLIC_HOST,
  SANITISED,
} from './input-atoms.ts';
import { checkNamed } from './input-names.ts';
import { lastName, pathAt, textAt } from './paths.ts';
import { wordsOf } from './words.ts';

const HELD = /^(?:contains|(?:string)?contains(?:string|any)?|(?:string)?inslice|inarray|slicecontains)$/i;

/** `isPathTraversal(name)`, `full.startsWith(ROOT)`, `ALLOWED.has(host)`: a call that is asked for its truth. */
export function inputQuestion(reading: FileReading, call: SyntaxNode): Formula<Atom> | null {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(reading.unit, callee);
  if (callee === null || name === null) return null;
  const [first] = childrenOf(call, 'call.argument');
  const object = childOf(callee, 'member.object');
  // PHP asks for the kind of an address by flags.
  if (name === 'filter_var' && /FILTER_FLAG_NO_(?:PRIV|RES)_RANGE/.test(reading.unit.textOf(call)))
    return askedOfInput(PUBLIC_HOST, true);
  if (name === 'isAssignableFrom' || name === 'is_subclass_of') return askedOfInput(LISTED, true);
  const found = checkNamed(wordsOf(name));
  if (found !== null)
    return askedOfInput(
      found.requirement,
      found.holds,
      first === undefined ? undefined : { checked: reading.unit.textOf(first).slice(0, 80), at: call },
    );
  const [, second] = childrenOf(call, 'call.argument');
  // `slices.Contains(client.RedirectURIs, given)`, `contains(allowed, origin)` of Go
  if (reading.unit.language.returnsSeveral && second !== undefined && HELD.test(name) && !isOfTexts(reading, object))
    return inputMember(reading, second, first!) ?? inputMember(reading, first!, second);
  if (object === null || first === undefined) return null;
  if (name === 'startsWith' || name === 'startswith') return startsWith(reading, object, first);
  if (name === 'isAbsolute' || name === 'isabs') return askedOfInput(CONTAINED, false);
  if (reading.unit.language.returnsSeveral && isOfTexts(reading, object)) return ofStrings(reading, call, name);
  if (['find', 'some', 'any', 'findIndex'].includes(name)) return ofEach(reading, first, object);
  if (['includes', 'has', 'contains', 'indexOf', 'search'].includes(name)) return inputMember(reading, first, object);
  return null;
}

function isOfTexts({ unit }: FileReading, object: SyntaxNode | null): boolean {
  return object !== null && /^(?:strings|bytes)$/.test(unit.textOf(object));
}

/** `strings.Contains(name, "..")`: of Go, where the text comes first. */
function ofStrings(reading: FileReading, call: SyntaxNode, name: string): Formula<Atom> | null {
  const [text, part] = childrenOf(call, 'call.argument');
  if (text === undefined || part === undefined) return null;
  if (name === 'HasPrefix') return startsWith(reading, text, part);
  const found = name === 'Contains' || name === 'ContainsAny' ? textAt(reading, part) : null;
  const isSeparator =
    name === 'Contains' && /\b(?:file)?path\.Separator\b|\bos\.PathSeparator\b/.test(reading.unit.textOf(part));
  // `strings.ContainsAny(name, "/\\")`: of a name that would lead elsewhere.
  const isPart = name === 'ContainsAny' && found !== null && /^[/\\:.\0]+$/.test(found) && found.includes('/');
  return found === '..' || found === '../' || isSeparator || isPart ? askedOfInput(CONTAINED, false) : null;
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
  if (text !== null && text.startsWith('..')) return askedOfInput(CONTAINED, false);
  // `-` in front makes an option of what a command is given.
  if (text === '-' || text === '--') return askedOfInput(SANITISED, false);
  if (text !== null && /^(?:\/\/|\\|\/\\)/.test(text)) return askedOfInput(PUBLIC_HOST, false);
  if (text !== null && SCHEME.test(text) && OF_ADDRESSES.test(wordsOf(unit.textOf(object))))
    return askedOfInput(PUBLIC_HOST, false);
  const written = unit.textOf(prefix);
  const isOfPaths =
    /\bsep\b|resolve\(|realpath|\b(?:root|base)\b/i.test(wordsOf(written)) || /['"]\/['"]/.test(written);
  const isFolder =
    /\b(?:root|dir|directory|base|folder|path|parent|home|prefix|upload|uploads|storage|workspace)\b/.test(
      wordsOf(written),
    );
  if (prefix.kind !== 'string' && (isFolder || isOfPaths) && isPath(reading, object))
    return askedOfInput(isSeparated(reading, prefix) ? CONTAINED : BEGINS_LIKE, true);
  return text === '/' &&
    /\b(?:redirect|next|return|url|to|target|dest|location|path)\b/.test(wordsOf(unit.textOf(object)))
    ? askedOfInput(PUBLIC_HOST, true)
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
  if (text === '..' || text === '../' || text === '..\\' || text === '/..') return askedOfInput(CONTAINED, false);
  if (
    text === '\\' &&
    /\b(?:url|uri|redirect|redirect to|next|target|location|return to)\b/.test(wordsOf(reading.unit.textOf(container)))
  )
    return askedOfInput(PUBLIC_HOST, false);
  if ((text === '/' || text === '\\') && /\bfile ?name\b/.test(wordsOf(reading.unit.textOf(container))))
    return askedOfInput(CONTAINED, false);
  if (text === '\0' || text === '__proto__') return askedOfInput(text === '\0' ? CONTAINED : OWN_KEYS, false);
  // `url.protocol in ('http:', 'https:')`
  const part = item.kind === 'member' ? (lastName(reading.unit, item) ?? '') : '';
  if (container.kind === 'array' && /^(?:protocol|scheme|host|hostname|origin|netloc)$/.test(part))
    return askedOfInput(PUBLIC_HOST, true);
  if (text !== null || !['name', 'member', 'self'].includes(container.kind)) return null;
  const words = wordsOf(reading.unit.textOf(container).split('.').slice(-2).join(' '));
  const given = wordsOf(reading.unit.textOf(item));
  // By which method something is asked for is no value of the request.
  if (OF_CALLERS.test(words) || /\b(?:request |http )?method(?: to upper case| upper)?$/.test(given)) return null;
  const of = `${given} ${words}`;
  const isHost = new RegExp(`\\b(?:host|hostname|domain|origin|ip|url|netloc|scheme|protocol)`).test(of);
  if (REGISTERED.test(words)) return askedOfInput(PUBLIC_HOST, true);
  if (LIST.test(words)) return askedOfInput(isHost ? PUBLIC_HOST : LISTED, true);
  return BLOCK.test(words) ? askedOfInput(isHost ? HOST_NOT_LISTED : NOT_LISTED, false) : null;
}

/** `os.path.commonpath([base, target]) != base`, `url.host === req.host`, `key === '__proto__'`. */
export function inputEqual(reading: FileReading, left: SyntaxNode, right: SyntaxNode): Formula<Atom> | null {
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const name = side.kind === 'call' ? lastName(reading.unit, side) : null;
    if (name !== null && /^(?:common(?:path|prefix)|basename|dirname)$/.test(name) && isPath(reading, side))
      return askedOfInput(CONTAINED, true);
    if (isAnswered(reading, side) && isKept(reading, other)) return askedOfInput({ kind: 'csrf', value: 'csrf' }, true);
    const text = textAt(reading, side);
    if (text === '__proto__' || text === 'prototype') return askedOfInput(OWN_KEYS, false);
    if (text === '..') return askedOfInput(CONTAINED, false);
    if (side.kind !== 'member' || other.kind === 'null') continue;
    const property = lastName(reading.unit, side) ?? '';
    if (!/^(?:host|hostname|origin|netloc|protocol|scheme)$/.test(property)) continue;
    if (/^(?:https?|mailto|javascript):?$/.test(textAt(reading, other) ?? 'http') || other.kind === 'member')
      return askedOfInput(PUBLIC_HOST, textAt(reading, other)?.startsWith('javascript') !== true);
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
  if (name === 'netloc') return askedOfInput(PUBLIC_HOST, false);
  const words = wordsOf(name);
  return /^is (?:private|loopback|link local|reserved|multicast|unspecified)$/.test(words) &&
    !OF_CALLERS.test(wordsOf(reading.unit.textOf(node))) &&
    /\b(?:ip|addr|address|host|a|resolved)\b/.test(wordsOf(reading.unit.textOf(childOf(node, 'member.object')!)))
    ? askedOfInput(PUBLIC_HOST, false)
    : null;
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
