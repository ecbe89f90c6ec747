import type { FactChange, FactKind } from '../model/fact.ts';
import type { Delta, Detection } from './define.ts';
import { groupRows } from './group.ts';
import { holderOf } from './setting-words.ts';

/** Sessions and tokens that a function took back and no longer takes back, told once a function. */
export function* noLongerEnded(delta: Delta, kind: FactKind): Generator<Detection> {
  const inOtherForm = new Set(
    delta
      .added(kind)
      .filter(isOfOneUse)
      .map((row) => holderKey(row)),
  );
  const rows = delta
    .removed(kind)
    .filter(({ fact }) => fact.action === 'revoke')
    .filter((row) => !isOfOneUse(row) || !inOtherForm.has(holderKey(row)));
  for (const [row, ...also] of groupRows(rows, functionOf))
    yield {
      change: row,
      also,
      message:
        row.fact.resource.norm === ONE_TIME
          ? `${holderOf(row.fact)} no longer takes back the one-time token, which can be used again.`
          : `${holderOf(row.fact)} no longer ends ${row.fact.resource.value ?? 'sessions'}.`,
    };
}

const ONE_TIME = 'the one-time token';

/** What is deleted in one form and marked as used in another is taken back by both. */
function isOfOneUse({ fact: { action, resource } }: FactChange): boolean {
  return action === 'revoke' && (resource.norm === ONE_TIME || resource.norm === 'reset tokens');
}

function functionOf(row: FactChange): string {
  return `${holderKey(row)} ${row.fact.resource.norm}`;
}

/** Functions of two files may have one name. */
function holderKey({ fact: { provenance, subject } }: FactChange): string {
  return `${provenance.path} ${subject.symbol}`;
}
