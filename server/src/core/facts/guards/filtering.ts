import type { SyntaxNode } from '../../model/syntax.ts';
import { alternativesOf } from '../../model/requirement.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { readRequirements } from './clauses.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { isOfInput } from './input-atoms.ts';
import { found } from './found.ts';
import { checkName } from './names.ts';
import { lastName, textAt } from './paths.ts';
import { placed } from './placed.ts';
import { wordsOf } from './words.ts';

const RIGHT = /^is (?:accessible|readable|listable|viewable|visible to \w+|permitted|authori[sz]ed|editable|owned)$/;

export function isOfRights(kind: string, value: string): boolean {
  return kind === 'role' || kind === 'scope' || kind === 'check' || (kind === 'owner' && value !== 'parent');
}

/** `parts.filter((part) => part !== '..')`: what is wrong, or not for the caller, is left out. */
export function filteredBy(reading: GuardReading, call: SyntaxNode): readonly FoundGuard[] {
  const callee = childOf(call, 'call.callee');
  if (callee === null || lastName(reading.unit, callee) !== 'filter') return [];
  const [named, holds] = childrenOf(call, 'call.argument');
  const words = named?.kind === 'string' ? wordsOf(textAt(reading, named) ?? '') : '';
  // `->filter('isAccessible', true)`: by the name of what each is asked.
  if (words !== '' && (holds === undefined || /^true$/i.test(reading.unit.textOf(holds))) && RIGHT.test(words))
    return [
      found(
        reading,
        call,
        [{ kind: 'check', value: checkName(words) }],
        'name',
        'Only those of whom it holds are left.',
      ),
    ];
  const test = childrenOf(call, 'call.argument').find((arg) => arg.kind === 'function');
  // What an asynchronous function answers is there, whatever it comes to.
  const isPromise = test !== undefined && /^async\b/.test(reading.unit.textOf(test));
  const formula = test === undefined || isPromise ? null : reading.predicateOf(test);
  if (formula === null) return [];
  return readRequirements(formula, 'failure').asked.flatMap(({ requirement, condition, tier }) =>
    condition === null &&
    alternativesOf(requirement).every(({ kind, value }) => isOfInput(kind) || isOfRights(kind, value))
      ? [placed(reading, call, requirement, tier)]
      : [],
  );
}
