import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkCancelled, type Cancel } from '../core/model/cancel.ts';
import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import { decodeText } from './encoding.ts';
import { defaultSizeLimits } from './files.ts';
import type { Held, InventoryCache } from './inventory-cache.ts';
import { describeError, errorCode, hostProblem } from './problems.ts';
import { isInFolder } from './real-folder.ts';

export interface Candidates {
  readonly automations: readonly string[];
  readonly grants: readonly string[];
  readonly problems: readonly Problem[];
}

interface Search {
  readonly root: string;
  readonly paths: readonly string[];
  /** What the text of a file of this name may hold. */
  readonly look: (path: string, text: string) => Held;
  /** Whether it does hold an automation, when it is parsed: words of agents stand in many files that start none. */
  readonly confirm: (path: string, text: string) => Promise<boolean>;
  readonly cache: InventoryCache;
  readonly cancel: Cancel;
  readonly onProgress: (done: number, total: number) => void;
}

const nothing: Held = { automations: false, grants: false };

/**
 * Looks at the content of every file; few are parsed. Files are read at once rather than by the thread pool, which costs
 * four times as much for small files; between them the event loop has its turn.
 *
 * @throws Cancelled
 */
export async function findCandidates(search: Search): Promise<Candidates> {
  const { root, paths, cache, cancel, onProgress } = search;
  const automations: string[] = [];
  const grants: string[] = [];
  const problems: Problem[] = [];
  const isInside = createIsInside(root);
  for (const [at, path] of paths.entries()) {
    await cancel.pause();
    checkCancelled(cancel);
    if (at % 1000 === 0) onProgress(at, paths.length);
    const absolute = join(root, path);
    const before = problems.length;
    try {
      const stamp = stampOf(absolute);
      const known = stamp === null ? nothing : (cache.get(path, stamp) ?? null);
      const held =
        known ??
        (isInside(absolute) ? await confirmed(path, readText(absolute, path, search, problems), search) : nothing);
      // What is a problem is one the next time too.
      if (known === null && stamp !== null && problems.length === before) cache.set(path, stamp, held);
      if (held.automations) automations.push(path);
      if (held.grants) grants.push(path);
    } catch (error) {
      const code = errorCode(error);
      if (code === null) throw error;
      // Gone, or a link by now.
      if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'ELOOP')
        problems.push(hostProblem('unreadable', worded`"${path}" could not be read: ${describeError(error)}.`, path));
    }
  }
  onProgress(paths.length, paths.length);
  return { automations, grants, problems };
}

/** Changes with the file; null for what is no regular file. */
function stampOf(absolute: string): string | null {
  const stats = lstatSync(absolute);
  return stats.isFile() ? `${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}` : null;
}

async function confirmed(path: string, text: string | null, { look, confirm }: Search): Promise<Held> {
  if (text === null) return nothing;
  const held = look(path, text);
  return held.automations ? { ...held, automations: await confirm(path, text) } : held;
}

/** Null: it is no text, or too large. */
function readText(absolute: string, path: string, { look }: Search, problems: Problem[]): string | null {
  const file = openSync(absolute, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return null;
    if (stats.size > defaultSizeLimits.analyseBytes) {
      // Most are data. Only what looks like an automation at its ends is missed by anybody.
      if (look(path, readEnds(file, stats.size)).automations)
        problems.push(
          hostProblem('tooMany', worded`"${path}" is too large to be read; what it starts is not known.`, path),
        );
      return null;
    }
    const decoded = decodeText(readFileSync(file));
    return decoded.kind === 'text' ? decoded.text : null;
  } finally {
    closeSync(file);
  }
}

/** Bytes of each end that are looked at of what is too large. */
const endBytes = 256 * 1024;

function readEnds(file: number, sizeBytes: number): string {
  const [head, tail] = [Buffer.alloc(endBytes), Buffer.alloc(endBytes)];
  const read = [
    readSync(file, head, 0, endBytes, 0),
    readSync(file, tail, 0, endBytes, Math.max(0, sizeBytes - endBytes)),
  ];
  return [head, tail].map((bytes, at) => bytes.toString('utf8', 0, read[at])).join('\n');
}

/** Folders may have become links to others since they were listed. */
function createIsInside(root: string): (absolute: string) => boolean {
  const real = realpathSync(root);
  const known = new Map<string, boolean>();
  return (absolute) => {
    const folder = dirname(absolute);
    const seen = known.get(folder);
    if (seen !== undefined) return seen;
    const isInside = isInFolder(real, realpathSync(folder));
    known.set(folder, isInside);
    return isInside;
  };
}
