import type { DecisionBody, LedgerRecord, RepositoryIdentity, SealBody } from './record.ts';

/** The newest record of a chain; null: the chain is empty. */
export type Head = { readonly seq: number; readonly hash: string } | null;

/** A kind of record as it stands in a chain. */
export type RecordOf<Kind extends LedgerRecord['kind']> = Extract<LedgerRecord, { readonly kind: Kind }>;
export type DecisionRecord = RecordOf<'decision'>;

/** A line of `allowed_signers`. @see ssh-keygen(1), ALLOWED SIGNERS, OpenSSH 9 */
export interface AllowedSigner {
  /** Patterns: names, e-mail addresses, `@org/team`. */
  readonly principals: readonly string[];
  /** `SHA256:` and base64 without padding, as ssh-keygen prints it. */
  readonly fingerprint: string;
  readonly keyType: string;
  /** Patterns; null: any. */
  readonly namespaces: readonly string[] | null;
  /** Milliseconds since the epoch. */
  readonly validAfter: number | null;
  readonly validBefore: number | null;
  /** 1-based. */
  readonly line: number;
}

/** Who may sign, as the base revision says. */
export interface Signers {
  readonly allowed: readonly AllowedSigner[];
  /** Fingerprints, whatever `allowed` says and whenever they signed. */
  readonly revoked: ReadonlySet<string>;
}

export type Presence = SealBody['presence'];

/** What checking a signature over a text answered. Whose key that is stands elsewhere. */
export type SignatureCheck =
  | {
      readonly kind: 'good';
      readonly fingerprint: string;
      readonly keyType: string;
      /** From the signature itself, not from what the record claims. */
      readonly presence: Presence;
      readonly checkedBy: readonly ('ssh-keygen' | 'countersign')[];
    }
  | { readonly kind: 'bad'; readonly why: string };

/** The key that signed, with the names the base revision gives it. */
export interface Sealer {
  readonly fingerprint: string;
  readonly keyType: string;
  readonly principals: readonly string[];
  readonly presence: Presence;
}

export type Break =
  | 'bad-json'
  | 'bad-shape'
  | 'not-canonical'
  | 'wrong-hash'
  | 'wrong-prev'
  | 'gap'
  | 'reordered'
  | 'duplicate'
  | 'forked';

export type FaultKind =
  | Break
  | 'torn'
  | 'undecodable'
  /** The chain ends before a record that an anchor names. */
  | 'truncated'
  /** The chain holds another record where an anchor names one. */
  | 'rewritten'
  | 'time-order'
  | 'in-future'
  | 'seal-of-another-ledger'
  /** It says that it was made in another repository than the one it is found in. */
  | 'seal-of-another-repository'
  | 'seal-does-not-fit'
  | 'bad-signature'
  | 'wrong-key'
  | 'presence-not-proven'
  /** A record says that its key had to be touched, and no seal proves it. */
  | 'not-touched'
  | 'unknown-signer'
  | 'other-namespace'
  | 'expired-signer'
  | 'not-yet-valid-signer'
  | 'revoked-signer';

export interface LedgerFault {
  readonly kind: FaultKind;
  /** `chain`: records are not what they were. `seal`: a signature counts for nothing. */
  readonly of: 'chain' | 'seal';
  readonly severity: 'error' | 'warning';
  /** Null: of the chain as a whole. */
  readonly seq: number | null;
  /** One sentence that names the record. */
  readonly message: string;
}

/** A record that was known outside the chain: from it on nothing before it can be dropped or replaced unseen. */
export interface Anchor {
  readonly ledger: string;
  readonly seq: number;
  readonly hash: string;
  /** For people: `refs/countersign/ledger/…`, `commit 1a2b3c4d5e`. */
  readonly from: string;
}

export interface CheckedSeal {
  readonly record: RecordOf<'seal'>;
  /** Numbers of the first and the last record that it covers and no valid seal before it does. Null: none. */
  readonly covers: { readonly from: number; readonly to: number } | null;
  /** Null: it counts for nothing, and a fault says why. */
  readonly sealer: Sealer | null;
  readonly repository: SealedIn;
}

/** `this`: the one it is found in. `unnamed`: it does not say. `unknown`: there is nothing to compare with what it says. */
export type SealedIn = 'this' | 'unnamed' | 'unknown';

/** Null: nobody can tell: a folder without git, no commit yet, a shallow clone. */
export type KnownRepository = RepositoryIdentity | null;

/** What checking a chain said. It needs no record any more, so that a chain larger than memory has one too. */
export interface CheckedChain {
  /** Random, one a clone; of the ref or the file it was read from. Null: it says none. */
  readonly id: string | null;
  /** For people: a file, a ref. */
  readonly source: string;
  /** Of the last record that is what was written: its number is how many there are. */
  readonly head: Head;
  readonly faults: readonly LedgerFault[];
  readonly seals: readonly CheckedSeal[];
  /** How many records, seals aside, no seal covers that counts. */
  readonly unsealed: number;
  /** The newest record that an anchor outside proves to be there; null: none does. */
  readonly anchored: number | null;
}

/** A chain in words, whole sentences each. What is wrong stands in its faults. */
export interface ChainWords {
  readonly state: string;
  readonly seals: readonly string[];
  /** What is known of its end. Null: there is nothing to know. */
  readonly end: string | null;
  /** The line that shows its end when it is kept elsewhere. Null: nothing is missing for that, or it says of no ledger which it is. */
  readonly trailer: string | null;
}

/** A chain as JSON has it, whoever prints it. */
export interface ChainReport extends Pick<CheckedChain, 'id' | 'source' | 'head' | 'anchored' | 'faults'> {
  readonly records: number;
  readonly seals: readonly (Pick<CheckedSeal, 'covers' | 'sealer' | 'repository'> & { readonly seq: number })[];
}

/** One chain with all that is known of it. */
export interface CheckedLedger extends CheckedChain {
  /** Up to the first that is not what was written. */
  readonly records: readonly LedgerRecord[];
}

/** Keys that answer for a record; they can be two. */
export interface Sealed {
  /** Of its first seal. Null: not signed, or by nobody who may; it counts for nothing. */
  readonly sealer: Sealer | null;
  /** Who touched their key for it, where that is demanded. Null: nobody did. */
  readonly toucher: Sealer | null;
}

/** A hunk that was decided on, by the newest decision on it in its ledger, and by whom. */
export interface StandingDecision extends Sealed {
  readonly ledger: CheckedLedger;
  readonly record: DecisionRecord;
  readonly hunk: DecisionBody['hunks'][number];
}
