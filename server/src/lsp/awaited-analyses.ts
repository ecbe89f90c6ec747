import { checkCancelled, type Cancel } from '../core/model/cancel.ts';
import type { ChangeSet } from '../core/model/change.ts';
import type { ReviewResult } from '../core/model/result.ts';
import type { PanelView } from '../protocol/view.ts';
import { analyseSet } from './analyse-set.ts';
import type { DeskHooks } from './review-desk.ts';
import type { WorkQueue } from './work-queue.ts';
import type { Analyser } from './workspace.ts';

/** `cancelled`: by a person, and nothing was found out. `stopped`: the folder is being closed, or the analysis has a fault. */
export type Awaited = ReviewResult | 'cancelled' | 'stopped';

/** Analyses for which somebody waits, an agent or whoever put up what is reviewed: they come before all others. */
export interface AwaitedAnalyses {
  /** @param asked of whoever waits: they may want it no longer */
  readonly run: (analyser: Analyser, changeSet: ChangeSet, asked?: Pick<Cancel, 'isCancelled'>) => Promise<Awaited>;
  /** Files of those that take so long that a person is shown it; null when there are none. */
  readonly pending: () => PanelView['analysing'];
  /** Ends those that run or wait. */
  readonly cancel: () => void;
}

interface Run {
  readonly changeSet: ChangeSet;
  result: ReviewResult | null;
  isCancelled: boolean;
  isLong: boolean;
}

/** Most are over before anybody could read of them, and an agent may ask about many edits a minute. */
const longMs = 1_000;

export function createAwaitedAnalyses(queue: WorkQueue, hooks: Pick<DeskHooks, 'changed' | 'report'>): AwaitedAnalyses {
  const running = new Set<Run>();
  const changed = (): void => hooks.changed(new Set());

  return {
    async run(analyser, changeSet, asked) {
      const own: Run = { changeSet, result: null, isCancelled: false, isLong: false };
      const isUnwanted = (): boolean => own.isCancelled || asked?.isCancelled() === true;
      running.add(own);
      const timer = setTimeout(() => {
        own.isLong = true;
        changed();
      }, longMs);
      try {
        queue.askFirst(changeSet.id, async (cancel) => {
          const either = { ...cancel, isCancelled: () => cancel.isCancelled() || isUnwanted() };
          checkCancelled(either);
          own.result = await analyseSet(analyser, changeSet, either, hooks.report);
        });
        await queue.flush(changeSet.id);
      } finally {
        clearTimeout(timer);
        running.delete(own);
        if (own.isLong || own.result === null) changed();
      }
      return own.result ?? (isUnwanted() ? 'cancelled' : 'stopped');
    },
    pending() {
      const files = [...running].flatMap(({ changeSet, isLong }) => (isLong ? changeSet.files : []));
      const [first] = files;
      return first === undefined ? null : { done: 0, total: files.length, path: first.path };
    },
    cancel() {
      for (const each of running) each.isCancelled = true;
    },
  };
}
