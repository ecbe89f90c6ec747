import type { Fact } from '../../model/fact.ts';
import { compareText } from '../../text/compare-text.ts';
import { rowOf } from '../../text/row-of.ts';
import { matchesWildcards } from '../../text/wildcard.ts';
import { MAX_GRANTS } from './rules.ts';

/** One verb on one resource that a role gives, as far as it reaches. */
export interface ClusterGrant {
  readonly verb: string;
  /** `core/pods`, `apps/*`. */
  readonly resource: string;
  /** The only objects it is for; null: all. */
  readonly names: readonly string[] | null;
  /** `*`: every namespace and what is in none; null: one that a deployment decides. */
  readonly namespace: string | null;
  /** Who has it: `ServiceAccount shop/api`; none where no binding says so. */
  readonly holders: readonly string[];
  /** Null for roles that a cluster comes with. */
  readonly fact: Fact | null;
  /** What it leaves out of its resources. */
  readonly except?: RegExp;
}

/** What code or a command needs of a cluster. */
export function isClusterNeed({ kind, qualifiers }: Fact): boolean {
  return kind === 'permission.cloud' && qualifiers?.['provider'] === 'kubernetes';
}

interface Binding {
  readonly role: string;
  readonly holder: string;
  readonly namespace: string | null;
  readonly isOfCluster: boolean;
}

export interface ClusterGrants {
  /** What the program has: the service accounts of the workloads, where they are bound; else whatever a role gives. */
  readonly own: readonly ClusterGrant[];
  readonly all: readonly ClusterGrant[];
  /** A role may give more than is listed. */
  readonly isCut: boolean;
}

/** Rules of roles with who is bound to them, from the manifests and markers of a workspace. */
export function clusterGrants(facts: readonly Fact[]): ClusterGrants {
  const grants = facts.filter(({ kind }) => kind === 'permission.grant');
  const bindings = grants.flatMap(toBinding);
  const running = new Set(
    grants.flatMap(({ action, detail }) =>
      action === 'service-account-token' && detail?.serviceAccount !== undefined ? [detail.serviceAccount] : [],
    ),
  );
  const all = [
    ...grants.filter(({ resource }) => resource.kind === 'kubernetes-api').flatMap((fact) => ruled(fact, bindings)),
    ...bindings.flatMap(ofClusterItself),
  ];
  // A namespace is often put in by what deploys: the name of an account is what is known.
  const isRunning = (holder: string): boolean => running.has(holder.slice(holder.lastIndexOf('/') + 1));
  const isBound = bindings.some(({ holder }) => holder.startsWith('ServiceAccount ') && isRunning(holder));
  const own = all.filter((grant) => {
    if (grant.fact?.provenance.path.endsWith('.go') === true) return true;
    return isBound ? grant.holders.some(isRunning) : grant.fact !== null || grant.holders.length > 0;
  });
  return { own, all, isCut: isAnyCut(grants) };
}

function isAnyCut(grants: readonly Fact[]): boolean {
  const counts = new Map<string, number>();
  for (const { resource, provenance, subject } of grants) {
    const key = `${provenance.path} ${subject.symbol}`;
    if (resource.kind === 'kubernetes-api') counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].some((count) => count >= MAX_GRANTS);
}

/** The name behind its kind: `ServiceAccount shop/api` -> `api`. */
function toBinding({ action, resource, qualifiers, detail }: Fact): readonly Binding[] {
  const holder = qualifiers?.['principal'];
  if (action !== 'bind' || resource.kind !== 'kubernetes-role' || holder === undefined) return [];
  return [
    {
      role: resource.norm,
      holder: holder.includes('/') ? holder : holder.replace(' ', ' /'),
      namespace: detail?.namespace ?? null,
      isOfCluster: qualifiers?.['scope'] === 'cluster',
    },
  ];
}

function ruled(fact: Fact, bindings: readonly Binding[]): readonly ClusterGrant[] {
  const own = fact.detail?.namespace ?? null;
  const isOfCluster = fact.qualifiers?.['scope'] === 'cluster';
  const bound = bindings.filter(
    ({ role, namespace }) =>
      role === fact.subject.symbol && (isOfCluster || own === null || namespace === null || own === namespace),
  );
  const condition = fact.qualifiers?.['condition'];
  const names = condition === undefined ? null : condition.split('; ').map((name) => name.replace(/^name is /, ''));
  const made = (namespace: string | null, of: readonly Binding[]): ClusterGrant => {
    const holders = [...new Set(of.map(({ holder }) => holder))].toSorted(compareText);
    return { verb: fact.action, resource: fact.resource.norm, names, namespace, holders, fact };
  };
  if (!isOfCluster) return [made(own, bound)];
  const everywhere = bound.filter((binding) => binding.isOfCluster);
  if (bound.length === 0 || everywhere.length > 0) return [made('*', bound)];
  // A role of the cluster that is bound in a namespace counts there.
  return bound.map((binding) => made(binding.namespace, [binding]));
}

/**
 * Roles that every cluster has, in outline.
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings (1.34)
 */
const OF_CLUSTERS: Readonly<Record<string, readonly (readonly [verb: string, resource: string])[]>> = {
  'ClusterRole/cluster-admin': [['*', '*']],
  'ClusterRole/admin': [['*', '*']],
  'ClusterRole/edit': [['*', '*']],
  'ClusterRole/view': [
    ['get', '*'],
    ['list', '*'],
    ['watch', '*'],
  ],
  'ClusterRole/system:auth-delegator': [
    ['create', 'authentication.k8s.io/tokenreviews'],
    ['create', 'authorization.k8s.io/subjectaccessreviews'],
  ],
};

/** Of them, what they leave out. */
const LEFT_OUT: Readonly<Record<string, RegExp>> = {
  'ClusterRole/edit': /^rbac\.authorization\.k8s\.io\//,
  'ClusterRole/view': /^(?:core\/secrets$|rbac\.authorization\.k8s\.io\/)/,
};

function ofClusterItself({ role, holder, namespace, isOfCluster }: Binding): readonly ClusterGrant[] {
  const except = rowOf(LEFT_OUT, role);
  return (rowOf(OF_CLUSTERS, role) ?? []).map(([verb, resource]): ClusterGrant => ({
    verb,
    resource,
    names: null,
    namespace: isOfCluster ? '*' : namespace,
    holders: [holder],
    fact: null,
    ...(except === undefined ? {} : { except }),
  }));
}

/** Verbs that without a name are for all objects: a rule with names does not let them through. */
const OF_MANY: ReadonlySet<string> = new Set(['list', 'watch', 'deletecollection', 'create']);

/** Whether a role's rule lets a need through, as far as both are known: what only a run knows contradicts nothing. */
export function isClusterNeedGranted(need: Fact, grant: ClusterGrant): boolean {
  if (grant.verb !== '*' && grant.verb !== need.action) return false;
  const { norm } = need.resource;
  if (norm === 'dynamic' || norm.startsWith('objects of ')) return false;
  const isSame =
    matchesWildcards(grant.resource, norm) ||
    // Of a kind that others define the group may be unknown.
    (norm.includes('*') && matchesWildcards(norm, grant.resource)) ||
    // `*/scale` is the part of whatever has it.
    (norm.split('/').length === 3 && grant.resource === `*/*/${norm.split('/')[2]!}`);
  const { namespace, name } = need.qualifiers ?? {};
  const isThere = grant.namespace === '*' || isWithin(namespace, grant.namespace);
  const isNamed = grant.names === null || (name === undefined ? !OF_MANY.has(need.action) : grant.names.includes(name));
  return grant.except?.test(norm) !== true && isSame && isThere && isNamed;
}

/** A need of every namespace, or of what is in none, takes a role of the cluster. */
function isWithin(needed: string | undefined, granted: string | null): boolean {
  if (needed === undefined || needed === '*') return false;
  return granted === null || needed === 'dynamic' || needed.startsWith('env:') || needed === granted;
}
