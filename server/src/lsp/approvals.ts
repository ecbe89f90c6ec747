import type { Approval } from '../core/record.ts';
import { approvalsUnder, explainedIn, indexRecords, keysOfRole, type RecordIndex } from '../core/record.ts';
import type { Finding } from '../core/model/finding.ts';
import type { Sealer } from '../core/model/ledger.ts';
import type { Decider } from '../core/model/record.ts';
import type { HunkReview, Review } from '../core/model/review.ts';
import { answerOf, awaitingApproval, type ReviewEvent } from '../core/review.ts';
import { readHead, readRefs } from '../host/git-revisions.ts';
import { readLedgerId } from '../host/ledger-id.ts';
import { findPolicyBase } from '../host/policy-files.ts';
import { checkLedgers, readLedgerSources, readTrailerAnchors } from '../host/read-ledgers.ts';
import { readSigners } from '../host/signers.ts';
import type { Desk, FindApprovals } from './review-desk.ts';
import type { Workspace } from './workspace.ts';

/** Takes in what others have signed, as the refs in this clone have it. Answers how many change sets that is about. */
export async function takeApprovals(workspace: Workspace, desk: Desk): Promise<number> {
  return isWaiting(desk) ? await desk.approve(await readApprovals(workspace)) : 0;
}

/** Something was put up for approval, and is not approved. */
export function isWaiting(desk: Desk): boolean {
  return desk
    .reviewed()
    .some(({ review }) => awaitingApproval(review).some(({ submitted }) => submitted !== undefined));
}

/** Changes with every published or fetched ref, and with nothing else. */
export async function readRefState({ repository }: Workspace): Promise<string> {
  if (repository === null) return '';
  const refs = await readRefs(repository, ['refs/countersign']);
  return refs.map(({ name, commit }) => `${name} ${commit}`).join('\n');
}

async function readApprovals(workspace: Workspace): Promise<FindApprovals> {
  const { repository, state, root, policy } = workspace;
  const own = await readLedgerId(state);
  if (repository === null || own === null) return () => [];
  const signers = (await readSigners(await findPolicyBase(repository))).value;
  if (signers === null) return () => [];
  const { texts } = await readLedgerSources(repository, [], { directory: root, ownLedger: state.ledger });
  const head = await readHead(repository);
  const ledgers = await checkLedgers(texts, {
    signers,
    keygen: null,
    now: workspace.clock.now(),
    anchors: head.commit === null ? [] : await readTrailerAnchors(repository, [head.commit]),
  });
  const index = indexRecords(ledgers);
  const holders = (role: string): ReadonlySet<string> => keysOfRole(policy.value.roles[role] ?? [], signers);
  return (review) => eventsOf(review, { own, index, holders });
}

interface Known {
  /** Id of this clone's ledger. */
  readonly own: string;
  readonly index: RecordIndex;
  readonly holders: (role: string) => ReadonlySet<string>;
}

function eventsOf(review: Review, known: Known): readonly ReviewEvent[] {
  const open = review.hunks.filter(({ outcome }) => outcome === null);
  return open.flatMap((hunk) => [
    ...declinedOf(hunk, review, known),
    ...hunk.findings.flatMap((finding) => approvalsOf(finding, hunk, review, known)),
  ]);
}

/** A signed rejection by somebody else, newer than the question. */
function declinedOf(hunk: HunkReview, review: Review, { own, index }: Known): readonly ReviewEvent[] {
  const { submitted } = hunk;
  if (submitted === undefined) return [];
  const found = index.decisions.findLast(
    ({ record, ledger, sealer, hunk: { id } }) =>
      record.outcome === 'rejected' &&
      id === hunk.id &&
      record.changeSet === review.id &&
      ledger.id !== own &&
      sealer !== null &&
      record.decidedAt >= submitted.at,
  );
  if (found === undefined || hunk.declined?.record === found.record.hash) return [];
  const { record, sealer, ledger } = found;
  const approvals = hunk.findings.flatMap(({ fingerprint }) => index.approvalsOf(fingerprint));
  if (approvals.some((later) => later.ledger.id === ledger.id && later.record.seq > record.seq)) return [];
  const by = nameOf(record.decidedBy, sealer);
  const declined = {
    by,
    at: record.decidedAt,
    words: record.rejectReason ?? '',
    ledger: ledger.id ?? '',
    record: record.hash,
  };
  return [{ kind: 'declined', hunk: hunk.id, declined }];
}

function nameOf({ name, email, key }: Decider, sealer: Sealer | null): string {
  return sealer?.principals[0] ?? name ?? email ?? sealer?.fingerprint ?? key ?? '';
}

function approvalsOf(finding: Finding, hunk: HunkReview, review: Review, known: Known): readonly ReviewEvent[] {
  const { own, index } = known;
  if (finding.obligation.kind !== 'approve' || answerOf(hunk, finding) === null) return [];
  const { role } = finding.obligation;
  return index.approvalsOf(finding.fingerprint).flatMap((approval): readonly ReviewEvent[] => {
    const isKnown = hunk.approvals?.some(({ record }) => record === approval.record.hash) === true;
    const under = isKnown ? null : explainedIn(approval.finding, hunk.id, index);
    if (under === null || under.ledger.id !== own || under.record.changeSet !== review.id) return [];
    if (!approvalsUnder(under, { role, holders: known.holders(role), index }).includes(approval)) return [];
    const { reason, words } = under.finding.acknowledgement ?? {};
    const named = { hunk: hunk.id, fingerprint: finding.fingerprint };
    return [{ kind: 'approved', ...named, approval: toGiven(approval), under: { reason, words } }];
  });
}

function toGiven({ record, ledger, sealer }: Approval) {
  return {
    role: record.role,
    by: nameOf(record.decidedBy, sealer),
    key: sealer?.fingerprint ?? '',
    at: record.decidedAt,
    ledger: ledger.id ?? '',
    record: record.hash,
  };
}
