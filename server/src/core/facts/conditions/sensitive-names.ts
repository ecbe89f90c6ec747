import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { declaredName } from '../names.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';

/** What is taken out, hidden or refused by its name: headers that prove something, fields that are secret, schemes and addresses that lead inside. */
const SENSITIVE =
  /^(?:(?:proxy[-_]?)?authorization|(?:set[-_]?)?cookie2?|x[-_]api[-_]key|api[-_]?keys?|(?:access|refresh|auth|id|session|csrf)?[-_]?tokens?|pass(?:word|wd|phrase)?s?|pwd|secrets?|(?:client|shared)[-_]?secret|private[-_]?keys?|credentials?|sessions?(?:id)?|jwt|bearer|ssn|pin|otp|cvv|salt|__proto__|prototype|constructor|javascript|vbscript|data|file|localhost|127|10|169|172|192)$/i;
const MAX_TEXT = 400;

/** `/^(?:authorization|cookie)$/`, `name === 'authorization' || name === 'cookie'`: of several such names, each. */
export function* sensitiveNames(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  const toMark = (node: SyntaxNode, key: string, name: string): Mark => ({
    kind: 'one-of',
    symbol: reading.subjectOf(node).symbol,
    key: `names ${key}`,
    value: name.toLowerCase(),
    fact: toCondition(reading, node, 'rank', `names ${name}`),
  });
  for (const node of unit.ofKind('string')) {
    if (node.end - node.start > MAX_TEXT) continue;
    const text = unit.tree.text.slice(node.start, node.end);
    if (!(text.startsWith('/') || (node.role === 'call.argument' && isCompiled(reading, node)))) continue;
    for (const name of alternativesOf(text))
      if (SENSITIVE.test(name)) yield toMark(node, holderOf(reading, node), name);
  }
  for (const node of unit.ofKind('binary')) {
    if (node.parent?.kind === 'binary' || node.end - node.start > MAX_TEXT) continue;
    const compared = [...comparedIn(reading, node)];
    if (compared.length === 0) continue;
    const fn = enclosing(node, 'function');
    const key = fn === null ? '' : (declaredName(unit, fn) ?? '');
    for (const { at, name } of compared) yield toMark(at, `compared ${key}`, name);
  }
}

function isCompiled({ unit }: Reading, { parent }: SyntaxNode): boolean {
  const callee = parent === null ? null : childOf(parent, 'call.callee');
  return (
    callee !== null && /^(?:compile|RegExp|MustCompile|match|search|sub|fullmatch)$/.test(lastName(unit, callee) ?? '')
  );
}

/** Where a pattern is kept, or what it is given to. */
function holderOf({ unit }: Reading, node: SyntaxNode): string {
  const at = enclosing(node, 'assign', 'field', 'entry', 'call');
  if (at === null) return '';
  const outer = at.kind === 'call' ? enclosing(at, 'assign', 'field', 'entry') : at;
  const named =
    outer === null
      ? childOf(at, 'call.callee')
      : (childOf(outer, 'assign.target') ?? childOf(outer, 'field.name') ?? childOf(outer, 'entry.key'));
  return named === null ? '' : unit.textOf(named).slice(-60);
}

/** The names between which a pattern chooses; `(?:proxy-)?authorization` is two. */
function alternativesOf(text: string): readonly string[] {
  return text
    .replaceAll(/\((?:\?:)?([\w-]{1,40})\)\?([\w-]{1,40})/g, '$1$2|$2')
    .replace(/^[rbu]{0,2}["'`/]/, '')
    .split(/[|()[\]^$"'`/\s,:]+/)
    .map((each) => each.replaceAll(/\\[bswd.]|\?[:!=]|[?*+.\\]/g, ''))
    .filter((each) => each.length > 1 && each.length < 40);
}

interface Compared {
  readonly at: SyntaxNode;
  readonly name: string;
}

function* comparedIn({ unit }: Reading, node: SyntaxNode): Generator<Compared> {
  for (const at of descendants(node)) {
    if (at.kind !== 'binary') continue;
    const operator = childrenOf(at, 'binary.operator').map((each) => unit.textOf(each));
    if (!/^[=!]==?$/.test(operator[0] ?? '')) continue;
    const text = childrenOf(at, 'binary.right').find(({ kind }) => kind === 'string');
    const name = text === undefined ? '' : unit.textOf(text).replaceAll(/["'`]/g, '');
    if (SENSITIVE.test(name)) yield { at, name };
  }
}
