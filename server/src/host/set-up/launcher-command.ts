import { reviewSeconds, spareSeconds } from './define.ts';

/** Below the home directory of whoever runs the agent, so that one line suits a team. */
export const launcherFolder = '.countersign';

/** `ask`: before a call, and the answer counts. `notice`: it is only told. */
type Purpose = 'ask' | 'notice';

const options: Readonly<Record<Purpose, string>> = {
  ask: `--wait ${reviewSeconds - spareSeconds}`,
  notice: '--notice',
};

/** What an agent runs. Shells put the home directory in. */
export function launcherCommand(
  agent: string,
  purpose: Purpose = 'ask',
  shell: 'sh' | 'cmd' | 'powershell' = 'sh',
): string {
  switch (shell) {
    case 'sh':
      return `"$HOME/${launcherFolder}/hook" ${agent} ${options[purpose]}`;
    case 'cmd':
      return `"%USERPROFILE%\\${launcherFolder}\\hook.cmd" ${agent} ${options[purpose]}`;
    case 'powershell':
      return `& "$env:USERPROFILE\\${launcherFolder}\\hook.cmd" ${agent} ${options[purpose]}`;
  }
}

/** Whether a command line is one of ours, of whatever version. */
export function isLauncherCommand(command: unknown): boolean {
  return typeof command === 'string' && /[\\/]\.countersign[\\/]hook(?:\.cmd)?\b/u.test(command);
}

/** Whether a text has a command line of ours, of whatever version, whose answer counts. */
export function isAsking(text: string): boolean {
  return /[\\/]\.countersign[\\/]+hook(?:\.cmd)?\\?["']?[ \t]+[\w-]+(?![\w-]|[ \t]+--notice)/u.test(text);
}
