import path from 'node:path';

/** How a file is called from a folder that it is in, both absolute: `src/app.ts`. Null: it is outside, or the folder itself. */
export function nameInside(root: string, file: string): string | null {
  const name = path.relative(root, file);
  const isOutside = name === '' || name === '..' || name.startsWith(`..${path.sep}`) || path.isAbsolute(name);
  return isOutside ? null : name;
}
