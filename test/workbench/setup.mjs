/**
 * Installs VS Code's server and web workbench under test/workbench/node_modules, from npm alone: no compiler, no lifecycle
 * scripts, no download from anywhere else. A stamp makes a second run a no-op.
 *
 *     node test/workbench/setup.mjs
 *
 * Node built-ins only, and any Node >= 20: `npm start` runs this on a fresh clone.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const vscodeDir = path.join(here, 'node_modules/code-server/lib/vscode');
const stampFile = path.join(here, 'node_modules/.setup-done');

/** The stamp is what the install came from: when either text changes, it is done again. */
const wanted =
  fs.readFileSync(path.join(here, 'package-lock.json'), 'utf8') + fs.readFileSync(import.meta.filename, 'utf8');

if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === wanted) process.exit(0);

console.log('Installing the VS Code workbench (once, about 50 MB to download) …');
npm(here, ['ci']);
// The code-server package holds VS Code's out/ and extensions/ but not VS Code's own node_modules; it carries the shrinkwrap
// that pins them. --legacy-peer-deps: that shrinkwrap lacks one peer (tslib), and a plain `npm ci` refuses it.
npm(vscodeDir, ['ci', '--omit=dev', '--legacy-peer-deps']);
removeUnused();
fs.writeFileSync(stampFile, wanted);
console.log('VS Code workbench installed.');

function npm(cwd, args) {
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync('npm', [...args, ...options], {
    cwd,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return;
  console.error(
    `npm ${args.join(' ')} failed in ${path.relative(process.cwd(), cwd) || '.'}${result.error ? `: ${result.error.message}` : ''}.`,
  );
  console.error('fix  See the lines above; with no network, run this once where the npm registry can be reached.');
  process.exit(1);
}

/** 330 MB that a test of an extension never touches: agent runtime, sandbox tool, bundled chat, other platforms' ripgrep. */
function removeUnused() {
  const unused = [
    'node_modules/@github',
    'node_modules/@microsoft/mxc-sdk',
    'extensions/copilot',
    'extensions/mermaid-markdown-features',
  ];
  // Its tsserver is not installed, and it says so in every window. Highlighting is another extension's, and stays.
  unused.push('extensions/typescript-language-features');
  const ripgrep = 'node_modules/@vscode/ripgrep-universal/bin';
  const ownPlatform = `${process.platform}-${process.arch}`;
  for (const platform of fs.readdirSync(path.join(vscodeDir, ripgrep))) {
    if (platform !== ownPlatform) unused.push(`${ripgrep}/${platform}`);
  }
  for (const name of unused) fs.rmSync(path.join(vscodeDir, name), { recursive: true, force: true });
}
