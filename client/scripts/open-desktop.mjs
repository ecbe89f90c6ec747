/**
 * Opens the demo in a desktop VS Code, with a profile of its own: nobody's settings, extensions or windows are touched. The
 * extension is loaded from this repository, as F5 does, which works the same whether `executable` is the `code` command or the
 * program behind it.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnvironment } from '../../test/workbench/serve.mjs';
import { readRunningPid } from './find-vscode.mjs';
import { rootDir } from './prepare.mjs';
import { Problem } from './problem.mjs';

const startTimeoutMs = 60_000;
const stopTimeoutMs = 5_000;

/**
 * @param {{ executable: string, profileDir: string, workspace: string, settings: object }} demo
 * @returns a handle: `closed` resolves when VS Code has ended, `stop` ends it
 * @throws {Problem} when it ends before it has a window
 */
export async function openDesktop({ executable, profileDir, workspace, settings }) {
  const userDataDir = path.join(profileDir, 'user-data');
  const settingsFile = path.join(userDataDir, 'User/settings.json');
  fs.mkdirSync(path.dirname(settingsFile), { recursive: true });
  fs.writeFileSync(settingsFile, JSON.stringify(settings, null, 2));

  const args = [workspace, '--new-window', '--wait', `--extensionDevelopmentPath=${rootDir}`];
  args.push(`--user-data-dir=${userDataDir}`, `--extensions-dir=${path.join(profileDir, 'extensions')}`);
  args.push('--disable-workspace-trust', '--skip-welcome', '--skip-release-notes', '--disable-updates');
  if (process.getuid?.() === 0) args.push('--no-sandbox'); // Chromium's sandbox does not start as root
  const child = spawn(executable, args, { env: cleanEnvironment(), stdio: 'ignore' });
  let ended;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended = `exit ${signal ?? code}`));

  // The `code` command may end while VS Code runs on, and VS Code may run without its lock file for a moment.
  const isRunning = () => ended === undefined || readRunningPid(userDataDir) !== undefined;
  await waitForWindow();
  return {
    closed: waitForEnd(),
    async stop() {
      const pid = readRunningPid(userDataDir);
      if (pid !== undefined) process.kill(pid, 'SIGTERM');
      child.kill('SIGTERM');
      await Promise.race([waitForEnd(), sleep(stopTimeoutMs)]);
    },
  };

  async function waitForWindow() {
    const deadline = Date.now() + startTimeoutMs;
    while (readRunningPid(userDataDir) === undefined) {
      if (!isRunning()) throw new Problem(`${executable} ended at once (${ended}).`, 'Try it with --browser.');
      if (Date.now() > deadline) {
        child.kill('SIGTERM');
        throw new Problem(
          `${executable} did not open a window in ${startTimeoutMs / 1000} s.`,
          'Try it with --browser.',
        );
      }
      await sleep(200);
    }
  }

  async function waitForEnd() {
    while (isRunning()) await sleep(500);
  }
}
