/** Packs the throw-away extension of canary/throwaway, with which the harness itself is tested. */
import { createVSIX } from '@vscode/vsce';
import fs from 'node:fs';
import path from 'node:path';
import { cacheDir, throwawayDir } from './paths.mjs';

/** @returns {Promise<string>} the .vsix */
export async function packThrowaway() {
  const packagePath = path.join(cacheDir, 'workbench/throwaway.vsix');
  fs.mkdirSync(path.dirname(packagePath), { recursive: true });
  await createVSIX({
    cwd: throwawayDir,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return packagePath;
}
