import type { FactChange } from '../model/fact.ts';
import type { Delta } from './define.ts';

/**
 * A form that a value is brought into goes with what is decided by it: where that is lost, the form is not told. Nor is one that
 * another function of the change brings its value into now.
 */
export function formsOfLost(delta: Pick<Delta, 'added'>): (row: FactChange, lost: readonly FactChange[]) => boolean {
  const isMoved = delta.added('identity.guard').some(isForm);
  return (row, lost) => isForm(row) && (isMoved || lost.some((other) => isOfSame(row, other) && !isForm(other)));
}

function isForm({ fact: { resource } }: FactChange): boolean {
  return resource.kind === 'input' && resource.norm === 'canonical';
}

function isOfSame({ fact: one }: FactChange, { fact: other }: FactChange): boolean {
  return one.subject.symbol === other.subject.symbol && one.provenance.path === other.provenance.path;
}
