import type { PrivacySettings } from '../model/policy.ts';
import type { Decider, RecordBody, RecordedFinding, RecordedHunk, Shown } from '../model/record.ts';
import { toHour, toMinutes } from '../text/coarse-time.ts';

/**
 * What a record keeps, by the policy: what it does not keep is never written, for what stands in a chain stays there. Under
 * `identity: key-id` people are named by the keys that sign, and who holds a key is said outside the chain, in allowed_signers.
 */
export function toKept(body: RecordBody, privacy: PrivacySettings): RecordBody {
  const { attentionTimes, identity } = privacy;
  const shown = 'shown' in body && body.shown !== undefined ? toKeptShown(body.shown, attentionTimes) : undefined;
  const timed = body.kind === 'decision' ? withShown(body, shown) : body;
  if (identity !== 'key-id' || !('decidedBy' in timed)) return timed;
  const named = { ...timed, decidedBy: toKeptPerson(timed.decidedBy, privacy) };
  return named.kind === 'decision' ? { ...named, hunks: named.hunks.map(withoutApprover) } : named;
}

/** Who decided, asked or signed. */
export function toKeptPerson<Person extends Pick<Decider, 'name' | 'email'>>(
  person: Person,
  { identity }: PrivacySettings,
): Person {
  return identity === 'key-id' ? { ...person, name: null, email: null } : person;
}

function toKeptShown(shown: Shown, times: PrivacySettings['attentionTimes']): Shown | undefined {
  if (times === 'off') return undefined;
  return times === 'coarse' ? { ...shown, at: toHour(shown.at), ms: toMinutes(shown.ms) } : shown;
}

function withShown(
  { shown: _shown, ...body }: Extract<RecordBody, { kind: 'decision' }>,
  shown: Shown | undefined,
): RecordBody {
  return shown === undefined ? body : { ...body, shown };
}

function withoutApprover(hunk: RecordedHunk): RecordedHunk {
  const byKey = (finding: RecordedFinding): RecordedFinding =>
    finding.approval === undefined
      ? finding
      : { ...finding, approval: { ...finding.approval, by: finding.approval.key } };
  return { ...hunk, findings: hunk.findings.map(byKey) };
}
