/** `folder/*.go`: the files of one folder with one extension. Asked for like a file; its text is their names, a line each. */
const PATTERN = /^((?:[^/]+\/)*)\*(\.\w+)$/;

export function isFolderPattern(path: string): boolean {
  return PATTERN.test(path);
}

/** Tests are no part of a package, and what generators write of a schema is large and calls nothing. */
const LEFT_OUT = /_test\.go$|\.pb(?:\.\w+)?\.go$|\.gen\.go$|(?:^|\/)zz_generated[^/]*$/;

/** The paths that a pattern means, of those given, sorted. */
export function filesOfPattern(pattern: string, paths: Iterable<string>): readonly string[] {
  const match = PATTERN.exec(pattern);
  if (match === null) return [];
  const [, folder = '', extension = ''] = match;
  const found: string[] = [];
  for (const path of paths) {
    if (!path.startsWith(folder) || !path.endsWith(extension) || path.includes('/', folder.length)) continue;
    if (LEFT_OUT.test(path)) continue;
    if (path.length > folder.length + extension.length && !isFolderPattern(path)) found.push(path);
  }
  return found.sort();
}

/** The same for many patterns over the same paths: each path is looked at once. */
export function patternIndex(paths: Iterable<string>): (pattern: string) => readonly string[] {
  const found = new Map<string, string[]>();
  for (const path of paths) {
    const extension = /\.\w+$/.exec(path)?.[0];
    if (extension === undefined) continue;
    const pattern = `${path.slice(0, path.lastIndexOf('/') + 1)}*${extension}`;
    const known = found.get(pattern);
    if (known === undefined) found.set(pattern, [path]);
    else known.push(path);
  }
  return (pattern) => filesOfPattern(pattern, found.get(pattern) ?? []);
}

/** The folder of a pattern, without a slash at its end; the root is the empty string. */
export function folderOfPattern(pattern: string): string {
  return pattern.slice(0, Math.max(0, pattern.lastIndexOf('/')));
}
