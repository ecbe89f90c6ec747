import type { KnownRepository, RecordOf, Signers } from '../core/model/ledger.ts';
import type { Decider, LedgerRecord } from '../core/model/record.ts';
import { worded } from '../core/model/wording.ts';
import {
  checkLedger,
  toKeptPerson,
  toSealBody,
  toSealText,
  toUnsignedSeal,
  unboundRecords,
  unsealedRecords,
  untouchedRecords,
} from '../core/record.ts';
import { systemClock, timestamp, type Clock } from './clock.ts';
import type { Disk } from './durable.ts';
import type { Governing } from './governing.ts';
import { checkSealSignatures } from './check-signature.ts';
import { ensureLedgerId } from './ledger-id.ts';
import type { Repository } from './git-repository.ts';
import { readIdentity } from './git-revisions.ts';
import { openLedger, readLedger } from './ledger-file.ts';
import { throwProblem } from './problems.ts';
import { presenceIn, signText } from './sign.ts';
import type { SigningKey } from './signing-key.ts';
import type { StateDirectory } from './state-directory.ts';

export interface SealPlace {
  readonly state: StateDirectory;
  readonly disk: Disk;
  /** Null: a folder without git. */
  readonly repository: Repository | null;
  readonly clock?: Clock;
  readonly decider: Omit<Decider, 'key' | 'basis'>;
  readonly toolVersion: string;
}

/** @throws HostProblem when the ledger is broken: what is signed must be what was recorded */
export async function readWholeLedger(path: string): Promise<readonly LedgerRecord[]> {
  const verified = await readLedger(path);
  if (verified?.kind === 'broken')
    return throwProblem('ledgerCorrupt', worded`The ledger "${path}" is broken. ${verified.broken.message}`, path);
  return verified?.records ?? [];
}

export interface Unsealed {
  /** What no seal covers that counts. */
  readonly open: readonly LedgerRecord[];
  /** What is sealed without the touch that its rule demands: only a security key can mend it. */
  readonly untouched: readonly LedgerRecord[];
  /** What is sealed without saying in which repository, where nothing else says it. */
  readonly unbound: readonly LedgerRecord[];
}

/** What `unbound` are, for people. */
export const unboundWords = 'sealed without saying in which repository, and on no commit, so that no gate counts them';

/** What `untouched` are, for people, and what mends them. A record may hold answers to other rules too, and those count. */
export const untouchedWords = {
  what: 'sealed without the touch of a key that the policy demands, so that the gate counts none for what demands it',
  fix: 'Run "countersign seal --key FILE" with a security key.',
} as const;

/**
 * A seal of a key that may not sign must not keep the right key from signing. Where nothing says who may, every key may.
 */
export async function findUnsealed(
  records: readonly LedgerRecord[],
  ledger: string | null,
  signers: Signers | null,
  repository: Repository | null,
): Promise<Unsealed> {
  return await findIn(records, ledger, signers, await readIdentity(repository, null));
}

async function findIn(
  records: readonly LedgerRecord[],
  ledger: string | null,
  signers: Signers | null,
  repository: KnownRepository,
): Promise<Unsealed> {
  const signatures = await checkSealSignatures(records, null);
  const anybody = [...signatures.values()].flatMap((check) => (check.kind === 'good' ? [toAllowed(check)] : []));
  const checked = checkLedger({
    id: ledger,
    source: '',
    verified: { kind: 'intact', records, head: records.at(-1) ?? null },
    signatures,
    signers: signers ?? { allowed: anybody, revoked: new Set() },
    repository,
    anchors: [],
    now: Number.POSITIVE_INFINITY,
  });
  return {
    open: unsealedRecords(checked),
    untouched: untouchedRecords(checked),
    unbound: repository === null ? [] : unboundRecords(checked),
  };
}

export function isSecurityKey({ key }: SigningKey): boolean {
  return key.type.startsWith('sk-');
}

function toAllowed({ fingerprint, keyType }: { readonly fingerprint: string; readonly keyType: string }) {
  return { principals: [], fingerprint, keyType, namespaces: null, validAfter: null, validBefore: null, line: 0 };
}

/**
 * Signs all that no seal covers yet. Nothing is locked while a person looks for the key: what is recorded meanwhile is left
 * for the next seal. Null: there was nothing to sign.
 *
 * @throws HostProblem when there is no signature; the ledger is then as it was
 */
export async function sealLedger(
  place: SealPlace,
  key: SigningKey,
  { signers, policy }: Pick<Governing, 'signers' | 'policy'>,
): Promise<RecordOf<'seal'> | null> {
  const { state, disk, toolVersion, clock = systemClock } = place;
  const records = await readWholeLedger(state.ledger);
  const ledger = await ensureLedgerId(state, disk);
  const repository = await readIdentity(place.repository, null);
  const unsealed = await findIn(records, ledger, signers, repository);
  const isToken = isSecurityKey(key);
  const loose = [...unsealed.unbound, ...unsealed.open];
  const open = isToken ? [...unsealed.untouched, ...loose] : loose;
  if (open.length === 0) return null;
  const person = toKeptPerson(place.decider, policy.privacy);
  const decidedBy: Decider = { ...person, key: key.key.fingerprint, basis: 'signed' };
  // A security key asks for a touch, unless it was made without; what it did, its signature says.
  for (const presence of isToken ? (['touch', 'none'] as const) : (['none'] as const)) {
    const seal = toUnsignedSeal(records, open, {
      ledger,
      decidedBy,
      decidedAt: timestamp(clock),
      presence,
      repository,
      toolVersion,
    });
    if (seal === null) return null;
    const signature = await signText(toSealText(seal), key);
    if (presenceIn(signature) !== presence) continue;
    if (presence === 'none' && loose.length === 0)
      return throwProblem(
        'signingFailed',
        worded`This security key signs without a touch, and a touch is what is missing.`,
      );
    const ledgerFile = openLedger({ ledger: state.ledger, ledgerLock: state.ledgerLock, disk, clock, toolVersion });
    const record = await ledgerFile.append(toSealBody(seal, signature));
    return record.kind === 'seal' ? record : null;
  }
  return throwProblem('signingFailed', worded`The key does not say whether it was touched.`);
}
