import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { worded } from '../core/model/wording.ts';
import { throwProblem } from './problems.ts';

/**
 * `server/dist/`, where the build put what ships beside the bundles. This file runs from there as part of a bundle, and
 * from `server/src/host/` unbuilt.
 *
 * @throws HostProblem when nothing was built
 */
export function findAssets(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [here, resolve(here, '../../dist')];
  const found = candidates.find((folder) => existsSync(join(folder, 'grammars/manifest.json')));
  return (
    found ??
    throwProblem(
      'grammarBroken',
      worded`The grammars are not beside the program.`,
      join(here, 'grammars/manifest.json'),
    )
  );
}
