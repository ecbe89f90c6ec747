import { awaitingApproval } from '../core/review.ts';
import { approvalEvents } from '../core/review-approvals.ts';
import { readRefs } from '../host/git-revisions.ts';
import { readLedgerId } from '../host/ledger-id.ts';
import { holdersOf } from '../host/governing.ts';
import { findPolicyBase } from '../host/policy-files.ts';
import { readRecordsHere, type RecordsPlace } from './read-requests.ts';
import type { Desk, FindApprovals } from './review-desk.ts';
import type { Workspace } from './workspace.ts';

/** What takes them in. */
export type Approvable = Pick<Desk, 'reviewed' | 'approve'>;

/** Takes in what others have signed, as the refs in this clone have it. Answers how many change sets that is about. */
export async function takeApprovals(place: RecordsPlace, desk: Approvable): Promise<number> {
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

async function readApprovals(place: RecordsPlace): Promise<FindApprovals> {
  const { repository, state } = place;
  const own = await readLedgerId(state);
  if (repository === null || own === null) return () => [];
  const { governing, index } = await readRecordsHere(place, repository);
  return (review) => approvalEvents(review, { own, index, holders: (role) => holdersOf(governing, role) });
}
