/**
 * What one UI scenario gets: a fresh workspace, a running VS Code server with the extension installed, and a browser window on
 * it. A scenario file, test/workbench/ui/<slug>.ui.mjs, exports
 *
 *     export const name = 'a sentence about behaviour';
 *     export const options = { theme: 'Dark Modern' };        // optional, see `defaults`
 *     export async function run({ page, workspace, … }) {}    // throws when it fails
 */
import path from 'node:path';
import { openContext } from './browser.mjs';
import { buildWorkspace, workspaceSources } from './fixture.mjs';
import { isolatedEnvironment } from './isolated-environment.mjs';
import { cliFile, rootDir } from './paths.mjs';
import { listDescendants } from './processes.mjs';
import { runProgram } from './run-program.mjs';
import { createHome, quietSettings, startServer } from './serve.mjs';
import { chooseTheme, waitForWorkbench } from './workbench.mjs';
import { writeAsProcess } from './write-as-process.mjs';

const defaults = {
  workspace: 'sample', // a name in fixture.mjs
  theme: 'Light Modern', // Dark Modern, Default High Contrast, Default High Contrast Light; `chooseTheme` takes labels
  viewport: { width: 1400, height: 900 },
  scale: 1, // 2 for pictures that are to be shown
  workspaceTrust: false, // true: VS Code's workspace trust is on, and the window starts in Restricted Mode
  settings: {},
  timeoutMs: 120_000,
};

/** @returns the scenario's options with the defaults filled in. @throws on an option that does not exist */
export function completeOptions(options = {}) {
  for (const name of Object.keys(options)) {
    if (!(name in defaults))
      throw new Error(`A scenario has no option "${name}"; there are ${Object.keys(defaults).join(', ')}.`);
  }
  return { ...defaults, ...options };
}

/**
 * Opens a window for one scenario.
 * @param {object} setup
 * @param {string} setup.dir an empty folder for everything the scenario leaves behind
 * @param {string} setup.extensionsDir what is installed
 * @param {string} setup.shots where screenshots go
 */
export async function openScenario({ browser, dir, extensionsDir, shots, slug, options, verbose = false }) {
  const workspace = await buildWorkspace(options.workspace, path.join(dir, options.workspace));
  const home = createHome(path.join(dir, 'home'), settingsFor(options), extensionsDir);
  const env = isolatedEnvironment(path.join(dir, 'user'));

  const startOptions = { workspaceTrust: options.workspaceTrust, env };
  let server = await startServer(home, startOptions);
  const { context, outsideHosts } = await openContext(browser, options);
  const errors = [];
  const page = await openPage().catch(async (error) => {
    await close();
    throw error;
  });

  async function openPage() {
    const newPage = await context.newPage();
    newPage.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
      if (verbose) console.log(`    | ${message.text()}`);
    });
    newPage.on('pageerror', (error) => errors.push(String(error)));
    await newPage.goto(server.pageAddress(workspace));
    await waitForWorkbench(newPage);
    return newPage;
  }

  async function close() {
    await context.close();
    await server.stop();
  }

  return {
    /** The window. Stays the same object over `restartServer` and `reloadWindow`. */
    page,
    workspace,
    home,
    /** The folder for screenshots. */
    shots,
    env,
    /** Errors that the page and its webviews logged so far; VS Code itself logs some in every run. */
    errors,
    outsideHosts,
    say: (...words) => console.log('      ', ...words),

    /** Screenshot of the whole window, or of one element; returns the file. */
    async shot(name, locator) {
      const file = path.join(shots, `${slug}-${name}.png`);
      await (locator ?? page).screenshot({ path: file });
      return file;
    },

    /** What "Developer: Reload Window" does. In a browser VS Code may forget which tabs and views were open. */
    async reloadWindow() {
      await page.goto(server.pageAddress(workspace));
      await waitForWorkbench(page);
    },

    /** Ends VS Code with its extension host and starts it again on the same data; `during` runs while all of it is down. */
    async restartServer(during = async () => {}) {
      await page.goto('about:blank');
      await server.stop();
      await during();
      server = await startServer(home, { ...startOptions, port: server.port });
      await page.goto(server.pageAddress(workspace));
      await waitForWorkbench(page);
    },

    /** Writes files into the workspace from another process; see write-as-process.mjs. */
    writeOutside: (files, writeOptions) => writeAsProcess(workspace, files, writeOptions),

    /** Lands the agent's turn that belongs to this workspace, from another process; returns the paths. */
    async landAgentTurn({ delayMs = 50 } = {}) {
      const script = path.join(rootDir, 'client/scripts/land-agent-turn.mjs');
      const args = [script, workspace, '--delay', String(delayMs), '--from', workspaceSources[options.workspace]];
      const result = await runProgram(process.execPath, args);
      if (result.code !== 0) throw new Error(`The agent's turn did not land: ${result.stderr}`);
      return result.stdout.trim().split('\n');
    },

    /** Runs a program in the workspace, with the environment of the extension host. */
    exec: (command, args = [], input = '') => runProgram(command, args, { cwd: workspace, env, input }),

    /** Runs `countersign` in the workspace, with the environment of the extension host. */
    cli: (...args) => runProgram(process.execPath, [cliFile, ...args], { cwd: workspace, env }),

    chooseTheme: (label) => chooseTheme(page, label),
    resize: (width, height = options.viewport.height) => page.setViewportSize({ width, height }),

    /** The processes of VS Code's server: extension host, file watcher, language servers. */
    processes: () => listDescendants(server.pid),

    close,
  };
}

function settingsFor(options) {
  const settings = { ...quietSettings, 'workbench.colorTheme': options.theme };
  // Restricted Mode at once, instead of a dialog first.
  if (options.workspaceTrust) settings['security.workspace.trust.startupPrompt'] = 'never';
  return { ...settings, ...options.settings };
}
