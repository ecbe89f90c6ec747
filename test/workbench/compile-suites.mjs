/** Compiles test/extension/*.test.ts to .cache/extension-suites/, as CommonJS: the form that every VS Code's test runner loads. */
import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { cacheDir } from './paths.mjs';

/**
 * Packages stay outside the bundles and are found in the root's node_modules; `vscode` is the host's.
 * @param {string} suiteDir
 * @returns {Promise<string>} the folder with one .cjs a suite
 */
export async function compileSuites(suiteDir) {
  const outdir = path.join(cacheDir, 'extension-suites', path.basename(suiteDir));
  fs.rmSync(outdir, { recursive: true, force: true });
  fs.mkdirSync(outdir, { recursive: true });
  const entryPoints = fs
    .readdirSync(suiteDir)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.join(suiteDir, name));
  if (entryPoints.length === 0) return outdir;
  await build({
    entryPoints,
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outdir;
}
