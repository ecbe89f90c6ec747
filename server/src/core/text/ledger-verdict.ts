import type { ChainReport, ChainWords } from '../model/ledger.ts';

/** A chain as it was checked, in words. */
export interface JudgedChain {
  readonly report: ChainReport;
  readonly words: ChainWords;
  /** No record is changed, missing or added, as far as the chain can show. */
  readonly isWhole: boolean;
  /** Whole, and no seal of it is bad. */
  readonly isSound: boolean;
}

export interface LedgerVerdict {
  readonly isSound: boolean;
  /** One sentence. */
  readonly title: string;
  /** Sentences a ledger, then what could not be read. */
  readonly lines: readonly string[];
}

/** What checking ledgers said: the same words in the terminal, in the editor and in every export. */
export function describeVerdict(chains: readonly JudgedChain[], problems: readonly string[]): LedgerVerdict {
  return {
    isSound: problems.length === 0 && chains.every(({ isSound }) => isSound),
    title: titleOf(chains, problems),
    lines: [...chains.flatMap(linesOf), ...problems],
  };
}

/** The same for a notice: what is wrong first, then the state and the end of the first ledgers. */
export function summarizeVerdict(chains: readonly JudgedChain[], problems: readonly string[]): string {
  const wrong = [...chains.flatMap(({ report }) => report.faults.map(({ message }) => message)), ...problems];
  const told = chains
    .slice(0, MAX_LEDGERS)
    .flatMap(({ words: { state, seals, end } }) => [state, ...seals.slice(-2), ...(end === null ? [] : [end])]);
  const more = [...(wrong.length > MAX_FAULTS ? [`${wrong.length - MAX_FAULTS} more are wrong.`] : [])];
  return [titleOf(chains, problems), ...wrong.slice(0, MAX_FAULTS), ...more, ...told].join(' ');
}

const MAX_FAULTS = 3;
const MAX_LEDGERS = 2;

function titleOf(chains: readonly JudgedChain[], problems: readonly string[]): string {
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

function linesOf({ report, words }: JudgedChain): readonly string[] {
  return [
    `${report.source}: ${words.state}`,
    ...words.seals,
    ...report.faults.map(({ severity, kind, message }) => `${severity} ${kind}: ${message}`),
    ...[words.end, words.trailer].filter((line) => line !== null),
  ];
}
