import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findAgent } from '../../core/hook.ts';
import { nodeDisk, writeDurably } from '../durable.ts';
import { isInFolder } from '../real-folder.ts';
import { setUps } from './agents.ts';
import type { AgentSetUp, Scope } from './define.ts';
import { find } from './json-hooks.ts';
import { isLauncherCommand, launcherFolder } from './launcher-command.ts';
import { hasLauncher } from './launcher.ts';

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
  const paths = new Set(files.map(({ path }) => path));
  const others = (await readKept(home)).filter(({ path }) => !paths.has(path));
  const kept = [...others, ...(isRemoval ? [] : files)].slice(-maxKept);
  await mkdir(join(home, launcherFolder), { recursive: true, mode: 0o700 });
  const text = `${JSON.stringify({ version: 1, files: kept }, null, 1)}\n`;
  await writeDurably(nodeDisk, fileOf(home), new TextEncoder().encode(text), 0o600);
}

/**
 * What was set up for this repository and this person, and no longer is: sentences for people, each naming the file. A hook that an
 * agent or a person took out is nowhere else to be seen.
 */
export async function findDrift(root: string, home: string = homedir()): Promise<readonly string[]> {
  const kept = (await readKept(home)).filter(({ scope, path }) => scope === 'user' || isInFolder(root, path));
  if (kept.length === 0) return [];
  const found = await Promise.all(kept.map(driftOf));
  const launcher = (await hasLauncher(home))
    ? []
    : ['What agents are to ask (~/.countersign/hook) is gone: most of them go on without.'];
  return [...launcher, ...found.flat()];
}

async function driftOf({ agent, path }: Kept): Promise<readonly string[]> {
  const setUp = setUps.find((each) => each.agent === agent);
  const title = findAgent(agent)?.title;
  if (setUp === undefined || title === undefined) return [];
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return [`${title} no longer asks before it writes: ${path} is gone.`];
  return [...hookDrift(setUp, title, path, text), ...weakenings(setUp, path, text)];
}

function hookDrift(setUp: AgentSetUp, title: string, path: string, text: string): readonly string[] {
  if (setUp.put(text) === text) return [];
  // An entry of an earlier version still asks.
  return isLauncherCommand(text)
    ? [`The hook of ${title} in ${path} is not as this version writes it.`]
    : [`${title} no longer asks before it writes: the hook is gone from ${path}.`];
}

function weakenings({ weakenedBy }: AgentSetUp, path: string, text: string): readonly string[] {
  return weakenedBy.filter(({ at, value }) => find(text, at) === value).map(({ words }) => `${path}: ${words}`);
}

function fileOf(home: string): string {
  return join(home, launcherFolder, 'set-up.json');
}

/** A file that cannot be read remembers nothing: it decides nothing either. */
async function readKept(home: string): Promise<readonly Kept[]> {
  try {
    const value: unknown = JSON.parse(await readFile(fileOf(home), 'utf8'));
    const files = typeof value === 'object' && value !== null && 'files' in value ? value.files : [];
    return Array.isArray(files) ? files.filter(isKept).slice(0, maxKept) : [];
  } catch {
    return [];
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { agent, scope, path } = value as Partial<Record<keyof Kept, unknown>>;
  return typeof agent === 'string' && typeof path === 'string' && (scope === 'project' || scope === 'user');
}
