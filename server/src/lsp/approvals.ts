import type { Approval } from '../core/record.ts';
import { approvalsUnder, explainedIn, indexRecords, keysOfRole, type RecordIndex } from '../core/record.ts';
import type { Finding } from '../core/model/finding.ts';
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
  return open.flatMap((hunk) => hunk.findings.flatMap((finding) => approvalsOf(finding, hunk, review, known)));
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
  const { decidedBy } = record;
  const key = sealer?.fingerprint ?? '';
  return {
    role: record.role,
    by: sealer?.principals[0] ?? decidedBy.name ?? decidedBy.email ?? key,
    key,
    at: record.decidedAt,
    ledger: ledger.id ?? '',
    record: record.hash,
  };
}
