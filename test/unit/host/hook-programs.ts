import fs from 'node:fs';
import path from 'node:path';

/** Stands for what is built: a hook that does what the text says, and its part. */
export function writeHookPrograms(folder: string, hook = ''): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'hook.cjs'), hook);
  fs.writeFileSync(path.join(folder, 'hook-away.cjs'), '');
}
