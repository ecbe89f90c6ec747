import { childOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import { declaredName, symbolPath } from '../names.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';

/** Methods by which a class says more than the class it is made from, and what their text must say for them to protect. */
const HOOKS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:can activate|has (?:object )?permission|get permissions|check (?:object )?permissions|check throttles|enforce csrf|check xsrf cookie|perform authentication|test func|is accessible|pre handle|do filter internal|authorize|is authorized|check access)$/,
    /\S/,
  ],
  [
    /^(?:clean|clean \w+|validate|validate \w+|full clean|dispatch|before request|prepare|initial)$/,
    /\b(?:raise|throw|abort)\b/,
  ],
  [
    /^(?:get queryset|get query set|queryset|filter queryset|get object|perform create|perform update|perform destroy|scope|resolve)$/,
    /\b(?:request\.user|current_?user|\w*tenant\w*|restrict\w*|owner\w*|permission\w*|for_user|visible_to|accessible\w*)\b/i,
  ],
];
const MAX_READ = 2000;

/** Methods of frameworks that a class has of its own: without one, what the base class does is all that is done. */
export function* keptHooks(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const fn of unit.ofKind('function')) {
    const name = declaredName(unit, fn);
    const owner = name === null ? null : enclosing(fn, 'class', 'function', 'object');
    if (name === null || owner?.kind !== 'class' || childOf(owner, 'class.base') === null) continue;
    const words = wordsOf(name);
    const says = HOOKS.find(([hook]) => hook.test(words))?.[1];
    const symbol = symbolPath(unit, owner);
    if (says === undefined || symbol === null || !says.test(unit.textOf(fn).slice(0, MAX_READ))) continue;
    const at = childOf(fn, 'function.name') ?? fn;
    yield {
      kind: 'through',
      symbol,
      key: `hook ${name}`,
      value: '',
      fact: toCondition(reading, at, 'rank', `hook ${name}`),
    };
  }
}
