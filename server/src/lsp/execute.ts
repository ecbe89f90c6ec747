import * as l10n from '@vscode/l10n';
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { Cancel } from '../core/model/cancel.ts';
import type {
  DecisionAnswer,
  MyChangesAnswer,
  OfferedAnswer,
  RecordsAnswer,
  RequestAnswer,
  RequestsAnswer,
  RevisionsAnswer,
  VerifyAnswer,
} from '../protocol/messages.ts';
import { command } from '../protocol/messages.ts';
import { andRefresh, fetchAndTake } from './act-on-records.ts';
import { refuseToSign } from './answer-request.ts';
import { choose, invalid, openFolder, workspaceOf } from './chosen-folders.ts';
import { readFields, readSignedFindings, type Fields } from './command-fields.ts';
import type { Wish } from './decide.ts';
import { checkExportFilters, exportRecords, listExportFilters } from './export-records.ts';
import { publishRecords, sealRecords, verifyWithSeals } from './published-records.ts';
import type { OfferedDesk } from './offered-desk.ts';
import { requestApproval } from './request-approval.ts';
import type { RequestDesk } from './request-desk.ts';
import type { Desk } from './review-desk.ts';
import type { Session } from './session.ts';
import { planAgents, setUpAgents } from './set-up-agents.ts';
import type { Sessions } from './sessions.ts';
import { wishCommands } from './wish-commands.ts';
import type { Workspace } from './workspace.ts';

/** `asked`: whoever wants it may do so no longer, which is looked at where it takes long. */
type Run = (sessions: Sessions, fields: Fields, asked: Asked) => Promise<unknown>;
type Asked = Pick<Cancel, 'isCancelled'>;

interface Row {
  /** Members of the one argument object, all of them strings. */
  readonly needs: readonly string[];
  /** Longest text of an argument, where it may be longer than others. */
  readonly maxText?: number;
  readonly run: Run;
}

/** `workspace/executeCommand`, one row a command. The same for every client; only the surface in the record differs. */
const rows: Readonly<Record<string, Row>> = {
  ...Object.fromEntries(
    Object.entries(wishCommands).map(([name, { toWish, ...row }]) => [name, { ...row, run: wish(toWish) }]),
  ),
  [command.requestApproval]: { needs: ['changeSet', 'contents'], run: request },
  [command.reviewMyChanges]: { needs: [], run: reviewMine },
  [command.listRevisions]: { needs: [], run: onDesk(offeredOf, (desk): Promise<RevisionsAnswer> => desk.revisions()) },
  [command.reviewCommits]: {
    needs: ['commits'],
    run: onDesk(offeredOf, (desk, { commits }, asked) => desk.reviewCommits(commits!, asked)),
  },
  [command.reviewPatch]: {
    needs: ['text'],
    maxText: 20_000_000,
    run: onDesk(offeredOf, (desk, { text, title }, asked) => desk.reviewPatch(title ?? l10n.t('Patch'), text!, asked)),
  },
  [command.listRequests]: { needs: [], run: onDesk(requestsOf, (desk): Promise<RequestsAnswer> => desk.list()) },
  [command.reviewRequest]: { needs: ['request'], run: reviewRequest },
  [command.approveRequest]: {
    needs: ['changeSet', 'findings', 'words'],
    async run(sessions, { changeSet, findings, words, surface }) {
      const desk = sessions.ofChangeSet(changeSet!)?.requests();
      if (desk == null) return refuseToSign(l10n.t('This request is no longer open.'));
      const signed = readSignedFindings(findings!);
      if (signed === null) throw invalid('"findings" is no list of hunks, fingerprints and records as JSON.');
      return await desk.approve(changeSet!, signed, words!, surface === 'panel' ? 'panel' : 'lsp');
    },
  },
  [command.applyPatch]: {
    needs: ['changeSet'],
    async run(sessions, { changeSet }) {
      const offered = sessions.ofChangeSet(changeSet!)?.offered();
      return offered == null ? refuse(l10n.t('This change set is no longer open.')) : await offered.apply(changeSet!);
    },
  },
  [command.dismiss]: {
    needs: ['changeSet'],
    async run(sessions, { changeSet }) {
      const desk = await deskOf(sessions, changeSet!);
      return desk === null ? refuse(notStarted()) : desk.dismiss(changeSet!);
    },
  },
  [command.planAgents]: {
    needs: ['scope'],
    run: async (sessions, { scope, uri }) =>
      await planAgents(await workspaceOf(sessions, uri), { scope: toScope(scope!) }),
  },
  [command.setUpAgents]: {
    needs: ['scope', 'agents', 'digest'],
    run: async (sessions, { scope, uri, agents, digest }) =>
      await setUpAgents(await workspaceOf(sessions, uri), { scope: toScope(scope!), agents: agents!, digest: digest! }),
  },
  [command.cancelAnalysis]: {
    needs: [],
    run: (sessions, { uri }) => Promise.resolve(choose(sessions, uri).forEach((session) => session.cancelAnalysis())),
  },
  [command.analyseAgain]: {
    needs: ['changeSet'],
    async run(sessions, { changeSet }) {
      const desk = await deskOf(sessions, changeSet!);
      return desk === null ? refuse(notStarted()) : desk.analyseAgain(changeSet!);
    },
  },
  [command.rescan]: {
    needs: [],
    async run(sessions, { uri }) {
      await Promise.all(choose(sessions, uri).map((session) => session.rescan()));
    },
  },
  [command.verify]: { needs: [], run: verify },
  [command.seal]: { needs: [], run: onOneFolder(andRefresh(sealRecords)) },
  [command.publish]: { needs: [], run: onOneFolder(andRefresh(publishRecords)) },
  [command.fetch]: { needs: [], run: onOneFolder(fetchAndTake) },
  [command.export]: {
    needs: ['format'],
    run: onFolder(async (workspace, fields) => {
      const answer = await exportRecords(workspace, fields);
      return typeof answer === 'string' ? invalid(answer) : answer;
    }),
  },
  [command.exportFilters]: { needs: [], run: onFolder(listExportFilters) },
  [command.checkExportFilters]: { needs: [], run: onFolder(checkExportFilters) },
};

export async function executeCommand(
  sessions: Sessions,
  name: string,
  given: readonly unknown[],
  asked: Asked,
): Promise<unknown> {
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  if (row === undefined) return new ResponseError(ErrorCodes.MethodNotFound, `No command is called "${name}".`);
  const [argument = {}] = given;
  const fields = readFields(argument, row.needs, row.maxText);
  if (fields === null) return invalid(`${name} takes one object with the texts ${row.needs.join(', ')}.`);
  return row.run(sessions, fields, asked);
}

function wish(toWish: (fields: Fields) => Wish): Run {
  return async (sessions, fields): Promise<DecisionAnswer> => {
    const desk = await deskOf(sessions, fields['changeSet']!);
    if (desk === null) return refuse(notStarted());
    return desk.decide(fields['changeSet']!, toWish(fields), fields['surface'] === 'panel' ? 'panel' : 'lsp');
  };
}

function onOneFolder(act: (workspace: Workspace, session: Session) => Promise<RecordsAnswer>): Run {
  return onFolder((workspace, _fields, session) => act(workspace, session));
}

function onFolder(act: (workspace: Workspace, fields: Fields, session: Session) => Promise<unknown>): Run {
  return async (sessions, fields) => {
    const [session, ...others] = choose(sessions, fields['uri']);
    if (session === undefined || others.length > 0)
      return invalid('Each folder has records of its own: name one of them as "uri".');
    return await act(await openFolder(session), fields, session);
  };
}

/** A link names no folder: whichever has it opens it. */
async function reviewRequest(sessions: Sessions, { request: id, uri }: Fields, asked: Asked): Promise<OfferedAnswer> {
  const answers: OfferedAnswer[] = [];
  for (const session of choose(sessions, uri)) {
    await session.started;
    answers.push((await session.requests()?.review(id!, asked)) ?? { changeSet: null, message: notStarted() });
    if (answers.at(-1)?.changeSet !== null) break;
  }
  return (
    answers.find(({ changeSet }) => changeSet !== null) ?? answers[0] ?? { changeSet: null, message: notStarted() }
  );
}

async function request(sessions: Sessions, fields: Fields): Promise<RequestAnswer> {
  const { changeSet, contents, surface } = fields;
  if (contents !== 'with' && contents !== 'without') throw invalid(`"${contents!}" is neither "with" nor "without".`);
  await Promise.all(sessions.all().map(({ started }) => started));
  const owner = sessions.ofChangeSet(changeSet!);
  const [workspace, desk] = [owner?.workspace() ?? null, owner?.desk() ?? null];
  if (workspace === null || desk === null) {
    const why = l10n.t('This change set is no longer in the queue.');
    return { ...refuse(why), message: why, request: null };
  }
  return await requestApproval(
    workspace,
    desk,
    { changeSet: changeSet!, contents },
    surface === 'panel' ? 'panel' : 'lsp',
  );
}

function offeredOf(session: Session): OfferedDesk | null {
  return session.offered();
}

function requestsOf(session: Session): RequestDesk | null {
  return session.requests();
}

/** Commits and requests are of one repository, and a patch is applied to one folder. */
function onDesk<T>(
  deskOf: (session: Session) => T | null,
  act: (desk: T, fields: Fields, asked: Asked) => Promise<unknown>,
): Run {
  return async (sessions, fields, asked) => {
    const [session, ...others] = choose(sessions, fields['uri']);
    if (session === undefined || others.length > 0)
      return invalid('Name the folder whose commits or files are meant as "uri".');
    await openFolder(session);
    const desk = deskOf(session);
    if (desk === null) throw new ResponseError(ErrorCodes.InvalidRequest, notStarted());
    return await act(desk, fields, asked);
  };
}

const notStarted = (): string => l10n.t('The review did not start, so nothing can be decided.');

function refuse(refused: string): DecisionAnswer {
  return { done: false, refused, record: null };
}

/** The folder that has the change set; of one that nobody has, any folder says that it is gone. */
async function deskOf(sessions: Sessions, changeSet: string): Promise<Desk | null> {
  await Promise.all(sessions.all().map(({ started }) => started));
  const owner = sessions.ofChangeSet(changeSet) ?? sessions.all().find((session) => session.desk() !== null);
  return owner?.desk() ?? null;
}

async function reviewMine(sessions: Sessions, { uri }: Fields): Promise<MyChangesAnswer> {
  const answers: MyChangesAnswer[] = [];
  for (const session of choose(sessions, uri)) {
    await session.started;
    const desk = session.desk();
    answers.push(desk === null ? { changeSet: null, message: notStarted() } : await desk.reviewMine());
  }
  const found = answers.find(({ changeSet }) => changeSet !== null) ?? answers[0];
  return found ?? { changeSet: null, message: notStarted() };
}

/** Every ledger, each under its folder's name where there are several. */
async function verify(sessions: Sessions, { uri }: Fields): Promise<VerifyAnswer> {
  const chosen = choose(sessions, uri);
  const answers: VerifyAnswer[] = [];
  for (const session of chosen) {
    const { message, ...answer } = await verifyWithSeals(await openFolder(session));
    answers.push({ ...answer, message: chosen.length > 1 ? `${session.root.name}: ${message}` : message });
  }
  return {
    records: answers.reduce((sum, { records }) => sum + records, 0),
    intact: answers.every(({ intact }) => intact),
    message: answers.map(({ message }) => message).join(' '),
  };
}

function toScope(value: string): 'project' | 'user' {
  if (value === 'project' || value === 'user') return value;
  throw invalid(`"${value}" is no scope: they are "project" and "user".`);
}
