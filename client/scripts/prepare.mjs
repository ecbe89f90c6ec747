/** Makes a fresh clone ready: dependencies, bundles, package. What is done already is not done again. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { findServerNode } from '../../test/workbench/server-node.mjs';
import { Problem } from './problem.mjs';

export const rootDir = path.resolve(import.meta.dirname, '../..');
export const vsixFile = path.join(rootDir, 'countersign.vsix');

/** Runs `npm ci` unless node_modules is newer than the lock file. */
export async function installDependencies() {
  const installed = modifiedMs('node_modules/.package-lock.json');
  if (installed >= modifiedMs('package-lock.json')) return;
  const fix = 'Read the lines above; without a network, run `npm ci` once where the npm registry can be reached.';
  await runStep('Installing dependencies (npm ci)', npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], fix);
}

export async function buildBundles() {
  await runStep('Building', findServerNode(), ['esbuild.config.mjs'], 'Read the lines above.');
}

/** Builds, and packs countersign.vsix. */
export async function packageExtension() {
  await runStep('Building and packaging', findServerNode(), ['server/scripts/package.mjs'], 'Read the lines above.');
}

/** Installs VS Code's web workbench, once. */
export async function installWorkbench() {
  const fix =
    'Read the lines above; without a network, run `node test/workbench/setup.mjs` once where npm can be reached.';
  await runStep('Installing the VS Code workbench', process.execPath, ['test/workbench/setup.mjs'], fix);
}

/** Downloads VS Code unless that is done already. @returns {Promise<string>} its executable. @throws when it cannot be had */
export async function downloadVsCode() {
  const output = await runStep('Downloading VS Code', findServerNode(), ['client/scripts/download-vscode.mjs'], '');
  return output.trim().split('\n').at(-1);
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** @returns {Promise<string>} what it wrote to stdout. @throws {Problem} with all it wrote when it failed */
async function runStep(label, command, args, fix) {
  const start = Date.now();
  console.log(`  ${label} …`);
  const shell = command.endsWith('.cmd');
  const child = spawn(command, args, { cwd: rootDir, stdio: ['ignore', 'pipe', 'pipe'], shell });
  let stdout = '';
  let all = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    all += chunk;
  });
  child.stderr.on('data', (chunk) => (all += chunk));
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      all += error.message;
      resolve(1);
    });
    child.once('close', resolve);
  });
  if (code !== 0) throw new Problem(`${label} failed.\n${lastLines(all, 40)}`, fix);
  const seconds = (Date.now() - start) / 1000;
  if (seconds > 2) console.log(`    done in ${seconds.toFixed(0)} s`);
  return stdout;
}

function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

function modifiedMs(file) {
  return fs.statSync(path.join(rootDir, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
