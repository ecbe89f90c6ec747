import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');
const built = new Map<string, string>();

/** Folder with the scripts and style sheets of a bundle of `esbuild.config.mjs`, built once a worker as the sources are now. */
export function buildPage(bundle: string): string {
  const known = built.get(bundle);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), `countersign-${bundle}-`));
  execFileSync(process.execPath, ['esbuild.config.mjs', '--only', bundle, '--outdir', folder], { cwd: repository });
  built.set(bundle, join(folder, 'client/dist'));
  return join(folder, 'client/dist');
}
