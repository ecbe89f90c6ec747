import type { Place } from './define.ts';
import { find } from './json-hooks.ts';
import { isLauncherCommand } from './launcher-command.ts';
import { readSettings } from './settings-files.ts';

/** A setting under which an agent does not ask its hooks. */
interface Switch {
  readonly agent: string;
  readonly at: readonly string[];
  readonly isOff: (value: unknown) => boolean;
  readonly words: string;
}

const is =
  (wanted: unknown) =>
  (value: unknown): boolean =>
    value === wanted;

/** Sources: the documentation of each agent, 2026-11. */
const switches: readonly Switch[] = [
  row('claude-code', 'disableAllHooks', is(true), '"disableAllHooks" is on'),
  row('claude-code', 'allowManagedHooksOnly', is(true), '"allowManagedHooksOnly" is on'),
  row('codex', 'features/hooks', is(false), '"features.hooks" is off'),
  row('codex', 'features/codex_hooks', is(false), '"features.codex_hooks" is off'),
  row('gemini-cli', 'hooksConfig/enabled', is(false), '"hooksConfig.enabled" is off'),
  row('gemini-cli', 'hooksConfig/disabled', namesOurs, '"hooksConfig.disabled" names this hook'),
  row('vscode', 'chat.useHooks', is(false), '"chat.useHooks" is off'),
  row('vscode', 'chat.hookFilesLocations', leavesOut, '"chat.hookFilesLocations" leaves the folder of hooks out'),
  row('copilot-cli', 'disableAllHooks', is(true), '"disableAllHooks" is on'),
];

/** Why an agent asks nobody, by all files in which it can be told not to: sentences, each naming the file. */
export async function whySwitchedOff(agent: string, place: Pick<Place, 'root' | 'home'>): Promise<readonly string[]> {
  const own = switches.filter((each) => each.agent === agent);
  if (own.length === 0) return [];
  const settings = await readSettings(agent, place);
  return own.flatMap(({ at, isOff, words }) => {
    for (const { path, text } of settings) {
      const value = path.endsWith('.toml') ? findInToml(text, at) : find(text, at);
      if (isOff(value)) return [`${path}: ${words}: it asks nobody.`];
      if (typeof value === 'boolean') return []; // a weaker file does not change that
    }
    return [];
  });
}

function row(agent: string, at: string, isOff: Switch['isOff'], words: string): Switch {
  return { agent, at: at.split('/'), isOff, words };
}

function namesOurs(value: unknown): boolean {
  return Array.isArray(value) && value.some((name) => name === 'countersign' || isLauncherCommand(name));
}

function leavesOut(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([folder, isRead]) => /^(?:\.github|~\/\.copilot)\/hooks\/?$/.test(folder) && isRead === false,
  );
}

/** A switch of a TOML file: below its table, or written with dots. Undefined: it says neither true nor false. */
function findInToml(text: string, at: readonly string[]): boolean | undefined {
  let table = '';
  for (const line of text.split('\n')) {
    const header = /^\s*\[([^[\]]*)\]/.exec(line);
    if (header !== null) table = `${header[1]!.replaceAll(/[\s"']/g, '')}.`;
    const [, key = '', value] = /^\s*([\w."'-]+)\s*=\s*(true|false)\b/.exec(line) ?? [];
    if (`${table}${key.replaceAll(/["']/g, '')}` === at.join('.')) return value === 'true';
  }
  return undefined;
}
