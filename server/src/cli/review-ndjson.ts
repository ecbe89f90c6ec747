import { createEngine } from '../core/verbs.ts';
import { ingestTexts } from '../core/ingest.ts';
import { checkCancelled } from '../core/model/cancel.ts';
import type { FileVersion, Origin } from '../core/model/change.ts';
import type { Policy } from '../core/model/policy.ts';
import type { Failure } from '../core/model/problem.ts';
import type { ReviewResult } from '../core/model/result.ts';
import { analyzeWorkspace, createAnalysisCache, type WorkspaceAnalysis } from '../host/analyze-workspace.ts';
import { readGrammars } from '../host/grammars.ts';
import { readPolicy } from '../host/policy-files.ts';
import { fromTexts } from '../host/summary-source.ts';
import type { ExitCode, Invocation } from './define.ts';
import { exitCodeOf, worse } from './exit-code.ts';
import { readLines } from './read-lines.ts';

/** One line is held in memory; a longer one is answered with a failure and skipped. */
const maxLineBytes = 64 * 1024 * 1024;

const origin: Origin = { kind: 'unknown', channel: 'ndjson', held: false, claimedBy: 'command-line' };

interface Case {
  readonly id: unknown;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

interface Refused {
  readonly id: unknown;
  readonly failures: readonly Failure[];
}

/** Answers in the order of the questions, one at a time: a slow reader of the output slows the reading of the input. */
export async function reviewLines({ terminal }: Invocation): Promise<ExitCode> {
  const policy = await readPolicy({ kind: 'none' });
  const shared = {
    engine: createEngine(readGrammars()),
    policy: policy.value,
    cache: createAnalysisCache(),
    cancel: terminal.cancel,
  };
  let exitCode: ExitCode = 0;
  for await (const line of readLines(terminal.input, maxLineBytes)) {
    checkCancelled(terminal.cancel);
    if (line !== null && line.trim() === '') continue;
    const read = line === null ? refuse(null, `The line is longer than ${maxLineBytes} bytes.`) : readCase(line);
    const answer = 'failures' in read ? read : await answerCase(read, shared);
    exitCode = worse(exitCode, 'schemaVersion' in answer ? exitCodeOf(answer, policy.value) : 2);
    await terminal.write(`${JSON.stringify(answer)}\n`);
  }
  return exitCode;
}

async function answerCase(
  given: Case,
  shared: Omit<WorkspaceAnalysis, 'source'> & { readonly policy: Policy },
): Promise<ReviewResult | Refused> {
  const start = performance.now();
  const { changeSet, context, failures } = ingestTexts(given, origin);
  const source = fromTexts(
    new Map(context.map(({ path, text, blob }): [string, FileVersion] => [path, { text, blob }])),
  );
  try {
    const { schemaVersion, ...rest } = await analyzeWorkspace(changeSet, { ...shared, source });
    const stats = { ...rest.stats, ms: Math.round(performance.now() - start) };
    return { schemaVersion, id: given.id as string, ...rest, failures: [...failures, ...rest.failures], stats };
  } catch (error) {
    checkCancelled(shared.cancel ?? { isCancelled: () => false, pause: () => Promise.resolve() });
    // A fault in one case must not cost the answers to the others.
    return refuse(given.id, error instanceof Error ? error.message : String(error), 'detect');
  }
}

function readCase(line: string): Case | Refused {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return refuse(null, `The line is no JSON: ${error instanceof Error ? error.message : ''}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(null, 'The line is no JSON object.');
  const { id = null, before, after } = value as { id?: unknown; before?: unknown; after?: unknown };
  if (!isTexts(before) || !isTexts(after)) return refuse(id, '"before" and "after" must be objects of path and text.');
  return { id, before, after };
}

function isTexts(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((text) => typeof text === 'string');
}

function refuse(id: unknown, message: string, stage: Failure['stage'] = 'ingest'): Refused {
  return { id, failures: [{ path: '', stage, message }] };
}
