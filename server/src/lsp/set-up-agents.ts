import * as l10n from '@vscode/l10n';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../host/blob-id.ts';
import type { Place } from '../host/set-up/define.ts';
import { installLauncher, type LauncherTarget, refreshLauncher } from '../host/set-up/launcher.ts';
import { carryOutPlans, type Plan, type PlanningBy, planSetUp } from '../host/set-up/set-up.ts';
import type { AgentPlans, PlanAgentsArguments, SetUpAgentsArguments, SetUpAnswer } from '../protocol/messages.ts';
import { readingOf, type Workspace } from './workspace.ts';

/** What would be written, to be shown before it is. */
export async function planAgents(
  workspace: Workspace,
  { scope }: Pick<PlanAgentsArguments, 'scope'>,
): Promise<AgentPlans> {
  const plans = await planSetUp({ scope, root: workspace.root, home: homedir() }, false, by(workspace));
  return { agents: plans, digest: digestOf(plans) };
}

/** Writes what was shown and confirmed; nothing when anything of it has changed since. */
export async function setUpAgents(
  workspace: Workspace,
  wanted: Omit<SetUpAgentsArguments, 'uri'>,
): Promise<SetUpAnswer> {
  const place: Place = { scope: wanted.scope, root: workspace.root, home: homedir() };
  const plans = await planSetUp(place, false, by(workspace));
  if (digestOf(plans) !== wanted.digest)
    return { written: 0, refused: [l10n.t('The configuration changed after it was shown. Look at it again.')] };
  const names = new Set(wanted.agents.split(','));
  const chosen = plans.filter(({ agent }) => names.has(agent));
  await installLauncher(homedir(), launcherTarget());
  const refused = await carryOutPlans(chosen, place, false);
  return { written: chosen.flatMap(({ files }) => files).length - refused.length, refused };
}

const by = (workspace: Workspace): PlanningBy => ({ reading: () => readingOf(workspace) });

/** The launcher of an earlier version points to programs that may be gone. */
export async function keepLauncherFresh(): Promise<void> {
  await refreshLauncher(homedir(), launcherTarget());
}

/** This process runs where the hook's program is, on what can run it. */
function launcherTarget(): LauncherTarget {
  return { programs: dirname(fileURLToPath(import.meta.url)), runtime: process.execPath };
}

function digestOf(plans: readonly Plan[]): string {
  return sha256(JSON.stringify(plans.map(({ agent, files }) => [agent, files])));
}
