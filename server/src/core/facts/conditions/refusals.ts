import type { NodeKind, SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { endingOf, type Ending } from '../guards/denial.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { isControl, speaksOfIdentity } from './vocabulary.ts';

/** What hangs on a condition: who is kept from what follows, and in which words. */
export interface Asked {
  /** It keeps from what follows where the condition holds; from what it guards itself where it does not. */
  readonly keeps: 'where it holds' | 'where it does not' | null;
  /** The refusal itself says that the caller may not. */
  readonly isDenial: boolean;
  /** It fails, in whichever words. */
  readonly isFailure: boolean;
  /** It chooses a value, and is no way in. */
  readonly isChoice: boolean;
  /** Whoever is let past by it is let past what keeps others out. */
  readonly isPast?: boolean;
}

export const NO_REFUSAL: Asked = { keeps: null, isDenial: false, isFailure: false, isChoice: false };

/** What an `if` keeps from, and how. */
export function askedBy(reading: Reading, node: SyntaxNode): Asked {
  const branch = childOf(node, 'if.then');
  if (branch === null) return NO_REFUSAL;
  if (letsPast(reading, node, branch)) return { ...NO_REFUSAL, isPast: true };
  const refusal = refusalOf(reading, branch);
  if (refusal !== null) return { keeps: 'where it holds', isChoice: false, ...refusal };
  const otherwise = otherwiseOf(reading, node, branch);
  const refused = otherwise === null ? null : refusalOf(reading, otherwise);
  if (refused?.isFailure === true || refused?.isDenial === true)
    return { keeps: 'where it does not', isChoice: false, ...refused };
  return { ...NO_REFUSAL, isChoice: isChoice(node, branch) };
}

/** It goes on to what comes next, or leaves out what refuses others: `if (isMine(each)) continue; if (!isOpen(each)) throw`. */
function letsPast(reading: Reading, node: SyntaxNode, branch: SyntaxNode): boolean {
  const inside = statementsOf(branch);
  if (inside.length > 2) return false;
  if (inside.some((each) => endingOf(reading, each) === 'pass')) return true;
  const { parent } = node;
  if (inside.length > 1 || parent?.kind !== 'block' || !GOES_ON.test(reading.unit.textOf(branch).slice(-MAX_ENDS)))
    return false;
  return parent.children.slice(parent.children.indexOf(node) + 1).some((each) => {
    const then = each.kind === 'if' ? childOf(each, 'if.then') : null;
    const ending = then === null ? null : endingOfBranch(reading, then);
    return ending === 'failure' || ending === 'denial' || ending === 'hint';
  });
}

const GOES_ON = /\b(?:continue|next)\b;?\s*\}?$/;
const MAX_ENDS = 60;

type Refusal = Pick<Asked, 'isDenial' | 'isFailure'>;

function refusalOf(reading: Reading, branch: SyntaxNode): Refusal | null {
  if (isProtecting(reading, branch)) return { isDenial: true, isFailure: false };
  const ending = notesFailure(reading, branch) ? 'failure' : endingOfBranch(reading, branch);
  if (ending === null) return answersEarly(reading, branch) ? { isDenial: false, isFailure: true } : null;
  const says = (): boolean => {
    const text = textOf(reading, branch);
    return speaksOfIdentity(text) || INADMISSIBLE.test(text) || FINAL.test(wordsOf(text));
  };
  const isFailure = ending === 'failure';
  return { isDenial: ending === 'denial' || ending === 'hint' || (isFailure && says()), isFailure };
}

/** The branch beside it, or what stands behind one that answers. */
function otherwiseOf(reading: Reading, node: SyntaxNode, branch: SyntaxNode): SyntaxNode | null {
  const beside = childrenOf(node, 'if.else').at(-1);
  if (beside !== undefined) return beside.kind === 'if' ? null : beside;
  const last = statementsOf(branch).at(-1);
  if (last?.kind !== 'return' || node.parent?.kind !== 'block') return null;
  const behind = node.parent.children.filter(({ kind }) => kind !== 'comment');
  const next = behind[behind.indexOf(node) + 1];
  return next !== undefined && next === behind.at(-1) && endingOf(reading, next) !== null ? next : null;
}

export function statementsOf(branch: SyntaxNode): readonly SyntaxNode[] {
  return branch.kind === 'block' ? branch.children.filter(({ kind }) => kind !== 'comment') : [branch];
}

/** `a ? b : c`, and a branch that answers a text. */
function isChoice({ parent, role }: SyntaxNode, branch: SyntaxNode): boolean {
  if (role !== 'if.else' && parent !== null && !STATEMENT_AROUND.has(parent.kind)) return true;
  const last = statementsOf(branch).at(-1);
  return last?.kind === 'return' && ['string', 'template', 'number'].includes(last.children[0]?.kind ?? '');
}

const STATEMENT_AROUND: ReadonlySet<NodeKind> = new Set<NodeKind>(['block', 'if', 'function', 'catch', 'try', 'loop']);

/** How refusals say that what was given may not be. */
const INADMISSIBLE =
  /\b(?:illegal|not (?:allowed|permitted|supported|associated|related|linked|assigned|enrolled|part of|in (?:the|this))|(?:does|do) ?n[o']t (?:belong|match)|may ?not|must not|cannot be|can't be|forbidden|denied|exceed\w*|too (?:long|large|many|big)|reserved|unsafe|malicious|suspicious|traversal|outside|40[13]|(?:checksum|digest|hash|signature|fingerprint)s? (?:mismatch|(?:does|did|do) not match|differs?|verification))\b|Forbidden|Traversal/i;
/** Constants that say it: `ONBOARDING_CANNOT_BE_RERUN`. */
const FINAL =
  /\b(?:cannot be|can not be|not allowed|not permitted|already (?:been )?(?:completed|used|done|set ?up|initiali[sz]ed|installed|registered|configured)|only once)\b/;
const TAKES_AWAY = /^(?:delete|del|pop|remove|unset|clear|strip|drop)\b/;
const MAX_ACTS = 4;

/** What is done in it is a control, or takes away what proves something: `if (isOther(host)) headers.delete('authorization')`. */
function isProtecting(reading: Reading, branch: SyntaxNode): boolean {
  const inside = statementsOf(branch);
  return (
    inside.length > 0 &&
    inside.length <= MAX_ACTS &&
    inside.some((each) => {
      const call = each.kind === 'await' ? each.children[0] : each;
      // `delete headers.authorization`
      if (each.kind === 'unary')
        return /^del(?:ete)?\b/.test(textOf(reading, each)) && PROOFS.test(wordsOf(textOf(reading, each)));
      const name = call === undefined ? null : calleeOf(reading, call);
      if (call === undefined || name === null) return false;
      return isControl(name) || (TAKES_AWAY.test(wordsOf(name)) && speaksOfIdentity(textOf(reading, call)));
    })
  );
}

const PROOFS = /\b(?:auth\w*|cookies?|tokens?|credentials?|passwords?|secrets?|api key|bearer|sessions?)\b/;

const NOTES = /^(?:push|append|add|put|insert|set|add error|add issue|reject(?: value)?|error|report|record|collect)$/;
const FAILURES =
  /\b(?:errors?|errs?|merr|m err|problems?|issues?|violations?|failures?|invalid|validation (?:errors?|result))\b/;

/** A fault is noted that somebody answers later: `errors.push('…')`, `errs = append(errs, …)`, `errors["name"] = "…"`. */
function notesFailure(reading: Reading, branch: SyntaxNode): boolean {
  const { unit } = reading;
  const inside = statementsOf(branch);
  if (inside.length === 0 || inside.length > MAX_ACTS) return false;
  return inside.some((each) => {
    if (each.kind === 'assign') {
      const target = childOf(each, 'assign.target');
      return target !== null && target.kind !== 'name'
        ? FAILURES.test(wordsOf(headOf(unit.textOf(target)))) &&
            !/\b(?:null|nil|None|undefined)$/.test(unit.textOf(each))
        : target !== null &&
            FAILURES.test(wordsOf(unit.textOf(target))) &&
            /\b(?:append|concat)\w*\(/.test(unit.textOf(each));
    }
    const call = each.kind === 'await' ? each.children[0] : each;
    const callee = call === undefined ? null : childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (callee === null || name === null || /\b(?:log\w*|console|print\w*)\b/i.test(unit.textOf(callee))) return false;
    const words = wordsOf(name);
    const object = childOf(callee, 'member.object');
    return (
      /^(?:add|register|report|append|push) (?:\w+ )?(?:errors?|issue|violation|problem)$|^reject value$/.test(words) ||
      (object !== null && NOTES.test(words) && FAILURES.test(wordsOf(unit.textOf(object))))
    );
  });
}

function headOf(target: string): string {
  return target.split(/[[(]/)[0]!;
}

const LEAVES = /^(?:continue|break|next)\b/;

/** Leaves with what was not filled yet, where access is decided: `if (limit < 0) return result`. */
function answersEarly(reading: Reading, branch: SyntaxNode): boolean {
  const inside = statementsOf(branch);
  const [only] = inside;
  return (
    inside.length === 1 &&
    only!.kind === 'return' &&
    only!.children.length === 1 &&
    only!.children[0]!.kind === 'name' &&
    /\b(?:allow\w*|permit\w*|authori[sz]\w+|access|acl|polic(?:y|ies)|permissions?)\b/.test(
      wordsOf(reading.subjectOf(branch).symbol),
    )
  );
}

/** How a branch keeps from what follows, or null where it does something else. */
function endingOfBranch(reading: Reading, branch: SyntaxNode): Ending | null {
  const inside = statementsOf(branch);
  const last = inside.at(-1);
  const ending = last === undefined ? null : endingOf(reading, last);
  // `return logical.ErrorResponse('…'), nil`
  if (ending === 'answer' && ANSWERS_ERROR.test(reading.unit.textOf(last!).slice(0, MAX_ENDS))) return 'failure';
  if (last === undefined || ending === 'pass' || ending === 'answer') return null;
  if (ending === null) return LEAVES.test(reading.unit.textOf(last)) ? 'empty' : null;
  const said = inside.map((each) => endingOf(reading, each)).find((each) => each === 'denial' || each === 'hint');
  return said ?? ending;
}

const ANSWERS_ERROR =
  /^return (?:\w+\.){0,3}(?:\w{0,30}Err(?:or)?(?:Resp(?:onse)?|Result|Reply)?|\w{0,30}(?:Bad|Invalid)(?:Request|Response))\(/;

export function calleeOf({ unit }: Reading, node: SyntaxNode): string | null {
  const callee = node.kind === 'call' ? childOf(node, 'call.callee') : null;
  return callee === null ? null : lastName(unit, callee);
}

/** Characters of a condition or a refusal that are looked at. */
const MAX_READ = 400;

export function textOf({ unit }: Reading, node: SyntaxNode): string {
  return unit.textOf(node).slice(0, MAX_READ);
}
