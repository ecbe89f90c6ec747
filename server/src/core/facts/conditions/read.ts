import type { Fact } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import { viewTest } from '../views.ts';
import { isTelling, normOf } from './norm.ts';
import { type Asked, askedBy, calleeOf, NO_REFUSAL, textOf } from './refusals.ts';
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
/** What it is called on is shown. */
const CLEANS = /saniti[sz]e|purify/i;

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
    const fact =
      hasFact && (fn === null || !isView(fn) || CLEANS.test(callee ?? ''))
        ? toCondition(reading, callAsked(reading, node) ?? node, 'ask', more.norm)
        : null;
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
    const parts = partsOf(reading, condition, asked.keeps === 'where it holds').map((part) => {
      const norm = normOf(reading, part.node);
      const isAbout = !asked.isChoice && (asked.isDenial || isAsked(reading, part.node, norm, asked));
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
    if (node.role !== 'call.argument' && (isJoined || COMPARES.has(operator)))
      add(node, isJoined && saysWhether(reading, node) ? WHETHER : NO_REFUSAL);
  }
  for (const node of unit.ofKind('call')) {
    const name = calleeOf(reading, node);
    if (name === null || !isControl(name)) continue;
    group += 1;
    put(node, { norm: normOf(reading, node), isExcuse: false, isAbout: true }, true);
  }
  return found;
}

/** Each of several is enough for a control to be asked: `mustCheck = isPost(request) || isPut(request)`. */
const WHETHER: Asked = { keeps: 'where it holds', isDenial: true, isFailure: false, isChoice: false };

function saysWhether(reading: Reading, node: SyntaxNode): boolean {
  const target = node.role === 'assign.value' ? childOf(node.parent!, 'assign.target') : null;
  if (target === null || !ASKS.test(wordsOf(reading.unit.textOf(target)))) return false;
  return speaksOfIdentity(`${reading.subjectOf(node).symbol} ${reading.unit.textOf(target)}`);
}

const ASKS =
  /^(?:is |do |should |must |needs? (?:to )?|requires? )*(?:check|verif(?:y|ied)|validat\w+|enforc\w+|authenticat\w+|authori[sz]\w+|protect\w*|guard\w*|requires?|csrf)\b/;

/** Of what is refused in whichever words, that which says what is refused; of the rest, what speaks of identity. */
function isAsked(reading: Reading, node: SyntaxNode, norm: string, asked: Asked): boolean {
  const { keeps, isFailure } = asked;
  const isTold =
    (isFailure && saysWhat(reading, node)) ||
    (keeps === 'where it holds' && ENDS_TEXTS.test(textOf(reading, node))) ||
    (keeps === null && isPlaceListed(reading, node));
  return isTold || (keeps !== 'where it does not' && saysIdentity(reading, node, norm, asked));
}

/** Of what fails in whichever words, what is bounded, must be of a kind, or is held against a list. */
function saysWhat(reading: Reading, node: SyntaxNode): boolean {
  const text = textOf(reading, node);
  if (node.kind === 'name') return isOfKind(reading, node);
  if (TRIES.test(wordsOf(`${reading.subjectOf(node).symbol} ${text}`))) return false;
  if (node.kind === 'binary') {
    const operator = operatorOf(reading, node);
    const right = childOf(node, 'binary.right');
    if (/^[<>]=?$/.test(operator)) return BOUND.test(text) && !IS_THERE.test(text);
    if (operator === '==' || operator === '!=') return right?.kind === 'null' && isOfAuthority(reading, node);
    return isHeld(reading, node) || /\btypeof\b/.test(text);
  }
  return OF_KIND.test(calleeOf(reading, node) ?? '') || isHeld(reading, node);
}

/** Against a list that is written there, or a constant. */
function isHeld(reading: Reading, node: SyntaxNode): boolean {
  const { unit } = reading;
  if (node.kind === 'binary') {
    const right = childOf(node, 'binary.right');
    return /^(?:not )?in$/.test(operatorOf(reading, node)) && right !== null && isList(unit.textOf(right));
  }
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  const object = callee === null ? null : childOf(callee, 'member.object');
  return object !== null && HOLDS.test(calleeOf(reading, node) ?? '') && isList(unit.textOf(object));
}

/** `vet(authz, args)` of `err != nil`, where `err := vet(authz, args)`. */
function callAsked({ unit, scopes }: Reading, node: SyntaxNode): SyntaxNode | null {
  const name = node.kind === 'binary' ? childOf(node, 'binary.left') : node;
  if (name?.kind !== 'name' || !unit.language.returnsSeveral || !OUTCOME.test(unit.textOf(name))) return null;
  const binding = scopes.lookUp(unit.textOf(name), name);
  const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  return value?.kind === 'call' ? value : null;
}

const OUTCOME = /^(?:err|error|ok)(?:[A-Z0-9]\w*)?$|Err$/;

function isOfAuthority(reading: Reading, node: SyntaxNode): boolean {
  const call = callAsked(reading, node);
  return (
    call !== null && childrenOf(call, 'call.argument').some((arg) => AUTHORITY.test(wordsOf(textOf(reading, arg))))
  );
}

const AUTHORITY = /^(?:authz|authorizer|acl|actor|caller|principal|permissions?|claims|rbac|requester)\b/;

/** Characters by which a text is ended, or a folder left. */
const ENDS_TEXTS = /["'`/[](?:[^"'`]*)(?:\\[rn0]|\\x0|\\u000|\.\.)[^"'`]*["'`/\]]/;

/** Where it leads is one of a list: `['https:', 'http:'].includes(url.protocol)`. */
function isPlaceListed(reading: Reading, node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.kind !== 'if' || childOf(parent, 'if.then') === null) return false;
  return PLACES.test(wordsOf(textOf(reading, node))) && isHeld(reading, node);
}

const PLACES =
  /\b(?:protocols?|schemes?|hosts?|host ?names?|origins?|domains?|mime ?types?|content ?type|extensions?|ext)\b/;

/** `len(body) > 4096`, `amount < 0`, `size > MAX_SIZE`. */
const BOUND =
  /[<>]=?\s*(?:-?\d|[\w.]*(?:\b|_)[Mm](?:ax|in|AX|IN)(?:\b|_|[A-Z])|(?:\w+\.)*[A-Z][A-Z0-9_]{3,}\b)|\d\s*[<>]/;
/** A text or a list that is not empty. */
const IS_THERE = /\b(?:len|length|size|count|Length|Count|Len|Size)\b\W*(?:\([^()]*\))?\s*[<>]=?\s*[01]$/;
const TRIES = /\b(?:attempts?|retries|tries|retry|index|offset|position|cursor)\b/;
const OF_KIND = /^(?:isinstance|is_string|is_array|is_numeric|isArray|isSafeInteger|isInteger|isFinite)$/;
const HOLDS = /^(?:includes|contains|Contains|has|include\?|containsKey)$/;

/** Written there, or a constant by its name. */
function isList(text: string): boolean {
  return /^(?:\w+\.)*[A-Z][A-Z0-9_]{2,}$|^[[({]|^(?:new )?Set\b|^(?:List|Set|Arrays)\.\w+\(/.test(text);
}

/** `ok` of `_, ok := token.Method.(*jwt.SigningMethodHMAC)`. */
function isOfKind({ unit, scopes }: Reading, node: SyntaxNode): boolean {
  if (!unit.language.returnsSeveral) return false;
  const binding = scopes.lookUp(unit.textOf(node), node);
  const text = binding?.how === 'assign' ? unit.textOf(binding.node).slice(0, MAX_VALUE) : '';
  return speaksOfIdentity(/\.\(([^()]+)\)$/.exec(text.trim())?.[1] ?? '');
}

const MAX_VALUE = 300;

/** Speaks of identity: where nobody is refused, by what is asked and not by what it is asked of. */
function saysIdentity(reading: Reading, node: SyntaxNode, norm: string, { keeps }: Asked): boolean {
  const isRefusing = keeps !== null;
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
