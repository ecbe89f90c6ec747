import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { endingOf } from '../guards/denial.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName } from '../names.ts';
import { operatorOf } from './asked.ts';
import type { Mark } from './mark.ts';
import { normOf } from './norm.ts';
import { askedBy, calleeOf, statementsOf } from './refusals.ts';
import { toCondition } from './to-condition.ts';

const MAX_CONDITION = 300;

/** How far a refusal reaches: whether it ends what follows, whether it needs more than a value that is there, and who leaves before it. */
export function* refusingBranches(reading: Reading): Generator<Mark> {
  const early = new Map<SyntaxNode, { count: number; node: SyntaxNode }>();
  for (const node of reading.unit.ofKind('if')) {
    const condition = childOf(node, 'if.condition');
    const branch = childOf(node, 'if.then');
    if (condition === null || branch === null || condition.end - condition.start > MAX_CONDITION) continue;
    yield* presences(reading, node, condition);
    yield* answersThatEnd(reading, node, condition, branch);
    const fn = leavesCheck(reading, node, branch);
    if (fn === null) continue;
    const known = early.get(fn);
    const count = alternatives(reading, condition) + (known?.count ?? 0);
    early.set(fn, { count, node: known?.node ?? condition });
  }
  for (const [fn, { count, node }] of early)
    yield {
      kind: 'rank',
      symbol: reading.subjectOf(node).symbol,
      key: `ways past ${declaredName(reading.unit, fn) ?? ''}`,
      value: String(-count),
      fact: toCondition(reading, node, 'bound', `ways past ${normOf(reading, node)}`),
    };
}

/** `if (list !== undefined && !list.includes(x)) throw`: what is there and empty refuses too, where what is merely asked for does not. */
function* presences(reading: Reading, node: SyntaxNode, condition: SyntaxNode): Generator<Mark> {
  const parts = conjuncts(reading, condition);
  if (parts.length < 2) return;
  const asked = askedBy(reading, node);
  if (asked.keeps !== 'where it holds' || !(asked.isFailure || asked.isDenial)) return;
  for (const part of parts) {
    const isPlain = part.kind === 'name' || part.kind === 'member';
    const of = isPlain ? part : thereOf(reading, part);
    if (of === null) continue;
    const text = reading.unit.textOf(of);
    yield {
      kind: 'rank',
      symbol: reading.subjectOf(part).symbol,
      key: `there ${text}`,
      value: isPlain ? '0' : '1',
      fact: isPlain ? null : toCondition(reading, part, 'bound', `there ${text}`),
    };
  }
}

/** `x` of `x !== undefined`, `x is not None`. */
function thereOf(reading: Reading, part: SyntaxNode): SyntaxNode | null {
  if (part.kind !== 'binary' || !/^(?:!==?|is not|is  ?not)$/.test(operatorOf(reading, part))) return null;
  const right = childOf(part, 'binary.right');
  const isNone = right !== null && /^(?:null|undefined|None|nil)$/.test(reading.unit.textOf(right));
  return isNone ? childOf(part, 'binary.left') : null;
}

function conjuncts(reading: Reading, node: SyntaxNode, depth = 0): readonly SyntaxNode[] {
  if (node.kind !== 'binary' || depth > 10 || !/^(?:&&|and)$/.test(operatorOf(reading, node))) return [node];
  return ['binary.left', 'binary.right'].flatMap((role) =>
    childrenOf(node, role).flatMap((each) => conjuncts(reading, each, depth + 1)),
  );
}

/** How many answers of a condition are enough. */
function alternatives(reading: Reading, node: SyntaxNode, depth = 0): number {
  if (node.kind !== 'binary' || depth > 10 || !/^(?:\|\||or)$/.test(operatorOf(reading, node))) return 1;
  return ['binary.left', 'binary.right']
    .flatMap((role) => childrenOf(node, role))
    .reduce((count, each) => count + alternatives(reading, each, depth + 1), 0);
}

/** Calls that answer and do not end anything by themselves. */
const ANSWERS =
  /^(?:send\w*|json\w*|status|end|respond\w*|write\w*|error|Error|JSON|String|render\w*|reply\w*|next|callback|cb|done|reject|setStatus\w*|sendError|text|html)$/;

/** `if (isBad(name)) { return res.status(400).send('…'); }`: an answer after which nothing follows. */
function* answersThatEnd(
  reading: Reading,
  node: SyntaxNode,
  condition: SyntaxNode,
  branch: SyntaxNode,
): Generator<Mark> {
  const inside = statementsOf(branch);
  if (inside.length === 0 || inside.length > 6 || childrenOf(node, 'if.else').length > 0) return;
  const answer = inside.find((each) => {
    const call = callIn(each);
    if (call === undefined || !ANSWERS.test(calleeOf(reading, call) ?? '')) return false;
    const ending = endingOf(reading, each);
    return ending === 'denial' || ending === 'failure' || ending === 'hint';
  });
  if (answer === undefined) return;
  const isEnd = inside.some(({ kind }) => kind === 'return' || kind === 'throw');
  yield {
    kind: 'rank',
    symbol: reading.subjectOf(node).symbol,
    key: `ends ${normOf(reading, condition)}`,
    value: isEnd ? '1' : '0',
    fact: isEnd ? toCondition(reading, answer, 'rank', `ends ${normOf(reading, condition)}`) : null,
  };
}

function callIn(statement: SyntaxNode): SyntaxNode | undefined {
  let at: SyntaxNode | undefined = statement;
  while (at !== undefined && (at.kind === 'return' || at.kind === 'await')) at = at.children[0];
  return at?.kind === 'call' ? at : undefined;
}

/** Functions that refuse or do nothing. */
const CHECKS =
  /^(?:validate|verify|check|ensure|assert|enforce|authori[sz]e|authenticate|require|guard|restrict|protect)\b(?!.*\b(?:form|input|field|update)s?$)/;
const REFUSES = /\b(?:throw|raise|reject|abort|panic|Forbidden|Unauthorized)\b/;
const MAX_BEHIND = 2000;

/** The function whose refusals are left out where it leaves: `if (!option) return;` before what it refuses. */
function leavesCheck(reading: Reading, node: SyntaxNode, branch: SyntaxNode): SyntaxNode | null {
  const { unit } = reading;
  const [only, ...more] = statementsOf(branch);
  if (only?.kind !== 'return' || more.length > 0 || node.parent?.role !== 'function.body') return null;
  const [value] = only.children;
  if (value !== undefined && !/^(?:true|True|None|null|undefined|nil)$/.test(unit.textOf(value))) return null;
  const fn = enclosing(node, 'function');
  const name = fn === null ? null : declaredName(unit, fn);
  if (fn === null || name === null || !CHECKS.test(wordsOf(name))) return null;
  return REFUSES.test(unit.tree.text.slice(node.end, Math.min(node.end + MAX_BEHIND, fn.end))) ? fn : null;
}
