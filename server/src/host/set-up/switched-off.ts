import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Place } from './define.ts';
import { find } from './json-hooks.ts';
import { isLauncherCommand } from './launcher-command.ts';

/** A setting under which an agent does not ask its hooks, in whichever of its files. */
interface Switch {
  readonly agent: string;
  /** Below the root of the repository, below the home directory (`~/`), or of the machine. */
  readonly files: readonly string[];
  readonly at: readonly string[];
  readonly isOff: (value: unknown) => boolean;
  readonly words: string;
}

const claude = [
  '.claude/settings.json',
  '.claude/settings.local.json',
  '~/.claude/settings.json',
  '/etc/claude-code/managed-settings.json',
  '/Library/Application Support/ClaudeCode/managed-settings.json',
  'C:/Program Files/ClaudeCode/managed-settings.json',
];
const gemini = [
  '.gemini/settings.json',
  '~/.gemini/settings.json',
  '/etc/gemini-cli/settings.json',
  '/Library/Application Support/GeminiCli/settings.json',
  'C:/ProgramData/gemini-cli/settings.json',
];
const code = [
  '.vscode/settings.json',
  ...['Code', 'Code - Insiders'].flatMap((name) => [
    `~/.config/${name}/User/settings.json`,
    `~/Library/Application Support/${name}/User/settings.json`,
    `~/AppData/Roaming/${name}/User/settings.json`,
  ]),
  ...['.vscode-server', '.vscode-server-insiders', '.vscode-remote'].map(
    (name) => `~/${name}/data/Machine/settings.json`,
  ),
];
const codex = ['.codex/config.toml', '~/.codex/config.toml'];
const copilot = [
  '.github/hooks/countersign-copilot.json',
  '.github/copilot/settings.json',
  '~/.copilot/settings.json',
  '~/.copilot/config.json',
];

const is =
  (wanted: unknown) =>
  (value: unknown): boolean =>
    value === wanted;

/** Sources: the documentation of each agent, 2026-11. */
const switches: readonly Switch[] = [
  row('claude-code', claude, 'disableAllHooks', is(true), '"disableAllHooks" is on'),
  row('claude-code', claude, 'allowManagedHooksOnly', is(true), '"allowManagedHooksOnly" is on'),
  row('codex', codex, 'features/hooks', is(false), '"features.hooks" is off'),
  row('codex', codex, 'features/codex_hooks', is(false), '"features.codex_hooks" is off'),
  row('gemini-cli', gemini, 'hooksConfig/enabled', is(false), '"hooksConfig.enabled" is off'),
  row('gemini-cli', gemini, 'hooksConfig/disabled', namesOurs, '"hooksConfig.disabled" names this hook'),
  row('vscode', code, 'chat.useHooks', is(false), '"chat.useHooks" is off'),
  row('vscode', code, 'chat.hookFilesLocations', leavesOut, '"chat.hookFilesLocations" leaves the folder of hooks out'),
  row('copilot-cli', copilot, 'disableAllHooks', is(true), '"disableAllHooks" is on'),
];

/** Why an agent asks nobody, by all files in which it can be told not to: sentences, each naming the file. */
export async function whySwitchedOff(
  agent: string,
  { root, home }: Pick<Place, 'root' | 'home'>,
): Promise<readonly string[]> {
  const found = switches
    .filter((each) => each.agent === agent)
    .flatMap(({ files, at, isOff, words }) =>
      files.map(async (file) => {
        const path = file.startsWith('~/') ? join(home, file.slice(2)) : isAbsolute(file) ? file : join(root, file);
        const text = await readFile(path, 'utf8').catch(() => null);
        if (text === null) return null;
        const value = path.endsWith('.toml') ? findInToml(text, at) : find(text, at);
        return isOff(value) ? `${path}: ${words}: it asks nobody.` : null;
      }),
    );
  return [...new Set(await Promise.all(found))].filter((sentence) => sentence !== null);
}

function row(agent: string, files: readonly string[], at: string, isOff: Switch['isOff'], words: string): Switch {
  return { agent, files, at: at.split('/'), isOff, words };
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
