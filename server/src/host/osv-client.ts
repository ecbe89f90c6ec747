import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_QUERIES, readAnswer, toQuery, type AskedPackage, type KnownVulnerabilities } from '../core/osv.ts';
import { describeError } from './problems.ts';

/** What is known is asked for again after a day. */
const FRESH_MS = 24 * 60 * 60 * 1000;
const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;
/** Packages whose answers are kept. */
const MAX_KEPT = 50_000;
const FILE = 'osv-cache.json';

export interface OsvOptions {
  readonly endpoint: string;
  /** Where answers are kept. */
  readonly folder: string;
  readonly now: number;
  readonly timeoutMs?: number;
}

export interface OsvAnswer {
  readonly known: ReadonlyMap<string, KnownVulnerabilities>;
  /** Packages that were not answered, and why. */
  readonly failures: readonly string[];
  readonly asked: number;
}

interface Kept extends KnownVulnerabilities {
  readonly at: number;
}

export function keyOfPackage({ ecosystem, name, version }: AskedPackage): string {
  return `${ecosystem} ${name} ${version}`;
}

/** Answers that are kept and still fresh. */
export async function readKept({ folder, now, endpoint }: OsvOptions): Promise<Map<string, Kept>> {
  const kept = new Map<string, Kept>();
  try {
    const read: unknown = JSON.parse(await readFile(join(folder, FILE), 'utf8'));
    if (
      typeof read !== 'object' ||
      read === null ||
      !('endpoint' in read) ||
      read.endpoint !== endpoint ||
      !('answers' in read)
    )
      return kept;
    for (const row of Array.isArray(read.answers) ? (read.answers as unknown[]) : []) {
      if (!Array.isArray(row)) continue;
      const [key, at, ids] = row as unknown[];
      const isRow =
        typeof key === 'string' &&
        typeof at === 'number' &&
        Array.isArray(ids) &&
        ids.every((id) => typeof id === 'string');
      if (isRow && now - at < FRESH_MS && at <= now) kept.set(key, { at, ids, isCut: false });
    }
  } catch {
    // What cannot be read is asked for again.
  }
  return kept;
}

/** Asks about what is not kept, and keeps what is answered. The only call of this program to the network. */
export async function askOsv(packages: readonly AskedPackage[], options: OsvOptions): Promise<OsvAnswer> {
  const kept = await readKept(options);
  const open = packages.filter((each) => !kept.has(keyOfPackage(each)));
  const failures: string[] = [];
  for (let from = 0; from < open.length; from += MAX_QUERIES) {
    const batch = open.slice(from, from + MAX_QUERIES);
    const answers = await askOnce(batch, options);
    if (typeof answers === 'string') {
      failures.push(`${batch.length} packages were not answered: ${answers}`);
      continue;
    }
    for (const [at, answer] of answers.entries()) kept.set(keyOfPackage(batch[at]!), { ...answer, at: options.now });
  }
  await keep(kept, options);
  return { known: kept, failures, asked: open.length };
}

async function askOnce(
  batch: readonly AskedPackage[],
  { endpoint, timeoutMs = TIMEOUT_MS }: OsvOptions,
): Promise<readonly KnownVulnerabilities[] | string> {
  try {
    const response = await fetch(`${endpoint.replace(/\/$/, '')}/v1/querybatch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: toQuery(batch),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) return `the server answers ${response.status}.`;
    return readAnswer(await readText(response), batch.length);
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError'
      ? `no answer within ${timeoutMs / 1000} s.`
      : `${describeError(error)}.`;
  }
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > MAX_ANSWER_BYTES) throw new Error('The answer is too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function keep(kept: ReadonlyMap<string, Kept>, { folder, endpoint }: OsvOptions): Promise<void> {
  const answers = [...kept]
    .filter(([, { isCut }]) => !isCut)
    .slice(-MAX_KEPT)
    .map(([key, { at, ids }]) => [key, at, ids]);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const temporary = join(folder, `${FILE}.${process.pid}.tmp`);
    await writeFile(temporary, JSON.stringify({ endpoint, answers }), { mode: 0o600 });
    await rename(temporary, join(folder, FILE));
  } catch {
    // Without a place to keep them they are asked for again next time.
  }
}
