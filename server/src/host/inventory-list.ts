import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import type { Engine } from '../core/verbs.ts';
import { ask, type Repository } from './git-repository.ts';
import { splitNul } from './git-run.ts';
import { createLeftOutRules } from './left-out.ts';
import { listCode } from './list-code.ts';
import { hostProblem } from './problems.ts';
import { isWorkspacePath } from './workspace-path.ts';

const maxFiles = 200_000;
const maxListBytes = 256 * 1024 * 1024;

/**
 * Files in a language that is read, without what git ignores, dependencies and what was generated. Git lists them itself: asking
 * it of each whether it is ignored takes minutes for 100,000.
 */
export async function listForInventory(
  root: string,
  folder: string,
  repository: Repository | null,
  ignored: readonly string[],
  engine: Engine,
): Promise<{ readonly paths: readonly string[]; readonly problems: readonly Problem[] }> {
  if (repository === null) {
    const { code, problems } = await listCode(root, folder, null, ignored, engine);
    return { paths: code, problems };
  }
  const listing = await ask(repository, {
    arguments: [
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
      '--',
      ...(folder === '' ? [] : [`./${folder}`]),
    ],
    maxOutputBytes: maxListBytes,
  });
  const { byPlace } = createLeftOutRules(null, ignored);
  const all = [...new Set(splitNul(listing))];
  const paths = all
    .slice(0, maxFiles)
    .filter((path) => isWorkspacePath(path) && engine.languageOf(path) !== null && byPlace(path) === null);
  const problems =
    all.length > maxFiles
      ? [hostProblem('tooMany', worded`More than ${maxFiles} files; the rest is not looked at.`)]
      : [];
  return { paths: paths.toSorted(), problems };
}
