import type { Decider } from '../model/record.ts';
import { describeVerdict, type LedgerVerdict } from '../text/ledger-verdict.ts';
import type { ExportedChain, RecordsInput, Signer } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';

/** What checking the ledgers said, in the words of `countersign verify`. */
export interface Verdict extends LedgerVerdict {
  readonly message: string;
}

export function verdictOf({ chains, checking, problems }: RecordsInput): Verdict {
  const verdict = describeVerdict(chains, problems);
  return { ...verdict, message: [checking, ...verdict.lines].map((line) => line.trim()).join(' ') };
}

/** All records, chain by chain. */
export function* recordsOf({ chains }: Pick<RecordsInput, 'chains'>): Iterable<ExportedRecord> {
  for (const { records } of chains) yield* records;
}

/** Who decided as the record says, and `signed` only where a seal that counts is theirs: of the key, else of the address it names. */
export function checkedDecider(decider: Decider, signer: Signer | null): Decider {
  const { key, email } = decider;
  const isTheirs = key === null ? email !== null && signer?.principals.includes(email) : key === signer?.fingerprint;
  return { ...decider, basis: isTheirs === true ? 'signed' : 'claimed' };
}

/** What is wrong with a record, or with a seal; none: nothing. */
export function faultsOf({ report }: ExportedChain, seq: number): readonly string[] {
  return report.faults.filter((fault) => fault.seq === seq).map(({ message }) => message);
}

/** For people and in file names: which ledger it is. */
export function nameOfChain({ report }: ExportedChain): string {
  return report.id ?? report.source;
}
