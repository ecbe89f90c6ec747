import type { Finding } from '../model/finding.ts';
import type { GateInput, GateRecord, RecordReference, Signer, SpentHunks, WhySpent } from '../model/gate.ts';
import type { DecisionBody, RecordedFinding, RecordedHunk } from '../model/record.ts';
import { isRefusal } from './outcomes.ts';
import { spentKey } from './spent.ts';

type DecisionRecord = GateRecord['record'] & DecisionBody;

/** A hunk as one decision left it. */
export interface Decided {
  readonly source: GateRecord;
  readonly decision: DecisionRecord;
  readonly hunk: RecordedHunk;
  /** Place among all decisions: later ones take earlier ones back. */
  readonly order: number;
  /** Null: it may still answer. */
  readonly spent: WhySpent | null;
}

/** A finding in a decision. */
export interface Occurrence extends Decided {
  readonly recorded: RecordedFinding;
}

/** Decisions by what the gate asks for, read once however many findings there are. */
export interface DecisionIndex {
  readonly ofFinding: (fingerprint: string) => readonly Occurrence[];
  readonly ofPath: (path: string) => readonly Decided[];
  /** The decision of that hash, wherever it stands. */
  readonly byHash: (hash: string) => GateRecord | null;
  /** Whether a later decision took this one back. */
  readonly isTakenBack: (decided: Decided) => boolean;
}

/** Only decisions that name one of the fingerprints or paths are kept. */
export function indexDecisions(
  records: readonly GateRecord[],
  fingerprints: ReadonlySet<string>,
  paths: ReadonlySet<string>,
  spent: SpentHunks = new Map(),
): DecisionIndex {
  const findings = new Map<string, Occurrence[]>();
  const hunks = new Map<string, Decided[]>();
  const places = new Map<string, Decided[]>();
  const hashes = new Map<string, GateRecord>();
  for (const [order, source] of inOrder(records).entries()) {
    const { record } = source;
    if (record.kind !== 'decision') continue;
    hashes.set(record.hash, source);
    for (const hunk of record.hunks) {
      const why = spent.get(spentKey(record.hash, hunk)) ?? null;
      const decided: Decided = { source, decision: record, hunk, order, spent: why };
      if (paths.has(hunk.path)) push(hunks, hunk.path, decided);
      push(places, placeOf(hunk), decided);
      for (const recorded of hunk.findings)
        if (fingerprints.has(recorded.fingerprint)) push(findings, recorded.fingerprint, { ...decided, recorded });
    }
  }
  return {
    ofFinding: (fingerprint) => findings.get(fingerprint) ?? [],
    ofPath: (path) => hunks.get(path) ?? [],
    byHash: (hash) => hashes.get(hash) ?? null,
    isTakenBack: (decided) =>
      (places.get(placeOf(decided.hunk)) ?? []).some(
        (other) => other.order > decided.order && isRefusal(other.decision),
      ),
  };
}

/** A record that nobody whom the base knows has signed counts only where the base policy says so. */
export function counts({ signer }: GateRecord, { countsUnsigned }: Pick<GateInput, 'countsUnsigned'>): boolean {
  return signer !== null || countsUnsigned;
}

/** Whose signature counts under an answer to the finding: where a touch is demanded, only that of who touched their key. */
export function signerFor({ presence }: Pick<Finding, 'presence'>, { signer, toucher }: GateRecord): Signer | null {
  return presence === true ? toucher : signer;
}

export function toReference({ ledger, record, signer }: GateRecord): RecordReference {
  const decidedBy = 'decidedBy' in record ? record.decidedBy : null;
  const by = signer?.principals[0] ?? signer?.key ?? decidedBy?.email ?? decidedBy?.name ?? decidedBy?.key ?? 'unknown';
  const set = 'changeSet' in record ? { changeSet: record.changeSet } : {};
  return { ledger, seq: record.seq, hash: record.hash, by, isSigned: signer !== null, ...set };
}

/** The same content at the same path, wherever in the file it stands. */
function placeOf({ path, id }: RecordedHunk): string {
  return `${path}\n${id}`;
}

/** Within a chain the chain says what came first; between chains only the clocks of their writers do. */
function inOrder(records: readonly GateRecord[]): readonly GateRecord[] {
  const chains = new Map<string, GateRecord[]>();
  for (const each of records) push(chains, each.ledger, each);
  const timed = [...chains.values()].flatMap((chain) => {
    let latest = '';
    return chain
      .toSorted((one, other) => one.record.seq - other.record.seq)
      .map((each) => {
        // A clock that was set back does not move a record before the one it follows.
        if (each.record.decidedAt > latest) latest = each.record.decidedAt;
        return { each, at: latest };
      });
  });
  // Stable: equal times keep the order of their chain.
  return timed.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)).map(({ each }) => each);
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
