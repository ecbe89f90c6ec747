import type {
  Anchor,
  CheckedLedger,
  CheckedSeal,
  FaultKind,
  LedgerFault,
  SignatureCheck,
  Signers,
} from '../model/ledger.ts';
import type { LedgerRecord } from '../model/record.ts';
import { fromUtc } from '../text/utc.ts';
import { checkSeal } from './check-seal.ts';
import { untouchedRecords } from './untouched.ts';
import type { Verified } from './verify.ts';

export interface LedgerCheck {
  /** Null: it does not say which one it is. */
  readonly id: string | null;
  readonly source: string;
  readonly verified: Verified;
  /** Of each seal, by the hash of its record. */
  readonly signatures: ReadonlyMap<string, SignatureCheck>;
  readonly signers: Signers | null;
  readonly anchors: readonly Anchor[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Clocks of people's machines differ by less; NTP steps back by less. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/** All that is wrong with a chain, by name: its records, their order in time, its seals, and what anchors say. */
export function checkLedger(check: LedgerCheck): CheckedLedger {
  const { records, head } = check.verified;
  const { seals, faults: sealFaults } = checkSeals(check);
  const anchored = checkAnchors(check);
  return {
    id: check.id,
    source: check.source,
    records,
    head,
    faults: [
      ...chainFaults(check.verified),
      ...anchored.faults,
      ...timeFaults(records, check.now),
      ...sealFaults,
      ...untouchedRecords({ records, seals }).map(({ seq }) => untouchedFault(seq)),
    ],
    seals,
    anchored: anchored.newest,
  };
}

function chainFault(kind: FaultKind, seq: number | null, message: string): LedgerFault {
  return { kind, of: 'chain', severity: 'error', seq, message };
}

function chainFaults(verified: Verified): readonly LedgerFault[] {
  switch (verified.kind) {
    case 'intact':
      return [];
    case 'torn': {
      const message = `Line ${verified.line} was cut off while it was written; the next decision repairs it.`;
      return [{ ...chainFault('torn', null, message), severity: 'warning' }];
    }
    case 'broken':
      return [chainFault(verified.broken.what, verified.records.length + 1, verified.broken.message)];
  }
}

function checkSeals({ id, verified, signatures, signers }: LedgerCheck): {
  readonly seals: readonly CheckedSeal[];
  readonly faults: readonly LedgerFault[];
} {
  const { records } = verified;
  const seals: CheckedSeal[] = [];
  const faults: LedgerFault[] = [];
  let covered = 0;
  for (const record of records) {
    if (record.kind !== 'seal') continue;
    const verdict = checkSeal(record, records, { ledger: id, signature: signatures.get(record.hash), signers });
    if ('fault' in verdict) {
      // Where nobody says who may sign, no key is wrong either.
      const severity = verdict.fault === 'unknown-signer' && signers === null ? 'warning' : 'error';
      faults.push({ kind: verdict.fault, of: 'seal', severity, seq: record.seq, message: verdict.message });
      seals.push({ record, covers: null, sealer: null });
      continue;
    }
    const covers = record.head.seq > covered ? { from: covered + 1, to: record.head.seq } : null;
    covered = Math.max(covered, record.head.seq);
    seals.push({ record, covers, sealer: verdict });
  }
  return { seals, faults: faults.map((fault) => mended(fault, seals)) };
}

function untouchedFault(seq: number): LedgerFault {
  const message = `Record No. ${seq}: the rule it answers demands a touch of the key, and it is sealed without one.`;
  return { kind: 'not-touched', of: 'seal', severity: 'error', seq, message };
}

/** Whoever sealed it all again later, with a key that may, has answered for what a seal that does not count should have. */
function mended(fault: LedgerFault, seals: readonly CheckedSeal[]): LedgerFault {
  const later = seals.find(
    ({ record, sealer, covers }) => sealer !== null && covers !== null && record.seq > (fault.seq ?? 0),
  );
  if (later === undefined) return fault;
  return {
    ...fault,
    severity: 'warning',
    message: `${fault.message} Seal No. ${later.record.seq} covers it all again.`,
  };
}

/** A record that is older than the one before it, or not of this time at all: a clock was wrong, or somebody set it. */
function timeFaults(records: readonly LedgerRecord[], now: number): readonly LedgerFault[] {
  const faults: LedgerFault[] = [];
  const fault = (kind: FaultKind, record: LedgerRecord, what: string): void =>
    void faults.push(chainFault(kind, record.seq, `Record No. ${record.seq}: ${what}`));
  let newest = Number.NEGATIVE_INFINITY;
  let newestText = '';
  for (const record of records) {
    const at = fromUtc(record.decidedAt);
    if (at === null) fault('time-order', record, `"${record.decidedAt.slice(0, 40)}" is no time.`);
    else if (at < newest - CLOCK_TOLERANCE_MS)
      fault('time-order', record, `it says ${record.decidedAt}, and a record before it ${newestText}.`);
    else if (at > now + CLOCK_TOLERANCE_MS)
      fault('in-future', record, `it says ${record.decidedAt}, which is not yet.`);
    if (at !== null && at > newest) [newest, newestText] = [at, record.decidedAt];
    const late = lateAnswer(record, at);
    if (late !== null) fault('time-order', record, `an answer in it is of ${late}, after the decision.`);
  }
  return faults;
}

function lateAnswer(record: LedgerRecord, decidedAt: number | null): string | null {
  if (record.kind !== 'decision' || decidedAt === null) return null;
  for (const { acknowledgement } of record.hunks.flatMap(({ findings }) => findings)) {
    const at = acknowledgement === undefined ? null : fromUtc(acknowledgement.at);
    if (at !== null && at > decidedAt + CLOCK_TOLERANCE_MS) return acknowledgement?.at ?? null;
  }
  return null;
}

function checkAnchors({ id, anchors, verified }: LedgerCheck): {
  readonly newest: number | null;
  readonly faults: readonly LedgerFault[];
} {
  const faults: LedgerFault[] = [];
  let newest: number | null = null;
  const { records } = verified;
  // What follows a broken record is not known, so that an anchor there says nothing about cutting off.
  const isCut = verified.kind !== 'broken';
  for (const anchor of anchors) {
    if (id === null || anchor.ledger !== id) continue;
    const record = records[anchor.seq - 1];
    if (record?.hash === anchor.hash) newest = Math.max(newest ?? 0, anchor.seq);
    else if (record !== undefined)
      faults.push(
        chainFault('rewritten', anchor.seq, `Record No. ${anchor.seq} is not the one that ${anchor.from} names.`),
      );
    else if (isCut)
      faults.push(
        chainFault(
          'truncated',
          records.length + 1,
          `The chain ends at No. ${records.length}; ${anchor.from} names No. ${anchor.seq}. The newest records were cut off.`,
        ),
      );
  }
  return { newest, faults };
}

/** The last record before anything that is wrong with the chain itself. A seal that counts for nothing takes nothing away. */
export function soundUpTo({ faults, records }: CheckedLedger): number {
  const wrong = faults.filter(({ of, severity }) => of === 'chain' && severity === 'error');
  return wrong.reduce((least, { seq }) => Math.min(least, (seq ?? 1) - 1), records.length);
}
