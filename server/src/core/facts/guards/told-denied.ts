import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { saysDenied } from './denial.ts';
import { wordsOf } from './words.ts';

const LOGS = /\b(?:log|logger|logging|logs|console|print|debug|trace|metrics?|audit|sentry|span)\b/;

/** `channel.send({ error: 'access denied' })` and then `return`: whoever asks is told so before nothing is done. */
export function tellsDenied(reading: FileReading, statement: SyntaxNode): boolean {
  const call = statement.kind === 'await' ? statement.children[0] : statement;
  const callee = call?.kind === 'call' ? childOf(call, 'call.callee') : null;
  if (call === undefined || callee === null) return false;
  if (LOGS.test(wordsOf(reading.unit.textOf(callee).slice(0, 80)))) return false;
  return childrenOf(call, 'call.argument').some(
    (arg) => arg.kind !== 'function' && saysDenied(reading, arg) === 'denial',
  );
}
