import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { isEffect } from './effects.ts';
import { lastName } from './paths.ts';
import { wordsOf } from './words.ts';

/** Calls that write an answer and come back: what stands after them runs all the same. */
const ANSWERS =
  /^(?:send|json|jsonp|end|status|send status|respond|respond with (?:json|error|html|status)|send error|set status|write error|finish)$/;
/** In Go nothing leaves a function but `return`: gin's `Abort` only keeps later handlers from running. */
const OF_GO =
  /^(?:http\.(?:Error|NotFound|Redirect)|(?:c|gc|ctx|context|ginCtx)\.(?:(?:IndentedJ|PureJ|J)SON|String|XML|Status|Abort(?:With\w+)?|ResponseError)|(?:\w*[wW]|rw|res|resp|writer)\.WriteHeader)$/;
const OF_RESPONSE = /^(?:res|response|resp|reply|rep)\b/;
const LEAVES = new Set(['return', 'throw', 'break', 'continue']);

/** A branch that answers with a refusal and does not leave: whoever was refused comes past, and what follows is done. */
export function goesOn(reading: FileReading, branch: SyntaxNode, owner: SyntaxNode): boolean {
  if (owner.kind !== 'if' || branch.kind !== 'block') return false;
  const inside = branch.children.filter((child) => child.kind !== 'comment');
  const last = inside.at(-1);
  if (last === undefined || !answers(reading, last) || inside.some((child) => LEAVES.has(child.kind))) return false;
  return isFollowed(reading, owner);
}

function answers(reading: FileReading, statement: SyntaxNode): boolean {
  const call = statement.kind === 'await' ? statement.children[0] : statement;
  const callee = call?.kind === 'call' ? childOf(call, 'call.callee') : null;
  const name = callee === null ? null : lastName(reading.unit, callee);
  if (callee !== null && reading.unit.language.returnsSeveral) return OF_GO.test(reading.unit.textOf(callee));
  if (callee === null || name === null || !ANSWERS.test(wordsOf(name))) return false;
  return callee.kind === 'name' ? wordsOf(name).startsWith('respond') : OF_RESPONSE.test(reading.unit.textOf(callee));
}

/** Something that stays, or another answer, stands behind it in the function. */
function isFollowed(reading: FileReading, statement: SyntaxNode): boolean {
  for (let at: SyntaxNode = statement; at.parent !== null; at = at.parent) {
    if (at.kind === 'function' || at.kind === 'loop') return false;
    if (at.parent.kind !== 'block') continue;
    const after = at.parent.children.filter((child) => child.start >= at.end && child.kind !== 'comment');
    if (after.some((child) => isEffect(reading, child) || answers(reading, child))) return true;
    if (after.some((child) => LEAVES.has(child.kind) && child.children.length === 0)) return false;
    if (after.some((child) => child.kind === 'return' || child.kind === 'await')) return true;
    if (reading.unit.language.returnsSeveral && after.some((child) => child.kind === 'call')) return true;
  }
  return false;
}

const DENIALS =
  /(?:Forbidden|Unauthori[sz]ed|AccessDenied|PermissionDenied|NotAuthori[sz]ed|Authori[sz]ation|Authentication|Security|Permission)\w*(?:Exception|Error)?$/;

/** `catch (ForbiddenException e) { log(e); }`: a refusal that is caught and neither passed on nor answered stops nothing. */
export function catchesDenial({ unit }: FileReading, statement: SyntaxNode): boolean {
  return statement.children.some((each) => {
    const type = each.kind === 'catch' ? childOf(each, 'catch.type') : null;
    if (type === null || !DENIALS.test(unit.textOf(type))) return false;
    return ![...descendants(each, (inner) => inner.kind !== 'function')].some(
      (inner) => LEAVES.has(inner.kind) || isExit(unit.textOf(inner), inner),
    );
  });
}

function isExit(text: string, { kind }: SyntaxNode): boolean {
  return (
    (kind === 'call' || kind === 'name' || kind === 'other') &&
    /^(?:exit|die|abort|halt|System\.exit)\b/.test(text.slice(0, 20))
  );
}
