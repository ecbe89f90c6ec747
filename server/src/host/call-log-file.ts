import { readdir, readFile, stat } from 'node:fs/promises';
import { readAuthor, type Author } from './author.ts';
import { isFields, type Fields } from './fields.ts';
import type { ToolWindow } from './tool-windows.ts';
import type { SeenFile, TreeSnapshot, TreeStep } from './tree-snapshot.ts';

/** A call of which nobody has told the end. */
export interface RunningCall {
  readonly author: Author;
  /** Milliseconds since the epoch. */
  readonly beganMs: number;
}

/** What a call wrote of one file. */
export interface ToldStep extends TreeStep {
  readonly author: Author;
}

/** What the hooks of one work tree tell each other. */
export interface Watch {
  /** The last look. Null: there was none, or it was more than can be looked at. */
  readonly snapshot: TreeSnapshot | null;
  readonly running: readonly RunningCall[];
  /** What sessions were asked last. */
  readonly prompts: readonly Author[];
}

/** What an editor knows of calls that go on, for whoever is there when it is not. */
export interface OpenCalls {
  readonly windows: readonly ToolWindow[];
  /** What calls were let write, and have not written yet. */
  readonly steps: readonly ToldStep[];
}

/** `pid` null: the editor has ended. */
export interface LeftCalls extends OpenCalls {
  readonly pid: number | null;
}

const formatVersion = 1;
const maxBytes = 8 * 1024 * 1024;
/** A call whose end nobody tells, because its agent was killed or its user refused it. */
const longestMs = 30 * 60_000;
const toldName = /^\d{15}-[0-9a-f]{8}\.json$/u;
const openName = /^open-[0-9a-f]{16}\.json$/u;

export function toStored(value: object): object {
  return { version: formatVersion, ...value };
}

/** Names of files that `readTold` reads, oldest first. */
export async function toldIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => toldName.test(name)).sort();
}

/** Names of files that `readOpen` reads: one an editor. */
export async function openIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => openName.test(name));
}

/** Empty too: it is not there, or is damaged. */
export async function readTold(path: string): Promise<readonly ToldStep[]> {
  const { author, steps } = (await readStored(path)) ?? {};
  if (!isFields(author) || !Array.isArray(steps)) return [];
  return steps.filter(isStep).map((step) => ({ ...step, author: readAuthor(author) }));
}

/** What is damaged is of nobody, and says nothing. */
export async function readOpen(path: string): Promise<LeftCalls> {
  const stored = (await readStored(path)) ?? {};
  const { pid } = stored;
  return {
    pid: typeof pid === 'number' && Number.isInteger(pid) && pid > 0 ? pid : null,
    windows: listOf(stored, 'windows').flatMap(toWindow),
    steps: listOf(stored, 'steps').flatMap((step) =>
      isStep(step) && isFields(step['author']) ? [{ ...step, author: readAuthor(step['author']) }] : [],
    ),
  };
}

function toWindow({ author, toolCall, beganMs, endedMs, isEndTold }: Fields): readonly ToolWindow[] {
  if (!isFields(author) || typeof beganMs !== 'number' || typeof endedMs !== 'number') return [];
  return [
    {
      author: readAuthor(author),
      toolCall: typeof toolCall === 'string' ? toolCall : undefined,
      beganMs,
      endedMs: Math.min(endedMs, beganMs + longestMs),
      isEndTold: isEndTold === true,
    },
  ];
}

export async function readWatch(path: string, nowMs: number): Promise<Watch> {
  const stored = (await readStored(path)) ?? {};
  const running = listOf(stored, 'running').flatMap(({ author, beganMs }) =>
    isFields(author) && typeof beganMs === 'number' && nowMs - beganMs < longestMs
      ? [{ author: readAuthor(author), beganMs }]
      : [],
  );
  return {
    snapshot: isFields(stored['snapshot']) ? toSnapshot(stored['snapshot']) : null,
    running,
    prompts: listOf(stored, 'prompts').map(readAuthor),
  };
}

function toSnapshot({ commit, takenMs, files }: Fields): TreeSnapshot | null {
  if (!Array.isArray(files) || typeof takenMs !== 'number') return null;
  if (commit !== null && !isCommit(commit)) return null;
  return { commit, takenMs, files: new Map(files.filter(isSeen)) };
}

async function readStored(path: string): Promise<Fields | null> {
  try {
    if ((await stat(path)).size > maxBytes) return null;
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isFields(value) && value['version'] === formatVersion ? value : null;
  } catch {
    return null;
  }
}

function listOf(stored: Fields, name: string): readonly Fields[] {
  const list = stored[name];
  return Array.isArray(list) ? list.filter(isFields) : [];
}

function isId(value: unknown): boolean {
  return value === null || (isFields(value) && typeof value['blob'] === 'string' && typeof value['mode'] === 'string');
}

function isStep(value: unknown): value is TreeStep {
  if (!isFields(value) || typeof value['path'] !== 'string' || !isId(value['after'])) return false;
  const { before } = value;
  return isId(before) || (isFields(before) && isCommit(before['commit']));
}

/** It is given to git. */
function isCommit(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{40,64}$/u.test(value);
}

function isSeen(value: unknown): value is [string, SeenFile] {
  if (!Array.isArray(value)) return false;
  const [path, seen] = value as readonly unknown[];
  return typeof path === 'string' && isFields(seen) && isId(seen['id']) && typeof seen['stamp'] === 'string';
}
