import { idOf } from './call-evidence.ts';
import type { CallLog } from './call-log.ts';
import type { OpenCalls } from './call-log-file.ts';
import type { Clock } from './clock.ts';
import type { Expected } from './landed-model.ts';
import type { ToolWindows } from './tool-windows.ts';

/**
 * Keeps on disk what an editor knows of calls that go on: it may be closed, or killed, before they write. Who answers a hook does not
 * wait for that.
 */
export interface OpenCallsKeeper {
  /** A call began or ended, or something was let through or has come. */
  readonly changed: () => void;
  /** The editor is about to be gone. */
  readonly close: () => Promise<void>;
}

interface Known {
  readonly toolCalls: Pick<ToolWindows, 'since'>;
  readonly expected: ReadonlyMap<string, readonly Expected[]>;
}

/** What changes again and again is written once in so long, the first time at once: an editor may be killed right after a call began. */
const pauseMs = 200;
/** What came about the end of a call may not have been looked at yet. */
const recentMs = 60_000;
const maxWindows = 50;
const maxSteps = 500;

export function keepOpenCalls(log: Pick<CallLog, 'keep'>, clock: Clock, known: Known): OpenCallsKeeper {
  let last = '';
  let pause: (() => void) | null = null;
  let isMore = false;
  let writing: Promise<void> = Promise.resolve();

  const read = (): OpenCalls => ({
    windows: known.toolCalls.since(clock.now() - recentMs).slice(-maxWindows),
    steps: [...known.expected]
      .flatMap(([path, edits]) =>
        edits.map(({ author, before, after }) => ({ path, author, before: idOf(before), after: idOf(after) })),
      )
      .slice(-maxSteps),
  });
  const save = (isOver: boolean): Promise<void> => {
    const open = read();
    const text = JSON.stringify(open);
    if (text === last && !isOver) return writing;
    last = text;
    // It is evidence that may be missing: nothing else waits for it.
    writing = writing.then(() => log.keep(open, isOver)).catch(() => undefined);
    return writing;
  };
  const changed = (): void => {
    if (pause !== null) {
      isMore = true;
      return;
    }
    void save(false);
    pause = clock.later(() => {
      pause = null;
      if (!isMore) return;
      isMore = false;
      changed();
    }, pauseMs);
  };
  return {
    changed,
    close: () => {
      pause?.();
      return save(true);
    },
  };
}
