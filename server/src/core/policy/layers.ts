import type { Layer, LayerName } from '../model/policy.ts';

/** Earliest first. */
const NAMES: readonly LayerName[] = ['built-in', 'pack', 'organisation', 'repository', 'folder'];

/** A later layer goes before an earlier one; of folders the inner one. Layers of one number are one: the strongest wins. */
export function orderOfLayer({ name, folder }: Pick<Layer, 'name' | 'folder'>): number {
  return NAMES.indexOf(name) + (name === 'folder' && folder !== undefined ? folder.split('/').length : 0);
}

export function byOrder(one: Pick<Layer, 'name' | 'folder'>, other: Pick<Layer, 'name' | 'folder'>): number {
  return orderOfLayer(one) - orderOfLayer(other);
}

/** What only the organisation and the repository may say: for others it has no effect. */
export function mayHaveFloors(name: LayerName): boolean {
  return name === 'organisation' || name === 'repository';
}
