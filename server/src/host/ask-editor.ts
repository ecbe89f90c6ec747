import { readdir, readFile, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import { systemClock, uptimeMs } from './clock.ts';
import {
  addressFolder,
  type EditorAddress,
  type HookQuestion,
  isEditorAddress,
  type ReviewStatus,
  type TakenIn,
} from './editor-address.ts';
import { commonDirectoryOf } from './git-place.ts';
import { isRunning } from './process-running.ts';
import { isInFolder, realFolder, workTreeAround } from './real-folder.ts';

/** What says which editor it is for. */
export interface CallPlace extends Pick<HookCall, 'edits' | 'directory'> {
  /** Milliseconds since the epoch, where it happened before it is asked about. */
  readonly sentAt?: number;
}

/** How long an editor that left us may take to come back: a review begins anew when its rules or its folders change. */
const comeBackMs = 3_000;
const lookMs = 100;
/** To open another work tree: its files are compared once. */
const takeInMs = 20_000;

/** `nobody`: nothing listens there. `left`: it ended without an answer. `late`: the time is over. */
type Unheard = 'nobody' | 'left' | 'late';

/**
 * Asks the editor that has the call's folder open. Null: there is none, or it went away before it answered.
 * @param agent the id of the row that reads the payload
 * @param waitMs how long an answer is waited for
 * @param over nobody wants the answer any more: then it is null
 */
export async function askEditor(
  agent: string,
  call: CallPlace,
  payload: string,
  waitMs: number,
  over?: AbortSignal,
): Promise<HookVerdict | null> {
  const asked = new Set<string>();
  const endsAt = uptimeMs() + waitMs;
  let lookUntil = 0;
  let around = await lookAround(call);
  if (await takeIn(around, Math.min(takeInMs, waitMs), over)) around = await lookAround(call);
  for (;;) {
    for (const address of editorsIn(around)) {
      const { token, file, pid } = address;
      const leftMs = Math.floor(endsAt - uptimeMs());
      if (over?.aborted === true || leftMs <= 0) return null;
      if (asked.has(file)) continue;
      asked.add(file);
      const { directory } = call;
      const { sentAt = systemClock.now() } = call;
      const question = { version: 1, token, agent, payload, directory, sentAt, waitMs: leftMs } as const;
      const said = await converse(address, question, over);
      const heard = typeof said === 'object' ? (readVerdict(said.line) ?? 'left') : said;
      if (typeof heard === 'object') return heard;
      if (heard === 'late') return null;
      if (heard === 'left') lookUntil = uptimeMs() + comeBackMs;
      else if (!isRunning(pid)) await rm(file, { force: true });
    }
    if (uptimeMs() >= lookUntil) return null;
    await wait(lookMs);
    around = await lookAround(call);
  }
}

type Found = EditorAddress & { readonly file: string };

/** Who could be asked about a call. */
interface Around {
  /** Where its first file is, or where the agent works; without git both. */
  readonly places: readonly string[];
  readonly workTree: string | null;
  readonly addresses: readonly Found[];
}

async function lookAround({ edits: [first], directory }: CallPlace): Promise<Around> {
  const place = await realFolder(first === undefined ? directory : dirname(resolve(directory, first.path)));
  const workTree = await workTreeAround(place);
  const places = workTree === null ? [place, await realFolder(directory)] : [place];
  return { places, workTree, addresses: await readAddresses() };
}

/**
 * Those whose folder holds the first file of the call, or where the agent works: the deepest first. A file of another repository
 * is for nobody but its own editors: it has rules of its own.
 */
function editorsIn({ places, addresses }: Around): readonly Found[] {
  for (const place of places) {
    const holding = addresses.filter(({ root }) => isInFolder(root, place));
    if (holding.length > 0) return holding.toSorted(compareEditors);
  }
  return [];
}

/**
 * Agents work in work trees that no window shows: an editor that has another one of the same clone takes theirs in. That may make its
 * review begin anew, so that it ends without an answer. True: there is an editor for it now.
 */
async function takeIn({ workTree, addresses }: Around, waitMs: number, over?: AbortSignal): Promise<boolean> {
  if (workTree === null || addresses.some(({ root }) => root === workTree)) return false;
  const repository = await commonDirectoryOf(workTree);
  const others = addresses.filter((address) => address.repository === repository).toSorted(compareEditors);
  for (const address of repository === null ? [] : others) {
    const wanted = { version: 1, token: address.token, wants: 'work-tree', agent: '', payload: '' } as const;
    const heard = await converse(address, { ...wanted, directory: workTree, sentAt: systemClock.now(), waitMs }, over);
    if (heard === 'nobody' || (typeof heard === 'object' && !saysTakenIn(heard.line))) continue;
    return await waitForEditor(workTree);
  }
  return false;
}

async function waitForEditor(root: string): Promise<boolean> {
  const until = uptimeMs() + comeBackMs;
  while (uptimeMs() < until) {
    if ((await readAddresses()).some((address) => address.root === root)) return true;
    await wait(lookMs);
  }
  return false;
}

function saysTakenIn(line: string): boolean {
  try {
    const value = JSON.parse(line) as Partial<TakenIn> | null;
    return value?.kind === 'work-tree' && value.isOpen === true;
  } catch {
    return false;
  }
}

async function readAddresses(): Promise<readonly Found[]> {
  const folder = addressFolder();
  const found: Found[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name);
    const address = await readAddress(file);
    if (address !== null) found.push({ ...address, file });
  }
  return found;
}

/** The deepest folder, and there whoever a person sits before. */
function compareEditors(one: Found, other: Found): number {
  return other.root.length - one.root.length || Number(other.isEditors === true) - Number(one.isEditors === true);
}

async function readAddress(file: string): Promise<EditorAddress | null> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isEditorAddress(value) ? value : null;
  } catch {
    return null;
  }
}

/** One line of the editor's; or why there is none. */
async function converse(
  { socket }: EditorAddress,
  question: HookQuestion,
  over?: AbortSignal,
): Promise<{ readonly line: string } | Unheard> {
  return await new Promise((done) => {
    let isConnected = false;
    let text = '';
    const connection = createConnection(socket, () => {
      isConnected = true;
      connection.write(`${JSON.stringify(question)}\n`);
    });
    const end = (heard: { readonly line: string } | Unheard): void => {
      clearTimeout(timer);
      connection.destroy();
      done(heard);
    };
    const timer = setTimeout(() => end('late'), question.waitMs);
    over?.addEventListener('abort', () => end('late'), { once: true });
    connection.setEncoding('utf8');
    connection.on('data', (part: string) => (text += part));
    connection.on('error', () => end(isConnected ? 'left' : 'nobody'));
    connection.on('close', () => end(text === '' ? 'left' : { line: text }));
  });
}

/**
 * What waits in the review of the editor that has the folder open. Null: there is none.
 * @param isFresh everything on disk is looked at first
 */
export async function askStatus(directory: string, isFresh: boolean, waitMs: number): Promise<ReviewStatus | null> {
  for (const address of editorsIn(await lookAround({ edits: [], directory }))) {
    const status = await statusOf(address, directory, isFresh, waitMs);
    if (status !== null) return status;
  }
  return null;
}

/** Whether an editor of a person has the folder open, and answers. */
export async function isInEditor(directory: string, waitMs: number): Promise<boolean> {
  const editors = editorsIn(await lookAround({ edits: [], directory })).filter(({ isEditors }) => isEditors === true);
  for (const address of editors) if ((await statusOf(address, directory, false, waitMs)) !== null) return true;
  return false;
}

async function statusOf(
  address: EditorAddress,
  directory: string,
  isFresh: boolean,
  waitMs: number,
): Promise<ReviewStatus | null> {
  const wants = isFresh ? 'review' : 'status';
  const asked = { version: 1, token: address.token, wants, agent: '', payload: '', directory, waitMs } as const;
  const heard = await converse(address, { ...asked, sentAt: systemClock.now() });
  return typeof heard === 'object' ? readStatus(heard.line) : null;
}

function readStatus(line: string): ReviewStatus | null {
  try {
    const value = JSON.parse(line) as Partial<ReviewStatus> | null;
    return value?.kind === 'status' ? (value as ReviewStatus) : null;
  } catch {
    return null;
  }
}

function readVerdict(line: string): HookVerdict | null {
  try {
    const value = JSON.parse(line) as Partial<Record<'kind' | 'reason' | 'input', unknown>> | null;
    if (value?.kind === 'pass' || value?.kind === 'accepted') return { kind: value.kind };
    if (value?.kind === 'amended' && isInput(value.input)) return { kind: 'amended', input: value.input };
    return value?.kind === 'denied' && typeof value.reason === 'string'
      ? { kind: 'denied', reason: value.reason }
      : null;
  } catch {
    return null;
  }
}

function isInput(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value));
}
