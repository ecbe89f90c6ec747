import type { FileSummary, Workload } from '../../model/summary.ts';
import { isFolderPattern } from '../../text/folder-pattern.ts';

export interface KnownFiles {
  /** Null: it does not exist. */
  readonly files: ReadonlyMap<string, FileSummary | null>;
  /** What is not in the map does not exist. */
  readonly isWhole: boolean;
}

export interface IndexedFiles extends KnownFiles {
  /** Paths of the files that a folder's pattern means. */
  readonly pathsOf: (pattern: string) => readonly string[];
}

/** The code that one workload runs, as far as it is at hand. */
export interface RunCode {
  readonly entry: string | null;
  /** The entry first. */
  readonly files: readonly FileSummary[];
  /** Sentences. Empty: all of its code has been read. */
  readonly gaps: readonly string[];
  /** Paths that would say more. */
  readonly wants: readonly string[];
}

/** Files that one function is made of; more are not looked at. */
const MAX_FILES = 300;

export function codeOfWorkload(workload: Workload, known: IndexedFiles): RunCode {
  const wants = new Set<string>();
  const gaps = new Set(workload.gaps);
  const first = existing(workload.paths, known, wants);
  if (first.length === 0) {
    gaps.add(`The code of ${workload.symbol} was not found.`);
    return { entry: null, files: [], gaps: [...gaps], wants: [...wants] };
  }
  const found = new Map(first.slice(0, 1).map((file) => [file.path, file]));
  for (const file of found.values()) {
    if (file.code === undefined) continue;
    for (const gap of file.code.gaps) gaps.add(gap);
    for (const { paths, isOwn, classes } of file.code.imports) {
      const isTaken = (path: string): boolean => classes?.includes(stemOf(path)) !== false;
      const next = existing(paths, known, wants).filter((each) => isTaken(each.path));
      const unread = unreadOf(paths, known).filter((each) => isFolderPattern(each) || isTaken(each));
      for (const each of unread) wants.add(each);
      if (unread.length > 0) gaps.add(`${unread[0]!} was not read.`);
      // A name that is found nowhere may be a package, once it is known that it is found nowhere.
      if (next.length === 0 && (isOwn || isOpen(paths, known))) gaps.add(`${paths[0]} was not read.`);
      for (const each of next) {
        if (found.size < MAX_FILES) found.set(each.path, each);
        else gaps.add('It is too much code.');
      }
    }
  }
  const files = [...found.values()];
  const needed = new Set(files.flatMap((file) => file.code?.needs.map(({ action }) => action.split(':')[0]!) ?? []));
  for (const service of files.flatMap((file) => file.code?.services ?? []))
    if (!needed.has(service)) gaps.add(`What is called of ${service} is not known.`);
  return { entry: files[0]!.path, files, gaps: [...gaps], wants: [...wants] };
}

/** Folders whose files are not known, and files of folders that are not at hand. */
export function unreadOf(paths: readonly string[], { files, isWhole }: IndexedFiles): readonly string[] {
  if (isWhole) return [];
  return paths.filter(isFolderPattern).flatMap((pattern) => {
    if (!files.has(pattern)) return [pattern];
    return (files.get(pattern)?.reexports.flat() ?? []).filter((path) => !files.has(path));
  });
}

/** `Orders` of `src/main/java/Orders.java`. */
function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
}

/** Files of programs that make stacks. */
const MAX_PROGRAM = 200;

/** Paths of programs of the CDK that are not at hand: what `cdk.json` starts, and what that imports. */
export function unreadPrograms(known: IndexedFiles): readonly string[] {
  const wants = new Set<string>();
  if (known.isWhole) return [];
  const found = new Map<string, FileSummary>();
  for (const [path, file] of known.files) if (file !== null && /(?:^|\/)cdk\.json$/.test(path)) found.set(path, file);
  for (const file of found.values()) {
    for (const { paths } of file.code?.imports ?? []) {
      if (paths.some((path) => /(?:^|\/)(?:aws_cdk|constructs|jsii|cdk_\w+|aws_solutions\w*)(?:\/|\.py$)/.test(path)))
        continue;
      for (const next of existing(paths, known, wants)) if (found.size < MAX_PROGRAM) found.set(next.path, next);
    }
  }
  return [...wants];
}

/** The first candidate that exists; of a folder all of its files. Whether one exists may have to be asked first. */
function existing(
  paths: readonly string[],
  { files, isWhole, pathsOf }: IndexedFiles,
  wants: Set<string>,
): readonly FileSummary[] {
  for (const path of paths) {
    if (isFolderPattern(path)) {
      const inFolder = pathsOf(path).flatMap((each) => files.get(each) ?? []);
      if (!isWhole && !files.has(path)) wants.add(path);
      if (inFolder.length > 0) return inFolder;
      continue;
    }
    const file = files.get(path);
    if (file !== undefined && file !== null) return [file];
    if (file === undefined && !isWhole) wants.add(path);
  }
  return [];
}

/** Whether one of the paths may still exist. */
function isOpen(paths: readonly string[], { files, isWhole }: KnownFiles): boolean {
  return !isWhole && paths.some((path) => !files.has(path));
}
