import type { ChainReport, ChainWords, CheckedChain, LedgerFault, Sealer } from '../model/ledger.ts';
import type { JudgedChain } from '../text/ledger-verdict.ts';
import { toTrailer } from './published.ts';

/** A line that was cut off is repaired by the next decision, and until then the ledger is not whole. */
export function isSerious({ severity, kind }: LedgerFault): boolean {
  return severity === 'error' || kind === 'torn';
}

/** Whether nothing is wrong with a chain or a seal of it: what an exit code stands on. */
export function isSound({ faults }: Pick<CheckedChain, 'faults'>): boolean {
  return !faults.some(isSerious);
}

/** Whether every record is what was written and follows the one before it, and none that an anchor names is missing. */
export function isWhole({ faults }: Pick<CheckedChain, 'faults'>): boolean {
  return !faults.some((fault) => fault.of === 'chain' && isSerious(fault));
}

/** The same words wherever a chain is told: by `verify`, in every export. */
export function describeChain(chain: CheckedChain): ChainWords {
  const { head } = chain;
  return {
    state: `${count(head?.seq ?? 0, 'record')}, ${isWhole(chain) ? 'the chain is whole' : 'the chain is not whole'}. Head: ${head === null ? 'none' : `${head.seq}, ${head.hash}`}.`,
    seals: describeSeals(chain),
    ...describeEnd(chain),
  };
}

/** `alice@example.org, SHA256:… (ssh-ed25519, without a touch)`. */
export function describeSealer({ principals, fingerprint, keyType, presence }: Sealer): string {
  const touch = presence === 'touch' ? 'touched' : 'without a touch';
  return `${[...new Set([...principals, fingerprint])].join(', ')} (${keyType}, ${touch})`;
}

function describeSeals({ seals, unsealed }: CheckedChain): readonly string[] {
  const rows = seals.flatMap(({ covers, sealer, repository }) =>
    covers === null || sealer === null ? [] : [{ ...covers, sealer, repository }],
  );
  const shown = rows
    .slice(-maxShown)
    .map(
      ({ from, to, sealer, repository }) =>
        `Sealed No. ${from} to ${to} by ${describeSealer(sealer)}${repository === 'unnamed' ? ', who did not say in which repository' : ''}.`,
    );
  const more = rows.length > maxShown ? [`${rows.length - maxShown} earlier seals.`] : [];
  const open = unsealed === 0 ? [] : [`${count(unsealed, 'record')} not sealed by anybody who may.`];
  return [...more, ...shown, ...open];
}

const maxShown = 10;

/** A chain alone cannot prove that its newest records were not cut off: what it shows is said, and what would show that. */
function describeEnd({ id, head, anchored }: CheckedChain): Pick<ChainWords, 'end' | 'trailer'> {
  if (head === null) return { end: null, trailer: null };
  if (anchored === head.seq)
    return { end: 'Nothing was cut off: an anchor outside names the newest record.', trailer: null };
  const known =
    anchored === null ? 'No anchor outside names a record of it' : `Anchors outside reach to No. ${anchored}`;
  return {
    end: `${known}: newer records could be cut off without a trace. Without an anchor too, records that were changed, added, doubled, moved or taken out before the last one are found.`,
    trailer: id === null ? null : toTrailer({ ledger: id, ...head }),
  };
}

/** A chain with its words, for whoever tells of several together. */
export function toJudged(chain: CheckedChain): JudgedChain {
  return {
    report: toChainReport(chain),
    words: describeChain(chain),
    isWhole: isWhole(chain),
    isSound: isSound(chain),
  };
}

export function toChainReport({ id, source, head, faults, seals, anchored }: CheckedChain): ChainReport {
  return {
    id,
    source,
    records: head?.seq ?? 0,
    head: head === null ? null : { seq: head.seq, hash: head.hash },
    anchored,
    faults,
    seals: seals.map(({ record, covers, sealer, repository }) => ({ seq: record.seq, covers, sealer, repository })),
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
