import fs from 'node:fs';
import path from 'node:path';

/** Files in `folder` that define a row (`= defineX(` or `= defineX<`) and are not imported by its `table.ts`. */
export function findUnlisted(folder: string): {
  readonly rows: readonly string[];
  readonly unlisted: readonly string[];
} {
  const rows = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !/(^|\/)(table|define)\.ts$/.test(file))
    .filter((file) => /=\s*define[A-Z]\w*\s*[(<]/.test(fs.readFileSync(path.join(folder, file), 'utf8')))
    .toSorted();
  const table = path.join(folder, 'table.ts');
  const text = fs.existsSync(table) ? fs.readFileSync(table, 'utf8') : '';
  const listed = new Set([...text.matchAll(/from '\.\/([^']+)'/g)].map(([, file]) => file));
  return { rows, unlisted: rows.filter((file) => !listed.has(file)) };
}
