import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { HookVerdict } from '../core/model/hook.ts';
import { systemClock } from './clock.ts';
import {
  addressFolder,
  type EditorAddress,
  type HookQuestion,
  isEditorsProcess,
  maxQuestionCharacters,
  type ReviewStatus,
  type TakenIn,
} from './editor-address.ts';
import type { Repository } from './git-repository.ts';
import { makeSocketFolder } from './socket-folder.ts';

export interface InboxQuestion {
  readonly agent: string;
  readonly payload: string;
  readonly directory: string;
  /** Milliseconds since the epoch: when the hook began to ask. */
  readonly sentAt: number;
  /** On the clock of `performance.now()`: nobody listens afterwards. */
  readonly answerBy: number;
  /** Aborted when whoever asked has gone. */
  readonly gone: AbortSignal;
}

/** What an editor answers with. */
export interface InboxAnswers {
  readonly verdict: (question: InboxQuestion) => Promise<HookVerdict>;
  readonly status: (isFresh: boolean) => Promise<ReviewStatus>;
  /** Whether the work tree around the directory is reviewed from now on. */
  readonly takeIn: (directory: string) => Promise<boolean>;
}

export interface EditorInbox {
  readonly close: () => Promise<void>;
}

export interface InboxFolder {
  /** Links resolved. */
  readonly root: string;
  readonly repository: Pick<Repository, 'commonDirectory'> | null;
}

const maxConversations = 50;
/** Whoever has a question asks it at once. */
const silentMs = 10_000;

/**
 * Lets hooks of agents ask about edits of one folder, through a socket (a pipe on Windows) that only this user can open, with a
 * token that only this user can read. What a verdict throws is a refusal.
 *
 * @throws HostProblem when the folder for sockets belongs to somebody else
 */
export async function openInbox(
  { root, repository }: InboxFolder,
  answers: InboxAnswers,
  onFault: (error: unknown) => void,
): Promise<EditorInbox> {
  const name = randomBytes(8).toString('hex');
  const token = randomBytes(32).toString('hex');
  const isWindows = process.platform === 'win32';
  const socket = isWindows ? `\\\\.\\pipe\\countersign-${name}` : join(await makeSocketFolder(), `${name}.sock`);
  const open = new Set<Socket>();
  const silent = new Set<Socket>(); // of them, those that have asked nothing: the oldest makes room
  const server = createServer((connection) => {
    open.add(connection);
    silent.add(connection);
    connection.setTimeout(silentMs, () => connection.destroy());
    connection.on('close', () => void (open.delete(connection) && silent.delete(connection)));
    const [oldest] = silent;
    if (open.size > maxConversations) oldest?.destroy();
    if (oldest === connection && connection.destroyed) return;
    const asked = (): void => {
      silent.delete(connection);
      connection.setTimeout(0); // a person takes their time
    };
    converse(connection, { token, answers, asked, onFault });
  });
  server.on('error', onFault);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, () => resolve());
  });
  if (!isWindows) await chmod(socket, 0o600);
  const folder = addressFolder();
  const file = join(folder, `${name}.json`);
  const close = async (): Promise<void> => {
    await rm(file, { force: true });
    for (const connection of open) connection.destroy();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
    if (!isWindows) await rm(socket, { force: true });
  };
  const address: EditorAddress = {
    version: 1,
    pid: process.pid,
    root,
    ...(repository !== null && { repository: repository.commonDirectory }),
    socket,
    token,
    isEditors: isEditorsProcess(),
  };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, JSON.stringify(address), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

interface Conversation {
  readonly token: string;
  readonly answers: InboxAnswers;
  readonly asked: () => void;
  readonly onFault: (error: unknown) => void;
}

/** One line in, one line out. Whatever is no question of ours ends it without a word. */
function converse(connection: Socket, { token, answers, asked, onFault }: Conversation): void {
  const gone = new AbortController();
  const parts: string[] = [];
  let length = 0;
  let isAsked = false;
  connection.setEncoding('utf8');
  connection.on('error', () => connection.destroy());
  connection.on('close', () => gone.abort());
  connection.on('data', (part: string) => {
    if (isAsked) return;
    length += part.length;
    if (length > maxQuestionCharacters) return void connection.destroy();
    parts.push(part);
    if (!part.includes('\n')) return;
    isAsked = true;
    const question = readQuestion(parts.join(''), token);
    if (question === null) return void connection.destroy();
    asked();
    const { wants, agent, payload, directory, sentAt, waitMs } = question;
    if (wants !== undefined) {
      const say = (said: ReviewStatus | TakenIn): unknown => connection.end(`${JSON.stringify(said)}\n`);
      const told = wants === 'work-tree' ? takeIn(answers, directory) : answers.status(wants === 'review');
      return void told.then(say, (error: unknown) => {
        onFault(error);
        connection.destroy();
      });
    }
    const lateMs = Math.max(0, systemClock.now() - sentAt);
    const answerBy = performance.now() + waitMs - lateMs;
    void answers
      .verdict({ agent, payload, directory, sentAt, answerBy, gone: gone.signal })
      .catch((error: unknown): HookVerdict => {
        onFault(error);
        return {
          kind: 'denied',
          reason: 'Countersign could not judge this edit: the review has a fault. Nothing was written.',
        };
      })
      .then((verdict) => connection.end(`${JSON.stringify(verdict)}\n`));
  });
}

async function takeIn(answers: InboxAnswers, directory: string): Promise<TakenIn> {
  return { kind: 'work-tree', isOpen: await answers.takeIn(directory) };
}

function readQuestion(line: string, token: string): HookQuestion | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const question = value as Partial<Record<keyof HookQuestion, unknown>>;
  const { version, token: given, wants, agent, payload, directory, sentAt, waitMs } = question;
  const isWhole =
    version === 1 &&
    (wants === undefined || wants === 'status' || wants === 'review' || wants === 'work-tree') &&
    typeof given === 'string' &&
    typeof agent === 'string' &&
    typeof payload === 'string' &&
    typeof directory === 'string' &&
    typeof sentAt === 'number' &&
    typeof waitMs === 'number' &&
    waitMs >= 0;
  return isWhole && isSame(given, token)
    ? { version, token, ...(wants && { wants }), agent, payload, directory, sentAt, waitMs }
    : null;
}

function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}
