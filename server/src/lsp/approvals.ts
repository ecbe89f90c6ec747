import { indexRecords, keysOfRole } from '../core/record.ts';
import { awaitingApproval } from '../core/review.ts';
import { approvalEvents } from '../core/review-approvals.ts';
import { readHead, readRefs } from '../host/git-revisions.ts';
import { readLedgerId } from '../host/ledger-id.ts';
import { findPolicyBase } from '../host/policy-files.ts';
import { checkLedgers, readLedgerSources, readTrailerAnchors } from '../host/read-ledgers.ts';
import { readSigners } from '../host/signers.ts';
import type { Desk, FindApprovals } from './review-desk.ts';
import type { Workspace } from './workspace.ts';

/** Where approvals are read, and by whose rules. */
export type ApprovalPlace = Pick<Workspace, 'repository' | 'state' | 'root' | 'policy' | 'clock'>;
/** What takes them in. */
export type Approvable = Pick<Desk, 'reviewed' | 'approve'>;

/** Takes in what others have signed, as the refs in this clone have it. Answers how many change sets that is about. */
export async function takeApprovals(place: ApprovalPlace, desk: Approvable): Promise<number> {
  return waitingSets(desk).length > 0 ? await desk.approve(await readApprovals(place)) : 0;
}

/** Ids of change sets of which something was put up for approval, and is not approved. */
export function waitingSets(desk: Pick<Desk, 'reviewed'>): readonly string[] {
  return desk
    .reviewed()
    .flatMap(({ review }) =>
      awaitingApproval(review).some(({ submitted }) => submitted !== undefined) ? [review.id] : [],
    );
}

/** Changes with every published or fetched ref and with the base, which says whose keys count; and with nothing else. */
export async function readRefState({ repository }: Pick<Workspace, 'repository'>): Promise<string> {
  if (repository === null) return '';
  const refs = await readRefs(repository, ['refs/countersign']);
  const base = await findPolicyBase(repository);
  const at = base.kind === 'commit' ? base.commit : '';
  return [at, ...refs.map(({ name, commit }) => `${name} ${commit}`)].join('\n');
}

async function readApprovals(place: ApprovalPlace): Promise<FindApprovals> {
  const { repository, state, root, policy, clock } = place;
  const own = await readLedgerId(state);
  if (repository === null || own === null) return () => [];
  const signers = (await readSigners(await findPolicyBase(repository))).value;
  if (signers === null) return () => [];
  const { texts } = await readLedgerSources(repository, [], { directory: root, ownLedger: state.ledger });
  const head = await readHead(repository);
  const ledgers = await checkLedgers(texts, {
    signers,
    keygen: null,
    now: clock.now(),
    anchors: head.commit === null ? [] : await readTrailerAnchors(repository, [head.commit]),
  });
  const index = indexRecords(ledgers);
  const holders = (role: string): ReadonlySet<string> => keysOfRole(policy.value.roles[role] ?? [], signers);
  return (review) => approvalEvents(review, { own, index, holders });
}
