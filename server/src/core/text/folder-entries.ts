/** `folder/`: what stands in a folder. Asked for like a file; its text is the names, a line each, of folders with a slash at the end. */
export function isFolder(path: string): boolean {
  return path.endsWith('/');
}

/** The names in a folder, of the paths given, sorted. */
export function entriesOf(folder: string, paths: Iterable<string>): readonly string[] {
  const names = new Set<string>();
  for (const path of paths) {
    if (!path.startsWith(folder) || path.length === folder.length) continue;
    const end = path.indexOf('/', folder.length);
    names.add(end === -1 ? path.slice(folder.length) : path.slice(folder.length, end + 1));
  }
  return [...names].toSorted();
}
