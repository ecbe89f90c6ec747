/** Looks for programs the way a shell does. Node built-ins only. */
import fs from 'node:fs';
import path from 'node:path';

/** The first of the names found on PATH, or undefined. */
export function findOnPath(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const name of names) {
    for (const folder of folders) {
      for (const suffix of suffixes) {
        const file = path.join(folder, name + suffix);
        if (isFile(file)) return file;
      }
    }
  }
  return undefined;
}

/** The first of the absolute paths that is a file, or undefined. */
export function findFile(files) {
  return files.find(isFile);
}

/** A folder on PATH that this user may not enter holds no program for this user. */
function isFile(file) {
  try {
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
