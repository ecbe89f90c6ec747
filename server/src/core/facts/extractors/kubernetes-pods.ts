import type { SyntaxNode } from '../../model/syntax.ts';
import { containerSite, type ContainerGrant } from '../containers.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asTexts, entryOf, valueOfKey } from '../objects.ts';
import { known } from '../to-fact.ts';
import { itemsAt, manifestsOf, objectAt, podOf, textAt, type Manifest } from '../kubernetes/manifest.ts';

/**
 * What containers may do beyond themselves, and which of them are reached from outside the cluster.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ (1.34)
 */
export const kubernetesPods = defineExtractor({
  id: 'kubernetes-pods',
  kinds: ['permission.grant', 'identity.exposure'],
  languages: ['yaml', 'json'],
  *extract(reading) {
    for (const manifest of manifestsOf(reading)) {
      const pod = podOf(reading, manifest);
      if (pod !== null) yield* podGrants(reading, manifest, pod);
      if (manifest.kind === 'Service') yield* published(reading, manifest);
      if (manifest.kind === 'Ingress') yield* ingress(reading, manifest);
      if (manifest.kind === 'NetworkPolicy')
        yield containerSite({
          grant: 'reached-by',
          of: manifest.subject.symbol,
          setting: 'limited',
          node: entryOf(reading, manifest.node, 'kind') ?? manifest.node,
          // Its policies hang on the file, so that one that is taken out of it is seen to go.
          subject: { type: 'file', symbol: '(file)' },
          why: `${manifest.subject.symbol} says what its pods may be reached by and may reach.`,
        });
    }
  },
});

function* podGrants(
  reading: Reading,
  { subject, namespace, node: manifest }: Manifest,
  pod: SyntaxNode,
): Generator<Site> {
  const site = (grant: ContainerGrant, of: string, setting: string, node: SyntaxNode, why: string): Site =>
    containerSite({ grant, of, setting, node, subject, why });
  const spot = entryOf(reading, manifest, 'kind') ?? manifest;
  for (const [key, of] of [
    ['hostNetwork', 'network'],
    ['hostPID', 'processes'],
    ['hostIPC', 'memory'],
  ] as const) {
    if (textAt(reading, pod, key) === 'true')
      yield site('host-namespace', of, 'yes', entryOf(reading, pod, key)!, `\`${key}\` shares the ${of} of the node.`);
  }
  const mounts = textAt(reading, pod, 'automountServiceAccountToken');
  yield containerSite({
    grant: 'service-account-token',
    of: 'pod',
    setting: mounts === 'false' ? 'left out' : mounts === 'true' ? 'mounted' : 'mounted by default',
    node: entryOf(reading, pod, 'automountServiceAccountToken') ?? spot,
    subject,
    why: mounts === 'false' ? 'No token of the API is put into it.' : 'A token of the API is put into it.',
    detail: {
      serviceAccount: textAt(reading, pod, 'serviceAccountName') ?? textAt(reading, pod, 'serviceAccount') ?? 'default',
      ...(namespace === null ? {} : { namespace }),
    },
  });
  for (const volume of itemsAt(reading, pod, 'volumes')) {
    const host = objectAt(reading, volume, 'hostPath');
    const path = textAt(reading, host, 'path');
    if (host !== null && path !== null)
      yield site('host-path', path, 'yes', entryOf(reading, host, 'path')!, `\`${path}\` of the node is mounted.`);
  }
  const shared = objectAt(reading, pod, 'securityContext');
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of itemsAt(reading, pod, list))
      yield* securityOf(reading, container, shared, (grant, of, setting, node, why) =>
        site(grant, of, setting, node, why),
      );
  }
}

type ToSite = (grant: ContainerGrant, of: string, setting: string, node: SyntaxNode, why: string) => Site;

function* securityOf(
  reading: Reading,
  container: SyntaxNode,
  shared: SyntaxNode | null,
  site: ToSite,
): Generator<Site> {
  const name = textAt(reading, container, 'name') ?? 'container';
  const own = objectAt(reading, container, 'securityContext');
  const spot = entryOf(reading, container, 'name') ?? container;
  /** A container's own setting counts before the pod's. */
  const setting = (key: string): { readonly text: string | null; readonly node: SyntaxNode } => {
    for (const owner of [own, shared]) {
      const text = textAt(reading, owner, key);
      if (owner !== null && text !== null) return { text, node: entryOf(reading, owner, key) ?? spot };
    }
    return { text: null, node: spot };
  };
  const privileged = setting('privileged');
  if (privileged.text === 'true')
    yield site(
      'privileged',
      name,
      'yes',
      privileged.node,
      '`privileged` takes every wall between it and the node away.',
    );

  const [user, nonRoot] = [setting('runAsUser'), setting('runAsNonRoot')];
  const isRoot = user.text === '0';
  const isOther = nonRoot.text === 'true' || (user.text !== null && user.text !== '0');
  yield site(
    'run-as',
    name,
    isRoot ? 'root' : isOther ? 'another user' : 'whoever the image says',
    isRoot || nonRoot.text === null ? user.node : nonRoot.node,
    isRoot
      ? 'It runs as root.'
      : isOther
        ? 'It runs as another user than root.'
        : 'It runs as the image says, which may be root.',
  );

  const rises = setting('allowPrivilegeEscalation');
  yield site(
    'privilege-escalation',
    name,
    rises.text === 'false' ? 'denied' : rises.text === 'true' ? 'allowed' : 'allowed by default',
    rises.node,
    rises.text === 'false'
      ? 'No program of it can get more rights.'
      : 'A program of it can get more rights than it was started with.',
  );

  const capabilities = objectAt(reading, own, 'capabilities');
  for (const { node, text } of asTexts(
    reading,
    capabilities === null ? null : valueOfKey(reading, capabilities, 'add'),
  ))
    yield site('capability', text.replace(/^CAP_/, ''), 'yes', node, `The capability ${text} is added to ${name}.`);
  const dropped = asTexts(reading, capabilities === null ? null : valueOfKey(reading, capabilities, 'drop'));
  const isAll = dropped.some(({ text }) => text.toUpperCase() === 'ALL');
  yield site(
    'kept-capabilities',
    name,
    isAll ? 'none' : 'those of the runtime',
    dropped[0]?.node ?? spot,
    isAll ? 'It keeps no capability.' : 'It keeps the capabilities that the runtime gives.',
  );
  for (const owner of [own, shared]) {
    const seccomp = objectAt(reading, owner, 'seccompProfile');
    if (seccomp === null || textAt(reading, seccomp, 'type') !== 'Unconfined') continue;
    yield site('unconfined', name, 'seccomp', entryOf(reading, seccomp, 'type')!, 'Every system call is open to it.');
  }
}

/** Annotations by which a load balancer has an address of the inner network only. */
const INNER: ReadonlyMap<string, RegExp> = new Map([
  ['service.beta.kubernetes.io/aws-load-balancer-internal', /^(?:true|0\.0\.0\.0\/0)$/],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', /^internal$/],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', /^true$/],
  ['networking.gke.io/load-balancer-type', /^Internal$/i],
  ['cloud.google.com/load-balancer-type', /^Internal$/i],
  ['alb.ingress.kubernetes.io/scheme', /^internal$/],
  ['kubernetes.io/ingress.class', /internal/],
]);

function isInner(reading: Reading, { node }: Manifest): boolean {
  const annotations = objectAt(reading, node, 'metadata', 'annotations');
  return [...INNER].some(([key, inner]) => inner.test(textAt(reading, annotations, key) ?? ''));
}

function* published(reading: Reading, manifest: Manifest): Generator<Site> {
  const spec = objectAt(reading, manifest.node, 'spec');
  const type = textAt(reading, spec, 'type');
  if (spec === null || (type !== 'LoadBalancer' && type !== 'NodePort') || isInner(reading, manifest)) return;
  const ranges = asTexts(reading, valueOfKey(reading, spec, 'loadBalancerSourceRanges')).map(({ text }) => text);
  if (ranges.length > 0 && !ranges.some((range) => /^(?:0\.0\.0\.0|::)\/0$/.test(range))) return;
  yield exposed(reading, manifest, entryOf(reading, spec, 'type')!, type);
}

function* ingress(reading: Reading, manifest: Manifest): Generator<Site> {
  const spec = objectAt(reading, manifest.node, 'spec');
  if (spec === null || isInner(reading, manifest)) return;
  const hosts = itemsAt(reading, spec, 'rules').map((rule) => textAt(reading, rule, 'host') ?? '*');
  const node = entryOf(reading, manifest.node, 'kind') ?? manifest.node;
  for (const host of new Set(hosts.length === 0 ? ['*'] : hosts))
    yield exposed(reading, manifest, node, host === '*' ? 'Ingress' : host);
}

function exposed(reading: Reading, { subject }: Manifest, node: SyntaxNode, by: string): Site {
  return {
    kind: 'identity.exposure',
    action: 'published',
    resource: { kind: 'service', value: known(by) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: reading.unit.language.id === 'yaml' ? 'proven' : 'resolved',
    why: [`${subject.symbol} is reached from outside the cluster: ${by}.`],
    subject: { ...subject, exposure: 'public' },
  };
}
