import { type Obligation, OWNER_ROLE, type PathOwner, type Policy } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import { nearest } from '../text/nearest.ts';
import { didYouMean } from './check-shape.ts';
import { matchesPath } from './match.ts';
import type { ReadLayer } from './read-layer.ts';
import { locateKey, locateValue, toProblem, type YamlPath } from './read-yaml.ts';

/** Roles that are asked for and that no layer names: their holders could never approve. */
export function checkRoles(layers: readonly ReadLayer[], roles: Policy['roles']): readonly Problem[] {
  return layers.flatMap((layer) =>
    rolesOf(layer).flatMap(({ role, path, key }) => {
      if (Object.hasOwn(roles, role)) return [];
      const at = key === null ? locateValue(layer.yaml, path) : locateKey(layer.yaml, path, key);
      const fix = didYouMean(nearest(role, Object.keys(roles)));
      return [toProblem(layer.yaml, 'CS1008', `No role is named "${role}".`, at, fix)];
    }),
  );
}

interface AskedRole {
  readonly role: string;
  readonly path: YamlPath;
  readonly key: string | null;
}

function rolesOf({ layer, settings, rows }: ReadLayer): readonly AskedRole[] {
  const approvers = (list: 'rules' | 'exceptions', index: number, obligation: Obligation): readonly AskedRole[] =>
    obligation.kind !== 'approve' || obligation.role === OWNER_ROLE
      ? []
      : [{ role: obligation.role, path: [list, index, 'obligation'], key: 'approve' }];
  return [
    // Rules behind the written ones stand for a setting.
    ...rows.rules.flatMap((index, at) => approvers('rules', index, layer.rules[at]!.obligation)),
    ...(layer.exceptions ?? []).flatMap(({ obligation, role }, at) => {
      const index = rows.exceptions[at] ?? -1;
      return [...approvers('exceptions', index, obligation), { role, path: ['exceptions', index, 'role'], key: null }];
    }),
    ...(settings.owners ?? []).map(({ role }, index) => ({ role, path: ['owners', index, 'role'], key: null })),
    ...(settings.governedBy === undefined ? [] : [{ role: settings.governedBy, path: ['governedBy'], key: null }]),
  ];
}

/** A name that no file has: a row that matches it matches every file. */
const ANY_FILE = '\u0001/\u0001';

/** `{ approve: "@owner" }` without a row for every file. */
export function checkOwners(layers: readonly ReadLayer[], owners: readonly PathOwner[]): readonly Problem[] {
  if (owners.some(({ path }) => path.some((pattern) => matchesPath(pattern, ANY_FILE)))) return [];
  return layers.flatMap(({ layer, yaml, rows }) =>
    layer.rules.flatMap(({ obligation }, at) => {
      if (obligation.kind !== 'approve' || obligation.role !== OWNER_ROLE) return [];
      const place = locateKey(yaml, ['rules', rows.rules[at] ?? -1, 'obligation'], 'approve');
      return [toProblem(yaml, 'CS1026', 'No row of "owners" matches every file.', place)];
    }),
  );
}
