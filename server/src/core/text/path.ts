/** Directory of a workspace path; the root is the empty string. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** `directory` and a relative `path` joined; null when that leaves the workspace. */
export function joinPath(directory: string, path: string): string | null {
  const parts = directory === '' ? [] : directory.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** `a/b/c` gives `['a/b/c', 'a/b', 'a', '']`: nearest first. */
export function ancestorsOf(directory: string): string[] {
  const all = [directory];
  for (let at = directory; at !== '';) {
    at = directoryOf(at);
    all.push(at);
  }
  return all;
}
