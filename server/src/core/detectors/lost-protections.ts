import type { FactChange } from '../model/fact.ts';
import type { Delta } from './define.ts';

/** What is said of a value that lost its protection, by what that was. */
export const LOST: Readonly<Record<string, string>> = {
  hash: 'is no longer hashed',
  encrypt: 'is no longer encrypted',
  redact: 'is no longer masked',
};

/** The value of a subject, as flows and protections share it. */
export function valueKey({ fact }: FactChange): string {
  return `${fact.provenance.path} ${fact.subject.symbol} ${fact.detail?.dataClass ?? ''}`;
}

/** Values that lost their protection, but for those of which a new flow says where they go. */
export function lostProtections(delta: Delta): readonly FactChange[] {
  const flows = new Set(
    [...delta.added('data.flow'), ...delta.of('data.flow', 'redirected')]
      .filter(({ fact }) => fact.action !== 'store')
      .map(valueKey),
  );
  return [...delta.removed('data.protection'), ...delta.of('data.protection', 'weakened')].filter(
    (row) => row.fact.resource.kind === 'class' && Object.hasOwn(LOST, row.fact.action) && !flows.has(valueKey(row)),
  );
}
