import { expect, test } from 'vitest';
import type { Fact } from '../../../server/src/core/model/fact.ts';
import { compareClusterNeeds, toRoles } from '../../../server/src/core/verbs.ts';
import { factsOf } from './facts-of.ts';

async function factsIn(files: Readonly<Record<string, string>>): Promise<Fact[]> {
  const all: Fact[] = [];
  for (const [file, text] of Object.entries(files)) all.push(...(await factsOf(file, text)).facts);
  return all;
}

const python = (...lines: readonly string[]): string =>
  [
    'from kubernetes import client',
    'v1 = client.CoreV1Api()',
    'def run(ns, name):',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');

const role = (kind: string, name: string, ...rules: readonly string[]): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: { name: ${name}${kind === 'Role' ? ', namespace: shop' : ''} }\nrules:\n${rules.map((rule) => `  - ${rule}\n`).join('')}`;

const bind = (kind: string, of: string, who: string): string => {
  const [refKind, name] = of.split('/');
  return `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: { name: b-${name}${kind === 'RoleBinding' ? ', namespace: shop' : ''} }\nroleRef: { kind: ${refKind}, name: ${name} }\nsubjects: [{ kind: ServiceAccount, name: ${who}, namespace: shop }]\n`;
};

async function statesOf(code: string, manifests: string): Promise<readonly string[]> {
  const { needs } = compareClusterNeeds(await factsIn({ 'app.py': code, 'k8s/rbac.yaml': manifests }));
  return needs.map(({ action, resource, grant }) => `${grant} ${action} ${resource}`);
}

test('a role counts where it is bound, and a role of the cluster in the namespace that binds it', async () => {
  const code = python(
    'v1.list_namespaced_pod("shop")',
    'v1.list_namespaced_pod("other")',
    'v1.list_pod_for_all_namespaces()',
    'v1.list_namespaced_pod(ns)',
  );
  const rules = role('ClusterRole', 'reader', '{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }');
  expect(await statesOf(code, rules + bind('RoleBinding', 'ClusterRole/reader', 'app'))).toEqual([
    'declared list core/pods',
    'undeclared list core/pods in every namespace',
    'undeclared list core/pods in other',
    'declared list core/pods in shop',
  ]);
  expect(
    (await statesOf(code, rules + bind('ClusterRoleBinding', 'ClusterRole/reader', 'app'))).every((state) =>
      state.startsWith('declared'),
    ),
  ).toBe(true);
});

test('names, parts, wildcards and roles that every cluster has', async () => {
  const code = python(
    'v1.read_namespaced_secret("db", "shop")',
    'v1.read_namespaced_secret("other", "shop")',
    'v1.read_namespaced_pod_log("a", "shop")',
    'v1.list_node()',
  );
  const named = role(
    'Role',
    'app',
    '{ apiGroups: [""], resources: ["secrets"], resourceNames: ["db"], verbs: ["get"] }',
    '{ apiGroups: [""], resources: ["pods"], verbs: ["*"] }',
  );
  expect(await statesOf(code, named)).toEqual([
    'undeclared list core/nodes',
    'undeclared get core/pods/log named a in shop',
    'declared get core/secrets named db in shop',
    'undeclared get core/secrets named other in shop',
  ]);
  const all =
    role('ClusterRole', 'unused', '{ apiGroups: ["*"], resources: ["pods"], verbs: ["get"] }') +
    bind('ClusterRoleBinding', 'ClusterRole/cluster-admin', 'app');
  expect((await statesOf(code, all)).every((state) => state.startsWith('declared'))).toBe(true);
});

test('the group of a kind that others define is the one that the roles name for it', async () => {
  const go = `package a
import (
	"context"
	widgets "example.com/operator/api/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
)
// +kubebuilder:rbac:groups=shop.example.com,resources=widgets,verbs=get;list;watch
func run(ctx context.Context, c client.Client) {
	c.Get(ctx, client.ObjectKey{}, &widgets.Widget{})
	c.Delete(ctx, &widgets.Widget{})
}
`;
  const compared = compareClusterNeeds(await factsIn({ 'a.go': go }));
  expect(compared.needs.map(({ action, resource, grant }) => `${grant} ${action} ${resource}`)).toEqual([
    'undeclared delete shop.example.com/widgets',
    'declared get shop.example.com/widgets',
    'declared list shop.example.com/widgets',
    'declared watch shop.example.com/widgets',
  ]);
  expect(compared.excess).toEqual([]);
  expect(toRoles(compared)).toMatchObject([
    { by: 'code', namespace: null, rules: [{ group: 'shop.example.com', plural: 'widgets' }] },
  ]);
});

test('without a role at hand nothing is said, and without a need in code nothing is too much', async () => {
  expect(await statesOf(python('v1.list_node()'), '')).toEqual(['null list core/nodes']);
  const rules = role('ClusterRole', 'reader', '{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }');
  const { needs, excess } = compareClusterNeeds(
    await factsIn({ 'run.sh': 'kubectl get nodes\n', 'k8s/rbac.yaml': rules }),
  );
  expect([needs.map(({ by, grant }) => `${by} ${grant}`), excess]).toEqual([['commands null'], []]);
});

test('a rule with names lists nothing by itself, and the role that views sees neither secrets nor rights', async () => {
  const code = python('v1.list_namespaced_secret("shop")', 'v1.read_namespaced_secret("one", "shop")');
  const named = '{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"], resourceNames: ["one"] }';
  expect(await statesOf(code, role('Role', 'named', named) + bind('RoleBinding', 'Role/named', 'app'))).toEqual([
    'undeclared list core/secrets in shop',
    'declared get core/secrets named one in shop',
  ]);
  const reader = python('v1.list_namespaced_secret("shop")', 'v1.list_namespaced_pod("shop")');
  expect(await statesOf(reader, bind('RoleBinding', 'ClusterRole/view', 'app').slice(4))).toEqual([
    'declared list core/pods in shop',
    'undeclared list core/secrets in shop',
  ]);
  expect(await statesOf(reader, bind('RoleBinding', 'ClusterRole/edit', 'app').slice(4))).not.toContain(
    'undeclared list core/secrets in shop',
  );
});

test('of a role with too many rights nothing is said to be missing', async () => {
  const many = (count: number): string =>
    `{ apiGroups: [""], resources: [${Array.from({ length: count }, (_, index) => `r${index}`).join(', ')}], verbs: ["list"] }`;
  const code = python('v1.list_namespaced_pod("shop")');
  const state = (count: number): Promise<readonly string[]> => statesOf(code, role('Role', 'many', many(count)));
  expect(await state(300)).toEqual(['undeclared list core/pods in shop']);
  expect(await state(500)).toEqual(['null list core/pods in shop']);
});
