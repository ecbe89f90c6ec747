import type { ChainReport, ChainWords, CheckedChain, LedgerFault, Sealer } from '../model/ledger.ts';
import { toTrailer } from './published.ts';

/** A line that was cut off is repaired by the next decision, and until then the ledger is not whole. */
export function isSerious({ severity, kind }: LedgerFault): boolean {
  return severity === 'error' || kind === 'torn';
}

/** Whether nothing is wrong with a chain or a seal of it: what an exit code stands on. */
export function isSound({ faults }: Pick<CheckedChain, 'faults'>): boolean {
  return !faults.some(isSerious);
}

/** The same words wherever a chain is told: by `verify`, in every export. */
export function describeChain(chain: CheckedChain): ChainWords {
  const { head, faults } = chain;
  const isWhole = !faults.some((fault) => fault.of === 'chain' && isSerious(fault));
  return {
    state: `${count(head?.seq ?? 0, 'record')}, ${isWhole ? 'the chain is whole' : 'the chain is not whole'}. Head: ${head === null ? 'none' : `${head.seq}, ${head.hash}`}.`,
    seals: describeSeals(chain),
    anchor: describeAnchor(chain),
  };
}

/** `alice@example.org, SHA256:… (ssh-ed25519, without a touch)`. */
export function describeSealer({ principals, fingerprint, keyType, presence }: Sealer): string {
  const touch = presence === 'touch' ? 'touched' : 'without a touch';
  return `${[...new Set([...principals, fingerprint])].join(', ')} (${keyType}, ${touch})`;
}

function describeSeals({ seals, unsealed }: CheckedChain): readonly string[] {
  const rows = seals.flatMap(({ covers, sealer }) =>
    covers === null || sealer === null ? [] : [{ ...covers, sealer }],
  );
  const shown = rows
    .slice(-maxShown)
    .map(({ from, to, sealer }) => `Sealed No. ${from} to ${to} by ${describeSealer(sealer)}.`);
  const more = rows.length > maxShown ? [`${rows.length - maxShown} earlier seals.`] : [];
  const open = unsealed === 0 ? [] : [`${count(unsealed, 'record')} not sealed by anybody who may.`];
  return [...more, ...shown, ...open];
}

const maxShown = 10;

/** A chain alone cannot prove that its newest records were not cut off: what it shows, and what would show that, is said. */
function describeAnchor({ id, head, anchored }: CheckedChain): readonly string[] {
  if (head === null) return [];
  if (anchored === head.seq) return ['Nothing was cut off: an anchor outside names the newest record.'];
  const known =
    anchored === null ? 'No anchor outside names a record of it' : `Anchors outside reach to No. ${anchored}`;
  const line = id === null ? [] : [`  ${toTrailer({ ledger: id, ...head })}`];
  return [
    `${known}: newer records could be cut off without a trace. Without an anchor too, records that were changed, added, doubled, moved or taken out before the last one are found.`,
    'What would show a cut: a published ref ("countersign publish"), an export kept elsewhere, or this line in a commit\'s message, or under a time stamp (RFC 3161) or in a transparency log (Rekor) and given back with --anchor:',
    ...line,
  ];
}

export function toChainReport({ id, source, head, faults, seals, anchored }: CheckedChain): ChainReport {
  return {
    id,
    source,
    records: head?.seq ?? 0,
    head,
    anchored,
    faults,
    seals: seals.map(({ record, covers, sealer }) => ({ seq: record.seq, covers, sealer })),
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
