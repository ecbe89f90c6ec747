import type { Value } from '../../value.ts';
import { groupNamed, pluralOf, resourceIn } from '../kubernetes.ts';

const TYPE = /^(?<package>[\w.~/-]+)\/v\d+(?:alpha\d+|beta\d+)?\.(?<kind>[A-Z]\w*)$/;
/** Types that are no objects of the API. */
const NO_OBJECT = /(?:Options|Spec|Status|Reference|Selector|Template|Source|Interface|Lister|Config)$/;
const META = /^k8s\.io\/apimachinery\//;

/** `core/pods` of `k8s.io/api/core/v1.Pod` and `…PodList`; `*` for a group that its package does not say. */
export function resourceOfType(path: string | null): string | null {
  const groups = path === null || META.test(path) ? undefined : TYPE.exec(path)?.groups;
  if (groups === undefined) return null;
  const kind = groups['kind']!.replace(/(?<=\w)List$/, '');
  if (NO_OBJECT.test(kind) && !/^(?:PodTemplate|RuntimeClass)$/.test(kind)) return null;
  const folder = groups['package']!;
  const isOwn = folder.startsWith('k8s.io/');
  const group = isOwn ? groupNamed(folder.slice(folder.lastIndexOf('/') + 1)) : '*';
  return group === '*' ? `*/${pluralOf(kind)}` : `${group}/${resourceIn(group, kind).plural}`;
}

/** The type of a struct that is written out, declared or made. */
export function typeOfValue(value: Value): string | null {
  return value.kind === 'call' ? value.of : null;
}
