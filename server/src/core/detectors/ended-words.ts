import type { FactChange, FactKind } from '../model/fact.ts';
import type { Delta, Detection } from './define.ts';
import { groupRows } from './group.ts';
import { holderOf } from './setting-words.ts';

/** Sessions and tokens that a function took back and no longer takes back, told once a function. */
export function* noLongerEnded(delta: Delta, kind: FactKind): Generator<Detection> {
  const rows = delta.removed(kind).filter(({ fact }) => fact.action === 'revoke');
  for (const [row, ...also] of groupRows(rows, functionOf))
    yield {
      change: row,
      also,
      message: `${holderOf(row.fact)} no longer ends ${row.fact.resource.value ?? 'sessions'}.`,
    };
}

/** Functions of two files may have one name. */
function functionOf({ fact: { provenance, resource, subject } }: FactChange): string {
  return `${provenance.path} ${subject.symbol} ${resource.norm}`;
}
