import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading } from '../define.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { summariesOf } from '../guards/summaries.ts';

/** Declarations of one class whose condition is read. */
const MAX_DECLARED = 200;

/**
 * What a class declares only for some callers: `safe_attributes 'project_id', if: ->(issue, user) { user.allowed_to?(…) }`.
 * One declaration may stand for many names.
 */
export const railsConditions = defineRouteFinder({
  id: 'rails-conditions',
  languages: ['ruby'],
  *find(reading) {
    if (reading.unit.context.test) return;
    const file = guardReading(reading);
    let count = 0;
    for (const option of reading.unit.ofKind('keyword')) {
      const call = declarationAround(option);
      const test = call === null ? null : conditionIn(reading, option);
      if (call === null || test === null || (count += 1) > MAX_DECLARED) continue;
      const predicate = file.predicateOf(test);
      // Without a condition on the caller it is declared all the same.
      const guards = predicate === null ? [] : summariesOf(reading, predicate, test);
      for (const symbol of symbolsOf(reading, call))
        yield {
          method: 'POLICY',
          path: symbol,
          symbol,
          node: call,
          handler: null,
          group: 'declarations',
          guards: guards.map((guard) => ({
            ...guard,
            name: 'if',
            node: test,
            from: 'inline' as const,
            tier: 'pattern' as const,
            why: 'It holds only for callers of whom this is true.',
          })),
        };
    }
  },
});

/** The call in the body of a class that an option stands in. */
function declarationAround(option: SyntaxNode): SyntaxNode | null {
  const call = enclosing(option, 'call', 'function');
  if (call?.kind !== 'call') return null;
  return enclosing(call, 'function', 'class')?.kind === 'class' ? call : null;
}

function conditionIn({ unit }: FileReading, option: SyntaxNode): SyntaxNode | null {
  const key = childOf(option, 'keyword.name');
  const value = childOf(option, 'keyword.value');
  if (key === null || value === null || !/^:?if:?$/.test(unit.textOf(key))) return null;
  if (value.kind === 'function') return value;
  return childrenOf(value, 'call.argument').find(({ kind }) => kind === 'function') ?? null;
}

function symbolsOf(reading: FileReading, call: SyntaxNode): readonly string[] {
  const name = lastName(reading.unit, childOf(call, 'call.callee') ?? call) ?? '';
  const texts = childrenOf(call, 'call.argument').flatMap((arg) =>
    arg.kind === 'string' ? (textAt(reading, arg) ?? []) : [],
  );
  return texts.map((text) => `${name} ${text}`);
}
