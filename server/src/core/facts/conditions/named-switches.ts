import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName } from '../names.ts';
import { hashWord } from '../subjects.ts';
import type { Mark } from './mark.ts';
import { lastWord } from './put-through.ts';
import { toCondition } from './to-condition.ts';
import { speaksOfIdentity } from './vocabulary.ts';

/** Names that switch something off, or let somebody in, when they are true. */
const OPENS =
  /^(?:should |is |force |default |can |set |with )*(?:skip\w*|allow\w*|insecure|disabl\w+|bypass\w*|ignor\w+|unsafe\w*|trust\w*|permit\w*|expos\w+|no|without|accept\w*|un(?:auth\w*|restricted|verified|trusted))\b|\b(?:insecure skip verify|only check|anonymous|insecure|introspection|playground|graphiql|directory listing|auto ?index|dir(?:ectory)? ?browse|show (?:errors|stack\w*)|include (?:stack\w*|exception\w*))\b/;
/** Names that keep something from happening when they are true. */
const SHUTS =
  /\b(?:secure\w*|http ?only|verif(?:y|ies)\w*|requir\w+|enforc\w+|validat\w+|strict\w*|check\w*|restrict\w*|protect\w*|authenticat\w+|authori[sz]\w+|saniti[sz]\w+|escap\w+|auto ?escape|encrypt\w+|sign(?:ed)?|confirm\w*|revoke\w*|rotate\w*|single use|one time|disallow\w*|forbid\w*|lock\w*|same site)\b/;
/** What is protected or opened. */
const ABOUT =
  /\b(?:secure|http ?only|tls|ssl|cert\w*|host ?name\w*|csrf|xsrf|signature\w*|escap\w+|auto ?escape|saniti[sz]\w+|encrypt\w*|traversal|symlinks?|private|internal|address\w*|network|external|redirects?|origins?|cors|https|pkce|expir\w+|doctype\w*|dtd|secure processing|entit(?:y|ies)|introspection|playground|graphiql|directory listing|auto ?index|dir(?:ectory)? ?browse|stack\w*|exception\w*)\b/;
/** What a form, a column or a parameter of a schema says of itself. */
const NO_SWITCH =
  /^(?:required|is required|requires|disabled|is disabled|enabled|checked|is checked|is loading|locked|strict|validate|validated|confirm|check|accept|sign|signed|allow ?(?:null|empty|blank|unknown|zero|none|duplicates)|no [a-z]+|is (?:valid|verified|authenticated|authorized|admin|logged in)|has .*|.* (?:error|loading|visible|open|opened|shown|dirty|text|label|message))$/;

/** `httpOnly: true`, `secure = false`, `return true` of `skipAudienceCheck()`: what by its name protects or opens, and how it stands. */
export function* namedSwitches(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('boolean')) {
    const name = nameOf(reading, node);
    const opens = name === null || (PLAIN.test(wordsOf(name)) && !ofCookie(reading, node)) ? null : opensWhen(name);
    if (name === null || opens === null) continue;
    const mark = toMark(reading, node, name, unit.textOf(node).toLowerCase());
    yield mark;
    const object = node.role === 'call.argument' && mark.value !== String(opens) ? objectOf(node.parent!) : null;
    const word = object === null ? null : lastWord(unit, object);
    if (word !== null) yield { ...mark, kind: 'through', key: `switch ${mark.key}`, word: hashWord(word) };
  }
  // `private boolean secure;` is false.
  for (const node of unit.ofKind('field')) {
    if (childOf(node, 'field.value') !== null) continue;
    const target = childOf(node, 'field.name');
    const type = childOf(node, 'field.type');
    if (target === null || type === null || !/^bool(?:ean)?$/i.test(unit.textOf(type))) continue;
    const name = unit.textOf(target);
    if (opensWhen(name) === false && (!PLAIN.test(wordsOf(name)) || ofCookie(reading, node)))
      yield toMark(reading, node, name, 'false');
  }
}

function toMark(reading: Reading, node: SyntaxNode, name: string, value: string): Mark {
  const at =
    node.kind === 'boolean'
      ? (enclosing(node, 'assign', 'field', 'entry', 'keyword', 'call', 'return', 'parameter') ?? node)
      : node;
  const shown = at.end - at.start > 120 ? node : at;
  return {
    kind: 'switch',
    symbol: reading.subjectOf(node).symbol,
    key: wordsOf(name),
    value,
    fact:
      value === String(opensWhen(name))
        ? null
        : toCondition(reading, shown, 'switch', `${wordsOf(name)} ${value}`, name),
  };
}

/** The name of what a boolean is given to. */
export function nameOf(reading: Reading, node: SyntaxNode): string | null {
  const { unit } = reading;
  const { parent } = node;
  if (parent === null) return null;
  const named = NAMES[node.role ?? ''];
  if (named !== undefined) {
    const target = childOf(parent, named);
    return target === null ? null : (lastName(unit, target) ?? unit.textOf(target).replace(/["'`]/g, ''));
  }
  if (node.role === 'call.argument' && parent.kind === 'call') {
    const args = childrenOf(parent, 'call.argument');
    const callee = childOf(parent, 'call.callee');
    // `setFeature("http://apache.org/xml/features/disallow-doctype-decl", true)`
    if (args.length === 2 && args[1] === node && args[0]!.kind !== 'boolean')
      return unit.textOf(args[0]!).slice(-80).replace(/["'`]/g, '').split(/[/.:]/).at(-1)!;
    if (args.length !== 1) return null;
    // `setSecure(true)`
    const name = callee === null ? null : lastName(unit, callee);
    return name !== null && /^(?:set|with|use|enable)?_?[A-Za-z]+$/.test(name)
      ? name.replace(/^(?:set|with)_?(?=[A-Z_])/, '')
      : null;
  }
  if (parent.kind === 'return') {
    const fn = enclosing(node, 'function');
    return fn === null ? null : declaredName(unit, fn);
  }
  return null;
}

const NAMES: Readonly<Record<string, string>> = {
  'assign.value': 'assign.target',
  'field.value': 'field.name',
  'entry.value': 'entry.key',
  'keyword.value': 'keyword.name',
  'parameter.default': 'parameter.name',
};

/** By itself these are said of doors too. */
const PLAIN = /^(?:is )?(?:secured?|http ?only|protected|encrypted|signed|verify|verified|same site)$/;

function ofCookie(reading: Reading, node: SyntaxNode): boolean {
  const holder = enclosing(node, 'call', 'new', 'assign');
  const callee = holder === null ? null : (childOf(holder, 'call.callee') ?? childOf(holder, 'assign.target'));
  const around = `${reading.subjectOf(node).symbol} ${callee === null ? '' : reading.unit.textOf(callee).slice(-80)}`;
  return /\b(?:cookies?|sessions?|csrf|xsrf|auth\w*|tokens?|jwt|log ?in|tls|ssl|http|requests?|fetch)\b/.test(
    wordsOf(around),
  );
}

function objectOf(call: SyntaxNode): SyntaxNode | null {
  const callee = childOf(call, 'call.callee');
  return callee === null ? null : childOf(callee, 'member.object');
}

/** Whether it opens something when it is true; null where its name says nothing of the kind. */
export function opensWhen(name: string): boolean | null {
  const words = wordsOf(name);
  if (words === 'shell') return true;
  if (words.length > 60 || NO_SWITCH.test(words)) return null;
  if (OPENS.test(words))
    return speaksOfIdentity(words.replace(/^\w+ /, '')) || ABOUT.test(words) || SHUTS.test(words) ? true : null;
  return SHUTS.test(words) && (speaksOfIdentity(words) || ABOUT.test(words)) ? false : null;
}
