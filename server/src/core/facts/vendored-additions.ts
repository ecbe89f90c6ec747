import type { FileChange } from '../model/change.ts';
import type { FileSummary } from '../model/summary.ts';
import { groupBy } from '../text/group-by.ts';
import { directoryOf } from '../text/path.ts';
import { fileContextOf } from './file-context.ts';
import { isVendored, packageOf } from './vendored-package.ts';

/** Listings of folders that are asked for, of one change set. */
const MAX_FOLDERS = 200;

type Added = FileChange & Required<Pick<FileChange, 'after'>>;

/** Code that is added to packages of which the change alters and takes away nothing, by package. */
function additionsByPackage(files: readonly FileChange[]): ReadonlyMap<string, readonly Added[]> {
  const changed = files.filter(({ path }) => isVendored(path) && !fileContextOf(path, '').docs);
  const found = new Map<string, readonly Added[]>();
  for (const [root, own] of groupBy(changed, ({ path }) => packageOf(path))) {
    const added = own.filter((file): file is Added => file.before === undefined && file.after !== undefined);
    // A file that is a package is new with its only file.
    if (added.length === own.length && !own.some(({ path }) => path === root)) found.set(root, added);
  }
  return found;
}

/** Folders from the package to each added file, the package first: what else stands there was there before. */
export function foldersOfAdditions(files: readonly FileChange[]): readonly string[] {
  const folders = new Set<string>();
  for (const [root, added] of additionsByPackage(files))
    for (const { path } of added)
      for (let folder = directoryOf(path); folder.length >= root.length; folder = directoryOf(folder))
        folders.add(`${folder}/`);
  return [...folders].toSorted((one, other) => depthOf(one) - depthOf(other)).slice(0, MAX_FOLDERS);
}

const depthOf = (folder: string): number => folder.split('/').length;

/** Packages that were there, and are added to. */
export function packagesAddedTo(
  files: readonly FileChange[],
  known: ReadonlyMap<string, FileSummary | null>,
): ReadonlySet<string> {
  const packages = additionsByPackage(files);
  const own = new Set<string>();
  for (const [root, added] of packages)
    for (const { path } of added) {
      own.add(path);
      for (let folder = directoryOf(path); folder.length >= root.length; folder = directoryOf(folder))
        own.add(`${folder}/`);
    }
  const found = new Set<string>();
  for (const folder of foldersOfAdditions(files)) {
    const names = known.get(folder)?.reexports.flat() ?? [];
    if (names.some((name) => !own.has(name))) found.add(packageOf(`${folder}x`));
  }
  return found;
}
