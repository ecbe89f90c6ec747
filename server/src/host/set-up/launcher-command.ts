import { reviewSeconds, spareSeconds } from './define.ts';

/** Below the home directory of whoever runs the agent, so that one line suits a team. */
export const launcherFolder = '.countersign';

const options = `--wait ${reviewSeconds - spareSeconds}`;

/** What an agent runs. Shells put the home directory in. */
export function launcherCommand(agent: string, shell: 'sh' | 'cmd' | 'powershell' = 'sh'): string {
  switch (shell) {
    case 'sh':
      return `"$HOME/${launcherFolder}/hook" ${agent} ${options}`;
    case 'cmd':
      return `"%USERPROFILE%\\${launcherFolder}\\hook.cmd" ${agent} ${options}`;
    case 'powershell':
      return `& "$env:USERPROFILE\\${launcherFolder}\\hook.cmd" ${agent} ${options}`;
  }
}

/** Whether a command line is one of ours, of whatever version. */
export function isLauncherCommand(command: unknown): boolean {
  return typeof command === 'string' && /[\\/]\.countersign[\\/]hook(?:\.cmd)?\b/u.test(command);
}
