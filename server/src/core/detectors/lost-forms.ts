import type { FactChange } from '../model/fact.ts';
import type { Delta } from './define.ts';

/**
 * A form that a value is brought into goes with what is decided by it: where that is lost, the form is not told. Nor is one that
 * another function of the change brings its value into now. What is asked of the same field or header elsewhere is not lost either.
 */
export function formsOfLost(delta: Pick<Delta, 'added'>): (row: FactChange, lost: readonly FactChange[]) => boolean {
  const added = delta.added('identity.guard');
  const isMoved = added.some(isForm);
  const elsewhere = new Set(added.filter(isOfValue).map(({ fact }) => fact.resource.norm));
  return (row, lost) =>
    isForm(row)
      ? isMoved || lost.some((other) => isOfSame(row, other) && !isForm(other))
      : isOfValue(row) && elsewhere.has(row.fact.resource.norm);
}

/** What one field or one header must be, whichever function or type says so. */
function isOfValue({ fact: { action, resource } }: FactChange): boolean {
  return action === 'validate-input' && resource.kind === 'policy';
}

function isForm({ fact: { resource } }: FactChange): boolean {
  return resource.kind === 'input' && resource.norm === 'canonical';
}

function isOfSame({ fact: one }: FactChange, { fact: other }: FactChange): boolean {
  return one.subject.symbol === other.subject.symbol && one.provenance.path === other.provenance.path;
}
