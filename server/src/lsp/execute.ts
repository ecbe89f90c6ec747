import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { DecisionAnswer } from '../protocol/messages.ts';
import { command } from '../protocol/messages.ts';
import type { ReasonWord } from '../protocol/view.ts';
import type { Wish } from './decide.ts';
import { exportRecords, verifyRecords } from './records.ts';
import type { Desk } from './review-desk.ts';
import type { Session } from './session.ts';
import type { Workspace } from './workspace.ts';

type Fields = Readonly<Record<string, string>>;
type Run = (session: Session, fields: Fields) => Promise<unknown>;

interface Row {
  /** Members of the one argument object, all of them strings. */
  readonly needs: readonly string[];
  readonly run: Run;
}

const onHunk = ['changeSet', 'hunk'];
const onFinding = [...onHunk, 'fingerprint'];
const reasons = [
  'needed',
  'mitigated-elsewhere',
  'false-positive',
  'accepted-risk',
  'temporary',
] as const satisfies readonly ReasonWord[];

/** `workspace/executeCommand`, one row a command. The same for every client; only the surface in the record differs. */
const rows: Readonly<Record<string, Row>> = {
  [command.acknowledge]: {
    needs: onFinding,
    run: wish(({ hunk, fingerprint }) => ({ kind: 'acknowledge', hunk: hunk!, fingerprint: fingerprint! })),
  },
  [command.explain]: {
    needs: [...onFinding, 'reason', 'words'],
    run: wish(({ hunk, fingerprint, reason, words }) => ({
      kind: 'explain',
      hunk: hunk!,
      fingerprint: fingerprint!,
      reason: toReason(reason!),
      words: words!,
    })),
  },
  [command.acknowledgeNotJudged]: {
    needs: onHunk,
    run: wish(({ hunk }) => ({ kind: 'acknowledgeNotJudged', hunk: hunk! })),
  },
  [command.accept]: { needs: onHunk, run: wish(({ hunk }) => ({ kind: 'accept', hunk: hunk! })) },
  [command.acceptWithoutFindings]: { needs: ['changeSet'], run: wish(() => ({ kind: 'acceptWithoutFindings' })) },
  [command.reject]: {
    needs: [...onHunk, 'reason'],
    run: wish(({ hunk, reason }) => ({ kind: 'reject', hunk: hunk!, reason: reason! })),
  },
  [command.undo]: { needs: onHunk, run: wish(({ hunk }) => ({ kind: 'undo', hunk: hunk! })) },
  [command.reviewMyChanges]: { needs: [], run: async (session) => (await openDesk(session)).reviewMine() },
  [command.dismiss]: {
    needs: ['changeSet'],
    run: async (session, { changeSet }) => (await openDesk(session)).dismiss(changeSet!),
  },
  [command.rescan]: { needs: [], run: (session) => session.rescan() },
  [command.verify]: { needs: [], run: async (session) => verifyRecords((await openFolder(session)).ledgerPath) },
  [command.export]: {
    needs: ['format'],
    async run(session, { format }) {
      const { ledgerPath, toolVersion } = await openFolder(session);
      const text = await exportRecords(ledgerPath, format!, toolVersion);
      return text === null ? invalid(`No export is called "${format}".`) : { text };
    },
  },
};

export async function executeCommand(session: Session, name: string, given: readonly unknown[] = []): Promise<unknown> {
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  if (row === undefined) return new ResponseError(ErrorCodes.MethodNotFound, `No command is called "${name}".`);
  const [argument = {}] = given;
  const fields = readFields(argument, row.needs);
  if (fields === null) return invalid(`${name} takes one object with the texts ${row.needs.join(', ')}.`);
  return row.run(session, fields);
}

function wish(toWish: (fields: Fields) => Wish): Run {
  return async (session, fields): Promise<DecisionAnswer> => {
    await session.started;
    const desk = session.desk();
    if (desk === null) return { done: false, refused: notStarted, record: null };
    return desk.decide(fields['changeSet']!, toWish(fields), fields['surface'] === 'panel' ? 'panel' : 'lsp');
  };
}

const notStarted = 'The review did not start, so nothing can be decided.';

async function openDesk(session: Session): Promise<Desk> {
  await session.started;
  const desk = session.desk();
  if (desk === null) throw new ResponseError(ErrorCodes.InvalidRequest, notStarted);
  return desk;
}

async function openFolder(session: Session): Promise<Workspace> {
  await session.started;
  const workspace = session.workspace();
  if (workspace === null)
    throw new ResponseError(ErrorCodes.InvalidRequest, 'No trusted folder is open, so there are no records.');
  return workspace;
}

/** Longest text of an argument: a client is not to fill memory or ledger. */
const maxText = 100_000;

function readFields(argument: unknown, needs: readonly string[]): Fields | null {
  if (typeof argument !== 'object' || argument === null) return null;
  const given = argument as Record<string, unknown>;
  const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= maxText;
  if (!needs.every((name) => isText(given[name]))) return null;
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => isText(entry[1])));
}

function toReason(value: string): ReasonWord {
  const reason = reasons.find((each) => each === value);
  if (reason === undefined)
    throw new ResponseError(ErrorCodes.InvalidParams, `"${value}" is no reason code; they are ${reasons.join(', ')}.`);
  return reason;
}

function invalid(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}
