import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { worded } from '../core/model/wording.ts';
import { exists } from './durable.ts';
import { findTopLevel } from './git-repository.ts';
import type { InventoryPlace } from './inventory.ts';
import { describeError, errorCode, throwProblem } from './problems.ts';
import { toWorkspacePath } from './workspace-path.ts';

type Place = Pick<InventoryPlace, 'name' | 'root' | 'folder'>;

const maxRepositories = 1_000;

/**
 * Where to look: each folder that is named, in the repository around it; of a folder without one that holds repositories, each of
 * these. Without names, the folder that one is in.
 *
 * @throws HostProblem when there is no such folder
 */
export async function findInventoryPlaces(directory: string, given: readonly string[]): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const name of given.length === 0 ? ['.'] : given)
    places.push(...(await placesAt(resolve(directory, name), name)));
  const distinct = places.filter(
    (place, at) => places.findIndex(({ root, folder }) => root === place.root && folder === place.folder) === at,
  );
  return distinct.length === 1 ? distinct.map((place) => ({ ...place, name: '' })) : withDistinctNames(distinct);
}

async function placesAt(target: string, given: string): Promise<readonly Place[]> {
  try {
    if (!(await stat(target)).isDirectory()) throwProblem('unreadable', worded`"${given}" is no folder.`, target);
    const top = await findTopLevel(target);
    if (top !== null) {
      const folder = resolve(top) === target ? '' : toWorkspacePath(top, target);
      return [{ name: basename(target), root: top, folder: folder === null || folder === '' ? '' : `${folder}/` }];
    }
    const inside = await repositoriesIn(target);
    if (inside.length > 0) return inside.map((root) => ({ name: basename(root), root, folder: '' }));
    return [{ name: basename(target), root: target, folder: '' }];
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return throwProblem(
      'unreadable',
      worded`The folder "${given}" could not be read: ${describeError(error)}.`,
      target,
    );
  }
}

async function repositoriesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).slice(0, maxRepositories);
  const found: string[] = [];
  for (const { name } of folders) if (await exists(join(folder, name, '.git'))) found.push(join(folder, name));
  return found.toSorted();
}

/** `api` twice is `one/api` and `two/api`. */
function withDistinctNames(places: readonly Place[]): readonly Place[] {
  return places.map((place) => {
    const path = `${place.root}/${place.folder}`.split('/').filter((part) => part !== '');
    for (let length = 1; length <= path.length; length += 1) {
      const name = path.slice(-length).join('/');
      const isTaken = places.some(
        (other) => other !== place && `${other.root}/${other.folder}`.replace(/\/$/u, '').endsWith(`/${name}`),
      );
      if (!isTaken) return { ...place, name };
    }
    return place;
  });
}
