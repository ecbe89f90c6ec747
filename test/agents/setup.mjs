/**
 * Installs the agents that hooks and sessions are tested with under test/agents/node_modules: from npm alone, without lifecycle scripts.
 * A stamp makes a second run a no-op.
 *
 *     node test/agents/setup.mjs
 *
 * Ends with 75 (EX_TEMPFAIL of sysexits.h) when the registry cannot be reached.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const stampFile = path.join(here, 'node_modules/.setup-done');
/** The stamp is what the install came from: when either text changes, it is done again. */
const wanted =
  fs.readFileSync(path.join(here, 'package-lock.json'), 'utf8') + fs.readFileSync(import.meta.filename, 'utf8');
/** npm's words for a registry that is not there. */
const unreachable = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ENOTCACHED)\b/;

if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === wanted) process.exit(0);

console.log('Installing Gemini CLI, Codex and its adapter (once, about 150 MB to download) …');
const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
const { status, error, stderr } = spawnSync('npm', ['ci', ...options], {
  cwd: here,
  stdio: ['ignore', 'inherit', 'pipe'],
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
if (status === 0) {
  fs.writeFileSync(stampFile, wanted);
  console.log('Agents installed.');
} else {
  console.error(`npm ci failed in test/agents${error ? `: ${error.message}` : ''}.\n${stderr ?? ''}`);
  console.error('fix  See the lines above; with no network, run this once where the npm registry can be reached.');
  process.exitCode = unreachable.test(stderr ?? '') ? 75 : 1;
}
