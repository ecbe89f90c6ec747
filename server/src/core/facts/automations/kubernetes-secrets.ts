import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import type { FoundIdentity, FoundPart } from './define.ts';
import { hostsBelow } from './hosts.ts';

/** Containers of a pod as steps. */
export function containersOf(reading: FileReading, pod: SyntaxNode): readonly SyntaxNode[] {
  return ['initContainers', 'containers'].flatMap((key) => itemsAt(reading, pod, key));
}

export function containerStep(reading: FileReading, container: SyntaxNode): FoundPart {
  const image = textAt(reading, container, 'image');
  const name = textAt(reading, container, 'name') ?? image ?? 'container';
  return { name, ...(image === null ? {} : { detail: `runs ${image}` }), node: container };
}

/** The service account of a pod; every pod has one, and its token is renewed. */
export function serviceAccountOf(reading: FileReading, pod: SyntaxNode): FoundIdentity {
  const name = textAt(reading, pod, 'serviceAccountName') ?? textAt(reading, pod, 'serviceAccount');
  return { type: 'service-account', name: name ?? 'default', lifetime: 'short-lived', grants: [], node: pod };
}

/** Secrets that containers are given as variables, whole or by key, or as files. */
export function secretsOf(reading: FileReading, pod: SyntaxNode): readonly FoundIdentity[] {
  const named = (object: SyntaxNode | null, key: string, node: SyntaxNode): readonly FoundIdentity[] => {
    const name = textAt(reading, object, key);
    return name === null ? [] : [{ type: 'credential', name: `secret ${name}`, lifetime: 'static', grants: [], node }];
  };
  const ofContainers = containersOf(reading, pod).flatMap((container) => [
    ...itemsAt(reading, container, 'env').flatMap((each) =>
      named(objectAt(reading, each, 'valueFrom', 'secretKeyRef'), 'name', each),
    ),
    ...itemsAt(reading, container, 'envFrom').flatMap((each) =>
      named(objectAt(reading, each, 'secretRef'), 'name', each),
    ),
  ]);
  const ofVolumes = itemsAt(reading, pod, 'volumes').flatMap((each) =>
    named(objectAt(reading, each, 'secret'), 'secretName', each),
  );
  return [...ofContainers, ...ofVolumes];
}

export function hostsOfPod(reading: FileReading, pod: SyntaxNode): readonly FoundPart[] {
  return containersOf(reading, pod).flatMap((container) => hostsBelow(reading, container));
}
