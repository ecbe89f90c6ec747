import type { Fact } from '../../model/fact.ts';
import { compareAppGrants } from './app-grants.ts';
import { compareContainerGrants } from './container-grants.ts';
import { compareDatabaseGrants } from './database-grants.ts';
import type { Ordered } from './define.ts';
import { compareBindings, compareCloudRoles, compareRoleRules } from './kubernetes-grants.ts';
import { compareReach } from './network-reach.ts';
import { compareRoles } from './roles.ts';
import { compareLevels } from './token-levels.ts';

/** Orders of grants that have one of their own, by kind of resource. */
export const grantOrdersOf: ReadonlyMap<string, (before: Fact, after: Fact) => Ordered | null> = new Map([
  ['kubernetes-api', compareRoleRules],
  ['kubernetes-role', compareBindings],
  ['cloud-role', compareCloudRoles],
  ['container', compareContainerGrants],
  ['port', compareReach],
  ['managed-policy', compareRoles],
  ['role-scope', compareRoles],
  ['acl', compareRoles],
  ['token', compareLevels],
  ...['app-permission', 'app-host', 'app-component', 'app-setting'].map((kind) => [kind, compareAppGrants] as const),
  ['database-object', compareDatabaseGrants],
  ['database-role', compareDatabaseGrants],
  ['database-rows', compareDatabaseGrants],
  ['database-code', compareDatabaseGrants],
]);
