import type { FileReading } from '../define.ts';
import { agentConfigTitle } from '../apis/agent-config-files.ts';
import { commandsIn, hooksIn, routesIn } from './commands.ts';
import { containerIn } from './development-container.ts';
import { leavesOf, type Leaf } from './document.ts';
import { editorProgramsIn } from './editor-programs.ts';
import { frontMatterOf } from './front-matter.ts';
import { levelsIn } from './levels.ts';
import { pluginsIn } from './plugins.ts';
import { rulesIn } from './rules.ts';
import { serversIn } from './servers.ts';
import type { Setting } from './setting.ts';

/** Files that are no agent's, and say what agents and editors may do by themselves. */
const EDITORS =
  /(?:^|\/)(?:\.vscode\/(?:settings|tasks|mcp)\.json|\.?devcontainer(?:\/[^/]+)?(?:\/devcontainer)?\.json|\.aider\.conf\.ya?ml|\.zed\/settings\.json|[^/]*\.code-workspace)$/;

/** Instructions, examples and the team's own words for agents are no settings. */
export function isSettingsFile(path: string): boolean {
  return EDITORS.test(path) || agentConfigTitle(path) !== null;
}

export interface AgentSettings {
  readonly settings: readonly Setting[];
  readonly leaves: readonly Leaf[];
}

const none: AgentSettings = { settings: [], leaves: [] };

/** What a file says to agents that can be said precisely. */
export function settingsOf(reading: FileReading): AgentSettings {
  const { path, language } = reading.unit;
  if (!isSettingsFile(path) || /(?:^|\/)\.countersign\//.test(path)) return none;
  if (language.id === 'text') return { settings: [...frontMatterOf(reading)], leaves: [] };
  if (language.isCode || language.isUnread) return none;
  const leaves = leavesOf(reading);
  const settings = [
    ...serversIn(path, leaves),
    ...hooksIn(leaves),
    ...commandsIn(path, leaves),
    ...routesIn(leaves),
    ...rulesIn(path, leaves),
    ...levelsIn(path, leaves),
    ...pluginsIn(path, leaves),
    ...containerIn(path, leaves),
    ...editorProgramsIn(path, leaves),
  ];
  return { settings, leaves };
}
