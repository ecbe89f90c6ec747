import type { LedgerRecord } from '../model/record.ts';

interface Limit {
  readonly text: string;
  readonly applies: (records: readonly LedgerRecord[]) => boolean;
}

/** What records do not prove. Printed in every export, so that nobody reads more into them than is there. */
const LIMITS: readonly Limit[] = [
  {
    text: 'The chain shows that no record was changed, inserted or removed between others. It cannot show that the newest ones were not cut off: compare the last hash with a copy kept elsewhere.',
    applies: () => true,
  },
  {
    text: 'A record is written with the rights of the user’s account. A program with the same rights could have written it.',
    applies: () => true,
  },
  {
    text: 'Deciders marked "claimed" are named by the settings of their machine. No key proves who they are.',
    applies: (records) => records.some((record) => record.kind === 'decision' && record.decidedBy.basis === 'claimed'),
  },
  {
    text: 'For hunks marked "not judged" nothing was analysed: that no finding is listed says nothing about them.',
    applies: (records) =>
      records.some((record) => record.kind === 'decision' && record.hunks.some((hunk) => !hunk.judged)),
  },
  {
    text: 'Origins are claims, each with its source. "unknown" and "unattributed" mean just that, neither "human" nor "agent".',
    applies: (records) => records.some((record) => record.kind === 'decision'),
  },
  {
    text: 'An acknowledgement shows what was put in front of a person and what they answered, not that they understood it.',
    applies: (records) =>
      records.some((record) => record.kind === 'decision' && record.hunks.some((hunk) => hunk.findings.length > 0)),
  },
  {
    text: 'The analysis is static. It lists what it found and does not show that there is nothing else.',
    applies: () => true,
  },
];

export function limitsOf(records: readonly LedgerRecord[]): readonly string[] {
  return LIMITS.filter((limit) => limit.applies(records)).map((limit) => limit.text);
}
