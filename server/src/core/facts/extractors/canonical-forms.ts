import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing, returnsIn } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { shownName } from '../guards/arguments.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';

/** Calls that bring a path or an address into the one form in which it can be compared. */
const OF_PATHS =
  /^(?:resolve|normali[sz]e|normpath|realpath|realpathSync|abspath|urljoin|decodeURIComponent|decodeURI|unquote|unquote_plus|expanduser)$/;
const OF_PATH_MODULE = /^(?:node:)?path\.(?:(?:posix|win32)\.)?\w+$/;
const NAMES_PATHS = /^(?:path|posix|win32|pathlib|os\.path|\w*[pP]ath\w*)$/;
const OF_CASE = /^(?:lower|toLowerCase|casefold|rstrip|trimEnd)$/;
/** Texts of which upper case, or a dot at the end, means the same. */
const CASELESS =
  /\b(?:host|hostname|host name|domain|origin|netloc|scheme|protocol|path|pathname|url|uri|ext|extension|file ?name|email)\b/;
const COMPARES =
  /startsWith|startswith|endsWith|endswith|includes|\bin\b|===?|!==?|is_relative_to|relative_to|commonpath|\.has\(|\.test\(|match\(/;
const NAMES_FORMS = /^(?:to )?(?:normali[sz]ed?|canonical(?:i[sz]e)?|resolved?|real|lower ?cased?)\b/;
const MAX_TEXT = 400;
/** Functions that answer with what other functions answer. */
const MAX_HELPERS = 3;

/** Values that are brought into one form before something is decided by them: without it the same thing has other names. */
export const canonicalForms = defineExtractor({
  id: 'canonical-forms',
  kinds: ['identity.guard'],
  languages: ['python', 'javascript', 'typescript', 'tsx'],
  *extract(reading) {
    if (reading.unit.context.test) return;
    const decided = new Map<SyntaxNode, string>();
    for (const call of reading.unit.ofKind('call')) {
      if (!isForm(reading, call) || !isDecidedBy(reading, call, decided)) continue;
      yield toSite(reading, call);
    }
  },
});

function isForm(reading: Reading, call: SyntaxNode, depth = 0): boolean {
  const { unit, resolver } = reading;
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? null : lastName(unit, callee);
  if (callee === null || name === null || call.end - call.start > MAX_TEXT) return false;
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  // Of a path: not `Promise.resolve(value)`, `resolve(value)` of a promise, `dns.resolve(host)`.
  if (name === 'resolve' || name === 'normalize')
    return (
      isOfPathlib(unit, call) ||
      OF_PATH_MODULE.test(resolver.calleeOf(call) ?? '') ||
      (object !== null && NAMES_PATHS.test(unit.textOf(object).replace(/^.*\(/, '')))
    );
  if (OF_PATHS.test(name)) return true;
  if (callee.kind === 'name') return answersForm(reading, callee, depth);
  return OF_CASE.test(name) && object !== null && CASELESS.test(wordsOf(unit.textOf(object).slice(-60)));
}

/** `const toHost = (url) => new URL(url).hostname.toLowerCase()`, and one of another file by its name. */
function answersForm(reading: Reading, callee: SyntaxNode, depth: number): boolean {
  const value = reading.resolver.valueOf(callee);
  if (value.kind === 'symbol') return NAMES_FORMS.test(wordsOf(reading.unit.textOf(callee)));
  const body = value.kind === 'function' && depth < MAX_HELPERS ? childOf(value.node, 'function.body') : null;
  if (value.kind !== 'function' || body === null) return false;
  const answers =
    body.kind === 'block' ? returnsIn(value.node).flatMap(({ children }) => children.slice(0, 1)) : [body];
  return answers.length === 1 && answers[0]!.kind === 'call' && isForm(reading, answers[0]!, depth + 1);
}

/** `(Path(root) / name).resolve()`: a promise of Python has no such method. */
function isOfPathlib({ language, tree }: Reading['unit'], call: SyntaxNode): boolean {
  return language.id === 'python' && childOf(call, 'call.argument') === null && tree.text.includes('pathlib');
}

/** It stands in a comparison itself, or what it is assigned to does in the same function, which refuses something. */
function isDecidedBy(reading: Reading, call: SyntaxNode, decided: Map<SyntaxNode, string>): boolean {
  const { unit } = reading;
  const fn = enclosing(call, 'function');
  if (fn === null) return false;
  let at: SyntaxNode = call;
  while (at.parent !== null && !['assign', 'if', 'block', 'function', 'return', 'object'].includes(at.parent.kind))
    at = at.parent;
  if (isComparing(unit, at) && (at.parent?.kind === 'return' || refuses(unit, fn))) return true;
  if (at !== call && at.parent?.kind === 'block' && at.kind === 'call') return call.role === 'call.argument';
  if (at.parent?.kind !== 'assign' || at.role !== 'assign.value') return false;
  const target = childOf(at.parent, 'assign.target');
  return target?.kind === 'name' && decidersOf(unit, fn, decided).includes(` ${unit.textOf(target)} `);
}

/** The names in comparisons of a function, and those that are handed on to be decided by, each between blanks. */
function decidersOf(unit: Reading['unit'], fn: SyntaxNode, decided: Map<SyntaxNode, string>): string {
  const known = decided.get(fn);
  if (known !== undefined) return known;
  const isRefusing = refuses(unit, fn);
  const names: string[] = [];
  for (const node of descendants(fn)) {
    // `assertInside(full)`
    if (node.kind === 'call' && node.parent?.kind === 'block')
      for (const arg of childrenOf(node, 'call.argument')) if (arg.kind === 'name') names.push(unit.textOf(arg));
    if (!isComparing(unit, node) || !(isRefusing || node.parent?.kind === 'return')) continue;
    for (const each of descendants(node)) if (each.kind === 'name') names.push(unit.textOf(each));
  }
  const text = ` ${names.join(' ')} `;
  decided.set(fn, text);
  return text;
}

/** A condition, or what is answered or kept of one. */
function isComparing(unit: Reading['unit'], node: SyntaxNode): boolean {
  const isAsked = node.role === 'if.condition' || node.role === 'assign.value' || node.parent?.kind === 'return';
  return isAsked && node.kind !== 'function' && node.end - node.start < MAX_TEXT && COMPARES.test(unit.textOf(node));
}

const REFUSES =
  /\b(?:throw|raise)\b|\breject\(|\b40[0134]\b|[fF]orbidden|[iI]nvalid|return (?:False|false|None|null)\b/;
const MAX_BODY = 20_000;

/** It throws somewhere, or answers with an error. */
function refuses(unit: Reading['unit'], fn: SyntaxNode): boolean {
  return REFUSES.test(unit.textOf(fn).slice(0, MAX_BODY));
}

function toSite(reading: Reading, node: SyntaxNode): Site {
  return {
    kind: 'identity.guard',
    action: 'validate-input',
    resource: { kind: 'input', value: known(shownName(reading, node)), norm: 'canonical' },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: ['What is compared later has one form only.'],
  };
}
