import * as l10n from '@vscode/l10n';
import type { RecordsAnswer } from '../protocol/messages.ts';
import { fetchPublished } from './published-records.ts';
import type { Session } from './session.ts';
import type { Workspace } from './workspace.ts';

/** Whether answers to requests are sealed and sent is shown. */
export function andRefresh(
  act: (workspace: Workspace) => Promise<RecordsAnswer>,
): (workspace: Workspace, session: Session) => Promise<RecordsAnswer> {
  return async (workspace, session) => {
    const answer = await act(workspace);
    await session.requests()?.refresh();
    return answer;
  };
}

/** What others have signed counts as soon as it is here, and what they ask is said. */
export async function fetchAndTake(workspace: Workspace, session: Session): Promise<RecordsAnswer> {
  const waited = session.waitingForApproval();
  const fetched = await fetchPublished(workspace);
  if (!fetched.done) return fetched;
  const taken = await session.takeApprovals();
  // Whoever looks at the refs now and then may have taken them in by now.
  const waits = new Set(session.waitingForApproval());
  const sets = Math.max(taken, waited.filter((id) => !waits.has(id)).length);
  await session.requests()?.refresh();
  const waitingRequests = session.requests()?.waiting() ?? 0;
  const message = [
    fetched.message,
    ...(sets === 0
      ? []
      : [
          sets === 1
            ? l10n.t('Approvals for 1 change set came in.')
            : l10n.t`Approvals for ${sets} change sets came in.`,
        ]),
    ...(waitingRequests === 0 ? [] : [waitingWords(waitingRequests)]),
  ].join(' ');
  return { ...fetched, message, waitingRequests };
}

function waitingWords(waiting: number): string {
  return waiting === 1
    ? l10n.t('1 review request waits for your approval.')
    : l10n.t`${waiting} review requests wait for your approval.`;
}
