import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { worded } from '../core/model/wording.ts';
import { errorCode, throwProblem } from './problems.ts';
import { isRunning } from './process-running.ts';

/** Who holds a lock. `start` tells a process from a later one with the same number. */
interface Holder {
  readonly pid: number;
  readonly start: string | null;
  readonly host: string;
  readonly nonce: string;
}

export interface Lock {
  /** Tells machines that cannot see this process (a container beside its host) that the holder lives. */
  readonly heartbeat: () => Promise<void>;
  readonly release: () => Promise<void>;
}

/** A holder on another machine, or in another container, counts as gone after this long without a heartbeat. */
const remoteLeaseMs = 60_000;
const breakLeaseMs = 10_000;

/** Null: somebody else, who is alive, has it. Not re-entrant. */
export async function tryLock(path: string): Promise<Lock | null> {
  const mine: Holder = {
    pid: process.pid,
    start: startOf(process.pid),
    host: hostname(),
    nonce: randomBytes(8).toString('hex'),
  };
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await create(path, mine)) return toLock(path, mine);
    const holder = await readHolder(path);
    if (holder === 'gone') continue;
    if (await isAlive(path, holder)) return null;
    await breakStale(path, holder);
  }
  return null;
}

/** @throws HostProblem `CS3022` when it is still held after `waitMs` */
export async function lockOrWait(path: string, waitMs = 10_000): Promise<Lock> {
  const until = Date.now() + waitMs;
  for (let pauseMs = 2; ; pauseMs = Math.min(pauseMs * 2, 25)) {
    const lock = await tryLock(path);
    if (lock !== null) return lock;
    if (Date.now() > until) return throwProblem('locked', worded`"${path}" is held by another process.`, path);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

export async function withLock<T>(path: string, act: () => Promise<T>, waitMs?: number): Promise<T> {
  const lock = await lockOrWait(path, waitMs);
  try {
    return await act();
  } finally {
    await lock.release();
  }
}

async function create(path: string, holder: Holder): Promise<boolean> {
  // A name for a file that is whole already: a crash between creating and filling would leave a lock nobody can judge.
  const whole = `${path}.${holder.nonce}`;
  try {
    await writeFile(whole, JSON.stringify(holder), { mode: 0o600 });
    await link(whole, path);
    return true;
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'EEXIST') return false;
    if (code === 'ENOENT' && (await mkdir(dirname(path), { recursive: true, mode: 0o700 })) !== undefined) {
      return await create(path, holder); // somebody removed the folder meanwhile
    }
    // FAT and some network file systems have no hard links.
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code))
      return await createWithoutLinks(path, holder);
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
}

async function createWithoutLinks(path: string, holder: Holder): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function toLock(path: string, mine: Holder): Lock {
  return {
    heartbeat: async () => {
      const now = new Date();
      await utimes(path, now, now);
    },
    release: async () => {
      const holder = await readHolder(path);
      // Someone who took us for dead has it now: it is theirs to release.
      if (holder !== 'gone' && holder?.nonce === mine.nonce) await rm(path, { force: true });
    },
  };
}

/** Null: there is a file, but no holder can be read from it (torn by a crash, or being written this moment). */
async function readHolder(path: string): Promise<Holder | null | 'gone'> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'gone';
    throw error;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isHolder(value) ? value : null;
  } catch {
    return null;
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== 'object' || value === null) return false;
  const holder = value as Partial<Record<keyof Holder, unknown>>;
  return typeof holder.pid === 'number' && typeof holder.host === 'string' && typeof holder.nonce === 'string';
}

async function isAlive(path: string, holder: Holder | null): Promise<boolean> {
  if (holder === null) return (await ageMs(path)) < breakLeaseMs;
  if (holder.host !== hostname()) return (await ageMs(path)) < remoteLeaseMs;
  return isRunning(holder.pid) && (holder.start === null || startOf(holder.pid) === holder.start);
}

async function ageMs(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Linux only; elsewhere the process number alone must do. Field 22 of `proc_pid_stat(5)`, with the boot it counts from. */
function startOf(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = line.slice(line.lastIndexOf(')') + 2).split(' ')[19];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks ?? ''}`;
  } catch {
    return null;
  }
}

/**
 * Two processes may find the same lock stale. Only who makes the break directory removes it, and only if it is still
 * the lock that was judged: otherwise the second would remove the first one's fresh lock.
 */
async function breakStale(path: string, judged: Holder | null): Promise<void> {
  const gate = `${path}.break`;
  try {
    await mkdir(gate, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    if ((await ageMs(gate)) > breakLeaseMs) await rmdir(gate).catch(() => undefined);
    return;
  }
  try {
    const holder = await readHolder(path);
    if (holder !== 'gone' && holder?.nonce === judged?.nonce) await unlink(path);
  } finally {
    await rmdir(gate);
  }
}
