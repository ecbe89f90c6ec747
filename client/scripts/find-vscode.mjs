/** Finds a VS Code, or a build of it, on this machine. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFile, findOnPath } from '../../test/workbench/find-program.mjs';
import { Problem } from './problem.mjs';

const commands = ['code', 'code-insiders', 'codium'];

/** Whether a desktop window can be shown from here. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * @returns {string | undefined} an executable that takes VS Code's command line
 * @throws {Problem} when VSCODE_EXECUTABLE names nothing
 */
export function findVsCode() {
  const named = process.env.VSCODE_EXECUTABLE;
  if (named) {
    if (findFile([named])) return named;
    throw new Problem(
      `VSCODE_EXECUTABLE is ${named}, which is not a file.`,
      'Set it to a VS Code executable, or unset it.',
    );
  }
  // There `code` speaks to a window on another machine, which would not see our folders.
  const isRemoteTerminal = Boolean(process.env.VSCODE_IPC_HOOK_CLI) || os.release().toLowerCase().includes('microsoft');
  if (isRemoteTerminal) return undefined;
  const onPath = findOnPath(commands);
  return (onPath && desktopExecutable(onPath)) ?? findFile(wellKnownFiles());
}

/** On Windows the command is a batch file beside the program: take the program, which needs no shell. */
function desktopExecutable(command) {
  if (!command.endsWith('.cmd')) return command;
  const folder = path.dirname(path.dirname(command));
  return findFile(['Code.exe', 'Code - Insiders.exe', 'VSCodium.exe'].map((name) => path.join(folder, name)));
}

function wellKnownFiles() {
  if (process.platform === 'darwin') return macFiles();
  if (process.platform === 'win32') return windowsFiles();
  return [
    '/usr/share/code/bin/code',
    '/snap/bin/code',
    '/opt/visual-studio-code/bin/code',
    '/usr/share/codium/bin/codium',
  ];
}

function macFiles() {
  const apps = ['Visual Studio Code', 'Visual Studio Code - Insiders', 'VSCodium'];
  return ['/Applications', path.join(os.homedir(), 'Applications')].flatMap((folder) =>
    apps.flatMap((app) => {
      const bin = path.join(folder, `${app}.app`, 'Contents/Resources/app/bin');
      return commands.map((command) => path.join(bin, command));
    }),
  );
}

function windowsFiles() {
  const programs = [path.join(process.env.LOCALAPPDATA ?? '', 'Programs'), process.env.ProgramFiles ?? ''];
  const places = [
    ['Microsoft VS Code', 'Code.exe'],
    ['Microsoft VS Code Insiders', 'Code - Insiders.exe'],
    ['VSCodium', 'VSCodium.exe'],
  ];
  return programs.filter(Boolean).flatMap((folder) => places.map((place) => path.join(folder, ...place)));
}

/** The process of the VS Code that runs on a user data folder, from the lock file it keeps there. */
export function readRunningPid(userDataDir) {
  try {
    const pid = Number(fs.readFileSync(path.join(userDataDir, 'code.lock'), 'utf8'));
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    process.kill(pid, 0); // throws when there is no such process
    return pid;
  } catch {
    return undefined;
  }
}
