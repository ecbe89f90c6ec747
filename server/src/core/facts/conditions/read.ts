import type { Fact } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import { viewTest } from '../views.ts';
import { normOf } from './norm.ts';
import { callAsked, isAsked, isOnList, operatorOf } from './asked.ts';
import { answersWhoMay, letsIn, testsPattern } from './lets-in.ts';
import { type Asked, askedBy, calleeOf, NO_REFUSAL } from './refusals.ts';
import { toCondition } from './to-condition.ts';
import { isControl, speaksOfIdentity } from './vocabulary.ts';

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
  /** Of excuses, those that excuse each other have one number. */
  readonly either?: number;
  /** Beside others it is asked before somebody is let in: it says something only by going alone. */
  readonly isBeside?: boolean;
  /** Where anything of its condition speaks of identity. */
  readonly fact: Fact | null;
}

/** Of a side that has so many, some are left out: nothing is claimed of it. */
export const MAX_CONDITIONS = 4000;
const MAX_DEPTH = 30;
/** What it is called on is shown. */
const CLEANS = /saniti[sz]e|purify/i;

/** Every question of a side of code: parts of conditions, comparisons, and calls that by their names control something. */
export function readConditions(reading: Reading): readonly Condition[] {
  const { unit } = reading;
  if (!unit.language.isCode || unit.language.callsAreCommands || unit.context.test) return [];
  const isView = viewTest(unit);
  const found: { readonly start: number; readonly condition: Condition }[] = [];
  const seen = new Set<SyntaxNode>();
  let group = 0;
  const put = (
    node: SyntaxNode,
    more: Pick<Condition, 'norm' | 'isExcuse' | 'isAbout' | 'isBeside' | 'either'>,
    hasFact: boolean,
  ): void => {
    if (seen.has(node) || found.length >= MAX_CONDITIONS) return;
    seen.add(node);
    const callee = calleeOf(reading, node);
    const fn = hasFact ? enclosing(node, 'function') : null;
    const fact =
      hasFact && (fn === null || !isView(fn) || CLEANS.test(callee ?? ''))
        ? toCondition(reading, callAsked(reading, node) ?? node, 'ask', more.norm)
        : null;
    const { symbol } = reading.subjectOf(node);
    const condition = { symbol, group, fact, ...(callee === null ? {} : { callee }), ...more };
    found.push({ start: node.start, condition });
  };
  const add = (condition: SyntaxNode, asked: Asked, branch: SyntaxNode | null = null): void => {
    if (seen.has(condition)) return;
    group += 1;
    const all = partsOf(reading, condition, asked.keeps === 'where it holds');
    const isLettingIn = all.length > 1 && asked.keeps === null && branch !== null && letsIn(reading, branch);
    const parts = all.map((part) => {
      const norm = normOf(reading, part.node);
      const isAbout =
        (!asked.isChoice && (asked.isDenial || isAsked(reading, part.node, norm, asked))) ||
        isOnList(reading, part.node);
      const isBeside = all.length > 1 && !part.isExcuse && (isLettingIn || testsPattern(reading, part.node));
      return { ...part, norm, isAbout, ...(isBeside ? { isBeside } : {}) };
    });
    const hasFact = asked.isPast === true || parts.some((part) => part.isAbout || part.isBeside === true);
    for (const { node, ...part } of parts) put(node, part, hasFact);
    seen.add(condition);
  };
  for (const node of unit.ofKind('if')) {
    const condition = childOf(node, 'if.condition');
    if (condition !== null) add(condition, askedBy(reading, node), childOf(node, 'if.then'));
  }
  for (const node of unit.ofKind('binary')) {
    const operator = operatorOf(reading, node);
    const isJoined = JOINS.has(operator) && node.parent?.kind !== 'binary';
    if (node.role !== 'call.argument' && (isJoined || COMPARES.has(operator)))
      add(node, isJoined ? joinedAsked(reading, node) : NO_REFUSAL);
  }
  for (const node of unit.ofKind('return')) {
    const [answer, ...others] = node.children.filter(({ kind }) => kind !== 'comment');
    if (answer !== undefined && others.length === 0 && ASKED.has(answer.kind) && answersWhoMay(reading, answer))
      add(answer, ALLOWED);
  }
  for (const node of unit.ofKind('call')) {
    const name = calleeOf(reading, node);
    if (name === null) continue;
    const asserted = ASSERTS.test(name) ? childOf(node, 'call.argument') : null;
    if (asserted !== null && ASKED.has(asserted.kind)) add(asserted, ASSERTED);
    if (!isControl(name)) continue;
    group += 1;
    put(node, { norm: normOf(reading, node), isExcuse: false, isAbout: true }, true);
  }
  // In the order of the file, as both sides are laid beside each other.
  return found.toSorted((one, other) => one.start - other.start).map(({ condition }) => condition);
}

/** Each of several is enough for a control to be asked: `mustCheck = isPost(request) || isPut(request)`. */
const WHETHER: Asked = { keeps: 'where it holds', isDenial: true, isFailure: false, isChoice: false };

/** All of them are: `return isMember(user) && fields.length === 1`. */
const ALLOWED: Asked = { keeps: 'where it does not', isDenial: true, isFailure: false, isChoice: false };

function joinedAsked(reading: Reading, node: SyntaxNode): Asked {
  if (node.parent?.kind === 'return') return answersWhoMay(reading, node) ? ALLOWED : NO_REFUSAL;
  return saysWhether(reading, node) ? WHETHER : NO_REFUSAL;
}

function saysWhether(reading: Reading, node: SyntaxNode): boolean {
  const target = node.role === 'assign.value' ? childOf(node.parent!, 'assign.target') : null;
  if (target === null || !ASKS.test(wordsOf(reading.unit.textOf(target)))) return false;
  return speaksOfIdentity(`${reading.subjectOf(node).symbol} ${reading.unit.textOf(target)}`);
}

const ASKS =
  /^(?:is |do |should |must |needs? (?:to )?|requires? )*(?:check|verif(?:y|ied)|validat\w+|enforc\w+|authenticat\w+|authori[sz]\w+|protect\w*|guard\w*|requires?|csrf)\b/;

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

/** `assertThat(step > lastStep, 'invalid_code')`: what does not hold fails. */
const ASSERTS = /^(?:assertThat|invariant|precondition|checkArgument|checkState|checkCondition|tiny_?invariant)$/;
const ASSERTED: Asked = { keeps: 'where it does not', isDenial: false, isFailure: true, isChoice: false };
const ASKED: ReadonlySet<string> = new Set(['call', 'unary', 'binary', 'member', 'await']);

interface Part {
  readonly node: SyntaxNode;
  readonly isExcuse: boolean;
  /** Of several that excuse each other, where the first of them begins. */
  readonly either?: number;
}

/** `isTurned`: what must hold is that the condition does not. */
function partsOf(
  reading: Reading,
  node: SyntaxNode,
  isTurned: boolean,
  either: number | null = null,
  depth = 0,
): readonly Part[] {
  const inner = (at: SyntaxNode, turned = isTurned, of = either): readonly Part[] =>
    partsOf(reading, at, turned, of, depth + 1);
  const part: Part = either === null ? { node, isExcuse: false } : { node, isExcuse: true, either };
  if (depth > MAX_DEPTH) return [part];
  if (node.kind === 'binary') {
    const operator = operatorOf(reading, node);
    if (!JOINS.has(operator)) return [part];
    const isEither = (operator === '||' || operator === 'or') !== isTurned;
    return ['binary.left', 'binary.right'].flatMap((role) =>
      childrenOf(node, role).flatMap((at) => inner(at, isTurned, isEither ? (either ?? node.start) : null)),
    );
  }
  if (node.kind === 'unary') {
    const operator = childOf(node, 'unary.operator');
    const operand = childOf(node, 'unary.operand');
    const isNot = operator === null || ['!', 'not'].includes(reading.unit.textOf(operator));
    return isNot && operand !== null ? inner(operand, !isTurned) : [part];
  }
  if (node.kind === 'await' || node.kind === 'other') {
    const [only, ...more] = node.children.filter(({ kind }) => kind !== 'comment');
    if (only !== undefined && more.length === 0) return inner(only);
  }
  return [part];
}
