import type { Fact } from '../model/fact.ts';
import type { Delta } from './define.ts';

/**
 * Guards whose loss another detector says more closely: a password or signature that is compared in another way is still
 * compared, a token that is only read is still read, the state of a sign-in is no form's token, and a field that is shown is data.
 */
export function toldCloser(delta: Delta): (guard: Fact) => boolean {
  const compared = new Set(
    delta
      .of('identity.credential', 'weakened')
      .filter(({ fact }) => fact.action === 'compare')
      .map(({ fact }) => holder(fact)),
  );
  const read = new Set(
    delta
      .of('identity.token', 'weakened')
      .filter(({ fact }) => fact.action === 'decode-unverified')
      .map(({ fact }) => holder(fact)),
  );
  const federated = new Set(delta.removed('identity.federation').map(({ fact }) => line(fact)));
  const shown = new Set(
    delta
      .removed('data.protection')
      .filter(({ fact }) => fact.action === 'leave-out')
      .map(({ fact }) => line(fact)),
  );
  return (guard) => {
    const { kind } = guard.resource;
    if (kind === 'signature' || kind === 'credential') return compared.has(holder(guard));
    if (kind === 'auth') return read.has(holder(guard));
    return federated.has(line(guard)) || shown.has(line(guard));
  };
}

function holder({ provenance, subject }: Fact): string {
  return `${provenance.path} ${subject.symbol}`;
}

function line({ provenance: { path, range } }: Fact): string {
  return `${path} ${range.start.line}`;
}
