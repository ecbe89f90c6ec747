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

/** Takes in what others have signed, as the refs in this clone have it. Answers how many change sets that is about. */
export async function takeApprovals(workspace: Workspace, desk: Desk): Promise<number> {
  return waitingSets(desk).length > 0 ? await desk.approve(await readApprovals(workspace)) : 0;
}

/** Ids of change sets of which something was put up for approval, and is not approved. */
export function waitingSets(desk: Desk): readonly string[] {
  return desk
    .reviewed()
    .flatMap(({ review }) =>
      awaitingApproval(review).some(({ submitted }) => submitted !== undefined) ? [review.id] : [],
    );
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
  return (review) => approvalEvents(review, { own, index, holders });
}
