import { readdir, readFile, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { HookCall, HookVerdict } from '../core/model/hook.ts';
import { addressFolder, type EditorAddress, type HookQuestion, isEditorAddress } from './editor-address.ts';
import { realFolder, workTreeAround } from './real-folder.ts';

/**
 * Asks the editor that has the call's folder open. Null: there is none, or it went away before it answered.
 * @param agent the id of the row that reads the payload
 * @param waitMs how long an answer is waited for
 * @param over nobody wants the answer any more: then it is null
 */
export async function askEditor(
  agent: string,
  call: HookCall,
  payload: string,
  waitMs: number,
  over?: AbortSignal,
): Promise<HookVerdict | null> {
  for (const address of await findEditors(call)) {
    const { token } = address;
    const question: HookQuestion = { version: 1, token, agent, payload, directory: call.directory, waitMs };
    if (over?.aborted === true) return null;
    const verdict = await converse(address, question, over);
    if (verdict !== 'nobody') return verdict;
    if (!isAlive(address.pid)) await rm(address.file, { force: true });
  }
  return null;
}

type Found = EditorAddress & { readonly file: string };

/**
 * Those whose folder holds the first file of the call, or where the agent works: the deepest first. A file of another repository
 * is for nobody but its own editors: it has rules of its own.
 */
async function findEditors({ edits, directory }: HookCall): Promise<readonly Found[]> {
  const [first] = edits;
  const named = first === undefined ? directory : isAbsolute(first.path) ? first.path : resolve(directory, first.path);
  const place = await realFolder(dirname(named));
  const places = (await workTreeAround(place)) === null ? [place, await realFolder(directory)] : [place];
  const found: Found[] = [];
  const folder = addressFolder();
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name);
    const address = await readAddress(file);
    if (address !== null) found.push({ ...address, file });
  }
  for (const at of places) {
    const holding = found.filter(({ root }) => at === root || at.startsWith(root.endsWith(sep) ? root : root + sep));
    if (holding.length > 0) return holding.toSorted((one, other) => other.root.length - one.root.length);
  }
  return [];
}

async function readAddress(file: string): Promise<EditorAddress | null> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isEditorAddress(value) ? value : null;
  } catch {
    return null;
  }
}

/** Null: it was there, and ended without an answer. */
async function converse(
  { socket }: EditorAddress,
  question: HookQuestion,
  over?: AbortSignal,
): Promise<HookVerdict | null | 'nobody'> {
  return await new Promise((done) => {
    let isConnected = false;
    let text = '';
    const connection = createConnection(socket, () => {
      isConnected = true;
      connection.write(`${JSON.stringify(question)}\n`);
    });
    const end = (verdict: HookVerdict | null | 'nobody'): void => {
      clearTimeout(timer);
      connection.destroy();
      done(verdict);
    };
    const timer = setTimeout(() => end(null), question.waitMs);
    over?.addEventListener('abort', () => end(null), { once: true });
    connection.setEncoding('utf8');
    connection.on('data', (part: string) => (text += part));
    connection.on('error', () => end(isConnected ? null : 'nobody'));
    connection.on('close', () => end(readVerdict(text)));
  });
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
