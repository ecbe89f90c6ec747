import { parentPort } from 'node:worker_threads';
import { neverCancelled } from '../core/model/cancel.ts';
import type { FileSummary } from '../core/model/summary.ts';
import { createEngine, readOne, type AnalysisCache, type ReadingOutcome } from '../core/verbs.ts';
import { shippedGrammars } from './grammars.ts';
import { describeError } from './problems.ts';
import type { AnswerMessage, BatchMessage, KnownDelta } from './reading-messages.ts';

/** The entry of a thread of `reading-pool.ts`. */

const maxHeapBytes = 256 * 1024 * 1024;

if (parentPort === null) throw new Error('reading-worker.ts runs as a worker thread only');
const port = parentPort;
const engine = createEngine(shippedGrammars());
const known = { before: new Map<string, FileSummary | null>(), after: new Map<string, FileSummary | null>() };
/** Who asks has one. */
const noCache: AnalysisCache = { get: () => undefined, set: () => undefined };

port.on('message', (message: BatchMessage) => {
  void answer(message).then((answered) => port.postMessage(answered));
});

async function answer({ jobs, before, after }: BatchMessage): Promise<AnswerMessage> {
  apply(known.before, before);
  apply(known.after, after);
  const outcomes: ReadingOutcome[] = [];
  let fault: string | null = null;
  try {
    for (const job of jobs) {
      outcomes.push(await readOne(job, known[job.side], { engine, cache: noCache, cancel: neverCancelled }));
      if (engine.runtime()?.hasTrapped() === true) break;
    }
  } catch (error) {
    fault = describeError(error);
  }
  const runtime = engine.runtime();
  const isSpent = runtime !== null && (runtime.hasTrapped() || runtime.heapBytes() > maxHeapBytes);
  return { outcomes, isSpent, fault };
}

function apply(files: Map<string, FileSummary | null>, { set, dropped }: KnownDelta): void {
  for (const path of dropped) files.delete(path);
  for (const [path, summary] of set) files.set(path, summary);
}
