import type { FactChange } from '../model/fact.ts';

/** A form that a value is brought into goes with what is decided by it: where that is lost, the form is not told. */
export function isFormOfLost({ fact }: FactChange, lost: readonly FactChange[]): boolean {
  if (fact.resource.kind !== 'input' || fact.resource.norm !== 'canonical') return false;
  return lost.some(
    (other) =>
      other.fact.subject.symbol === fact.subject.symbol &&
      other.fact.provenance.path === fact.provenance.path &&
      other.fact.resource.norm !== 'canonical',
  );
}
