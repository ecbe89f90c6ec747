/**
 * The long mode: mutated cases through the built `review --ndjson`, for minutes.
 *
 *     node test/unit/fuzz/run.ts [--minutes 10] [--seed 1] [--cli server/dist/cli.mjs]
 *
 * Each case must be answered within 2 s of processor time (of the wall's, where there is no /proc), without a failure of the stages facts and detect, the same when it is asked again
 * and by another process, and with nothing changed when both sides are equal.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Texts } from '../../../server/src/core/ingest.ts';
import type { Failure } from '../../../server/src/core/model/problem.ts';
import { makeCase } from './fuzz-case.ts';
import { readLines } from '../../../server/src/cli/read-lines.ts';
import { readSeedTexts } from './seed-texts.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    cli: { type: 'string', default: join(import.meta.dirname, '../../../server/dist/cli.mjs') },
  },
});
const maxMs = 2000;
/** The second process is new after so many cases, so that its answers do not come from what it saw before. */
const casesPerProcess = 40;

interface Answer {
  readonly files?: readonly unknown[];
  readonly facts?: readonly unknown[];
  readonly failures?: readonly Failure[];
  readonly stats?: { readonly ms: number };
}

interface Reviewer {
  readonly ask: (texts: Texts) => Promise<{ readonly line: string; readonly ms: number } | null>;
  readonly stop: () => void;
}

function startReviewer(): Reviewer {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [values.cli, 'review', '--ndjson']);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const lines = readLines(child.stdout, 1024 * 1024 * 1024);
  return {
    ask: async (texts) => {
      const start = clockMs(child.pid ?? 0);
      child.stdin.write(`${JSON.stringify({ id: 0, ...texts })}\n`);
      const timer = setTimeout(() => child.kill('SIGKILL'), maxMs * 20);
      const next: IteratorResult<string | null, undefined> = await lines.next();
      clearTimeout(timer);
      if (errors !== '') console.log(errors);
      return next.done === true || next.value === null
        ? null
        : { line: next.value, ms: clockMs(child.pid ?? 0) - start };
    },
    stop: () => void child.kill(),
  };
}

/** Other work on the machine does not make an answer slow. A tick is 10 ms on every Linux that Node runs on. */
function clockMs(pid: number): number {
  if (process.platform !== 'linux') return performance.now();
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

function withoutTime(line: string): string {
  return line.replace(/,"ms":\d+\}/, '}');
}

function wrongOf(line: string, ms: number): string[] {
  const { failures = [], stats } = JSON.parse(line) as Answer;
  const crashes = failures.filter(({ stage }) => stage === 'facts' || stage === 'detect');
  return [
    ...crashes.map(({ stage, path, message }) => `${stage} of ${path}: ${message}`),
    ...(stats === undefined ? ['no result'] : []),
    ...(ms > maxMs ? [`took ${Math.round(ms)} ms`] : []),
  ];
}

const texts = readSeedTexts();
const end = Date.now() + Number(values.minutes) * 60_000;
let first = startReviewer();
let second = startReviewer();
let [count, wrong, slowestMs] = [0, 0, 0];
const started = Date.now();
for (let seed = Number(values.seed); Date.now() < end; seed++) {
  const one = makeCase(seed, texts);
  const [answer, other] = await Promise.all([first.ask(one), second.ask(one)]);
  const again = answer === null ? null : await first.ask(one);
  const equal = answer === null ? null : await first.ask({ before: one.after, after: one.after });
  count += 1;
  const found: string[] = [];
  if (answer === null || again === null || equal === null || other === null) {
    found.push('no answer');
    first.stop();
    second.stop();
    [first, second] = [startReviewer(), startReviewer()];
  } else {
    slowestMs = Math.max(slowestMs, answer.ms);
    found.push(...wrongOf(answer.line, answer.ms));
    if (withoutTime(answer.line) !== withoutTime(again.line)) found.push('another answer when asked again');
    if (withoutTime(answer.line) !== withoutTime(other.line)) found.push('another answer by another process');
    const same = JSON.parse(equal.line) as Answer;
    if (same.files?.length !== 0 || same.facts?.length !== 0) found.push('equal sides differ');
    if (count % casesPerProcess === 0) {
      second.stop();
      second = startReviewer();
    }
  }
  wrong += found.length > 0 ? 1 : 0;
  for (const what of found) console.log(`seed ${seed}: ${what}`);
}
first.stop();
second.stop();
const minutes = ((Date.now() - started) / 60_000).toFixed(1);
console.log(`${count} cases in ${minutes} min, slowest ${Math.round(slowestMs)} ms, ${wrong} wrong`);
process.exitCode = wrong > 0 ? 1 : 0;
