import type { CheckedLedger, DecisionRecord, RecordOf, Sealed, StandingDecision } from '../model/ledger.ts';
import type { ApprovedFinding, LedgerRecord, RecordedFinding } from '../model/record.ts';
import { worded, type Wording } from '../model/wording.ts';
import { groupBy } from '../text/group-by.ts';
import { soundUpTo } from './check-ledger.ts';
import { sealersOf } from './sealers.ts';

/** An answer that a person gave to a finding, in a decision that stands. */
export interface Answer extends StandingDecision {
  readonly finding: RecordedFinding;
}

/** A record, where it stands, and the keys that answer for it. */
export interface FoundRecord<Kind extends LedgerRecord> extends Sealed {
  readonly ledger: CheckedLedger;
  readonly record: Kind;
}

export interface Approval extends FoundRecord<RecordOf<'approval'>> {
  readonly finding: ApprovedFinding;
}

/** What many ledgers say together. Only records before the first fault of their chain count. */
export interface RecordIndex {
  /** Every hunk by the newest decision on it in its ledger, accepted, rejected and submitted; what was taken back is left out. */
  readonly decisions: readonly StandingDecision[];
  /** Decisions that accept, by finding. Rejected by somebody else later: they no longer stand. */
  readonly answersTo: (fingerprint: string) => readonly Answer[];
  readonly approvalsOf: (fingerprint: string) => readonly Approval[];
  /** Accepted hunks of a path, in the order of each chain: `hunk.beforeBlob` to `hunk.afterBlob`. */
  readonly acceptedIn: (path: string) => readonly StandingDecision[];
  readonly bypasses: readonly FoundRecord<RecordOf<'bypass'>>[];
  readonly bindings: readonly FoundRecord<RecordOf<'binding'>>[];
  /** By its hash. */
  readonly record: (hash: string) => FoundRecord<LedgerRecord> | null;
}

export function indexRecords(ledgers: readonly CheckedLedger[]): RecordIndex {
  const sealers = new Map(ledgers.map((ledger) => [ledger, sealersOf(ledger)] as const));
  const sealedBy = (ledger: CheckedLedger, seq: number): Sealed => {
    const known = sealers.get(ledger);
    return { sealer: known?.of(seq) ?? null, toucher: known?.touchedOf(seq) ?? null };
  };
  const sound = ledgers.flatMap((ledger) => {
    const last = soundUpTo(ledger);
    return ledger.records.slice(0, last).map((record) => ({ ledger, record }));
  });
  const decisions = standingDecisions(sound, sealedBy);
  const accepted = onlyAccepted(decisions);
  const answers = groupBy(
    accepted.flatMap((one) => one.hunk.findings.map((finding): Answer => ({ ...one, finding }))),
    ({ finding }) => finding.fingerprint,
  );
  const approvals = groupBy(
    sound.flatMap(({ ledger, record }) =>
      record.kind === 'approval'
        ? record.findings.map((finding): Approval => ({ ledger, record, finding, ...sealedBy(ledger, record.seq) }))
        : [],
    ),
    ({ finding }) => finding.fingerprint,
  );
  const paths = groupBy(accepted, ({ hunk }) => hunk.path);
  const byHash = new Map(sound.map((one) => [one.record.hash, one] as const));
  return {
    decisions,
    answersTo: (fingerprint) => answers.get(fingerprint) ?? [],
    approvalsOf: (fingerprint) => approvals.get(fingerprint) ?? [],
    acceptedIn: (path) => paths.get(path) ?? [],
    bypasses: sound.flatMap(({ ledger, record }) =>
      record.kind === 'bypass' ? [{ ledger, record, ...sealedBy(ledger, record.seq) }] : [],
    ),
    bindings: sound.flatMap(({ ledger, record }) =>
      record.kind === 'binding' ? [{ ledger, record, ...sealedBy(ledger, record.seq) }] : [],
    ),
    record: (hash) => {
      const found = byHash.get(hash);
      return found === undefined ? null : { ...found, ...sealedBy(found.ledger, found.record.seq) };
    },
  };
}

type SoundRecord = { readonly ledger: CheckedLedger; readonly record: LedgerRecord };

function standingDecisions(
  sound: readonly SoundRecord[],
  sealedBy: (ledger: CheckedLedger, seq: number) => Sealed,
): readonly StandingDecision[] {
  const newest = new Map<CheckedLedger, Map<string, StandingDecision>>();
  for (const { ledger, record } of sound) {
    if (record.kind !== 'decision') continue;
    const own = newest.get(ledger) ?? new Map<string, StandingDecision>();
    newest.set(ledger, own);
    for (const hunk of record.hunks) {
      const key = `${hunk.id} ${record.changeSet}`;
      own.delete(key);
      if (record.outcome !== 'undone') own.set(key, { ledger, record, hunk, ...sealedBy(ledger, record.seq) });
    }
  }
  return [...newest.values()].flatMap((own) => [...own.values()]);
}

/** Submitting accepts nothing. Somebody else's signed rejection of the same hunk of the same change set outranks an earlier acceptance. */
function onlyAccepted(decisions: readonly StandingDecision[]): readonly StandingDecision[] {
  const key = ({ record, hunk }: StandingDecision): string => `${hunk.id} ${record.changeSet}`;
  const rejected = groupBy(
    decisions.filter(({ record, sealer }) => record.outcome === 'rejected' && sealer !== null),
    key,
  );
  return decisions.filter((one) => {
    if (one.record.outcome === 'rejected' || one.record.outcome === 'submitted') return false;
    return !(rejected.get(key(one)) ?? []).some(({ record }) => record.decidedAt >= one.record.decidedAt);
  });
}

/** A party, as far as records tell: whoever drives an agent and the agent are one. */
export interface Party {
  readonly ledger: string | null;
  readonly key: string | null;
  readonly principals: readonly string[];
  readonly name: string | null;
  readonly email: string | null;
}

/** One for each key that answers for a record: whoever sealed it first and whoever touched a key for it. Unsigned it names itself. */
export function partiesOf({
  ledger: { id: ledger },
  record: { decidedBy },
  sealer,
  toucher,
}: Sealed & {
  readonly ledger: Pick<CheckedLedger, 'id'>;
  readonly record: Pick<DecisionRecord, 'decidedBy'>;
}): readonly Party[] {
  const { name, email, key } = decidedBy;
  const sealers = [sealer, toucher].filter((each) => each !== null);
  return sealers.length === 0
    ? [{ ledger, key, principals: [], name, email }]
    : sealers.map(({ fingerprint, principals }) => ({ ledger, key: fingerprint, principals, name, email }));
}

/** Why two are not two persons, as one sentence; null: nothing says that they are one. */
export function whyOneParty(one: Party, other: Party): Wording | null {
  const same = (a: string | null, b: string | null): boolean =>
    a !== null && b !== null && a !== '' && a.trim().toLowerCase() === b.trim().toLowerCase();
  if (one.key !== null && one.key === other.key) return worded`The same key decided on the edit.`;
  if (same(one.ledger, other.ledger)) return worded`The edit was decided on in this clone.`;
  const shared = one.principals.find((name) => isPerson(name) && other.principals.includes(name));
  if (shared !== undefined) return worded`Both keys belong to ${shared}.`;
  if (same(one.email, other.email)) return worded`Both are ${one.email ?? ''}.`;
  if (same(one.name, other.name)) return worded`Both are called ${one.name ?? ''}.`;
  const named = [one, other].find((it) => it.email !== null && it.email !== '');
  const mail = one.principals.find((it) => same(it, other.email)) ?? other.principals.find((it) => same(it, one.email));
  return named !== undefined && mail !== undefined ? worded`Both are ${mail}.` : null;
}

/** A team or a pattern stands for several. */
function isPerson(principal: string): boolean {
  return !principal.startsWith('@') && !/[*?!]/.test(principal);
}
