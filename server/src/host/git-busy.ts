import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { worded, type Wording } from '../core/model/wording.ts';
import type { Repository } from './git-repository.ts';

/** What git is in the middle of, for people; null when it is at rest. */
export async function findGitBusy(repository: Repository): Promise<Wording | null> {
  for (const [name, title, patienceMs] of signs) {
    const age = await ageMs(join(repository.gitDirectory, name));
    // A lock or state left behind by a crash must not hide edits for ever.
    if (age !== null && age < patienceMs) return title;
  }
  return null;
}

const operationMs = 10 * 60_000;
const signs: readonly (readonly [file: string, title: Wording, patienceMs: number])[] = [
  ['index.lock', worded`a git command is running`, 30_000],
  ['HEAD.lock', worded`a git command is running`, 30_000],
  ['rebase-merge', worded`a rebase is in progress`, operationMs],
  ['rebase-apply', worded`a rebase is in progress`, operationMs],
  ['MERGE_HEAD', worded`a merge is in progress`, operationMs],
  ['CHERRY_PICK_HEAD', worded`a cherry-pick is in progress`, operationMs],
  ['REVERT_HEAD', worded`a revert is in progress`, operationMs],
];

async function ageMs(path: string): Promise<number | null> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return null;
  }
}

/**
 * Commits that were made in this work tree since HEAD was `since`, oldest first. They are this machine's own, wherever they
 * were pushed to since. From the reflog; without one nothing is known and the answer is empty.
 */
export async function readCommitsMadeHere(repository: Repository, since: string | null): Promise<readonly string[]> {
  const rows = (await readTail(join(repository.gitDirectory, 'logs', 'HEAD'))).split('\n').flatMap(parseReflogLine);
  const start = rows.findLastIndex(({ after }) => after === since);
  return rows
    .slice(start + 1)
    .flatMap(({ after, action }) => (/^(?:commit|cherry-pick|am|revert)\b/.test(action) ? [after] : []));
}

const maxReflogBytes = 256 * 1024;

async function readTail(path: string): Promise<string> {
  try {
    return (await readFile(path)).subarray(-maxReflogBytes).toString('utf8');
  } catch {
    return '';
  }
}

/** `<before> <after> <name> <email> <time> <zone>\t<action>: <subject>` */
function parseReflogLine(line: string): { readonly after: string; readonly action: string }[] {
  const match = /^[0-9a-f]{40,64} ([0-9a-f]{40,64}) .*\t(.*)$/.exec(line);
  return match === null ? [] : [{ after: match[1] ?? '', action: match[2] ?? '' }];
}
