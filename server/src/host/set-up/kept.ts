import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeDisk, writeDurably } from '../durable.ts';
import type { Scope } from './define.ts';
import { launcherFolder } from './launcher-command.ts';

/** A file that asks us since somebody confirmed it. */
export interface Kept {
  readonly agent: string;
  readonly scope: Scope;
  /** Absolute. */
  readonly path: string;
}

const maxKept = 2_000;

/** Adds these files to those that are to ask us; or, of a removal, takes them out. */
export async function remember(home: string, files: readonly Kept[], isRemoval: boolean): Promise<void> {
  const before = await readKept(home);
  const paths = new Set(files.map(({ path }) => path));
  if (!isRemoval && [...paths].every((path) => before.some((each) => each.path === path))) return;
  const others = before.filter(({ path }) => !paths.has(path));
  const kept = [...others, ...(isRemoval ? [] : files)].slice(-maxKept);
  await mkdir(join(home, launcherFolder), { recursive: true, mode: 0o700 });
  const text = `${JSON.stringify({ version: 1, files: kept }, null, 1)}\n`;
  await writeDurably(nodeDisk, fileOf(home), new TextEncoder().encode(text), 0o600);
}

/** A file that cannot be read remembers nothing: it decides nothing either. */
export async function readKept(home: string): Promise<readonly Kept[]> {
  try {
    const value: unknown = JSON.parse(await readFile(fileOf(home), 'utf8'));
    const files = typeof value === 'object' && value !== null && 'files' in value ? value.files : [];
    return Array.isArray(files) ? files.filter(isKept).slice(0, maxKept) : [];
  } catch {
    return [];
  }
}

/** Those that start the launcher still. One that is gone may have moved with its repository, and is taken to. */
export async function stillStarting(home: string): Promise<readonly Kept[]> {
  const kept = await readKept(home);
  const starts = await Promise.all(
    kept.map(async ({ path }) =>
      readFile(path, 'utf8').then(
        (text) => text.includes(launcherFolder),
        () => true,
      ),
    ),
  );
  return kept.filter((_, at) => starts[at]);
}

function fileOf(home: string): string {
  return join(home, launcherFolder, 'set-up.json');
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { agent, scope, path } = value as Partial<Record<keyof Kept, unknown>>;
  return typeof agent === 'string' && typeof path === 'string' && (scope === 'project' || scope === 'user');
}
