import { chmod, lstat, mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { findAgent } from '../../core/hook.ts';
import type { ReadingContext } from '../../core/read-sides.ts';
import { nodeDisk, writeDurably } from '../durable.ts';
import { describeError, errorCode } from '../problems.ts';
import { realFolder } from '../real-folder.ts';
import { setUps } from './agents.ts';
import { asksLessWords, findAutoApprovals, openWhenRead } from './auto-approve.ts';
import type { AgentSetUp, ConfigFile, Place } from './define.ts';
import { faultOf } from './json-hooks.ts';
import { type Kept, remember } from './kept.ts';
import { launcherState } from './launcher.ts';
import { whySwitchedOff } from './switched-off.ts';

/** What setting up one agent would do, and what it cannot. */
export interface Plan {
  readonly agent: string;
  readonly title: string;
  /** There are signs that the person, or the repository, uses it. */
  readonly isUsed: boolean;
  /** Only those that would change. */
  readonly files: readonly ConfigFile[];
  /** Those that ask already. Absolute. */
  readonly asking: readonly string[];
  /** A setting says that no hooks are asked: the warnings say which. */
  readonly isSwitchedOff: boolean;
  /** Our hook is in its configuration, as this version writes it. */
  readonly isConfigured: boolean;
  /** And what it starts is there. A repository brings the one along, and never the other. */
  readonly isSetUp: boolean;
  readonly notes: readonly string[];
  /** Why it would not ask us, or why a file cannot be changed. */
  readonly warnings: readonly string[];
  /** Settings under which it does more without a question of its own: sentences. */
  readonly asksLess: readonly string[];
}

export interface PlanningBy {
  /** Where this version's programs are, to compare the installed ones. */
  readonly programs?: string;
  /** What settings are read with. Absent: grammars of its own. */
  readonly reading?: () => ReadingContext;
}

/** Reads only. `isRemoval`: what taking our hooks out would do. */
export async function planSetUp(
  place: Place,
  isRemoval: boolean,
  { programs, reading = openWhenRead() }: PlanningBy = {},
): Promise<readonly Plan[]> {
  const isLauncherThere = (await launcherState(place.home, programs)) === 'whole';
  return await Promise.all(
    setUps.map(async (setUp) => {
      const plan = await planOne(setUp, place, { isRemoval, reading });
      return { ...plan, isSetUp: plan.isConfigured && isLauncherThere };
    }),
  );
}

/** Whether confirming it would change anything: a file, or that what agents start is installed. */
export function hasWork({ files, isConfigured, isSetUp }: Pick<Plan, 'files' | 'isConfigured' | 'isSetUp'>): boolean {
  return files.length > 0 || (isConfigured && !isSetUp);
}

async function planOne(
  setUp: AgentSetUp,
  place: Place,
  { isRemoval, reading }: { readonly isRemoval: boolean; readonly reading: () => ReadingContext },
): Promise<Omit<Plan, 'isSetUp'>> {
  const base = place.scope === 'project' ? place.root : place.home;
  const files: ConfigFile[] = [];
  const warnings: string[] = [];
  const asking: string[] = [];
  let seen = 0;
  for (const name of setUp.files[place.scope]) {
    const path = join(base, name);
    const read = await readConfig(path, place);
    if (read.fault !== null) {
      warnings.push(read.fault);
      continue;
    }
    if (read.text !== null) seen += 1;
    const after = isRemoval ? (read.text === null ? null : setUp.take(read.text)) : setUp.put(read.text);
    if (after === null && !isRemoval) {
      warnings.push(`${path}: ${whyNot(setUp, read.text)}`);
      continue;
    }
    if (after === read.text) asking.push(path);
    else files.push({ path, before: read.text, after, isExecutable: setUp.isExecutable ?? false });
  }
  const traces = await Promise.all(setUp.traces.map((trace) => isThere(join(place.home, trace))));
  const title = findAgent(setUp.agent)?.title ?? setUp.agent;
  const off = isRemoval ? [] : await whySwitchedOff(setUp.agent, place);
  return {
    agent: setUp.agent,
    title,
    isUsed: seen > 0 || traces.includes(true),
    files,
    asking: isRemoval ? [] : asking,
    isSwitchedOff: off.length > 0,
    isConfigured: !isRemoval && asking.length > 0 && files.length === 0,
    notes: setUp.notes,
    warnings:
      setUp.files[place.scope].length === 0
        ? [`${title} reads no hooks from a ${place.scope} folder.`]
        : [...warnings, ...off],
    asksLess: isRemoval ? [] : asksLessWords(await findAutoApprovals(setUp.agent, place, reading)),
  };
}

function whyNot({ whyNot: why }: AgentSetUp, text: string | null): string {
  return why ?? (text === null ? null : faultOf(text)) ?? 'something else stands where hooks belong.';
}

/**
 * Writes the files of plans that were confirmed, and remembers them. A file that changed since the plan was made is left alone.
 * @returns what was refused: sentences
 */
export async function carryOutPlans(
  plans: readonly Plan[],
  place: Place,
  isRemoval: boolean,
): Promise<readonly string[]> {
  const refused: string[] = [];
  const done: Kept[] = [];
  for (const { agent, files } of plans) {
    const wrote = await writeConfigFiles(files);
    refused.push(...wrote.refused);
    done.push(...wrote.paths.map((path) => ({ agent, scope: place.scope, path })));
  }
  if (!isRemoval) done.push(...plans.flatMap((plan) => askingFiles(plan, place)));
  if (done.length > 0) await remember(place.home, done, isRemoval);
  return refused;
}

/** A repository that brings its hooks along is missed like one that was set up here, once somebody looked at it. */
export async function rememberAsking(plans: readonly Plan[], place: Place): Promise<void> {
  const files = plans.filter(({ isSetUp }) => isSetUp).flatMap((plan) => askingFiles(plan, place));
  if (files.length > 0) await remember(place.home, files, false);
}

function askingFiles({ agent, asking }: Plan, { scope }: Place): readonly Kept[] {
  return asking.map((path) => ({ agent, scope, path }));
}

/** Each file as it was confirmed. `refused`: sentences about those that were left alone. */
export async function writeConfigFiles(
  files: readonly ConfigFile[],
): Promise<{ readonly paths: readonly string[]; readonly refused: readonly string[] }> {
  const refused: string[] = [];
  const paths: string[] = [];
  for (const { path, before, after, isExecutable } of files) {
    const now = await readConfig(path);
    if (now.fault !== null || now.text !== before) {
      refused.push(now.fault ?? `${path} changed meanwhile, and was left alone.`);
      continue;
    }
    try {
      if (after === null) await rm(path, { force: true });
      else {
        await mkdir(dirname(path), { recursive: true });
        const mode = before === null ? (isExecutable ? 0o755 : 0o644) : (await lstat(path)).mode & 0o777;
        await writeDurably(nodeDisk, path, new TextEncoder().encode(after), mode);
        if (isExecutable) await chmod(path, 0o755);
      }
      paths.push(path);
    } catch (error) {
      refused.push(`${path} could not be written: ${describeError(error)}.`);
    }
  }
  return { paths, refused };
}

const maxConfigBytes = 5 * 1024 * 1024;

interface ReadConfig {
  readonly text: string | null;
  readonly fault: string | null;
}

/** `place`: where the file is to be; a repository may have a link in the place of an agent's folder, that leads anywhere. */
async function readConfig(path: string, place?: Place): Promise<ReadConfig> {
  try {
    if (
      place?.scope === 'project' &&
      relative(await realFolder(place.root), await realFolder(dirname(path))).startsWith('..')
    )
      return { text: null, fault: `${path} leads out of the repository.` };
    const stats = await lstat(path);
    // Dotfiles are often links into a repository: writing through one would change that.
    if (stats.isSymbolicLink()) return { text: null, fault: `${path} is a link: add the hook to what it points to.` };
    if (!stats.isFile() || stats.size > maxConfigBytes)
      return { text: null, fault: `${path} is no file that can be edited.` };
    return { text: await readFile(path, 'utf8'), fault: null };
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return { text: null, fault: null };
    return { text: null, fault: `${path} cannot be read: ${describeError(error)}.` };
  }
}

async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
