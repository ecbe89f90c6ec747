import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Problem } from '../core/model/problem.ts';
import type { DecisionBody, LedgerRecord } from '../core/model/record.ts';
import { errorCode } from '../host/problems.ts';

export interface DecidedElsewhere {
  /** This window recorded it. */
  readonly own: (record: LedgerRecord) => void;
  /** Reads what was recorded since. Whether others decided something. */
  readonly look: () => Promise<boolean>;
}

export interface ElsewhereHooks {
  readonly recorded: (record: LedgerRecord) => void;
  readonly problem: (problem: Problem) => void;
}

type Decided = Extract<LedgerRecord, { readonly kind: 'decision' }>;

/** Between a record and the word that it is our own. */
const ownMs = 500;
/** Of one look: more was not decided in a moment. */
const maxBytes = 4 * 1024 * 1024;

/**
 * Decisions that other processes record on the same clone. Another window of the editor is told of like our own; a program that
 * was started from a shell may be an agent's, so what it decided is said. Nothing is settled without a word.
 */
export async function watchDecisions(path: string, hooks: ElsewhereHooks): Promise<DecidedElsewhere> {
  const own = new Set<string>();
  let { sizeBytes: known } = await readNew(path, Number.MAX_SAFE_INTEGER);
  let looking: Promise<boolean> | null = null;

  async function look(): Promise<boolean> {
    const { records, sizeBytes } = await readNew(path, known);
    if (records.length > 0) await wait(ownMs);
    known = sizeBytes;
    const others = records.filter(({ hash }) => !own.has(hash));
    for (const record of others) {
      hooks.recorded(record);
      if (record.decidedBy.surface !== 'panel') hooks.problem(toProblem(record));
    }
    own.clear();
    return others.length > 0;
  }

  return {
    own: ({ hash }) => void own.add(hash),
    look: () => (looking ??= look().finally(() => (looking = null))),
  };
}

async function readNew(
  path: string,
  from: number,
): Promise<{ readonly records: readonly Decided[]; readonly sizeBytes: number }> {
  let handle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { records: [], sizeBytes: 0 };
    throw error;
  }
  try {
    const { size } = await handle.stat();
    if (size <= from || size - from > maxBytes) return { records: [], sizeBytes: size };
    const bytes = Buffer.alloc(size - from);
    await handle.read(bytes, 0, bytes.length, from);
    const end = bytes.lastIndexOf(0x0a) + 1;
    const lines = bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
    return { records: lines.flatMap(readDecision), sizeBytes: from + end };
  } finally {
    await handle.close();
  }
}

/** What is no whole record is the business of whoever verifies the ledger. */
function readDecision(line: string): readonly Decided[] {
  try {
    const value = JSON.parse(line) as LedgerRecord;
    return value.kind === 'decision' && Array.isArray(value.hunks) ? [value] : [];
  } catch {
    return [];
  }
}

const outcomes: Readonly<Record<DecisionBody['outcome'], string>> = {
  accepted: 'accepted',
  amended: 'accepted',
  rejected: 'rejected',
  submitted: 'put up for approval',
  undone: 'put up for review again',
};

function toProblem({ hunks, outcome, seq, decidedBy }: Decided): Problem {
  const paths = [...new Set(hunks.map(({ path }) => path))];
  const what = paths.length === 1 ? `"${paths[0]}"` : `${paths.length} files`;
  const where = decidedBy.surface === 'terminal' ? 'in a terminal' : 'by a program that speaks LSP';
  return {
    code: 'CS5003',
    severity: 'warning',
    message: `An edit of ${what} was ${outcomes[outcome]} ${where}, not in this editor (record ${seq}).`,
    why: 'Agents have your rights on this machine: one could have done it in your name.',
    fix: 'If it was not you, take the decision back, or review the file again.',
  };
}
