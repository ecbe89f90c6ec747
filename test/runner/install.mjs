import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

const readPackages = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;

/** npm writes `node_modules/.package-lock.json` last: what it lists is what is installed, whoever installed it. */
function isInstalled() {
  let installed;
  try {
    installed = readPackages('node_modules/.package-lock.json');
  } catch {
    return false;
  }
  return Object.entries(readPackages('package-lock.json')).every(
    ([name, { version, integrity, optional, os }]) =>
      name === '' ||
      (installed[name] === undefined
        ? optional === true || os !== undefined
        : installed[name].version === version && installed[name].integrity === integrity),
  );
}

/** @throws when npm fails */
export function installPackages() {
  if (isInstalled()) return;
  console.log('Installing packages (npm ci) …');
  const start = performance.now();
  const { status, error } = spawnSync('npm', ['ci', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci failed${error ? `: ${error.message}` : ''}`);
  console.log(`Installed in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
