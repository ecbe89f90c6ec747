import type {
  Anchor,
  CheckedChain,
  CheckedLedger,
  CheckedSeal,
  FaultKind,
  KnownRepository,
  LedgerFault,
  SignatureCheck,
  Signers,
} from '../model/ledger.ts';
import { fromUtc } from '../text/utc.ts';
import { checkSeal, sealedIn } from './check-seal.ts';
import { type ChainRow, toRow } from './chain-row.ts';
import { coveredUpTo } from './seal.ts';
import { untouchedIn } from './untouched.ts';
import type { ChainState, Verified } from './verify.ts';

interface Check {
  /** Null: it does not say which one it is. */
  readonly id: string | null;
  readonly source: string;
  /** Of each seal, by the hash of its record. */
  readonly signatures: ReadonlyMap<string, SignatureCheck>;
  readonly signers: Signers | null;
  readonly anchors: readonly Anchor[];
  /** The one it is found in. */
  readonly repository: KnownRepository;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface LedgerCheck extends Check {
  readonly verified: Verified;
}

export interface ChainCheck extends Check {
  readonly state: ChainState;
  /** Of each record that is what was written. */
  readonly rows: readonly ChainRow[];
}

/** Clocks of people's machines differ by less; NTP steps back by less. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/** As `checkChain`, with the records at hand. */
export function checkLedger({ verified, ...check }: LedgerCheck): CheckedLedger {
  const { records } = verified;
  return { ...checkChain({ ...check, state: verified, rows: records.map(toRow) }), records };
}

/** All that is wrong with a chain, by name: its records, their order in time, its seals, and what anchors say. */
export function checkChain(check: ChainCheck): CheckedChain {
  const { id, source, state, rows } = check;
  const { seals, faults: sealFaults } = checkSeals(check);
  const anchored = checkAnchors(check);
  const isUntouched = untouchedIn(seals);
  const covered = coveredUpTo(seals);
  return {
    id,
    source,
    head: state.head,
    faults: [
      ...chainFaults(state),
      ...anchored.faults,
      ...timeFaults(rows, check.now),
      ...sealFaults,
      ...rows.filter((row) => row.demandsTouch && isUntouched(row.seq)).map(({ seq }) => untouchedFault(seq)),
    ],
    seals,
    unsealed: rows.filter(({ seq, seal }) => seal === null && seq > covered).length,
    anchored: anchored.newest,
  };
}

function chainFault(kind: FaultKind, seq: number | null, message: string): LedgerFault {
  return { kind, of: 'chain', severity: 'error', seq, message };
}

function chainFaults(state: ChainState): readonly LedgerFault[] {
  switch (state.kind) {
    case 'intact':
      return [];
    case 'torn': {
      const message = `Line ${state.line} was cut off while it was written; the next decision repairs it.`;
      return [{ ...chainFault('torn', null, message), severity: 'warning' }];
    }
    case 'broken':
      return [chainFault(state.broken.what, (state.head?.seq ?? 0) + 1, state.broken.message)];
  }
}

function checkSeals({ id, rows, signatures, signers, repository }: ChainCheck): {
  readonly seals: readonly CheckedSeal[];
  readonly faults: readonly LedgerFault[];
} {
  const hashOf = (seq: number): string | undefined => rows[seq - 1]?.hash;
  const seals: CheckedSeal[] = [];
  const faults: LedgerFault[] = [];
  let covered = 0;
  for (const { seal: record } of rows) {
    if (record === null) continue;
    const verdict = checkSeal(record, hashOf, {
      ledger: id,
      signature: signatures.get(record.hash),
      signers,
      repository,
    });
    const where = sealedIn(record, repository);
    if ('fault' in verdict) {
      // Where nobody says who may sign, no key is wrong either.
      const severity = verdict.fault === 'unknown-signer' && signers === null ? 'warning' : 'error';
      faults.push({ kind: verdict.fault, of: 'seal', severity, seq: record.seq, message: verdict.message });
      seals.push({ record, covers: null, sealer: null, repository: where });
      continue;
    }
    const covers = record.head.seq > covered ? { from: covered + 1, to: record.head.seq } : null;
    covered = Math.max(covered, record.head.seq);
    seals.push({ record, covers, sealer: verdict, repository: where });
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
function timeFaults(rows: readonly ChainRow[], now: number): readonly LedgerFault[] {
  const faults: LedgerFault[] = [];
  const fault = (kind: FaultKind, record: ChainRow, what: string): void =>
    void faults.push(chainFault(kind, record.seq, `Record No. ${record.seq}: ${what}`));
  let newest = Number.NEGATIVE_INFINITY;
  let newestText = '';
  for (const record of rows) {
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

function lateAnswer({ answeredAt }: ChainRow, decidedAt: number | null): string | null {
  if (decidedAt === null) return null;
  return answeredAt.find((text) => (fromUtc(text) ?? decidedAt) > decidedAt + CLOCK_TOLERANCE_MS) ?? null;
}

function checkAnchors({ id, anchors, state, rows }: ChainCheck): {
  readonly newest: number | null;
  readonly faults: readonly LedgerFault[];
} {
  const faults: LedgerFault[] = [];
  let newest: number | null = null;
  // What follows a broken record is not known, so that an anchor there says nothing about cutting off.
  const isCut = state.kind !== 'broken';
  for (const anchor of anchors) {
    if (id === null || anchor.ledger !== id) continue;
    const record = rows[anchor.seq - 1];
    if (record?.hash === anchor.hash) newest = Math.max(newest ?? 0, anchor.seq);
    else if (record !== undefined)
      faults.push(
        chainFault('rewritten', anchor.seq, `Record No. ${anchor.seq} is not the one that ${anchor.from} names.`),
      );
    else if (isCut)
      faults.push(
        chainFault(
          'truncated',
          rows.length + 1,
          `The chain ends at No. ${rows.length}; ${anchor.from} names No. ${anchor.seq}. The newest records were cut off.`,
        ),
      );
  }
  return { newest, faults };
}

/** The last record before anything that is wrong with the chain itself. A seal that counts for nothing takes nothing away. */
export function soundUpTo({ faults, head }: CheckedChain): number {
  const wrong = faults.filter(({ of, severity }) => of === 'chain' && severity === 'error');
  return wrong.reduce((least, { seq }) => Math.min(least, (seq ?? 1) - 1), head?.seq ?? 0);
}
