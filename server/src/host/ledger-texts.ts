import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Problem } from '../core/model/problem.ts';
import { isLedgerId } from '../core/record.ts';
import type { Signers } from '../core/model/ledger.ts';
import { worded } from '../core/model/wording.ts';
import { isObjectId } from './git-blobs.ts';
import { ask, type Repository } from './git-repository.ts';
import { readRefs } from './git-revisions.ts';
import { splitNul } from './git-run.ts';
import { knownLedgersFirst, type LedgerRef } from './known-ledgers.ts';
import { describeError, errorCode, hostProblem } from './problems.ts';

/** The bytes of one chain, from wherever. Everything about them is somebody else's: names, sizes, numbers. */
export interface LedgerText {
  /** From the name of the ref, the folder or the file. Null: the name says none. */
  readonly id: string | null;
  readonly source: string;
  readonly bytes: Uint8Array;
  /** The one that is written here. A longer copy elsewhere does not stand in for it: it shows what is missing here. */
  readonly isOwn?: true;
}

export interface LedgerTexts {
  readonly texts: readonly LedgerText[];
  readonly problems: readonly Problem[];
}

export interface LedgerLimits {
  readonly maxLedgers: number;
  readonly maxFiles: number;
  readonly maxLedgerBytes: number;
  readonly maxTotalBytes: number;
}

export const defaultLedgerLimits: LedgerLimits = {
  maxLedgers: 1000,
  maxFiles: 1000,
  maxLedgerBytes: 256 * 1024 * 1024,
  maxTotalBytes: 512 * 1024 * 1024,
};

export const inBranchFolder = '.countersign/records';

const segmentName = /^\d{8}\.jsonl$/;
const ledgerFile = /^([0-9a-f]{32})\.jsonl$/;

/** Counts what was taken over all sources, and says what was left. */
export interface Budget {
  readonly limits: LedgerLimits;
  readonly take: (sizeBytes: number) => boolean;
  readonly takeLedger: () => boolean;
  /** What gives back all that is taken from now on. */
  readonly mark: () => () => void;
}

export function openBudget(limits: LedgerLimits = defaultLedgerLimits): Budget {
  let [bytes, ledgers] = [0, 0];
  return {
    limits,
    take: (sizeBytes) => (bytes += sizeBytes) <= limits.maxTotalBytes,
    takeLedger: () => (ledgers += 1) <= limits.maxLedgers,
    mark: () => {
      const then = [bytes, ledgers] as const;
      return () => ([bytes, ledgers] = then);
    },
  };
}

/** Published chains that are looked at: far more than are read. */
const maxLedgerRefs = 100_000;

/**
 * Every chain that was published into this clone, or fetched: refs whose name ends in `ledger/<id>`. Where not all of them can be
 * read, those come first that keys of the signers have sealed.
 */
export async function readLedgerRefs(
  repository: Repository,
  patterns: readonly string[],
  budget: Budget,
  signers: Signers | null = null,
): Promise<LedgerTexts> {
  const refs = (await readRefs(repository, patterns, maxLedgerRefs)).flatMap(
    ({ name, commit }): readonly LedgerRef[] => {
      const id = /(?:^|\/)ledger\/([0-9a-f]{32})$/.exec(name)?.[1];
      return id === undefined ? [] : [{ id, name, commit }];
    },
  );
  const giveBack = budget.mark();
  const read = await readRefsInOrder(repository, refs, budget);
  if (!read.problems.some(isTooMany) || signers === null) return read;
  giveBack();
  const keys = new Set(signers.allowed.map(({ fingerprint }) => fingerprint));
  return await readRefsInOrder(repository, await knownLedgersFirst(repository, refs, keys), budget);
}

async function readRefsInOrder(
  repository: Repository,
  refs: readonly LedgerRef[],
  budget: Budget,
): Promise<LedgerTexts> {
  const texts: LedgerText[] = [];
  const problems: Problem[] = [];
  const left: Problem[] = [];
  for (const { id, name, commit } of refs) {
    const read = await readSegments(repository, { id, source: name, tree: commit, budget });
    if (!('code' in read)) texts.push(read);
    else if (isTooMany(read)) left.push(read);
    else problems.push(read);
  }
  return { texts, problems: [...problems, ...left.slice(0, maxToldLeft), ...tellLeft(left, budget.limits)] };
}

/** Ledgers that are named, of those that were not read. */
const maxToldLeft = 5;

function tellLeft(left: readonly Problem[], { maxLedgers, maxTotalBytes }: LedgerLimits): readonly Problem[] {
  const more = left.length - maxToldLeft;
  if (more <= 0) return [];
  const most = `${maxLedgers} ledgers and ${Math.round(maxTotalBytes / 1024 / 1024)} MiB`;
  const message = `${more} more ledgers were not read: at most ${most} are, those first that keys of the base have sealed.`;
  return [{ ...hostProblem('tooMany', message), severity: 'error' }];
}

function isTooMany({ code }: Problem): boolean {
  return code === hostProblem('tooMany', worded``).code;
}

/** Chains in a commit's `.countersign/records/`: `<id>.jsonl`, or a folder `<id>` with segments. */
export async function readRecordsInCommit(
  repository: Repository,
  commit: string,
  budget: Budget,
  folder = inBranchFolder,
): Promise<LedgerTexts> {
  const texts: LedgerText[] = [];
  const problems: Problem[] = [];
  const entries = await readTree(repository, `${commit}:${folder}`, budget);
  if (entries === null) return { texts, problems };
  for (const { name, type, id: object } of entries) {
    const source = `${commit.slice(0, 10)}:${folder}/${name}`;
    const id = ledgerFile.exec(name)?.[1] ?? (isLedgerId(name) ? name : null);
    if (id === null) continue;
    const read =
      type === 'tree'
        ? await readSegments(repository, { id, source, tree: object, budget })
        : await readWhole(repository, { id, source, blob: object, budget });
    if ('code' in read) problems.push(read);
    else texts.push(read);
  }
  return { texts, problems };
}

interface Place {
  readonly id: string;
  readonly source: string;
  readonly budget: Budget;
}

/** `<8 digits>.jsonl` in the order of their names; nothing else in the tree is looked at. */
async function readSegments(
  repository: Repository,
  { id, source, tree, budget }: Place & { readonly tree: string },
): Promise<LedgerText | Problem> {
  if (!budget.takeLedger()) return tooMany(source, `more than ${budget.limits.maxLedgers} ledgers`);
  const entries = await readTree(repository, tree, budget);
  if (entries === null) return unreadable(source, 'it is no commit with a ledger, or too large');
  const segments = entries.filter(({ name, type }) => type === 'blob' && segmentName.test(name));
  const parts: Buffer[] = [];
  for (const { id: blob } of segments) {
    const part = await readBlob(repository, blob, source, budget);
    if (!Buffer.isBuffer(part)) return part;
    parts.push(part);
    if (parts.reduce((sum, { length }) => sum + length, 0) > budget.limits.maxLedgerBytes)
      return tooMany(source, 'a ledger that is too large');
  }
  return { id, source, bytes: Buffer.concat(parts) };
}

async function readWhole(
  repository: Repository,
  { id, source, blob, budget }: Place & { readonly blob: string },
): Promise<LedgerText | Problem> {
  if (!budget.takeLedger()) return tooMany(source, `more than ${budget.limits.maxLedgers} ledgers`);
  const bytes = await readBlob(repository, blob, source, budget);
  return Buffer.isBuffer(bytes) ? { id, source, bytes } : bytes;
}

async function readBlob(
  repository: Repository,
  blob: string,
  source: string,
  budget: Budget,
): Promise<Buffer | Problem> {
  const read = await repository.blobs.read(blob, budget.limits.maxLedgerBytes);
  if (read.kind === 'missing') return unreadable(source, 'its content is not in this clone');
  if (read.kind === 'too-large' || !budget.take(read.bytes.length))
    return tooMany(source, 'a ledger that is too large');
  return read.bytes;
}

interface Entry {
  readonly name: string;
  readonly type: string;
  readonly id: string;
}

/** In the order of names. Null: no such tree, or one with more entries than a ledger has. */
async function readTree(repository: Repository, tree: string, { limits }: Budget): Promise<readonly Entry[] | null> {
  try {
    const answer = await ask(repository, {
      arguments: ['ls-tree', '-z', '--full-tree', tree],
      maxOutputBytes: limits.maxFiles * 4096,
    });
    const rows = splitNul(answer);
    if (rows.length > limits.maxFiles) return null;
    return rows.flatMap((row) => {
      const [, mode = '', type = '', id = '', name = ''] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(row) ?? [];
      return (mode === '100644' || type === 'tree') && isObjectId(id) ? [{ name, type, id }] : [];
    });
  } catch {
    return null;
  }
}

/** A ledger file, or a folder of them as an export or a clone elsewhere has it. Links are not followed. */
export async function readLedgerPath(path: string, budget: Budget): Promise<LedgerTexts> {
  try {
    const stats = await lstat(path);
    if (stats.isFile()) return await readLedgerFile(path, budget);
    if (!stats.isDirectory()) return failed(path, 'it is neither a file nor a folder');
    const texts: LedgerText[] = [];
    const problems: Problem[] = [];
    const names = (await readdir(path)).sort();
    if (names.length > budget.limits.maxFiles)
      return failed(path, `it holds more than ${budget.limits.maxFiles} files`);
    for (const name of names) {
      const isFolder = isLedgerId(name);
      if (!isFolder && !ledgerFile.test(name) && name !== 'ledger.jsonl') continue;
      const read = isFolder
        ? await readSegmentFolder(join(path, name), budget)
        : await readLedgerFile(join(path, name), budget);
      texts.push(...read.texts);
      problems.push(...read.problems);
    }
    return { texts, problems };
  } catch (error) {
    if (errorCode(error) === null) throw error;
    const message = `The ledger could not be read: ${describeError(error)}.`;
    return { texts: [], problems: [hostProblem('unreadable', message, path)] };
  }
}

async function readLedgerFile(path: string, budget: Budget): Promise<LedgerTexts> {
  const stats = await lstat(path);
  if (!stats.isFile()) return failed(path, 'it is no regular file');
  if (!budget.takeLedger() || stats.size > budget.limits.maxLedgerBytes || !budget.take(stats.size))
    return { texts: [], problems: [tooMany(path, 'a ledger that is too large')] };
  const beside = await readFile(join(path, '..', 'ledger-id'), 'utf8').catch(() => '');
  const isOwn = basename(path) === 'ledger.jsonl' && isLedgerId(beside.trim());
  const id = isOwn ? beside.trim() : (ledgerFile.exec(basename(path))?.[1] ?? null);
  return { texts: [{ id, source: path, bytes: await readFile(path) }], problems: [] };
}

async function readSegmentFolder(path: string, budget: Budget): Promise<LedgerTexts> {
  if (!(await lstat(path)).isDirectory()) return failed(path, 'it is no folder');
  if (!budget.takeLedger()) return { texts: [], problems: [tooMany(path, 'more ledgers than are read')] };
  const names = (await readdir(path)).filter((name) => segmentName.test(name)).sort();
  if (names.length > budget.limits.maxFiles) return failed(path, 'it holds too many files');
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for (const name of names) {
    const stats = await lstat(join(path, name));
    sizeBytes += stats.size;
    if (!stats.isFile() || sizeBytes > budget.limits.maxLedgerBytes || !budget.take(stats.size))
      return { texts: [], problems: [tooMany(path, 'a ledger that is too large')] };
    parts.push(await readFile(join(path, name)));
  }
  return { texts: [{ id: basename(path), source: path, bytes: Buffer.concat(parts) }], problems: [] };
}

function failed(path: string, why: string): LedgerTexts {
  return { texts: [], problems: [unreadable(path, why)] };
}

function unreadable(source: string, why: string): Problem {
  return hostProblem('recordsUnreadable', worded`Records of "${source}" could not be read: ${why}.`, source);
}

function tooMany(source: string, what: string): Problem {
  return {
    ...hostProblem('tooMany', worded`"${source}": ${what}; its records were not read.`, source),
    severity: 'error',
  };
}
