import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { saysDenied } from './denial.ts';
import { wordsOf } from './words.ts';

const LOGS = /\b(?:log|logger|logging|logs|console|print|debug|trace|metrics?|audit|sentry|span)\b/;

/** `channel.send({ error: 'access denied' })` and then `return`: whoever asks is told so before nothing is done. */
export function tellsDenied(reading: FileReading, statement: SyntaxNode): boolean {
  if (statement.kind === 'assign') return answersDenied(reading, statement);
  const call = statement.kind === 'await' ? statement.children[0] : statement;
  const callee = call?.kind === 'call' ? childOf(call, 'call.callee') : null;
  if (call === undefined || callee === null) return false;
  if (LOGS.test(wordsOf(reading.unit.textOf(callee).slice(0, 80)))) return false;
  return childrenOf(call, 'call.argument').some(
    (arg) => arg.kind !== 'function' && saysDenied(reading, arg) === 'denial',
  );
}

/** `$response['msg'] = __('Not enough permissions')`: what is answered later says so. */
function answersDenied(reading: FileReading, assign: SyntaxNode): boolean {
  const target = childOf(assign, 'assign.target');
  const value = childOf(assign, 'assign.value');
  if (target === null || value === null || (target.kind !== 'index' && target.kind !== 'member')) return false;
  return ANSWER.test(wordsOf(reading.unit.textOf(target).slice(0, 80))) && saysDenied(reading, value) === 'denial';
}

const ANSWER = /\b(?:response|result|res|resp|answer|reply|output|json|data|error|errors|msg|message)\b/;

/** The block ends with `break`: what follows in the case of a switch is not done. */
export function leavesCase({ unit }: FileReading, branch: SyntaxNode): boolean {
  return /\bbreak(?: \d)?\s*;?\s*\}?\s*$/.test(
    unit.tree.text.slice(Math.max(branch.start, branch.end - 40), branch.end),
  );
}
