import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findAgent, agentIds } from '../core/hook.ts';
import { findTopLevel } from '../host/git-repository.ts';
import type { Place } from '../host/set-up/define.ts';
import { installLauncher, removeLauncher } from '../host/set-up/launcher.ts';
import { stillStarting } from '../host/set-up/kept.ts';
import { carryOutPlans, hasWork, planSetUp, type Plan, rememberAsking } from '../host/set-up/set-up.ts';
import { paint, printable } from './colours.ts';
import { UsageError, type ExitCode, type Invocation, type Terminal } from './define.ts';
import { confirm, showFile } from './show-plans.ts';

/** Makes agents ask before they write: shows what it would write to their configuration, and writes what is confirmed. */
export async function runInit(invocation: Invocation): Promise<ExitCode> {
  const { values, terminal } = invocation;
  if (values['git-hooks'] === true) return await (await import('./init-git-hooks.ts')).runInitGitHooks(invocation);
  const isRemoval = values['remove'] === true;
  const place: Place = {
    scope: values['user'] === true ? 'user' : 'project',
    root: (await findTopLevel(terminal.directory)) ?? terminal.directory,
    home: homedir(),
  };
  const plans = choose(await planSetUp(place, isRemoval, { programs: programs() }), values['agent'], isRemoval);
  if (values['check'] === true) return await check(plans, terminal);
  await show(plans, isRemoval, terminal);
  const changed = plans.filter(hasWork);
  if (!isRemoval && values['dry-run'] !== true) await rememberAsking(plans, place);
  if (changed.length === 0 || values['dry-run'] === true) return 0;
  if (values['yes'] !== true && !(await confirm(changed, terminal))) {
    terminal.note('Nothing was written.\n');
    return 1;
  }
  // Before their configuration names it: an agent may ask the moment it can.
  if (!isRemoval) await installLauncher(place.home, { programs: programs(), runtime: process.execPath });
  const refused = await carryOutPlans(changed, place, isRemoval);
  if (isRemoval && place.scope === 'user') await removeUnstarted(place.home, terminal);
  for (const why of refused) terminal.note(`${why}\n`);
  const written = changed.flatMap(({ files }) => files).length - refused.length;
  await terminal.write(`${written} ${written === 1 ? 'file' : 'files'} written.\n`);
  return refused.length > 0 ? 2 : 0;
}

/** Where something still starts it, an agent would find nothing, and most go on. */
async function removeUnstarted(home: string, terminal: Terminal): Promise<void> {
  const [first, ...others] = await stillStarting(home);
  if (first === undefined) return await removeLauncher(home);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  terminal.note(
    `~/.countersign stays: ${printable(first.path)}${more} may start it. Take the hooks out there first.\n`,
  );
}

/** Where this program stands: the hook's own bundle is beside it. */
function programs(): string {
  return dirname(fileURLToPath(import.meta.url));
}

/** Those that were named, else those that are used; taking out is for all. */
function choose(plans: readonly Plan[], named: unknown, isRemoval: boolean): readonly Plan[] {
  if (typeof named !== 'string') return isRemoval ? plans : plans.filter(({ isUsed }) => isUsed);
  const wanted = named.split(',').map((id) => id.trim());
  const unknown = wanted.find((id) => findAgent(id) === null);
  if (unknown !== undefined)
    throw new UsageError(
      `There is no agent "${unknown}".`,
      'Nothing was done.',
      `Name some of ${agentIds.join(', ')}.`,
    );
  return plans.filter(({ agent }) => wanted.includes(agent));
}

async function check(plans: readonly Plan[], terminal: Terminal): Promise<ExitCode> {
  for (const { title, isConfigured, isSetUp, isSwitchedOff, warnings, asksLess } of plans) {
    const asks = isSwitchedOff ? 'is set up, but asks nobody' : 'asks before it writes';
    const state = isSetUp ? asks : isConfigured ? notInstalled : 'is not set up';
    await terminal.write(`${title}: ${state}\n`);
    for (const sentence of [...warnings, ...asksLess]) await terminal.write(`  ${printable(sentence)}\n`);
  }
  if (plans.length === 0) await terminal.write('No agent was found.\n');
  return plans.every(({ isSetUp, warnings }) => isSetUp && warnings.length === 0) ? 0 : 1;
}

/** A repository that was set up by somebody else. */
const notInstalled = 'is to ask, but what it starts is not installed here as this version has it (~/.countersign/hook)';

async function show(plans: readonly Plan[], isRemoval: boolean, terminal: Terminal): Promise<void> {
  if (plans.length === 0) return await terminal.write(`No agent was found. Name one: --agent ${agentIds.join(',')}\n`);
  for (const { title, files, isConfigured, isSetUp, isSwitchedOff, notes, warnings, asksLess } of plans) {
    const isDone = isSetUp || (isRemoval && files.length === 0);
    const state =
      isDone && isSwitchedOff
        ? ': is set up, but asks nobody'
        : isDone
          ? ': nothing to do'
          : isConfigured
            ? ` ${notInstalled}`
            : '';
    if (isRemoval && files.length === 0) continue;
    await terminal.write(`${paint(terminal, 'bold', title)}${state}\n`);
    for (const file of files) await terminal.write(`${showFile(file, terminal)}\n`);
    for (const warning of warnings) await terminal.write(`  Warning: ${printable(warning)}\n`);
    for (const sentence of asksLess) await terminal.write(`  ${printable(sentence)}\n`);
    if (!isRemoval && !isDone) for (const note of notes) await terminal.write(`  Note: ${note}\n`);
    await terminal.write('\n');
  }
}
