import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asTexts, valueOfKey } from '../objects.ts';
import { known } from '../to-fact.ts';
import { itemsAt, manifestsOf, objectAt, textAt, type Manifest } from '../kubernetes/manifest.ts';
import { MAX_GRANTS, ruleSites, type TextAt } from '../kubernetes/rules.ts';

/**
 * What roles allow, who is given one, and which cloud identity a service account is.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/ (1.34)
 */
export const kubernetesRoles = defineExtractor({
  id: 'kubernetes-roles',
  kinds: ['permission.grant'],
  languages: ['yaml', 'json'],
  *extract(reading) {
    for (const manifest of manifestsOf(reading)) {
      if (manifest.kind === 'Role' || manifest.kind === 'ClusterRole') yield* roleGrants(reading, manifest);
      if (manifest.kind === 'RoleBinding' || manifest.kind === 'ClusterRoleBinding') yield* bindings(reading, manifest);
      if (manifest.kind === 'ServiceAccount') yield* cloudRoles(reading, manifest);
    }
  },
});

function* roleGrants(reading: Reading, manifest: Manifest): Generator<Site> {
  let count = 0;
  for (const rule of itemsAt(reading, manifest.node, 'rules')) {
    const texts = (key: string): readonly TextAt[] => asTexts(reading, valueOfKey(reading, rule, key));
    const sites = ruleSites({
      groups: texts('apiGroups').map(({ text }) => (text === '' ? 'core' : text)),
      resources: texts('resources'),
      urls: texts('nonResourceURLs'),
      verbs: texts('verbs'),
      names: texts('resourceNames').map(({ text }) => text),
      scope: manifest.kind === 'ClusterRole' ? 'cluster' : 'namespace',
      subject: manifest.subject,
      namespace: manifest.namespace,
    });
    for (const site of sites) {
      if ((count += 1) > MAX_GRANTS) return;
      yield site;
    }
  }
}

function* bindings(reading: Reading, manifest: Manifest): Generator<Site> {
  const role = objectAt(reading, manifest.node, 'roleRef');
  const name = textAt(reading, role, 'name');
  if (role === null || name === null) return;
  const given = `${textAt(reading, role, 'kind') ?? 'Role'}/${name}`;
  const node = valueOfKey(reading, role, 'name')!;
  for (const subject of itemsAt(reading, manifest.node, 'subjects')) {
    const kind = textAt(reading, subject, 'kind');
    const who = textAt(reading, subject, 'name');
    if (kind === null || who === null) continue;
    const namespace = textAt(reading, subject, 'namespace');
    const principal = `${kind} ${namespace === null || kind !== 'ServiceAccount' ? '' : `${namespace}/`}${who}`;
    const place = valueOfKey(reading, subject, 'name') ?? node;
    yield {
      kind: 'permission.grant',
      action: 'bind',
      resource: { kind: 'kubernetes-role', value: known(given) },
      node: place,
      evidence: [
        { node: place, role: 'declaration' },
        { node, role: 'declaration' },
      ],
      tier: 'proven',
      why: [`${manifest.subject.symbol} gives ${given} to ${principal}.`, ...warningsOf(given, who)],
      qualifiers: { scope: manifest.kind === 'ClusterRoleBinding' ? 'cluster' : 'namespace', principal },
      subject: manifest.subject,
      detail: {
        accessLevel: name === 'view' ? 'Read' : 'Permissions management',
        ...(manifest.namespace === null ? {} : { namespace: manifest.namespace }),
      },
    };
  }
}

function warningsOf(role: string, who: string): readonly string[] {
  return [
    ...(role === 'ClusterRole/cluster-admin' ? ['That role may do everything.'] : []),
    ...(who === 'system:anonymous' || who === 'system:unauthenticated'
      ? ['That is whoever reaches the API, without a login.']
      : []),
    ...(who === 'system:authenticated' ? ['That is everybody with a login.'] : []),
    ...(who === 'system:masters' ? ['That group passes every check.'] : []),
  ];
}

/** Annotations of a service account that make it somebody in a cloud. */
const CLOUD_ROLES = [
  'eks.amazonaws.com/role-arn',
  'iam.gke.io/gcp-service-account',
  'azure.workload.identity/client-id',
] as const;

function* cloudRoles(reading: Reading, manifest: Manifest): Generator<Site> {
  const annotations = objectAt(reading, manifest.node, 'metadata', 'annotations');
  for (const key of annotations === null ? [] : CLOUD_ROLES) {
    const role = textAt(reading, annotations, key);
    if (role === null) continue;
    const node = valueOfKey(reading, annotations!, key)!;
    yield {
      kind: 'permission.grant',
      action: 'assume',
      resource: { kind: 'cloud-role', value: known(role) },
      node,
      evidence: [{ node, role: 'declaration' }],
      tier: 'proven',
      why: [`Pods that run as ${manifest.subject.symbol} are \`${role}\` in the cloud.`],
      subject: manifest.subject,
      detail: { accessLevel: 'Permissions management' },
    };
  }
}
