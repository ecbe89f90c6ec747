import { readRefState, takeApprovals, waitingSets } from './approvals.ts';
import { guard, type Log } from './fence.ts';
import type { Desk } from './review-desk.ts';
import type { Workspace } from './workspace.ts';

/** Between looks at refs, while an approval is waited for. */
const approvalsMs = 10_000;

/**
 * Takes in approvals as they are fetched, until what it answers is called. Refs are files, packed files or tables, as git
 * likes: it is asked, and only while somebody waits.
 */
export function watchApprovals(workspace: Workspace, desk: Desk, log: Log): () => void {
  let seen: string | null = null;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const waiting = waitingSets(desk);
    if (waiting.length === 0 || isStopped) return;
    const now = [await readRefState(workspace), ...waiting].join('\n');
    if (now === seen) return;
    seen = now;
    await takeApprovals(workspace, desk);
  };
  const timer = setInterval(() => guard(log, 'approvals', look), approvalsMs);
  timer.unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
