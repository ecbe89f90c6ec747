/**
 * Kinds of the API of Kubernetes by their group, each with its short names; `!`: it stands outside of namespaces. Plurals
 * follow a rule, so they are not written down.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/ (1.34)
 */
const KINDS = `
core: Pod/po Service/svc ConfigMap/cm Secret ServiceAccount/sa Endpoints/ep Event/ev PersistentVolumeClaim/pvc
core: ReplicationController/rc ResourceQuota/quota LimitRange/limits PodTemplate Binding
core: Namespace!/ns Node!/no PersistentVolume!/pv ComponentStatus!/cs
apps: Deployment/deploy StatefulSet/sts DaemonSet/ds ReplicaSet/rs ControllerRevision
batch: Job CronJob/cj
autoscaling: HorizontalPodAutoscaler/hpa
networking.k8s.io: Ingress/ing NetworkPolicy/netpol IngressClass! IPAddress!/ip ServiceCIDR!
policy: PodDisruptionBudget/pdb PodSecurityPolicy!/psp
rbac.authorization.k8s.io: Role RoleBinding ClusterRole! ClusterRoleBinding!
storage.k8s.io: StorageClass!/sc VolumeAttachment! CSIDriver! CSINode! CSIStorageCapacity VolumeAttributesClass!/vac
apiextensions.k8s.io: CustomResourceDefinition!/crd/crds
apiregistration.k8s.io: APIService!
admissionregistration.k8s.io: ValidatingWebhookConfiguration! MutatingWebhookConfiguration!
admissionregistration.k8s.io: ValidatingAdmissionPolicy! ValidatingAdmissionPolicyBinding!
admissionregistration.k8s.io: MutatingAdmissionPolicy! MutatingAdmissionPolicyBinding!
certificates.k8s.io: CertificateSigningRequest!/csr ClusterTrustBundle! PodCertificateRequest
coordination.k8s.io: Lease LeaseCandidate
discovery.k8s.io: EndpointSlice
events.k8s.io: Event
scheduling.k8s.io: PriorityClass!/pc
node.k8s.io: RuntimeClass!
authentication.k8s.io: TokenReview! SelfSubjectReview!
authorization.k8s.io: SubjectAccessReview! SelfSubjectAccessReview! SelfSubjectRulesReview! LocalSubjectAccessReview
flowcontrol.apiserver.k8s.io: FlowSchema! PriorityLevelConfiguration!
resource.k8s.io: ResourceClaim ResourceClaimTemplate ResourceSlice! DeviceClass!
snapshot.storage.k8s.io: VolumeSnapshot/vs VolumeSnapshotContent!/vsc VolumeSnapshotClass!/vsclass
gateway.networking.k8s.io: Gateway/gtw GatewayClass!/gc HTTPRoute GRPCRoute TLSRoute TCPRoute UDPRoute ReferenceGrant
metrics.k8s.io: PodMetrics NodeMetrics!
extensions: Deployment Ingress
internal.apiserver.k8s.io: StorageVersion!
`;

/** Something the API has: `core`, `pods`. */
export interface ApiResource {
  readonly group: string;
  readonly plural: string;
  readonly isNamespaced: boolean;
}

interface Kinds {
  /** By kind, plural and short name in lower case; of several groups that have it the first one. */
  readonly byWord: ReadonlyMap<string, ApiResource>;
  readonly byGroup: ReadonlyMap<string, ReadonlyMap<string, ApiResource>>;
}

const kinds = readKinds();

function readKinds(): Kinds {
  const byWord = new Map<string, ApiResource>();
  const byGroup = new Map<string, Map<string, ApiResource>>();
  for (const line of KINDS.trim().split('\n')) {
    const [group = '', rest = ''] = line.split(': ');
    for (const word of rest.split(' ')) {
      const [name = '', ...short] = word.split('/');
      const kind = name.replace('!', '');
      const plural = group === 'metrics.k8s.io' ? `${kind.toLowerCase().replace('metrics', '')}s` : pluralOf(kind);
      const resource: ApiResource = { group, plural, isNamespaced: !name.endsWith('!') };
      const own = byGroup.get(group) ?? new Map<string, ApiResource>();
      byGroup.set(group, own);
      for (const key of [
        plural,
        kind.toLowerCase(),
        ...short,
        ...(kind.endsWith('Metrics') ? [`${kind.toLowerCase()}es`] : []),
      ]) {
        own.set(key, resource);
        // Metrics have the names of what they are about.
        if (!byWord.has(key)) byWord.set(key, resource);
      }
    }
  }
  return { byWord, byGroup };
}

/** `NetworkPolicy` -> `networkpolicies`, `Ingress` -> `ingresses`, `Endpoints` as it is. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name === 'endpoints' || name.endsWith('metrics')) return name;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** By kind, plural or short name, whatever its group: `po`, `Pod`, `deployments`; null for kinds that others define. */
export function resourceNamed(word: string): ApiResource | null {
  return kinds.byWord.get(word.toLowerCase()) ?? null;
}

/** A kind or plural of a group that is known, its own or somebody's. */
export function resourceIn(group: string, kindOrPlural: string, isPlural = false): ApiResource {
  const word = kindOrPlural.toLowerCase();
  const known = kinds.byGroup.get(group)?.get(word);
  return known ?? { group, plural: isPlural ? word : pluralOf(word), isNamespaced: true };
}

/** Whether a resource stands outside of namespaces: `core/nodes/status`. What others define counts as inside. */
export function isClusterWide(resource: string): boolean {
  const [group = '', plural = ''] = resource.split('/');
  return /^core\/(?:users|groups)$/.test(resource) || kinds.byGroup.get(group)?.get(plural)?.isNamespaced === false;
}

/**
 * A group as clients and packages call it: `RbacAuthorization`, `rbac`, `Core`, `networking`; `*` for those that others define,
 * whose whole name stands elsewhere.
 */
export function groupNamed(name: string): string {
  const plain = name.toLowerCase();
  for (const group of kinds.byGroup.keys()) {
    if (plain === group.replace(/\.k8s\.io$/, '').replaceAll('.', '') || plain === group.split('.')[0]) return group;
  }
  return '*';
}

/** The group of an `apiVersion`: `v1`, `apps/v1`. */
export function groupOfVersion(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? 'core' : apiVersion.slice(0, slash);
}

const READS = /^(?:get|list|watch)$/;
const RUNS_PODS =
  /^(?:core\/(?:pods|replicationcontrollers)|apps\/(?:deployments|statefulsets|daemonsets|replicasets)|batch\/(?:jobs|cronjobs))$/;
/** Who may do this may give themselves more: other roles, other accounts, a shell in a pod. */
const ESCALATES =
  /^(?:\*|rbac\.authorization\.k8s\.io\/.*|core\/serviceaccounts\/token|core\/pods\/(?:exec|attach|ephemeralcontainers)|core\/nodes\/proxy|certificates\.k8s\.io\/.*|admissionregistration\.k8s\.io\/.*)$/;

/** Of a verb on a resource, for what is granted and for what is needed alike. */
export function levelOfRule(verb: string, on: string): string {
  if (/^(?:\*|escalate|bind|impersonate)$/.test(verb)) return 'Permissions management';
  if (/^(?:core|\*)\/(?:secrets|\*)$/.test(on)) return READS.test(verb) ? 'Secrets' : 'Permissions management';
  if (READS.test(verb) && !/^core\/(?:pods\/(?:exec|attach)|nodes\/proxy)$/.test(on))
    return verb === 'get' ? 'Read' : 'List';
  return ESCALATES.test(on) ? 'Permissions management' : 'Write';
}

/**
 * What holding it can be used for.
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/ (1.34)
 */
export function risksOfRule(verb: string, on: string): readonly string[] {
  const risks: string[] = [];
  const isChange = !READS.test(verb);
  const isEverything = /^(?:\*|core)\/\*$/.test(on);
  if (
    /^(?:\*|escalate|bind|impersonate)$/.test(verb) ||
    (isChange && (isEverything || ESCALATES.test(on))) ||
    (/^(?:create|update|patch)$/.test(verb) && RUNS_PODS.test(on)) ||
    /^core\/(?:pods\/(?:exec|attach)|nodes\/proxy)$/.test(on)
  )
    risks.push('PrivEsc');
  const isRead = READS.test(verb) || verb === '*';
  const isTokens = /^core\/serviceaccounts\/token$|\/tokenreviews$/.test(on);
  if ((isRead && (isEverything || on === 'core/secrets')) || (isChange && isTokens)) risks.push('CredentialExposure');
  return risks;
}
