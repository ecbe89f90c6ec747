import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import { pathOf, type Argument, type Value } from '../../value.ts';
import { groupNamed, pluralOf, resourceIn } from '../kubernetes.ts';

/** Major versions from 2 on are no part of a path here. */
const TYPE =
  /^(?<package>[\w.~/-]+?)(?:\/v\d+(?:alpha\d+|beta\d+)?|(?<=^k8s\.io\/api\/\w+|\/apis?(?:\/\w+)?))\.(?<kind>[A-Z]\w*)$/;
/** Types that are no objects of the API. */
const NO_OBJECT = /(?:Options|Spec|Status|Reference|Selector|Template|Source|Interface|Lister|Config)$/;
const META = /^k8s\.io\/apimachinery\//;

/** `core/pods` of `k8s.io/api/core/v1.Pod` and `…PodList`; `*` for a group that its package does not say. */
function resourceOfType(path: string | null): string | null {
  const groups = path === null || META.test(path) ? undefined : TYPE.exec(path)?.groups;
  if (groups === undefined) return null;
  const kind = groups['kind']!.replace(/(?<=\w)List$/, '');
  if (NO_OBJECT.test(kind) && kind !== 'PodTemplate') return null;
  const folder = groups['package']!;
  const group = folder.startsWith('k8s.io/') ? groupNamed(folder.slice(folder.lastIndexOf('/') + 1)) : '*';
  return group === '*' ? `*/${pluralOf(kind)}` : `${group}/${resourceIn(group, kind).plural}`;
}

/** The type of a struct that is written out, declared or made. */
export function typeOfValue(value: Value): string | null {
  // A copy is of the same type.
  return value.kind === 'call' ? value.of.replace(/(?:\(\)\.DeepCopy(?:Object)?)+$/, '') : null;
}

/** Names that hold what names hold. */
const MAX_NAMES = 6;

/** What a call is handed: an object, also one of a list or of a slice that somebody gave. */
export function resourceOfArgument(reading: Reading, { node, value }: Argument): string | null {
  const direct = resourceOfType(typeOfValue(value()));
  let at = node;
  for (let left = MAX_NAMES; direct === null && at !== null && left > 0; left -= 1) {
    const object = at.kind === 'index' ? childOf(at, 'index.object') : null;
    if (object !== null) return resourceOfType(elementType(reading, object));
    const callee: SyntaxNode | null = at.kind === 'call' ? childOf(at, 'call.callee') : null;
    const copied: SyntaxNode | null = callee === null ? null : childOf(callee, 'member.object');
    if (copied !== null && reading.unit.textOf(callee!).endsWith('.DeepCopy')) {
      at = copied;
      continue;
    }
    const binding = at.kind === 'name' ? reading.scopes.lookUp(reading.unit.textOf(at), at) : null;
    if (binding === null || (binding.how !== 'assign' && binding.how !== 'opaque')) return null;
    const loop = binding.node.parent?.kind === 'loop' ? childOf(binding.node.parent, 'loop.iterable') : null;
    if (loop !== null) return resourceOfType(elementType(reading, loop));
    at = binding.keys.length > 0 ? null : childOf(binding.node, 'assign.value');
  }
  return direct;
}

/** Of `pods.Items` and of what is declared as `[]*batchv1.Job`. */
function elementType({ unit, scopes, resolver }: Reading, node: SyntaxNode): string | null {
  const items = /^(.+)List\(\)\.Items$/.exec(pathOf(resolver.valueOf(node)) ?? '')?.[1];
  if (items !== undefined) return items;
  const binding = node.kind === 'name' ? scopes.lookUp(unit.textOf(node), node) : null;
  const type =
    binding === null ? null : (childOf(binding.node, 'parameter.type') ?? childOf(binding.node, 'assign.type'));
  const [, folder, name] = /^\[\]\*?(\w+)\.(\w+)$/.exec(type === null ? '' : unit.textOf(type)) ?? [];
  const path = folder === undefined ? null : pathOf(resolver.valueAt(folder, node));
  return path === null ? null : `${path}.${name!}`;
}
