/** Opens the demo in VS Code's web workbench: a server on this machine, and a browser on its address. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHome, installExtension, startServer } from '../../test/workbench/serve.mjs';
import { hasDisplay } from './find-vscode.mjs';

/**
 * @param {{ profileDir: string, workspace: string, vsix: string, settings: object, open: boolean }} demo
 * @returns a handle: `address` to open, `visited` resolves when a browser did, `closed` when the server ended, `stop` ends it
 */
export async function openBrowser({ profileDir, workspace, vsix, settings, open }) {
  const home = createHome(profileDir, settings);
  installExtension(home, vsix);
  // Whoever knows the address can run programs here, so it carries a secret.
  const server = await startServer(home, { token: randomBytes(16).toString('hex') });
  const address = server.pageAddress(workspace);
  if (open && hasDisplay()) openAddress(address);
  return { address, visited: waitForVisit(home.logFile), closed: server.exited, stop: server.stop };
}

/** The server logs each connection of a window. */
async function waitForVisit(logFile) {
  while (!fs.readFileSync(logFile, 'utf8').includes('New connection established')) await sleep(300);
}

function openAddress(address) {
  const openers = {
    darwin: ['open', [address]],
    win32: ['rundll32', ['url.dll,FileProtocolHandler', address]],
  };
  const [command, args] = openers[process.platform] ?? ['xdg-open', [address]];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.once('error', () => {}); // the address is printed anyway
  child.unref();
}
