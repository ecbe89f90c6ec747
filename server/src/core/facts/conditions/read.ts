import type { Fact } from '../../model/fact.ts';
import type { NodeKind, SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { endingOf, type Ending } from '../guards/denial.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { viewTest } from '../views.ts';
import { isTelling, normOf } from './norm.ts';
import { toCondition } from './to-condition.ts';
import { isControl, isFlag, speaksOfIdentity, speaksOfState } from './vocabulary.ts';

/**
 * One question that code asks, told by what it says and not by what locals are called. A demand must hold for what it guards
 * to be done; of excuses one is enough: `if (!a || b) throw` demands `a` and that `b` does not hold, `if (a && !b) throw` excuses by `b`.
 */
export interface Condition {
  /** Of whoever asks it. */
  readonly symbol: string;
  readonly norm: string;
  readonly isExcuse: boolean;
  /** Questions of one condition have one number, in the order of the file. */
  readonly group: number;
  /** What is called, where a call is asked or by itself controls. */
  readonly callee?: string;
  /** It, or the refusal that hangs on it, speaks of identity. */
  readonly isAbout: boolean;
  /** Where anything of its condition speaks of identity. */
  readonly fact: Fact | null;
}

/** Of a side that has so many, some are left out: nothing is claimed of it. */
export const MAX_CONDITIONS = 4000;
const MAX_DEPTH = 30;

/** What a condition that goes would leave open: how it refuses, and in which words. */
interface Asked {
  readonly isRefusing: boolean;
  /** The refusal itself says that the caller may not. */
  readonly isDenial: boolean;
  /** It chooses a value, and is no way in. */
  readonly isChoice: boolean;
}

const NO_REFUSAL: Asked = { isRefusing: false, isDenial: false, isChoice: false };

/** Every question of a side of code: parts of conditions, comparisons, and calls that by their names control something. */
export function readConditions(reading: Reading): readonly Condition[] {
  const { unit } = reading;
  if (!unit.language.isCode || unit.language.callsAreCommands || unit.context.test) return [];
  const isView = viewTest(unit);
  const found: Condition[] = [];
  const seen = new Set<SyntaxNode>();
  let group = 0;
  const put = (node: SyntaxNode, more: Pick<Condition, 'norm' | 'isExcuse' | 'isAbout'>, hasFact: boolean): void => {
    if (seen.has(node) || found.length >= MAX_CONDITIONS) return;
    seen.add(node);
    const callee = calleeOf(reading, node);
    const fn = hasFact ? enclosing(node, 'function') : null;
    const fact = hasFact && (fn === null || !isView(fn)) ? toCondition(reading, node, 'ask', more.norm) : null;
    found.push({
      symbol: reading.subjectOf(node).symbol,
      group,
      fact,
      ...(callee === null ? {} : { callee }),
      ...more,
    });
  };
  const add = (condition: SyntaxNode, asked: Asked): void => {
    if (seen.has(condition)) return;
    group += 1;
    const parts = partsOf(reading, condition, asked.isRefusing).map((part) => {
      const norm = normOf(reading, part.node);
      const isAbout = !asked.isChoice && (asked.isDenial || saysIdentity(reading, part.node, norm, asked));
      return { ...part, norm, isAbout };
    });
    const hasFact = parts.some((part) => part.isAbout);
    for (const { node, ...part } of parts) put(node, part, hasFact);
    seen.add(condition);
  };
  for (const node of unit.ofKind('if')) {
    const condition = childOf(node, 'if.condition');
    if (condition !== null) add(condition, askedBy(reading, node));
  }
  for (const node of unit.ofKind('binary')) {
    const operator = operatorOf(reading, node);
    const isJoined = JOINS.has(operator) && node.parent?.kind !== 'binary';
    if (node.role !== 'call.argument' && (isJoined || COMPARES.has(operator))) add(node, NO_REFUSAL);
  }
  for (const node of unit.ofKind('call')) {
    const name = calleeOf(reading, node);
    if (name === null || !isControl(name)) continue;
    group += 1;
    put(node, { norm: normOf(reading, node), isExcuse: false, isAbout: true }, true);
  }
  return found;
}

function calleeOf({ unit }: Reading, node: SyntaxNode): string | null {
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  return callee === null ? null : lastName(unit, callee);
}

/** `a ? b : c`, and a branch that answers a text. */
function isChoice({ parent, role }: SyntaxNode, branch: SyntaxNode | null): boolean {
  if (role !== 'if.else' && parent !== null && !STATEMENT_AROUND.has(parent.kind)) return true;
  const last = branch?.kind === 'block' ? branch.children.findLast(({ kind }) => kind !== 'comment') : branch;
  return last?.kind === 'return' && ['string', 'template', 'number'].includes(last.children[0]?.kind ?? '');
}

const STATEMENT_AROUND: ReadonlySet<NodeKind> = new Set<NodeKind>(['block', 'if', 'function', 'catch', 'try', 'loop']);

function askedBy(reading: Reading, node: SyntaxNode): Asked {
  const branch = childOf(node, 'if.then');
  const ending = branch === null ? null : endingOfBranch(reading, branch);
  return {
    isRefusing: ending !== null || (branch !== null && isProtecting(reading, branch)),
    isDenial:
      ending === 'denial' ||
      ending === 'hint' ||
      (ending === 'failure' &&
        (speaksOfIdentity(textOf(reading, branch!)) || INADMISSIBLE.test(textOf(reading, branch!)))),
    isChoice: ending === null && isChoice(node, branch),
  };
}

/** How refusals say that what was given may not be. */
const INADMISSIBLE =
  /\b(?:illegal|not (?:allowed|permitted|supported)|may ?not|must not|cannot be|can't be|forbidden|denied|exceed\w*|too (?:long|large|many|big)|reserved|unsafe|malicious|suspicious|traversal|outside|40[13])\b|Forbidden|Traversal/i;
const TAKES_AWAY = /^(?:delete|del|pop|remove|unset|clear|strip|drop)\b/;

/** What is done in it is a control, or takes away what proves something: `if (isOther(host)) headers.delete('authorization')`. */
function isProtecting(reading: Reading, branch: SyntaxNode): boolean {
  const inside = branch.kind === 'block' ? branch.children.filter(({ kind }) => kind !== 'comment') : [branch];
  return (
    inside.length > 0 &&
    inside.length <= MAX_ACTS &&
    inside.some((each) => {
      const call = each.kind === 'await' ? each.children[0] : each;
      const name = call === undefined ? null : calleeOf(reading, call);
      if (call === undefined || name === null) return false;
      return isControl(name) || (TAKES_AWAY.test(wordsOf(name)) && speaksOfIdentity(textOf(reading, call)));
    })
  );
}

const MAX_ACTS = 4;
/** Characters of a condition or a refusal that are looked at. */
const MAX_READ = 400;

function textOf({ unit }: Reading, node: SyntaxNode): string {
  return unit.textOf(node).slice(0, MAX_READ);
}

/** Speaks of identity: where nobody is refused, by what is asked and not by what it is asked of. */
function saysIdentity(reading: Reading, node: SyntaxNode, norm: string, { isRefusing }: Asked): boolean {
  const text = textOf(reading, node);
  if (!speaksOfIdentity(text) && !(isRefusing && speaksOfState(text))) return false;
  if (!isTelling(norm) && !isFlag(text)) return false;
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  return isRefusing || callee === null || speaksOfIdentity(textOf(reading, callee));
}

const JOINS = new Set(['&&', '||', 'and', 'or']);
const COMPARES = new Set([
  '==',
  '===',
  '!=',
  '!==',
  'is',
  'is not',
  'in',
  'not in',
  'instanceof',
  '<',
  '>',
  '<=',
  '>=',
]);

function operatorOf({ unit }: Reading, node: SyntaxNode): string {
  return childrenOf(node, 'binary.operator')
    .map((operator) => unit.textOf(operator))
    .join(' ');
}

interface Part {
  readonly node: SyntaxNode;
  readonly isExcuse: boolean;
}

/** `isTurned`: what must hold is that the condition does not. */
function partsOf(reading: Reading, node: SyntaxNode, isTurned: boolean, isExcuse = false, depth = 0): readonly Part[] {
  const inner = (at: SyntaxNode, turned = isTurned, excuse = isExcuse): readonly Part[] =>
    partsOf(reading, at, turned, excuse, depth + 1);
  if (depth > MAX_DEPTH) return [{ node, isExcuse }];
  if (node.kind === 'binary') {
    const operator = operatorOf(reading, node);
    if (!JOINS.has(operator)) return [{ node, isExcuse }];
    const isEither = (operator === '||' || operator === 'or') !== isTurned;
    return ['binary.left', 'binary.right'].flatMap((role) =>
      childrenOf(node, role).flatMap((at) => inner(at, isTurned, isEither)),
    );
  }
  if (node.kind === 'unary') {
    const operator = childOf(node, 'unary.operator');
    const operand = childOf(node, 'unary.operand');
    const isNot = operator === null || ['!', 'not'].includes(reading.unit.textOf(operator));
    return isNot && operand !== null ? inner(operand, !isTurned) : [{ node, isExcuse }];
  }
  if (node.kind === 'await' || node.kind === 'other') {
    const [only, ...more] = node.children.filter(({ kind }) => kind !== 'comment');
    if (only !== undefined && more.length === 0) return inner(only);
  }
  return [{ node, isExcuse }];
}

const LEAVES = /^(?:continue|break|next)\b/;

/** How a branch keeps from what follows, or null where it does something else. */
function endingOfBranch(reading: Reading, branch: SyntaxNode): Ending | null {
  const inside = branch.kind === 'block' ? branch.children.filter(({ kind }) => kind !== 'comment') : [branch];
  const last = inside.at(-1);
  const ending = last === undefined ? null : endingOf(reading, last);
  if (last === undefined || ending === 'pass' || ending === 'answer') return null;
  if (ending === null) return LEAVES.test(reading.unit.textOf(last)) ? 'empty' : null;
  const said = inside.map((each) => endingOf(reading, each)).find((each) => each === 'denial' || each === 'hint');
  return said ?? ending;
}
