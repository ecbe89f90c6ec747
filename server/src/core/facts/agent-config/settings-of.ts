import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { agentConfigTitle } from '../apis/agent-config-files.ts';
import { commandsIn, hooksIn, routesIn } from './commands.ts';
import { containerIn } from './development-container.ts';
import { leavesOf, type Leaf } from './document.ts';
import { editorProgramsIn } from './editor-programs.ts';
import { frontMatterOf } from './front-matter.ts';
import { levelsIn } from './levels.ts';
import { pluginsIn } from './plugins.ts';
import { rulesIn } from './rules.ts';
import { markersIn } from './markers.ts';
import { serversIn } from './servers.ts';
import { listsIn, switchesIn, verdictsIn } from './verdicts.ts';
import type { Setting } from './setting.ts';

/** Files that are no agent's, and say what agents and editors may do by themselves. */
const EDITORS =
  /(?:^|\/)(?:\.vscode\/(?:settings|tasks|mcp)\.json|\.?devcontainer(?:\/[^/]+)?(?:\/devcontainer)?\.json|\.aider\.conf\.ya?ml|\.zed\/settings\.json|[^/]*\.code-workspace)$|^outside\/(?:.+\/)?(?:User|User\/profiles\/[^/]+|Machine)\/(?:settings|mcp|tasks)\.json$/;

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
export const settingsOf = oncePerUnit((reading): AgentSettings => {
  const { path, language } = reading.unit;
  if (/(?:^|\/)\.countersign\//.test(path) || language.isUnread) return none;
  if (!isSettingsFile(path)) return declaredServers(reading);
  if (language.id === 'text') return { settings: [...frontMatterOf(reading), ...markersIn(reading)], leaves: [] };
  if (language.isCode) return none;
  const leaves = leavesOf(reading);
  const named = settingsIn(path, leaves);
  const told = new Set(named.flatMap(({ covers }) => covers.map(({ node }) => node)));
  const isTold = ({ node }: Leaf): boolean => told.has(node);
  const isOfAgents = agentConfigTitle(path) !== null;
  const ofAgents = isOfAgents ? leaves : leaves.filter(({ keys }) => OF_EXTENSION.test(keys.join('.')));
  const verdicts = [...verdictsIn(ofAgents)].filter(({ covers }) => !covers.some(isTold));
  for (const { covers } of verdicts) for (const { node } of covers) told.add(node);
  return { settings: [...named, ...verdicts, ...listsIn(ofAgents, isTold), ...switchesIn(ofAgents, isTold)], leaves };
});

/** Settings of editors that are of agents: those of other extensions say nothing to one. */
const OF_EXTENSION =
  /^(?:settings\.)?(?:agent|amp|kiroAgent|roo-cline|cline|claude-dev|windsurf|cursor|claudeCode|chat|github\.copilot|augment|kilo-code|continue|codeium|geminicodeassist|amazonQ|zencoder|tabnine|cody)\./;

export function settingsIn(path: string, leaves: readonly Leaf[]): readonly Setting[] {
  return [
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
}

/** Words of data files that declare servers for agents, wherever they stand. */
const DECLARES = /"?\b(?:mcpServers|mcp_servers|mcp-servers|mcp_config)"?\s*[\]:=]|^extensions:/m;

/** A file of no agent by its name, that has servers for one all the same. Examples and documents have them for show. */
function declaredServers(reading: FileReading): AgentSettings {
  const { unit } = reading;
  const isShown = unit.context.docs || unit.context.example || unit.context.test;
  if (unit.language.isCode || isShown || !DECLARES.test(unit.tree.text.slice(0, 200_000))) return none;
  return { settings: [...serversIn(unit.path, leavesOf(reading))], leaves: [] };
}
