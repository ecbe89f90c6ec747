import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FileSummary } from '../core/model/summary.ts';
import type { Helper, Known, ReadingJob, ReadingOutcome } from '../core/verbs.ts';
import { findAssets } from './assets.ts';
import { describeError } from './problems.ts';
import type { AnswerMessage, BatchMessage, KnownDelta } from './reading-messages.ts';

export interface ReadingPoolOptions {
  readonly threads?: number;
  /** The program of a thread. */
  readonly program?: string;
}

const maxThreads = 4;
/** Half of it costs a tenth of the time, twice as much saves nothing: 1,000 files, two threads, Node 24. */
const youngMegabytes = 32;
/** A text of the largest size that is read needs about half of it. */
const maxHeapMegabytes = 512;
/** Like the main thread's, so that code nested too deep for one is so for the other. */
const stackMegabytes = 1.2;
const idleMs = 5_000;

/**
 * Threads that read texts for an analysis. None runs before its first batch, nor once nobody has asked for a while; they do not
 * keep the program alive.
 *
 * @throws HostProblem when nothing was built
 */
export function createReadingPool({
  threads = Math.min(maxThreads, availableParallelism()),
  program = join(findAssets(), 'reader.mjs'),
}: ReadingPoolOptions = {}): readonly Helper[] {
  // Where only parts were built, this thread reads everything.
  return existsSync(program) ? Array.from({ length: threads }, () => createReader(program)) : [];
}

function createReader(program: string): Helper {
  let thread: Thread | null = null;
  let sent = nothingKnown();
  let idle: NodeJS.Timeout | null = null;

  const stop = async (): Promise<void> => {
    const stopping = thread;
    thread = null;
    sent = nothingKnown();
    await stopping?.end();
  };

  const ask = async (jobs: readonly ReadingJob[], known: Known): Promise<AnswerMessage> => {
    thread ??= startThread(program);
    const before = noteSent(sent.before, known.before);
    const after = noteSent(sent.after, known.after);
    return await thread.ask({ jobs, before, after });
  };

  const read = async (jobs: readonly ReadingJob[], known: Known): Promise<readonly ReadingOutcome[]> => {
    if (idle !== null) clearTimeout(idle);
    const outcomes: ReadingOutcome[] = [];
    let most = jobs.length;
    while (outcomes.length < jobs.length) {
      const batch = jobs.slice(outcomes.length, outcomes.length + most);
      const isFresh = thread === null;
      let fault: string | null = null;
      try {
        const answer = await ask(batch, known);
        outcomes.push(...answer.outcomes);
        ({ fault } = answer);
        if (answer.isSpent) await stop();
      } catch (error) {
        await stop();
        // Which text was at fault is not known, nor whether one was: the next ones are read one at a time.
        if (batch.length === 1 && isFresh)
          outcomes.push({ kind: 'failed', message: `The reader failed: ${describeError(error)}` });
        most = 1;
      }
      // It would be the same on any thread.
      if (fault !== null) throw new Error(fault);
    }
    idle = setTimeout(() => void stop(), idleMs);
    idle.unref();
    return outcomes;
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    read(jobs, known) {
      const reading = last.then(() => read(jobs, known));
      last = reading.catch(() => undefined);
      return reading;
    },
    isWarm: () => thread !== null,
    async rest() {
      await last;
      await stop();
    },
  };
}

interface Thread {
  /** One at a time. @throws Error when the thread dies over it */
  readonly ask: (message: BatchMessage) => Promise<AnswerMessage>;
  readonly end: () => Promise<void>;
}

function startThread(program: string): Thread {
  const worker = new Worker(program, {
    resourceLimits: {
      maxYoungGenerationSizeMb: youngMegabytes,
      maxOldGenerationSizeMb: maxHeapMegabytes,
      stackSizeMb: stackMegabytes,
    },
  });
  // It waits for batches for ever: only an open one keeps the program alive.
  worker.unref();
  let open: { readonly resolve: (answer: AnswerMessage) => void; readonly reject: (error: unknown) => void } | null =
    null;
  let died: unknown = null;
  const die = (error: unknown): void => {
    died ??= error;
    open?.reject(died);
  };
  worker.on('message', (answer: AnswerMessage) => open?.resolve(answer));
  worker.on('messageerror', die);
  worker.on('error', die);
  worker.on('exit', (code) => die(new Error(`the thread ended with code ${code}`)));
  return {
    async ask(message) {
      worker.ref();
      try {
        return await new Promise((resolve, reject) => {
          open = { resolve, reject };
          if (died === null) worker.postMessage(message);
          else die(died);
        });
      } finally {
        open = null;
        worker.unref();
      }
    },
    end: async () => void (await worker.terminate()),
  };
}

type Sent = Record<'before' | 'after', Map<string, FileSummary | null>>;

function nothingKnown(): Sent {
  return { before: new Map(), after: new Map() };
}

/** Says what the thread does not know yet, and notes that it knows it now. */
function noteSent(sent: Map<string, FileSummary | null>, now: Known['before']): KnownDelta {
  const dropped = [...sent.keys()].filter((path) => !now.has(path));
  for (const path of dropped) sent.delete(path);
  const set = [...now].filter(([path, summary]) => !sent.has(path) || sent.get(path) !== summary);
  for (const [path, summary] of set) sent.set(path, summary);
  return { set, dropped };
}
