import type { FactChange } from '../model/fact.ts';
import type { Delta } from './define.ts';

/** What runs by itself gets a credential that its file did not name. */
export function newCredentials(delta: Delta): readonly FactChange[] {
  const known = new Set(
    delta
      .of('workflow.identity', 'unchanged', 'moved', 'removed')
      .map(({ fact }) => `${fact.provenance.path} ${fact.resource.norm}`),
  );
  return delta
    .added('workflow.identity')
    .filter(
      ({ fact }) =>
        fact.action === 'use' &&
        fact.resource.kind === 'credential' &&
        !known.has(`${fact.provenance.path} ${fact.resource.norm}`),
    );
}

export function ownerOf({ fact }: FactChange): string {
  return `${fact.provenance.path} ${fact.subject.symbol}`;
}
