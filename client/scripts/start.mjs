/**
 * `npm start`: opens VS Code with Countersign on a fresh copy of the demo workspace, in which an agent's change set lands a
 * moment later. Sets up what is missing first. Node built-ins only, until the dependencies are there.
 */
import './check-node.mjs';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { quietSettings } from '../../test/workbench/serve.mjs';
import { findVsCode, hasDisplay } from './find-vscode.mjs';
import { openBrowser } from './open-browser.mjs';
import { openDesktop } from './open-desktop.mjs';
import * as prepare from './prepare.mjs';
import { Problem, printProblem } from './problem.mjs';
import { buildSampleWorkspace, readAgentTurn } from './sample-workspace.mjs';

const help = `Opens VS Code with Countersign on a demo workspace, in which an agent's change set lands a moment later.

  npm start                        in a VS Code found on this machine, else a downloaded one, else in a browser
  npm start -- --browser           in a browser: VS Code's web workbench, from npm
  npm start -- --browser --no-open prints the address and leaves opening it to you
  npm start -- --keep DIR          keeps workspace and profile in DIR; with a DIR kept before, goes on there
  npm start -- --help

VSCODE_EXECUTABLE   the VS Code to use, when it is not on PATH
Ctrl+C ends everything that this started.`;

/** No red lines in the demo from what is not the demo: its dependencies are not installed. */
const demoSettings = { ...quietSettings, 'typescript.validate.enable': false, 'javascript.validate.enable': false };

const readyTimeoutMs = 60_000;
const settleMs = 2_000;

async function main() {
  const options = readOptions();
  if (options.help) {
    console.log(help);
    return;
  }
  console.log('Countersign demo');
  const demo = await prepareDemo(options.keep);
  const ends = startEnds(demo.discard);
  try {
    const opened = await openDemo(demo, options);
    ends.add(opened.stop);
    if (demo.isNew) void landWhenReady(demo.workspace, opened);
    await opened.closed;
  } finally {
    await ends.run();
  }
}

/** What is to be done at the end, however it comes: last added, first done, and once. */
function startEnds(...ends) {
  let done;
  const runAll = async () => {
    for (const end of ends.toReversed()) await end();
  };
  const run = () => (done ??= runAll());
  // Not `once`: npm passes on a Ctrl+C that the terminal has sent to this process already.
  const onSignal = async () => {
    if (!done) console.log('\nStopping …');
    await run();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  return { add: (end) => ends.push(end), run };
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        browser: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        keep: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new Problem(error.message, 'See `npm start -- --help`.', { cause: error });
  }
}

async function prepareDemo(keep) {
  const dir = keep ? path.resolve(keep) : fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-demo-'));
  const workspace = path.join(dir, 'ledger');
  const isNew = !fs.existsSync(workspace);
  if (isNew) await buildOrRemove(dir, workspace, keep === undefined);
  const discard = () => {
    if (keep) console.log(`Kept in ${dir}`);
    else fs.rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  return { dir, workspace, isNew, discard };
}

/** A demo that is half built would be taken for one that was kept. */
async function buildOrRemove(dir, workspace, isTemporary) {
  try {
    fs.mkdirSync(dir, { recursive: true });
    await buildSampleWorkspace(workspace);
  } catch (error) {
    fs.rmSync(isTemporary ? dir : workspace, { recursive: true, force: true });
    throw error;
  }
}

/** The first way that works: a VS Code on this machine, a downloaded one, the web workbench. */
async function openDemo(demo, options) {
  await prepare.installDependencies();
  const inBrowser = options.browser || !hasDisplay();
  if (!inBrowser) {
    const opened = await tryDesktop(demo);
    if (opened) return opened;
  } else if (!options.browser) {
    console.log('  There is no display here, so it opens in a browser.');
  }
  return openInBrowser(demo, options);
}

async function tryDesktop({ dir, workspace }) {
  const executable = findVsCode() ?? (await tryDownload());
  if (!executable) return undefined;
  await prepare.buildBundles();
  console.log(`  Opening ${executable} …`);
  try {
    const opened = await openDesktop({
      executable,
      profileDir: path.join(dir, 'desktop'),
      workspace,
      settings: demoSettings,
    });
    console.log('\nVS Code is open. The icon of Countersign is in the activity bar, at the left edge.\n');
    return { ...opened, visited: Promise.resolve() };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.log(`  ${error.message} It opens in a browser instead.`);
    return undefined;
  }
}

async function tryDownload() {
  try {
    console.log('  There is no VS Code on this machine (VSCODE_EXECUTABLE names one elsewhere).');
    return await prepare.downloadVsCode();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.log('  VS Code could not be downloaded, so it opens in a browser.');
    return undefined;
  }
}

async function openInBrowser({ dir, workspace }, options) {
  await prepare.installWorkbench();
  await prepare.packageExtension();
  const opened = await openBrowser({
    profileDir: path.join(dir, 'browser'),
    workspace,
    vsix: prepare.vsixFile,
    settings: demoSettings,
    open: !options['no-open'],
  });
  console.log(`\nOpen this in a browser:\n\n  ${opened.address}\n`);
  console.log('The icon of Countersign is in the activity bar, at the left edge. Ctrl+C ends the demo.\n');
  return opened;
}

/** Lands the agent's turn once Countersign watches the workspace, so that it is seen as it lands. */
async function landWhenReady(workspace, opened) {
  await opened.visited;
  const isSeen = await waitForFile(path.join(workspace, '.git/countersign'));
  if (!isSeen) console.log('Countersign has not said that it watches the workspace; the edit lands all the same.');
  await sleep(settleMs);
  const { agent, prompt } = readAgentTurn();
  console.log(`${agent} was asked: "${prompt}"`);
  const script = path.join(import.meta.dirname, 'land-agent-turn.mjs');
  const child = spawn(process.execPath, [script, workspace], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.on('data', (chunk) => process.stdout.write(String(chunk).replace(/^(?=.)/gm, '  wrote ')));
}

async function waitForFile(file) {
  const deadline = Date.now() + readyTimeoutMs;
  while (!fs.existsSync(file)) {
    if (Date.now() > deadline) return false;
    await sleep(200);
  }
  return true;
}

try {
  await main();
} catch (error) {
  printProblem(error);
  process.exitCode = 1;
}
process.exit(); // what still waits for a window or a file waits in vain
