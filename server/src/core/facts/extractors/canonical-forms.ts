import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
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
const MAX_TEXT = 400;

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

function isForm({ unit, resolver }: Reading, call: SyntaxNode): boolean {
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
  return OF_CASE.test(name) && object !== null && CASELESS.test(wordsOf(unit.textOf(object).slice(-60)));
}

/** `(Path(root) / name).resolve()`: a promise of Python has no such method. */
function isOfPathlib({ language, tree }: Reading['unit'], call: SyntaxNode): boolean {
  return language.id === 'python' && childOf(call, 'call.argument') === null && tree.text.includes('pathlib');
}

/** It stands in a condition itself, or what it is assigned to does in the same function. */
function isDecidedBy(reading: Reading, call: SyntaxNode, decided: Map<SyntaxNode, string>): boolean {
  const { unit } = reading;
  let at: SyntaxNode = call;
  while (at.parent !== null && !['assign', 'if', 'block', 'function', 'return', 'object'].includes(at.parent.kind))
    at = at.parent;
  if (at.role === 'if.condition')
    return COMPARES.test(unit.textOf(at).slice(0, MAX_TEXT)) && refuses(reading, at.parent!);
  if (at.parent?.kind !== 'assign' || at.role !== 'assign.value') return false;
  const target = childOf(at.parent, 'assign.target');
  const fn = enclosing(call, 'function');
  if (target?.kind !== 'name' || fn === null) return false;
  return conditionsOf(reading, fn, decided).includes(` ${unit.textOf(target)} `);
}

/** The names in conditions of a function that compare something and leave, each between blanks. */
function conditionsOf(reading: Reading, fn: SyntaxNode, decided: Map<SyntaxNode, string>): string {
  const known = decided.get(fn);
  if (known !== undefined) return known;
  let names = ' ';
  for (const node of descendants(fn)) {
    // `assertInside(full)`: it is handed on to be decided by.
    if (node.kind === 'call' && node.parent?.kind === 'block')
      for (const arg of childrenOf(node, 'call.argument'))
        if (arg.kind === 'name') names += `${reading.unit.textOf(arg)} `;
    const condition = node.kind === 'if' ? childOf(node, 'if.condition') : null;
    if (condition === null || condition.end - condition.start > MAX_TEXT) continue;
    if (!COMPARES.test(reading.unit.textOf(condition)) || !refuses(reading, node)) continue;
    for (const each of descendants(condition)) if (each.kind === 'name') names += `${reading.unit.textOf(each)} `;
  }
  decided.set(fn, names);
  return names;
}

/** Its branch throws, or answers with an error. */
function refuses({ unit }: Reading, node: SyntaxNode): boolean {
  return childrenOf(node, 'if.then').some((then) =>
    /^\s*[{:]?\s*(?:throw|raise)\b|\b(?:throw|raise)\b|\b40[0134]\b|[fF]orbidden|[iI]nvalid|return (?:False|false|None|null)\b/.test(
      unit.textOf(then).slice(0, MAX_TEXT),
    ),
  );
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
