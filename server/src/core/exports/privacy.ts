import {
  recordedApprovals,
  type Decider,
  type LedgerRecord,
  type RecordedApproval,
  type RecordedFinding,
  type RecordedHunk,
} from '../model/record.ts';
import { toHour, toMinutes } from '../text/coarse-time.ts';
import type { ExportedRecord } from './exported-record.ts';

/** What a team does not let out, from its policy or stricter. */
export interface Privacy {
  /** `none`: not even the hash of a prompt leaves. Texts are in no record. */
  readonly recordPrompts: 'hash' | 'text' | 'none';
  /** `key-id`: people are named by the key they sign with, and those without one are numbered. */
  readonly identity?: 'full' | 'key-id';
  /** `coarse`: the hour, and whole minutes. */
  readonly attentionTimes?: 'exact' | 'coarse' | 'off';
}

/**
 * The records without what is private, each saying what was left out.
 *
 * @param people numbers by order of appearance, kept over all walks and ledgers, so that all number alike. A hash of an address could be guessed back.
 */
export function withoutPrivate(
  records: Iterable<LedgerRecord>,
  privacy: Privacy,
  people: Map<string, string>,
): Iterable<ExportedRecord> {
  const hidesPrompts = privacy.recordPrompts === 'none';
  const hidesNames = privacy.identity === 'key-id';
  const times = privacy.attentionTimes ?? 'exact';
  if (!hidesPrompts && !hidesNames && times === 'exact') return records;
  return {
    *[Symbol.iterator]() {
      for (const record of records) {
        let left: ExportedRecord = record;
        if (hidesPrompts) left = withoutPrompt(left);
        if (hidesNames) left = withoutName(left, people);
        if (times !== 'exact') left = withoutTimes(left, times);
        yield left;
      }
    },
  };
}

function withoutPrompt(record: ExportedRecord): ExportedRecord {
  if (record.kind !== 'decision' || record.origin.promptHash === undefined) return record;
  const { promptHash: _hash, ...origin } = record.origin;
  return { ...record, origin, redacted: [...(record.redacted ?? []), 'origin.promptHash'] };
}

/** What is coarse already stays as it is, with its hash. */
function withoutTimes(record: ExportedRecord, times: 'coarse' | 'off'): ExportedRecord {
  if (record.kind !== 'decision' || record.shown === undefined) return record;
  const { shown, ...rest } = record;
  if (times === 'off') return { ...rest, redacted: [...(record.redacted ?? []), 'shown'] };
  const coarse = { ...shown, at: toHour(shown.at), ms: toMinutes(shown.ms) };
  if (coarse.at === shown.at && coarse.ms === shown.ms) return record;
  return { ...record, shown: coarse, redacted: [...(record.redacted ?? []), 'shown.at', 'shown.ms'] };
}

function withoutName(record: ExportedRecord, people: Map<string, string>): ExportedRecord {
  if (!('decidedBy' in record)) return record;
  if (record.kind === 'decision' && record.hunks.some(hasApprover))
    return withoutName(withoutApprovers(record), people);
  const { name, email } = record.decidedBy;
  if (name === null && email === null) return record;
  const hidden = [...(name === null ? [] : ['decidedBy.name']), ...(email === null ? [] : ['decidedBy.email'])];
  return {
    ...record,
    decidedBy: { ...record.decidedBy, name: pseudonymOf(record.decidedBy, people), email: null },
    redacted: [...(record.redacted ?? []), ...hidden],
  };
}

type Decision = Extract<ExportedRecord, { readonly kind: 'decision' }>;

/** Its key names whoever approved. */
const isNamed = (finding: RecordedFinding): boolean => recordedApprovals(finding).some(({ by, key }) => by !== key);
const hasApprover = ({ findings }: RecordedHunk): boolean => findings.some(isNamed);

function withoutApprovers(record: Decision): Decision {
  const byKey = (approval: RecordedApproval): RecordedApproval => ({ ...approval, by: approval.key });
  const withoutApprover = (finding: RecordedFinding): RecordedFinding => ({
    ...finding,
    ...(finding.approval === undefined ? {} : { approval: byKey(finding.approval) }),
    ...(finding.alsoApproved === undefined ? {} : { alsoApproved: finding.alsoApproved.map(byKey) }),
  });
  return {
    ...record,
    hunks: record.hunks.map((hunk) => ({ ...hunk, findings: hunk.findings.map(withoutApprover) })),
    redacted: [...(record.redacted ?? []), 'hunks.findings.approval.by'],
  };
}

function pseudonymOf({ name, email, key }: Decider, people: Map<string, string>): string | null {
  if (key !== null) return null;
  const person = `${email?.toLowerCase() ?? ''}\0${email === null ? (name ?? '') : ''}`;
  const known = people.get(person) ?? `person ${people.size + 1}`;
  people.set(person, known);
  return known;
}
