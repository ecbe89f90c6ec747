import * as l10n from '@vscode/l10n';
import { tell } from './reader-words.ts';
import type { StandingDecision } from '../core/model/ledger.ts';
import { rolesIn } from '../core/model/obligation.ts';
import { signerName } from '../core/record.ts';
import type { OthersReview } from '../core/others-review.ts';
import type { FindingName } from '../core/review.ts';
import type { PublishedChange } from '../host/published-change.ts';
import type { PublishedSet, Records } from '../host/published-sets.ts';
import type { FoundRequest } from '../host/review-requests.ts';
import { isSecurityKey } from '../host/seal-ledger.ts';
import { openForKey, whyNotApproved } from '../host/second-person.ts';
import type { SigningKey } from '../host/signing-key.ts';
import type { ApprovalView, ChangeSetView, FindingView, HunkView, SaidByView } from '../protocol/view.ts';

/** What is known of a request, from records that were read together. */
export interface KnownRequest {
  readonly request: FoundRequest;
  readonly published: PublishedSet;
  readonly records: Records;
  readonly change: Pick<PublishedChange, 'missing'>;
  readonly review: Pick<OthersReview, 'recordedOnly' | 'foundOnly'>;
  /** Null: there is none to sign with. */
  readonly key: SigningKey | null;
  /** Sentences; null: the key may approve something of it. */
  readonly whyNot: string | null;
  /** The newest record of this clone that was published from here. */
  readonly publishedSeq: number;
}

/** A change set of somebody else with whose words are on it, and what of it is for whoever sits here to sign. */
export function toRequestView(view: ChangeSetView, known: KnownRequest): ChangeSetView {
  const { published, request, key, whyNot } = known;
  const byHunk = new Map(published.decisions.map((decision) => [decision.hunk.id, decision] as const));
  const answers = ownAnswers(known);
  const yours = toYours(known, answers);
  const hunks = view.hunks.map((hunk) => toHunk(hunk, byHunk.get(hunk.id), known, yours));
  const asked = hunks.flatMap(({ findings }) => findings.filter(({ obligation }) => obligation === 'approve'));
  const [first] = published.decisions;
  const { requestedBy, requestedAt } = request.request;
  const by =
    first === undefined
      ? (requestedBy.email ?? requestedBy.name ?? '')
      : signerName(first.record.decidedBy, first.sealer);
  return {
    ...view,
    title: l10n.t`${by} asks for an approval`,
    hunks,
    alike: [],
    isDismissible: true,
    isCancelled: false,
    progress: {
      ...view.progress,
      total: asked.length,
      settled: asked.filter(({ state }) => state === 'settled').length,
      withoutFindingsOpen: 0,
    },
    request: {
      by,
      askedAt: requestedAt,
      roles: rolesOfSet(published),
      key: key === null ? null : { fingerprint: key.key.fingerprint, isSecurityKey: isSecurityKey(key) },
      whyNot,
      unsealed: answers.filter(({ isSealed }) => !isSealed).length,
      unsent: answers.filter(({ isSealed, seq }) => isSealed && seq > known.publishedSeq).length,
    },
  };
}

function rolesOfSet({ decisions }: PublishedSet): readonly string[] {
  const findings = decisions.flatMap(({ hunk }) => hunk.findings);
  return [...new Set(findings.flatMap(({ obligation }) => rolesIn(obligation)))].toSorted();
}

interface OwnAnswer {
  readonly seq: number;
  readonly isSealed: boolean;
  /** Fingerprints that it approves, under which records. */
  readonly approves: readonly string[];
}

const under = (fingerprint: string, record: string): string => `${fingerprint} ${record}`;

/** Approvals and rejections of this clone, of this change set. */
function ownAnswers({ records: { index, ownId }, published }: KnownRequest): readonly OwnAnswer[] {
  const fingerprints = published.decisions.flatMap(({ hunk }) => hunk.findings.map((each) => each.fingerprint));
  const approvals = new Map(
    [...new Set(fingerprints)]
      .flatMap(index.approvalsOf)
      .filter(({ ledger, record }) => ledger.id === ownId && record.changeSet === published.id)
      .map(({ record, sealer }) => [record.hash, { record, sealer }] as const),
  );
  const rejections = published.rejections.filter(({ ledger }) => ledger.id === ownId);
  return [
    ...[...approvals.values()].map(({ record, sealer }) => ({
      seq: record.seq,
      isSealed: sealer !== null,
      approves: record.findings.map(({ fingerprint, decision }) => under(fingerprint, decision.hash)),
    })),
    ...rejections.map(({ record, sealer }) => ({ seq: record.seq, isSealed: sealer !== null, approves: [] })),
  ];
}

const nameKey = ({ hunk, fingerprint }: FindingName): string => `${hunk} ${fingerprint}`;

/** By finding; what is not in it is not theirs. */
function toYours(
  { published, records, key, whyNot, change }: KnownRequest,
  answers: readonly OwnAnswer[],
): ReadonlyMap<string, NonNullable<ApprovalView['yours']>> {
  if (key === null || whyNot !== null) return new Map();
  const unsealed = new Set(answers.flatMap(({ isSealed, approves }) => (isSealed ? [] : approves)));
  return new Map(
    openForKey(published, records, key)
      .filter((waiting) => !change.missing.has(waiting.decision.hunk.id) && whyNotApproved([waiting], key) === null)
      .map(({ decision, finding }) => [
        nameKey({ hunk: decision.hunk.id, fingerprint: finding.fingerprint }),
        unsealed.has(under(finding.fingerprint, decision.record.hash)) ? 'unsealed' : 'open',
      ]),
  );
}

function toHunk(
  hunk: HunkView,
  decision: StandingDecision | undefined,
  { change, review, whyNot }: KnownRequest,
  yours: ReadonlyMap<string, NonNullable<ApprovalView['yours']>>,
): HunkView {
  const missing = change.missing.get(hunk.id) ?? null;
  const isIn = (names: readonly FindingName[], fingerprint: string): boolean =>
    names.some((name) => name.hunk === hunk.id && name.fingerprint === fingerprint);
  return {
    ...hunk,
    ...(decision !== undefined && { under: decision.record.hash }),
    landing: 'offered',
    // It was its author's to look at.
    notJudgedAcknowledged: true,
    unseen: null,
    blockedBecause: missing === null ? whyNot : tell(missing),
    ...(missing !== null && { diff: [], diffOmitted: 0 }),
    findings: hunk.findings.map((finding) => ({
      ...withSource(finding, {
        isRecordedOnly: isIn(review.recordedOnly, finding.fingerprint),
        isFoundOnly: isIn(review.foundOnly, finding.fingerprint),
      }),
      alike: null,
      acknowledgement:
        finding.acknowledgement === null || decision === undefined
          ? null
          : { ...finding.acknowledgement, by: toSaidBy(decision) },
      approval:
        finding.approval === null
          ? null
          : {
              ...finding.approval,
              command: null,
              yours: yours.get(nameKey({ hunk: hunk.id, fingerprint: finding.fingerprint })) ?? null,
            },
    })),
  };
}

/** What only one of both knows is told for what it is. */
function withSource(
  finding: FindingView,
  { isRecordedOnly, isFoundOnly }: { readonly isRecordedOnly: boolean; readonly isFoundOnly: boolean },
): FindingView {
  if (isRecordedOnly)
    return {
      ...finding,
      why: [
        l10n.t('As its author recorded it: the analysis here does not find it, because something around it differs.'),
      ],
      unknown: [],
    };
  if (!isFoundOnly) return finding;
  return { ...finding, why: [...finding.why, l10n.t('Found here: the record of its author does not name it.')] };
}

function toSaidBy({ record, sealer, toucher }: StandingDecision): SaidByView {
  const by = toucher ?? sealer;
  return {
    name: signerName(record.decidedBy, by),
    key: by?.fingerprint ?? null,
    isTouched: toucher !== null,
  };
}
