import type { KubernetesUse } from '../../kubernetes/need.ts';

/** What functions on top of client-go ask for: lines of verbs and a resource. Sources: their documentation, 2026-11. */
const LIBRARIES: readonly (readonly [path: RegExp, asks: readonly string[]])[] = [
  [
    /^k8s\.io\/kubectl\/pkg\/drain\.RunNodeDrain$/,
    ['get list delete core/pods', 'create core/pods/eviction', 'get apps/daemonsets'],
  ],
  [/^k8s\.io\/kubectl\/pkg\/drain\.RunCordonOrUncordon$/, ['get patch core/nodes']],
  [/^k8s\.io\/client-go\/tools\/record\.(?:\w+\(\)\.)?StartRecordingToSink$/, ['create patch core/events']],
  [
    /^k8s\.io\/client-go\/tools\/leaderelection\.(?:RunOrDie|NewLeaderElector)$/,
    ['get create update coordination.k8s.io/leases'],
  ],
];

export function libraryAt(path: string | null): readonly string[] | undefined {
  return path === null ? undefined : LIBRARIES.find(([pattern]) => pattern.test(path))?.[1];
}

export function* libraryUses(asks: readonly string[], name: string): Generator<KubernetesUse> {
  for (const line of asks) {
    const words = line.split(' ');
    yield { verbs: words.slice(0, -1), resource: words.at(-1)!, namespace: null, what: `\`${name}\`` };
  }
}
