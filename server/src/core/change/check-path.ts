/**
 * Why a path from outside (patch, ndjson) must not be used as a workspace path, or null when it may: relative, forward
 * slashes, inside the workspace, not inside `.git`.
 */
export function refusePath(path: string): string | null {
  if (path === '') return 'the path is empty';
  if (path.length > MAX_PATH_LENGTH) return `the path is longer than ${MAX_PATH_LENGTH} characters`;
  if (!path.isWellFormed()) return 'the path is no valid Unicode';
  for (const character of path) {
    if (character < ' ' || character === '\u007f') return 'the path contains a control character';
  }
  if (path.startsWith('/') || path.startsWith('\\')) return 'the path is absolute';
  if (/^[A-Za-z]:/u.test(path)) return 'the path starts with a drive letter';
  for (const segment of path.split(/[/\\]/u)) {
    if (segment === '' || segment === '.' || segment === '..') return `the path has the segment "${segment}"`;
    if (segment.toLowerCase() === '.git') return 'the path is inside .git';
  }
  return null;
}

const MAX_PATH_LENGTH = 4096;

/** A path made safe to print in a failure. */
export function printablePath(path: string): string {
  return JSON.stringify(path.slice(0, 200)).slice(1, -1);
}
