import { readRefState, takeApprovals, waitingSets, type Approvable, type ApprovalPlace } from './approvals.ts';
import { guard, type Log } from './fence.ts';
import { unlessRunning } from './unless-running.ts';

/** Between looks at refs, while an approval is waited for. */
const approvalsMs = 10_000;

/**
 * Takes in approvals as they are fetched, until what it answers is called. Refs are files, packed files or tables, as git
 * likes: it is asked, and only while somebody waits.
 */
export function watchApprovals(place: ApprovalPlace, desk: Approvable, log: Log): () => void {
  let seen: string | null = null;
  let isStopped = false;
  const look = unlessRunning(async () => {
    const waiting = waitingSets(desk);
    if (waiting.length === 0 || isStopped) return;
    const now = [await readRefState(place), ...waiting].join('\n');
    if (now === seen) return;
    await takeApprovals(place, desk);
    seen = now; // what could not be taken in is tried again
  });
  const timer = setInterval(() => guard(log, 'approvals', look), approvalsMs);
  timer.unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
