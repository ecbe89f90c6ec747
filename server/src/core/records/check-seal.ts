import type {
  AllowedSigner,
  FaultKind,
  KnownRepository,
  RecordOf,
  SealedIn,
  Sealer,
  SignatureCheck,
  Signers,
} from '../model/ledger.ts';
import { fromUtc } from '../text/utc.ts';
import { matchesPatterns } from './allowed-signers.ts';
import { SEAL_NAMESPACE } from './seal.ts';

export type SealVerdict = Sealer | { readonly fault: FaultKind; readonly message: string };

/** Whether a seal's signature counts: it fits its chain, and its key may sign by what the base revision says. */
export function checkSeal(
  seal: RecordOf<'seal'>,
  /** The hash of the record with that number. */
  hashOf: (seq: number) => string | undefined,
  place: {
    readonly ledger: string | null;
    readonly signature: SignatureCheck | undefined;
    /** Null: there are none to compare with, so that any key counts as nobody's. */
    readonly signers: Signers | null;
    readonly repository: KnownRepository;
  },
): SealVerdict {
  const named = `Seal No. ${seal.seq}`;
  const fault = (kind: FaultKind, what: string): SealVerdict => ({ fault: kind, message: `${named}: ${what}` });
  if (place.ledger !== null && seal.ledger !== place.ledger)
    return fault('seal-of-another-ledger', `it was made for the ledger ${shorten(seal.ledger)}, not for this one.`);
  const elsewhere = whyElsewhere(seal, place.repository);
  if (elsewhere !== null) return fault('seal-of-another-repository', elsewhere);
  if (seal.head.seq >= seal.seq || hashOf(seal.head.seq) !== seal.head.hash)
    return fault('seal-does-not-fit', `record No. ${seal.head.seq} is not the one that was signed.`);
  const { signature } = place;
  if (signature === undefined) return fault('bad-signature', 'its signature was not checked.');
  if (signature.kind === 'bad') return fault('bad-signature', signature.why);
  const { fingerprint, keyType, presence } = signature;
  if (seal.decidedBy.key !== fingerprint)
    return fault('wrong-key', `it names the key ${seal.decidedBy.key ?? 'none'} and is signed by ${fingerprint}.`);
  if (seal.presence === 'touch' && presence !== 'touch')
    return fault('presence-not-proven', 'it says that the key was touched, and the signature does not.');
  const refused = refuseSigner(fingerprint, seal.decidedAt, place.signers);
  if (typeof refused === 'object' && 'kind' in refused) return fault(refused.kind, refused.what);
  return { fingerprint, keyType, principals: refused.principals, presence };
}

const SCHEME = 'root-commits/1';

/** Branches of one repository may begin with several commits: one that both know is enough. */
function whyElsewhere({ repository }: RecordOf<'seal'>, here: KnownRepository): string | null {
  if (here === null || repository?.scheme !== SCHEME) return null;
  if (repository.roots.some((root) => here.roots.includes(root))) return null;
  return `it was made in a repository that begins with commit ${shorten(repository.roots[0] ?? 'none')}, and this one begins with ${shorten(here.roots[0] ?? 'none')}.`;
}

/** Of a seal that is of no other repository. */
export function sealedIn({ repository }: RecordOf<'seal'>, here: KnownRepository): SealedIn {
  if (repository?.scheme !== SCHEME) return 'unnamed';
  return here === null ? 'unknown' : 'this';
}

type Refusal = { readonly kind: FaultKind; readonly what: string };

function refuseSigner(key: string, at: string, signers: Signers | null): Refusal | Pick<AllowedSigner, 'principals'> {
  if (signers === null) return { kind: 'unknown-signer', what: `nothing says whose the key ${key} is.` };
  if (signers.revoked.has(key)) return { kind: 'revoked-signer', what: `the key ${key} is revoked.` };
  const rows = signers.allowed.filter(({ fingerprint }) => fingerprint === key);
  if (rows.length === 0) return { kind: 'unknown-signer', what: `the key ${key} is not in allowed_signers.` };
  const inSpace = rows.filter(({ namespaces }) => namespaces === null || matchesPatterns(namespaces, SEAL_NAMESPACE));
  if (inSpace.length === 0)
    return { kind: 'other-namespace', what: `the key ${key} may not sign in the namespace ${SEAL_NAMESPACE}.` };
  const time = fromUtc(at);
  const begun = inSpace.filter(({ validAfter }) => validAfter === null || (time !== null && time >= validAfter));
  if (begun.length === 0) return { kind: 'not-yet-valid-signer', what: `the key ${key} was not valid yet at ${at}.` };
  const valid = begun.filter(({ validBefore }) => validBefore === null || (time !== null && time <= validBefore));
  if (valid.length === 0) return { kind: 'expired-signer', what: `the key ${key} had expired at ${at}.` };
  return { principals: [...new Set(valid.flatMap(({ principals }) => principals))] };
}

function shorten(id: string): string {
  return id.length > 12 ? `${id.slice(0, 12)}…` : id;
}
