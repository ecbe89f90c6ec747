/**
 * Verb: `othersReview(putUp, …)` is a change set as somebody else decided on it: its hunks with what its author said of each
 * finding and what others have signed under it. What the author's records name is asked as they say; what the analysis here finds
 * on these hunks and they do not name is shown beside it. Nothing is decided in it: whoever reads it signs under it, or says no.
 */
import type { ChangeSet } from './model/change.ts';
import type { Change, Facet, FactKind } from './model/fact.ts';
import type { Finding } from './model/finding.ts';
import type { StandingDecision } from './model/ledger.ts';
import { readObligation } from './model/obligation.ts';
import type { LayerName, Policy } from './model/policy.ts';
import type { DecisionBody, RecordedFinding } from './model/record.ts';
import type { ReviewResult } from './model/result.ts';
import type { Review } from './model/review.ts';
import { recallReview } from './recall-review.ts';
import { approvalEvents, type KnownApprovals } from './review-approvals.ts';
import type { AnalysedHunk, FindingName } from './review/define.ts';
import { openReview, toAnalysedHunks } from './review/open-review.ts';
import { advance } from './review/transitions.ts';

export interface OthersReview {
  readonly review: Review;
  readonly result: ReviewResult;
  /** Findings that only the records know: the analysis here does not find them. */
  readonly recordedOnly: readonly FindingName[];
  /** Findings that only the analysis here knows: their author was not asked about them. */
  readonly foundOnly: readonly FindingName[];
}

/** @param decisions of one author, on one change set: the newest of each hunk, none of them a rejection */
export function othersReview(
  {
    decisions,
    changeSet,
    result: analysed,
  }: {
    readonly decisions: readonly StandingDecision[];
    readonly changeSet: ChangeSet;
    readonly result: ReviewResult;
  },
  named: Pick<Review, 'id' | 'title' | 'landedAt'>,
  policy: Pick<Policy, 'mode'>,
  known: Omit<KnownApprovals, 'own'>,
): OthersReview {
  const found = new Map(toAnalysedHunks(analysed, {}).map((hunk) => [hunk.id, hunk] as const));
  const merged = decisions.map((decision) => mergeHunk(decision, found.get(decision.hunk.id)));
  const hunks = merged.map(({ hunk }) => hunk);
  const opened = openReview({ ...named, origin: changeSet.origin }, hunks);
  const author = decisions[0]?.ledger.id ?? '';
  const recalled = recallReview(opened, decisions.map(toPutUp), author);
  const events = approvalEvents(recalled, { ...known, own: author });
  const namesOf = (pick: (each: MergedHunk) => readonly Finding[]): readonly FindingName[] =>
    merged.flatMap((each) => pick(each).map(({ fingerprint }) => ({ hunk: each.hunk.id, fingerprint })));
  return {
    review: events.reduce((now, event) => advance(now, event, policy.mode).review, recalled),
    result: { ...analysed, findings: hunks.flatMap(({ findings }) => findings) },
    recordedOnly: namesOf(({ recordedOnly }) => recordedOnly),
    foundOnly: namesOf(({ foundOnly }) => foundOnly),
  };
}

interface MergedHunk {
  readonly hunk: AnalysedHunk;
  readonly recordedOnly: readonly Finding[];
  readonly foundOnly: readonly Finding[];
}

function mergeHunk({ hunk: recorded }: StandingDecision, found: AnalysedHunk | undefined): MergedHunk {
  const byName = new Map(found?.findings.map((finding) => [finding.fingerprint, finding] as const));
  const recordedOnly: Finding[] = [];
  const named = recorded.findings.map((each) => {
    const match = byName.get(each.fingerprint);
    if (match !== undefined) {
      const { presence: _asked, ...rest } = match;
      return { ...rest, ...askedBy(each, match.rule.source) };
    }
    const alone = fromRecord(each, recorded);
    recordedOnly.push(alone);
    return alone;
  });
  const names = new Set(recorded.findings.map(({ fingerprint }) => fingerprint));
  const foundOnly = (found?.findings ?? []).filter(({ fingerprint }) => !names.has(fingerprint));
  const { id, path } = recorded;
  const judged = recorded.judged && found?.judged !== false;
  return { hunk: { id, path, judged, findings: [...named, ...foundOnly] }, recordedOnly, foundOnly };
}

/** What its author was asked, and answered: an approval stands under that. */
function askedBy(
  { obligation, presence, rule }: RecordedFinding,
  source: string,
): Pick<Finding, 'obligation' | 'presence' | 'rule'> {
  return {
    obligation: readObligation(obligation),
    ...(presence === true ? { presence } : {}),
    rule: { id: rule.id, layer: rule.layer as LayerName, source },
  };
}

/** What a record keeps of a finding, in the place of one that was analysed. */
function fromRecord(recorded: RecordedFinding, { id, path, after }: DecisionBody['hunks'][number]): Finding {
  const at = { line: after.start, character: 0 };
  return {
    ...askedBy(recorded, ''),
    detectorId: recorded.detectorId,
    fingerprint: recorded.fingerprint,
    facet: (recorded.kind.split('.')[0] ?? '') as Facet,
    kind: recorded.kind as FactKind,
    change: recorded.change as Change,
    message: recorded.message,
    tags: recorded.tags,
    impact: '',
    fix: '',
    why: [],
    factIds: [],
    subject: { type: 'file', symbol: path },
    action: '',
    resource: { kind: '', norm: '', dynamic: false },
    tier: 'pattern',
    evidence: [],
    path,
    side: 'after',
    range: { start: at, end: at },
    context: [],
    hunk: id,
    hold: false,
    outranked: [],
  };
}

/** What its author accepted waits for nobody there; whoever is asked about it has not decided yet. */
function toPutUp({ record, hunk }: StandingDecision): StandingDecision['record'] {
  const isAccepted = record.outcome === 'accepted' || record.outcome === 'amended';
  return { ...record, hunks: [hunk], ...(isAccepted && { outcome: 'submitted' as const }) };
}
