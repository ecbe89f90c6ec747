import fs from 'node:fs';
import path from 'node:path';

/**
 * Files in `folder` that define a row (`= defineX(` or `= defineX<`) and are imported by no `table.ts` of their own folder
 * or one around it.
 */
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
  const listed = new Set(
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => path.basename(file) === 'table.ts')
      .flatMap((table) => {
        const text = fs.readFileSync(path.join(folder, table), 'utf8');
        return [...text.matchAll(/from '\.\/([^']+)'/g)].map(([, file = '']) =>
          path.posix.join(path.dirname(table), file),
        );
      }),
  );
  return { rows, unlisted: rows.filter((file) => !listed.has(file)) };
}
