import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inCommon, type Author } from './author.ts';

/** The times at which tool calls of agents ran, as their hooks said: what changed then, and nobody else wrote, is theirs. */
export interface ToolWindows {
  /** A call may begin: now, or it did at `beganMs`. */
  readonly begin: (author: Author, toolCall: string | undefined, beganMs?: number) => void;
  /** It ended at `atMs`. Without its name, or where that is not known, all calls of the session have. */
  readonly end: (who: Session, toolCall: string | undefined, atMs: number) => void;
  /**
   * The session does something else: calls whose end was not told are taken to be over. Nobody tells of one that its user refused.
   * Of one that goes on beside the next, the end is told later, and counts.
   */
  readonly moveOn: (who: Session, atMs: number) => void;
  readonly isRunningAt: (atMs: number) => boolean;
  /** Whose calls ran at that time; null: nobody's, or those of two sessions. */
  readonly authorAt: (atMs: number) => Author | null;
  /** Those that ran at that time or since, oldest first. */
  readonly since: (atMs: number) => readonly ToolWindow[];
  /** Goes on with what another one knew. */
  readonly restore: (windows: readonly ToolWindow[]) => void;
}

interface Session {
  readonly agent?: string | undefined;
  readonly session?: string | undefined;
}

/** A call whose end nobody has told is over when `endedMs` has come. */
export interface ToolWindow {
  readonly author: Author;
  readonly toolCall: string | undefined;
  readonly beganMs: number;
  readonly endedMs: number;
  readonly isEndTold: boolean;
}

type Own<Type> = { -readonly [Name in keyof Type]: Type[Name] };

/** A call whose end nobody says, because the agent was killed or has no hook for it. */
const longestMs = 30 * 60_000;
/** File systems round times, up and down. */
const slackMs = 20;
const maxWindows = 500;

/** `now`: milliseconds since the epoch, on the clock that file systems stamp with. */
export function createToolWindows(now: () => number): ToolWindows {
  const windows: Own<ToolWindow>[] = [];
  const runningAt = (atMs: number): readonly ToolWindow[] =>
    windows.filter(({ beganMs, endedMs }) => beganMs - slackMs <= atMs && atMs <= endedMs + slackMs);
  const untold = ({ agent, session }: Session): readonly Own<ToolWindow>[] =>
    windows.filter((each) => !each.isEndTold && each.author.agent === agent && each.author.session === session);
  const add = (window: ToolWindow): void => {
    windows.push({ ...window });
    if (windows.length > maxWindows) windows.shift();
  };
  return {
    begin(author, toolCall, beganMs = now()) {
      add({ author, toolCall, beganMs, endedMs: beganMs + longestMs, isEndTold: false });
    },
    end(who, toolCall, atMs) {
      const named = untold(who).filter((each) => toolCall !== undefined && each.toolCall === toolCall);
      const ended = named.length > 0 ? named : untold(who).filter(({ endedMs }) => endedMs > atMs);
      for (const each of ended) Object.assign(each, { endedMs: Math.max(each.beganMs, atMs), isEndTold: true });
    },
    moveOn(who, atMs) {
      for (const each of untold(who)) each.endedMs = Math.min(each.endedMs, Math.max(each.beganMs, atMs));
    },
    isRunningAt: (atMs) => runningAt(atMs).length > 0,
    authorAt(atMs) {
      const running = runningAt(atMs);
      const sessions = new Set(running.map(({ author: { agent, session } }) => JSON.stringify([agent, session])));
      const [first, ...others] = running.map(({ author }) => author);
      return sessions.size === 1 && first !== undefined ? others.reduce(inCommon, first) : null;
    },
    since: (atMs) => windows.filter(({ endedMs }) => endedMs >= atMs).map((each) => ({ ...each })),
    restore: (known) => known.forEach(add),
  };
}

/**
 * Those of one folder of several, which all of them know. A shell leaves the folder that it was started in: where nobody else works,
 * as in folders without git, a call that runs elsewhere counts while none of its own does.
 */
export function createWindowsOfFolder(all: ToolWindows, now: () => number, countsOthers: boolean): ToolWindows {
  const own = createToolWindows(now);
  return {
    begin(author, toolCall, beganMs = now()) {
      for (const each of [own, all]) each.begin(author, toolCall, beganMs);
    },
    end(who, toolCall, atMs) {
      for (const each of [own, all]) each.end(who, toolCall, atMs);
    },
    moveOn(who, atMs) {
      for (const each of [own, all]) each.moveOn(who, atMs);
    },
    isRunningAt: (atMs) => own.isRunningAt(atMs) || (countsOthers && all.isRunningAt(atMs)),
    authorAt: (atMs) => (own.isRunningAt(atMs) || !countsOthers ? own : all).authorAt(atMs),
    since: own.since,
    restore(windows) {
      for (const each of [own, all]) each.restore(windows);
    },
  };
}

/**
 * When a path came to be what it is, in milliseconds since the epoch: the time of its inode, which programs cannot set as they
 * can that of its content; of one that is gone, that of the nearest folder that is there. Null: it cannot be told.
 */
export async function changedAtMs(absolute: string): Promise<number | null> {
  for (let at = absolute; ; at = dirname(at)) {
    const stats = await lstat(at).catch(() => null);
    if (stats !== null) return stats.ctimeMs;
    if (dirname(at) === at) return null;
  }
}
