import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { asObject, asText, documentObjects, valueOfKey } from '../objects.ts';
import { oncePerUnit } from '../once-per-unit.ts';

/** One object that a cluster is told to have. @see https://kubernetes.io/docs/reference/kubernetes-api/ (1.34) */
export interface Manifest {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly node: SyntaxNode;
  /** `Deployment/api`. */
  readonly subject: Subject;
}

const manifestsOfUnit = oncePerUnit((reading): readonly Manifest[] => {
  // Of a template of Helm that is no YAML even without its actions, what stands where is not known.
  const { tree } = reading.unit;
  if (tree.errors.length > 0 && tree.text.includes('{{')) return [];
  return documentObjects(reading).flatMap((node) => toManifests(reading, node));
});

export function manifestsOf(reading: FileReading): readonly Manifest[] {
  return ['yaml', 'json'].includes(reading.unit.language.id) ? manifestsOfUnit(reading) : [];
}

function toManifests(reading: FileReading, node: SyntaxNode): readonly Manifest[] {
  const text = (key: string): string | null => asText(reading, valueOfKey(reading, node, key));
  const [kind, version] = [text('kind'), text('apiVersion')];
  if (kind === null || version === null) return [];
  if (kind === 'List')
    return itemsOf(reading, valueOfKey(reading, node, 'items')).flatMap((item) => toManifests(reading, item));
  const metadata = objectAt(reading, node, 'metadata');
  const name = metadata === null ? null : asText(reading, valueOfKey(reading, metadata, 'name'));
  const namespace = metadata === null ? null : asText(reading, valueOfKey(reading, metadata, 'namespace'));
  return [
    {
      kind,
      name: name ?? '',
      namespace,
      node,
      subject: { type: 'resource', symbol: name === null ? kind : `${kind}/${name}` },
    },
  ];
}

/** The object at the end of a path of keys. */
export function objectAt(reading: FileReading, node: SyntaxNode | null, ...keys: readonly string[]): SyntaxNode | null {
  let at = node;
  for (const key of keys) at = at === null ? null : asObject(reading, valueOfKey(reading, at, key));
  return at;
}

export function textAt(reading: FileReading, node: SyntaxNode | null, key: string): string | null {
  return node === null ? null : asText(reading, valueOfKey(reading, node, key));
}

/** The objects of a list. */
export function itemsOf(reading: FileReading, node: SyntaxNode | null): readonly SyntaxNode[] {
  const value = node === null ? null : reading.resolver.valueOf(node);
  const nodes = value?.kind === 'list' && value.node !== null ? value.node.children : [];
  return nodes.flatMap((each) => asObject(reading, each) ?? []);
}

export function itemsAt(reading: FileReading, node: SyntaxNode | null, key: string): readonly SyntaxNode[] {
  return node === null ? [] : itemsOf(reading, valueOfKey(reading, node, key));
}

/** Where the template of its pods stands, by kind of workload; the pod itself for `Pod`. */
const POD_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', ['spec']],
  ['Deployment', ['spec', 'template', 'spec']],
  ['StatefulSet', ['spec', 'template', 'spec']],
  ['DaemonSet', ['spec', 'template', 'spec']],
  ['ReplicaSet', ['spec', 'template', 'spec']],
  ['ReplicationController', ['spec', 'template', 'spec']],
  ['Job', ['spec', 'template', 'spec']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  ['Rollout', ['spec', 'template', 'spec']],
]);

export function podOf(reading: FileReading, { kind, node }: Manifest): SyntaxNode | null {
  const path = POD_PATHS.get(kind);
  return path === undefined ? null : objectAt(reading, node, ...path);
}
