import { originOf, readNdjsonCase, type NdjsonCase } from '../core/channel.ts';
import { toPublishedResult, type PublishedResult } from '../core/export.ts';
import { ingestTexts } from '../core/ingest.ts';
import { createEngine } from '../core/load-language.ts';
import { Cancelled, checkCancelled } from '../core/model/cancel.ts';
import type { FileVersion } from '../core/model/change.ts';
import type { Failure } from '../core/model/problem.ts';
import type { ReviewResult } from '../core/model/result.ts';
import { analyzeWorkspace, createAnalysisCache, type WorkspaceAnalysis } from '../host/analyze-workspace.ts';
import { shippedGrammars } from '../host/grammars.ts';
import { createReadingPool } from '../host/reading-pool.ts';
import { readPolicy } from '../host/policy-files.ts';
import { fromTexts } from '../host/summary-source.ts';
import type { ExitCode, Invocation } from './define.ts';
import { exitCodeOf, worse } from './exit-code.ts';
import { readLines } from './read-lines.ts';

/** One line is held in memory; a longer one is answered with a failure and skipped. */
const maxLineLength = 64 * 1024 * 1024;

interface Refused {
  readonly id: unknown;
  readonly failures: readonly Failure[];
}

/** Answers in the order of the questions, one at a time: a slow reader of the output slows the reading of the input. */
export async function reviewLines({ terminal }: Invocation): Promise<ExitCode> {
  const policy = await readPolicy({ kind: 'none' });
  const shared = {
    engine: createEngine(shippedGrammars()),
    policy: policy.value,
    cache: createAnalysisCache(),
    helpers: createReadingPool(),
    cancel: terminal.cancel,
  };
  let exitCode: ExitCode = 0;
  // Some shells begin a pipe with a byte order mark.
  let isFirst = true;
  for await (const line of readLines(terminal.input, maxLineLength)) {
    checkCancelled(terminal.cancel);
    if (line !== null && line.trim() === '') continue;
    const answer = await answerLine(isFirst ? (line?.replace(/^\ufeff/, '') ?? null) : line, shared);
    isFirst = false;
    exitCode = worse(exitCode, 'schemaVersion' in answer ? exitCodeOf(answer, policy.value) : 2);
    await terminal.write(`${toLine('schemaVersion' in answer ? publish(answer) : answer)}\n`);
  }
  return exitCode;
}

/** Without U+2028 and U+2029: JSON allows them inside a string, and Node's own line reader ends lines there. */
function toLine(answer: PublishedResult | Refused): string {
  return JSON.stringify(answer).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

type Shared = Omit<WorkspaceAnalysis, 'source'>;

async function answerLine(line: string | null, shared: Shared): Promise<ReviewResult | Refused> {
  if (line === null) return refuse(null, `The line is longer than ${maxLineLength} characters.`, 'ingest');
  const read = readNdjsonCase(line);
  if ('wrong' in read) return refuse(read.id, read.wrong, 'ingest');
  try {
    return await answerCase(read, shared);
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    // A fault in one case must not cost the answers to the others.
    return refuse(read.id, error instanceof Error ? error.message : String(error), 'detect');
  }
}

async function answerCase(given: NdjsonCase, shared: Shared): Promise<ReviewResult> {
  const start = performance.now();
  const { changeSet, context, failures } = ingestTexts(given, originOf('ndjson'));
  const source = fromTexts(
    new Map(context.map(({ path, text, blob }): [string, FileVersion] => [path, { text, blob }])),
  );
  const result = await analyzeWorkspace(changeSet, { ...shared, source });
  const stats = { ...result.stats, ms: Math.round(performance.now() - start) };
  // The id goes back as it came, whatever it was.
  return { ...result, id: given.id as string, failures: [...failures, ...result.failures], stats };
}

/** The id first: a line of megabytes is found by its beginning. */
function publish(result: ReviewResult): PublishedResult {
  const { schemaVersion, id, ...rest } = toPublishedResult(result);
  return { schemaVersion, ...(id === undefined ? {} : { id }), ...rest };
}

function refuse(id: unknown, message: string, stage: Failure['stage']): Refused {
  return { id, failures: [{ path: '', stage, message }] };
}
