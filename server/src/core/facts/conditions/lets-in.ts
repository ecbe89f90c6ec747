import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName } from '../names.ts';
import { calleeOf, statementsOf } from './refusals.ts';

const MAX_STATEMENTS = 3;
const GIVEN =
  /\b(?:keys?|secrets?|verified|authenticated|authori[sz]ed|admin|roles?|permissions?|trusted|allowed|content ?type|allow origin|(?:permission|authentication|throttle) class(?:es)?)$/;
const LETS_IN = /^(?:allow|grant|permit|trust|accept|log ?in|sign ?in|authenticate|approve|bypass|skip|redirect)\b/;

/** What a branch does lets somebody in, or says by what they are known: `key = header["jwk"]`. */
export function letsIn(reading: Reading, branch: SyntaxNode): boolean {
  if (answersWhoMay(reading, branch)) return true;
  return statementsOf(branch)
    .slice(0, MAX_STATEMENTS)
    .some((each) => {
      const target = each.kind === 'assign' ? childOf(each, 'assign.target') : null;
      if (target !== null) return GIVEN.test(wordsOf(reading.unit.textOf(target).slice(-60)));
      const at = each.kind === 'return' || each.kind === 'await' ? each.children[0] : each;
      return at !== undefined && LETS_IN.test(wordsOf(calleeOf(reading, at) ?? ''));
    });
}

/** `pattern.test(value)`, `re.match(…)`: whether a text has the form that it should. */
export function testsPattern(reading: Reading, node: SyntaxNode): boolean {
  const call = node.kind === 'binary' ? childOf(node, 'binary.left') : node;
  return call !== null && /^(?:test|exec|match|fullmatch|matches|MatchString)$/.test(calleeOf(reading, call) ?? '');
}

const WHO_MAY =
  /^(?:can|may|allows?|permits?|authori[sz]es?|is (?:allowed|permitted|authori[sz]ed|trusted|safe|secure|within|valid (?:redirect|origin|host|url|token|signature))|has (?:\w+ )?(?:access|permissions?|rights?|privileges?|roles?)|check (?:\w+ )?(?:access|permissions?|rights?|privileges?)|should (?:allow|permit|trust))\b/;

/** It is what a function answers that says by its name who may. */
export function answersWhoMay({ unit }: Reading, node: SyntaxNode): boolean {
  const fn = enclosing(node, 'function');
  const name = fn === null ? null : declaredName(unit, fn);
  return name !== null && saysWhoMay(name);
}

export function saysWhoMay(name: string): boolean {
  return WHO_MAY.test(wordsOf(name));
}
