import type { Decider } from '../model/record.ts';
import type { ExportedChain, RecordsInput, Signer } from './define.ts';
import type { ExportedRecord } from './exported-record.ts';

/** What checking the ledgers said, in the words of `countersign verify`. */
export interface Verdict {
  readonly isSound: boolean;
  /** One sentence. */
  readonly title: string;
  /** Sentences a ledger, then what could not be read. */
  readonly lines: readonly string[];
  readonly message: string;
}

export function verdictOf({ chains, checking, problems }: RecordsInput): Verdict {
  const lines = [...chains.flatMap(linesOf), ...problems];
  return {
    isSound: problems.length === 0 && chains.every(({ isSound }) => isSound),
    title: titleOf(chains, problems),
    lines,
    message: [checking, ...lines].map((line) => line.trim()).join(' '),
  };
}

function titleOf(chains: RecordsInput['chains'], problems: RecordsInput['problems']): string {
  const isOne = chains.length === 1;
  const broken = chains.filter(({ isWhole }) => !isWhole).length;
  if (broken > 0)
    return isOne
      ? 'The chain of records is not intact.'
      : `${broken} of ${chains.length} chains of records are not intact.`;
  if (!chains.every(({ isSound }) => isSound)) return 'A signature does not count.';
  if (problems.length > 0) return 'Some records could not be read.';
  if (chains.length === 0) return 'No record yet.';
  return isOne ? 'The chain of records is intact.' : `The ${chains.length} chains of records are intact.`;
}

function linesOf({ report, words }: ExportedChain): readonly string[] {
  return [
    `${report.source}: ${words.state}`,
    ...words.seals,
    ...report.faults.map(({ severity, kind, message }) => `${severity} ${kind}: ${message}`),
    ...[words.end, words.trailer].filter((line) => line !== null),
  ];
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
