import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineRouteFinder, type FileReading, type GuardUse } from '../define.ts';
import { guardReading } from '../guards/reader.ts';
import { summariesOf } from '../guards/summaries.ts';
import { declaredName, symbolPath } from '../names.ts';

/** Classes whose methods answer whether somebody may: policies of Laravel and Pundit. */
export const policyClasses = defineRouteFinder({
  id: 'policy-classes',
  languages: ['php', 'ruby'],
  *find(reading) {
    for (const owner of reading.unit.ofKind('class')) {
      const name = declaredName(reading.unit, owner);
      if (name === null || !name.endsWith('Policy')) continue;
      for (const [, method] of reading.scopes.membersOf(owner)) {
        const symbol = method.kind === 'function' ? symbolPath(reading.unit, method) : null;
        if (symbol === null || childOf(method, 'function.body') === null) continue;
        yield {
          method: 'POLICY',
          path: symbol,
          symbol,
          node: method,
          handler: method,
          group: 'policies',
          guards: guardsOf(reading, method),
        };
      }
    }
  },
});

function guardsOf(reading: FileReading, method: SyntaxNode): readonly GuardUse[] {
  const file = guardReading(reading);
  const predicate = file.predicateOf(method);
  if (predicate === null) return [];
  return summariesOf(reading, predicate, method).map((guard): GuardUse => ({
    ...guard,
    node: method,
    from: 'inline',
    tier: 'pattern',
    why: 'What it answers depends on the caller.',
  }));
}
