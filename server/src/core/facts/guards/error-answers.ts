import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { lastName } from './paths.ts';
import { wordsOf } from './words.ts';

const ERROR = /\b(?:error|err|fail|failed|failure|bad request|not found|problem)\b/;
const MAKES =
  /\b(?:handler?|log|logger|logged|count|clear|reset|on|get error(?: message| text| code| string)?$|is error|to error|boundary|page)\b/;

/** `return get_data_error_result(message="…")`, `return errorResponse(404)`: what a function of one's own calls an error. */
export function isErrorAnswer({ unit }: FileReading, value: SyntaxNode): boolean {
  const call = value.kind === 'await' ? value.children[0] : value;
  const callee = call?.kind === 'call' ? childOf(call, 'call.callee') : null;
  const words = callee === null ? '' : wordsOf(lastName(unit, callee) ?? '');
  return ERROR.test(words) && !MAKES.test(words);
}
