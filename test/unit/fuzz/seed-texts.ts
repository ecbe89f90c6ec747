import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Texts } from '../../../server/src/core/ingest.ts';
import { parseNdiff } from '../../golden/ndiff.ts';

const root = resolve(import.meta.dirname, '../../..');

/** The demo workspace with its agent's turn, and every golden case: real edits in every language that is read. */
export function readSeedTexts(): readonly Texts[] {
  return [...readGolden(), ...readSample()];
}

function readGolden(): Texts[] {
  const folder = join(root, 'test/golden');
  return listFiles(folder)
    .filter((path) => path.endsWith('.ndiff'))
    .flatMap((path) => parseNdiff(readFileSync(join(folder, path), 'utf8'), path).map(({ texts }) => texts));
}

/** The whole turn as one case, and each of its files as one, so that they are not always read together. */
function readSample(): Texts[] {
  const before: Record<string, string> = {};
  const history = join(root, 'media/sample/history');
  for (const commit of readdirSync(history).toSorted()) Object.assign(before, readFolder(join(history, commit)));
  const turn = readFolder(join(root, 'media/sample/agent'));
  const after = { ...before, ...turn };
  const single = Object.entries(turn).map(([path, text]): Texts => {
    const earlier = before[path];
    return { before: earlier === undefined ? {} : { [path]: earlier }, after: { [path]: text } };
  });
  return [{ before, after }, ...single];
}

function readFolder(folder: string): Record<string, string> {
  const paths = listFiles(folder).filter((path) => path !== 'commit.json' && path !== 'turn.json');
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}
