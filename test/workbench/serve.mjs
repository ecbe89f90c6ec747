/**
 * Starts and stops VS Code's server with its web workbench. Shared by the tests and by `npm start`; Node built-ins only.
 * A *home* is the folder that holds all that one server keeps (settings, installed extensions, logs, state): starting a second
 * server on the same home is what restarting VS Code is.
 */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { listDescendants, waitForEnds } from './processes.mjs';
import { findServerNode } from './server-node.mjs';

const serverMain = path.join(import.meta.dirname, 'node_modules/code-server/lib/vscode/out/server-main.js');
const startTimeoutMs = 60_000;
const stopTimeoutMs = 5_000;

/** A quiet workbench: nothing that asks, greets, animates or reaches out. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.autoDetectHighContrast': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * @param {string} dir created when it is not there
 * @param {string} [extensionsDir] where what is installed lies; homes may share it
 */
export function createHome(dir, settings = quietSettings, extensionsDir = path.join(dir, 'extensions')) {
  const home = {
    dir,
    dataDir: path.join(dir, 'data'),
    extensionsDir,
    settingsFile: path.join(dir, 'data/data/User/settings.json'),
    logFile: path.join(dir, 'server.log'),
  };
  fs.mkdirSync(home.extensionsDir, { recursive: true });
  writeSettings(home, settings);
  return home;
}

/** Replaces the user settings. The web workbench does not watch this file: a running window takes them over when reloaded. */
export function writeSettings(home, settings) {
  fs.mkdirSync(path.dirname(home.settingsFile), { recursive: true });
  fs.writeFileSync(home.settingsFile, JSON.stringify(settings, null, 2));
}

/** @throws with VS Code's own words when it refuses, for instance because `engines.vscode` is newer than this VS Code. */
export function installExtension(home, vsixFile) {
  checkInstalled();
  if (!fs.existsSync(vsixFile)) throw new Error(`${vsixFile} does not exist.\nfix  npm run package`);
  const args = [serverMain, ...homeArgs(home), '--install-extension', vsixFile];
  const result = spawnSync(findServerNode(), args, { env: cleanEnvironment(), encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`VS Code did not install ${vsixFile}:\n${result.stdout}${result.stderr}`);
}

/**
 * @param {object} options
 * @param {number} [options.port] 0 takes a free one; the browser's part of the state belongs to the port, so a restart names it
 * @param {boolean} [options.workspaceTrust] true leaves VS Code's workspace trust on, as people have it
 * @param {boolean} [options.testDriver] honours extensionTestsPath in the page's address; also silences toasts and dialogs
 * @param {string} [options.token] a secret the page's address must carry; without one anybody on this machine may connect
 * @param {Record<string, string>} [options.env] reaches the extension host
 * @returns a handle on the running server
 */
export async function startServer(
  home,
  { port = 0, workspaceTrust = false, testDriver = false, token, env = cleanEnvironment() } = {},
) {
  checkInstalled();
  const args = [
    serverMain,
    ...homeArgs(home),
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--telemetry-level',
    'off',
  ];
  args.push('--disable-getting-started-override');
  args.push(...(token ? ['--connection-token', token] : ['--without-connection-token']));
  if (!workspaceTrust) args.push('--disable-workspace-trust');
  if (testDriver) args.push('--enable-smoke-test-driver');

  const child = spawn(findServerNode(), args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  child.once('exit', () => process.off('exit', killAtExit));

  const log = fs.createWriteStream(home.logFile, { flags: 'a' });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const actualPort = await listeningPort(child);
  return describeServer(child, actualPort, token);
}

/**
 * The environment for a server: this process's, without what npm, git hooks or an enclosing VS Code put there, and without
 * a gallery to ask for extensions.
 */
export function cleanEnvironment(extra = {}) {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^(npm_|VSCODE_|ELECTRON_|GIT_|NODE_OPTIONS$)/.test(name)) delete env[name];
  }
  return { ...env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...extra };
}

function describeServer(child, port, token) {
  // Webviews need a secure context (service worker). http://localhost is one; another host name over http is not.
  const origin = `http://localhost:${port}`;
  return {
    pid: child.pid,
    port,
    origin,
    exited: new Promise((resolve) => child.once('exit', resolve)),
    /** The address of a window on a folder; payload as VS Code's web workbench reads it. */
    pageAddress(folder, payload = []) {
      const query = new URLSearchParams({
        folder,
        payload: JSON.stringify([['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...payload]),
      });
      if (token) query.set('tkn', token);
      return `${origin}/?${query}`;
    },
    /** A path on this machine as the workbench names it; the authority must equal the page's host. */
    remoteUri: (file) => `vscode-remote://localhost:${port}${file}`,
    stop: () => stopChild(child),
  };
}

function homeArgs(home) {
  return ['--accept-server-license-terms', '--server-data-dir', home.dataDir, '--extensions-dir', home.extensionsDir];
}

function checkInstalled() {
  if (!fs.existsSync(serverMain))
    throw new Error('The VS Code workbench is not installed.\nfix  node test/workbench/setup.mjs');
}

function listeningPort(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason) => reject(new Error(`VS Code's server ${reason}\n${output.slice(-2000)}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`did not start within ${startTimeoutMs / 1000} s`);
    }, startTimeoutMs);
    const read = (chunk) => {
      output += chunk;
      const match = /Extension host agent listening on (\d+)/.exec(output);
      if (!match) return;
      clearTimeout(timer);
      resolve(Number(match[1]));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`exited with ${code}`);
    });
  });
}

/** Also waits for the extension hosts and what they started: a second start must not meet the first one's processes. */
async function stopChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const below = listDescendants(child.pid);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await exited;
  clearTimeout(timer);
  await waitForEnds(below, stopTimeoutMs);
}
