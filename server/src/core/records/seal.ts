import type { CheckedChain, CheckedLedger, KnownRepository, Presence, RecordOf } from '../model/ledger.ts';
import { type Decider, type LedgerRecord, RECORD_SCHEMA_VERSION, type SealBody } from '../model/record.ts';
import { canonicalJson } from '../text/canonical-json.ts';

export const SEAL_NAMESPACE = 'countersign';

export type UnsignedSeal = Omit<SealBody, 'signature'>;

/** What a seal after these records says, of which those in `open` have none. Null: there are none. */
export function toUnsignedSeal(
  records: readonly LedgerRecord[],
  open: readonly LedgerRecord[],
  by: {
    readonly ledger: string;
    readonly decidedBy: Decider;
    readonly decidedAt: string;
    readonly presence: Presence;
    readonly repository: KnownRepository;
    readonly toolVersion: string;
  },
): UnsignedSeal | null {
  const head = records.at(-1);
  if (open.length === 0 || head === undefined) return null;
  return {
    kind: 'seal',
    schemaVersion: RECORD_SCHEMA_VERSION,
    ledger: by.ledger,
    head: { seq: head.seq, hash: head.hash },
    changeSets: changeSetsOf(open),
    decidedBy: { ...by.decidedBy, basis: 'signed' },
    decidedAt: by.decidedAt,
    presence: by.presence,
    ...(by.repository === null ? {} : { repository: by.repository }),
    tool: { name: 'countersign', version: by.toolVersion },
  };
}

/** The exact text that is signed. */
export function toSealText(seal: UnsignedSeal | RecordOf<'seal'>): string {
  const { signature: _signature, seq: _seq, prev: _prev, hash: _hash, ...rest } = seal as Partial<RecordOf<'seal'>>;
  return `${canonicalJson(rest)}\n`;
}

export function toSealBody(seal: UnsignedSeal, signature: string): SealBody {
  return { ...seal, signature: { format: 'sshsig', namespace: SEAL_NAMESPACE, value: signature } };
}

/** Records that somebody must answer for and that no seal covers which counts. One that does not count covers nothing. */
export function unsealedRecords({ records, seals }: Pick<CheckedLedger, 'records' | 'seals'>): readonly LedgerRecord[] {
  const covered = coveredUpTo(seals);
  return records.filter(({ kind, seq }) => seq > covered && kind !== 'seal');
}

/** Number of the newest record that a seal covers which counts; 0: none. */
export function coveredUpTo(seals: CheckedChain['seals']): number {
  return seals.reduce((most, { covers }) => Math.max(most, covers?.to ?? 0), 0);
}

function changeSetsOf(records: readonly LedgerRecord[]): readonly string[] {
  const named = records.flatMap((record) =>
    record.kind === 'decision' || record.kind === 'approval' ? [record.changeSet] : [],
  );
  return [...new Set(named)].sort();
}
