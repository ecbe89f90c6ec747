import { readRefState, takeApprovals, waitingSets, type Approvable } from './approvals.ts';
import { guard, type Log } from './fence.ts';
import type { RecordsPlace } from './read-requests.ts';
import type { RequestDesk } from './request-desk.ts';
import { unlessRunning } from './unless-running.ts';

/** Between looks at refs, while an approval is waited for. */
const approvalsMs = 10_000;

/**
 * Takes in approvals as they are fetched, and reads requests that are open again, until what it answers is called. Refs are
 * files, packed files or tables, as git likes: it is asked, and only while somebody waits.
 */
export function watchApprovals(
  place: RecordsPlace,
  desk: Approvable,
  log: Log,
  requests: Pick<RequestDesk, 'views' | 'refresh'> | null = null,
): () => void {
  let seen: string | null = null;
  let isStopped = false;
  const look = unlessRunning(async () => {
    const opened = requests?.views().map(({ id }) => id) ?? [];
    const waiting = [...waitingSets(desk), ...opened];
    if (waiting.length === 0 || isStopped) return;
    const now = [await readRefState(place), ...waiting].join('\n');
    if (now === seen) return;
    await takeApprovals(place, desk);
    const isRead = requests === null || opened.length === 0 || (await requests.refresh());
    if (isRead) seen = now; // what could not be taken in is tried again
  });
  const timer = setInterval(() => guard(log, 'approvals', look), approvalsMs);
  timer.unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
