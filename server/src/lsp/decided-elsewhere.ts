import * as l10n from '@vscode/l10n';
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
  const own = ownOf(path);
  let { sizeBytes: known } = await readNew(path, Number.MAX_SAFE_INTEGER);
  let looking: Promise<boolean> | null = null;
  let isAskedAgain = false;

  async function look(): Promise<boolean> {
    let isAny = false;
    do {
      isAskedAgain = false;
      isAny = (await lookOnce()) || isAny;
    } while (isAskedAgain);
    return isAny;
  }

  async function lookOnce(): Promise<boolean> {
    const { records, sizeBytes, isTooMuch } = await readNew(path, known);
    if (records.length > 0) await wait(ownMs);
    known = sizeBytes;
    const others = records.filter(({ hash }) => !own.has(hash));
    for (const record of others) hooks.recorded(record);
    // A record takes away what was said before it.
    const foreign = others.findLast(({ decidedBy }) => decidedBy.surface !== 'panel');
    if (isTooMuch) hooks.problem(problemOf(l10n.t('More was recorded at once than is read here, not in this editor.')));
    else if (foreign !== undefined) hooks.problem(toProblem(foreign));
    return isTooMuch || others.length > 0;
  }

  return {
    own: ({ hash }) => remember(own, hash),
    look() {
      isAskedAgain = looking !== null;
      return (looking ??= look().finally(() => (looking = null)));
    },
  };
}

/** Of this process, by the path of the ledger: work trees of one clone share it, and each looks. */
const ownByLedger = new Map<string, Set<string>>();
const maxOwn = 5_000;

function ownOf(path: string): Set<string> {
  const own = ownByLedger.get(path) ?? new Set<string>();
  ownByLedger.set(path, own);
  return own;
}

function remember(own: Set<string>, hash: string): void {
  own.add(hash);
  const [oldest] = own;
  if (own.size > maxOwn && oldest !== undefined) own.delete(oldest);
}

async function readNew(
  path: string,
  from: number,
): Promise<{ readonly records: readonly Decided[]; readonly sizeBytes: number; readonly isTooMuch: boolean }> {
  let handle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { records: [], sizeBytes: 0, isTooMuch: false };
    throw error;
  }
  try {
    const { size } = await handle.stat();
    if (size <= from || size - from > maxBytes)
      return { records: [], sizeBytes: size, isTooMuch: size - from > maxBytes };
    const bytes = Buffer.alloc(size - from);
    await handle.read(bytes, 0, bytes.length, from);
    const end = bytes.lastIndexOf(0x0a) + 1;
    const lines = bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
    return { records: lines.flatMap(readDecision), sizeBytes: from + end, isTooMuch: false };
  } finally {
    await handle.close();
  }
}

/** What is no whole record is the business of whoever verifies the ledger. */
function readDecision(line: string): readonly Decided[] {
  try {
    const value = JSON.parse(line) as Partial<Decided>;
    const isWhole =
      value.kind === 'decision' &&
      Array.isArray(value.hunks) &&
      typeof value.decidedBy?.surface === 'string' &&
      Object.hasOwn(byProgram, value.outcome ?? '');
    return isWhole ? [value as Decided] : [];
  } catch {
    return [];
  }
}

type Sentence = (what: string, seq: number) => string;

const inTerminal: Readonly<Record<DecisionBody['outcome'], Sentence>> = {
  accepted: (what, seq) => l10n.t`An edit of ${what} was accepted in a terminal, not in this editor (record ${seq}).`,
  amended: (what, seq) => l10n.t`An edit of ${what} was accepted in a terminal, not in this editor (record ${seq}).`,
  rejected: (what, seq) => l10n.t`An edit of ${what} was rejected in a terminal, not in this editor (record ${seq}).`,
  submitted: (what, seq) =>
    l10n.t`An edit of ${what} was put up for approval in a terminal, not in this editor (record ${seq}).`,
  undone: (what, seq) =>
    l10n.t`An edit of ${what} was put up for review again in a terminal, not in this editor (record ${seq}).`,
};

const byProgram: Readonly<Record<DecisionBody['outcome'], Sentence>> = {
  accepted: (what, seq) =>
    l10n.t`An edit of ${what} was accepted by a program that speaks LSP, not in this editor (record ${seq}).`,
  amended: (what, seq) =>
    l10n.t`An edit of ${what} was accepted by a program that speaks LSP, not in this editor (record ${seq}).`,
  rejected: (what, seq) =>
    l10n.t`An edit of ${what} was rejected by a program that speaks LSP, not in this editor (record ${seq}).`,
  submitted: (what, seq) =>
    l10n.t`An edit of ${what} was put up for approval by a program that speaks LSP, not in this editor (record ${seq}).`,
  undone: (what, seq) =>
    l10n.t`An edit of ${what} was put up for review again by a program that speaks LSP, not in this editor (record ${seq}).`,
};

function toProblem({ hunks, outcome, seq, decidedBy }: Decided): Problem {
  const paths = [...new Set(hunks.map(({ path }) => path))];
  const what = paths.length === 1 ? `"${paths[0]}"` : l10n.t`${paths.length} files`;
  return problemOf((decidedBy.surface === 'terminal' ? inTerminal : byProgram)[outcome](what, seq));
}

function problemOf(message: string): Problem {
  return {
    code: 'CS5003',
    severity: 'warning',
    message,
    why: l10n.t('Agents have your rights on this machine: one could have done it in your name.'),
    fix: l10n.t('If it was not you, take the decision back, or review the file again.'),
  };
}
