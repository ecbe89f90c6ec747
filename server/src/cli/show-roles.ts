import type { ClusterNeed, NeededRole } from '../core/cluster-permissions.ts';
import type { Place } from '../core/permissions.ts';
import { printable } from './colours.ts';

/** Manifests that a cluster takes, each verb with the lines that need it. */
export function showRoles(roles: readonly NeededRole[]): string {
  if (roles.length === 0) return 'No call that needs a permission of a cluster was found.\n';
  return `${roles.map((role) => showRole(role).join('\n')).join('\n---\n')}\n`;
}

function showRole(role: NeededRole): readonly string[] {
  const { by, namespace, rules, unknown } = role;
  const isOfNamespace = namespace !== null && namespace !== '*';
  const name = `${by}-${namespace === null ? 'namespaced' : isOfNamespace ? 'here' : 'cluster'}`;
  return [
    `# ${WORDS[by]} ${whereWords(namespace)}.`,
    ...(rules.length === 0
      ? []
      : [
          'apiVersion: rbac.authorization.k8s.io/v1',
          `kind: ${isOfNamespace ? 'Role' : 'ClusterRole'}`,
          'metadata:',
          `  name: ${name}`,
          ...(isOfNamespace ? [`  namespace: ${text(namespace)}`] : []),
          'rules:',
          ...rules.flatMap(({ group, plural, name: of, verbs }) => [
            `  - apiGroups: [${text(group === 'core' ? '' : group)}]`,
            `    resources: [${text(plural)}]`,
            ...(of === null ? [] : [`    resourceNames: [${text(of)}]`]),
            '    verbs:',
            ...verbs.map((need) => `      - ${need.action} # ${sources(need)}`),
          ]),
        ]),
    ...unknown.map(
      (need) => `# not known: ${printable(`${need.action} on ${need.resource}`)} # ${placesText(need.at)}`,
    ),
  ];
}

function whereWords(namespace: string | null): string {
  if (namespace === null) return 'in a namespace that only a run knows: bind it there with a RoleBinding';
  return namespace === '*' ? 'in all of the cluster' : `in ${printable(namespace)}`;
}

const WORDS: Readonly<Record<ClusterNeed['by'], string>> = {
  code: 'What the code needs',
  commands: 'What kubectl and helm need, as scripts and workflows call them,',
};

/** JSON is YAML. */
function text(value: string): string {
  return JSON.stringify(value);
}

function sources({ at, grant, risks }: ClusterNeed): string {
  return [placesText(at), ...(grant === 'undeclared' ? ['undeclared'] : []), ...risks].join('; ');
}

const MAX_PLACES = 5;

function placesText(at: readonly Place[]): string {
  const more = at.length > MAX_PLACES ? ` and ${at.length - MAX_PLACES} more` : '';
  return `${at
    .slice(0, MAX_PLACES)
    .map(({ path, line }) => `${printable(path)}:${line}`)
    .join(', ')}${more}`;
}
