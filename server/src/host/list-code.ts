import type { Problem } from '../core/model/problem.ts';
import type { Engine } from '../core/verbs.ts';
import type { Repository } from './git-repository.ts';
import { createLeftOutRules } from './left-out.ts';
import { listFiles } from './list-files.ts';

export interface CodeList {
  /** Files that somebody may change; dependencies and what was generated are none. */
  readonly watched: readonly string[];
  /** Of these the ones in a language that is read, without what git ignores. */
  readonly code: readonly string[];
  readonly problems: readonly Problem[];
}

/** Files below a folder of `root` (with a final slash, or empty for all). `ignored`: patterns of the policy and the settings. */
export async function listCode(
  root: string,
  folder: string,
  repository: Repository | null,
  ignored: readonly string[],
  engine: Engine,
): Promise<CodeList> {
  const rules = createLeftOutRules(repository, ignored);
  const { paths, problems } = await listFiles(root, { skip: (path) => rules.byPlace(path) !== null });
  const watched = paths.filter((path) => path.startsWith(folder));
  const leftOut = await rules.sort(watched);
  const code = watched.filter((path) => !leftOut.has(path) && engine.languageOf(path) !== null);
  return { watched, code, problems };
}
