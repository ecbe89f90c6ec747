import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Place } from './define.ts';

interface SettingsFiles {
  readonly agent: string;
  /**
   * Below the root of the repository, below the home directory (`~/`), or of the machine. What an earlier one says holds over what
   * a later one says.
   */
  readonly files: readonly string[];
}

const maxBytes = 1024 * 1024;

const code = [
  '.vscode/settings.json',
  ...['.vscode-server', '.vscode-server-insiders', '.vscode-remote'].map(
    (name) => `~/${name}/data/Machine/settings.json`,
  ),
  ...['Code', 'Code - Insiders'].flatMap((name) => [
    `~/.config/${name}/User/settings.json`,
    `~/Library/Application Support/${name}/User/settings.json`,
    `~/AppData/Roaming/${name}/User/settings.json`,
  ]),
];

/** Sources: the documentation of each agent, 2026-11. */
const all: readonly SettingsFiles[] = [
  {
    agent: 'claude-code',
    files: [
      '/etc/claude-code/managed-settings.json',
      '/Library/Application Support/ClaudeCode/managed-settings.json',
      'C:/Program Files/ClaudeCode/managed-settings.json',
      '.claude/settings.local.json',
      '.claude/settings.json',
      '~/.claude/settings.json',
    ],
  },
  { agent: 'codex', files: ['/etc/codex/managed_config.toml', '.codex/config.toml', '~/.codex/config.toml'] },
  {
    agent: 'gemini-cli',
    files: [
      '/etc/gemini-cli/settings.json',
      '/Library/Application Support/GeminiCli/settings.json',
      'C:/ProgramData/gemini-cli/settings.json',
      '.gemini/settings.json',
      '~/.gemini/settings.json',
    ],
  },
  { agent: 'cursor', files: ['.cursor/cli.json', '~/.cursor/cli-config.json'] },
  { agent: 'vscode', files: code },
  {
    agent: 'copilot-cli',
    files: [
      '.github/hooks/countersign-copilot.json',
      '.github/copilot/settings.json',
      '~/.copilot/settings.json',
      '~/.copilot/config.json',
    ],
  },
  {
    agent: 'opencode',
    files: ['opencode.json', 'opencode.jsonc', '~/.config/opencode/opencode.json', '~/.config/opencode/opencode.jsonc'],
  },
];

export interface SettingsText {
  /** As the table has it. */
  readonly file: string;
  readonly path: string;
  readonly text: string;
}

/** Those that are there, strongest first. A link is followed: settings in a home directory are often kept elsewhere. */
export async function readSettings(
  agent: string,
  { root, home }: Pick<Place, 'root' | 'home'>,
): Promise<readonly SettingsText[]> {
  const files = all.find((each) => each.agent === agent)?.files ?? [];
  const found = files.map(async (file): Promise<SettingsText | null> => {
    const path = file.startsWith('~/') ? join(home, file.slice(2)) : isAbsolute(file) ? file : join(root, file);
    const text = await readRegular(path).catch(() => null);
    return text === null ? null : { file, path, text };
  });
  return (await Promise.all(found)).filter((each) => each !== null);
}

async function readRegular(path: string): Promise<string | null> {
  const stats = await stat(path);
  return stats.isFile() && stats.size <= maxBytes ? await readFile(path, 'utf8') : null;
}
