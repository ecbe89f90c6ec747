import type { FactChange } from '../model/fact.ts';

/** That a policy is asked about a record goes and comes with the policy, and is told as that. */
export function isToldOfPolicy({ fact }: FactChange, rows: readonly FactChange[]): boolean {
  return (
    fact.resource.norm === 'policy-of-the-record' &&
    rows.some(
      ({ fact: { provenance, resource, subject } }) =>
        resource.kind === 'scope' && subject.symbol === fact.subject.symbol && provenance.path === fact.provenance.path,
    )
  );
}
