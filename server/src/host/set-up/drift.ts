import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { findAgent } from '../../core/hook.ts';
import { isInFolder } from '../real-folder.ts';
import { setUps } from './agents.ts';
import type { AgentSetUp } from './define.ts';
import { type Kept, readKept } from './kept.ts';
import { isAsking, isLauncherCommand } from './launcher-command.ts';
import { launcherState } from './launcher.ts';
import { whySwitchedOff } from './switched-off.ts';

/**
 * What was set up for this repository and this person, and no longer is: sentences for people, each naming the file. A hook that an
 * agent or a person took out is nowhere else to be seen.
 */
export async function findDrift(root: string, home: string = homedir()): Promise<readonly string[]> {
  const kept = (await readKept(home)).filter(({ scope, path }) => scope === 'user' || isInFolder(root, path));
  if (kept.length === 0) return [];
  const found = await Promise.all(kept.map(driftOf));
  const agents = [...new Set(kept.map(({ agent }) => agent))];
  const off = await Promise.all(agents.map(async (agent) => await whySwitchedOff(agent, { root, home })));
  return [...launcherDrift[await launcherState(home)], ...found.flat(), ...off.flat()];
}

const launcherDrift = {
  whole: [],
  other: ['What agents are to ask (~/.countersign/hook) is not as this version writes it: run "countersign init".'],
  absent: ['What agents are to ask (~/.countersign/hook) is gone: most of them go on without.'],
};

async function driftOf({ agent, path }: Kept): Promise<readonly string[]> {
  const setUp = setUps.find((each) => each.agent === agent);
  const title = findAgent(agent)?.title;
  if (setUp === undefined || title === undefined) return [];
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return [`${title} no longer asks before it writes: ${path} is gone.`];
  return hookDrift(setUp, title, path, text);
}

function hookDrift(setUp: AgentSetUp, title: string, path: string, text: string): readonly string[] {
  if (setUp.put(text) === text) return [];
  // An entry of an earlier version still asks; one that only tells does not.
  if (isAsking(text)) return [`The hook of ${title} in ${path} is not as this version writes it.`];
  const what = isLauncherCommand(text) ? 'only the hook that tells what was done is left in' : 'the hook is gone from';
  return [`${title} no longer asks before it writes: ${what} ${path}.`];
}
