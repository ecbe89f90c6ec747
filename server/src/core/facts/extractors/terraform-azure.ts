import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { blocksIn } from '../grants/declarations.ts';
import { symbolicText, symbolicTexts, type SymbolicText } from '../grants/expressions.ts';
import { networkRuleSites, portText } from '../grants/network-rules.ts';
import { PROGRAMS, ownerOf, resourcesOf, subjectOfResource, type CloudResource } from '../grants/resources.ts';
import { publicListSite, roleSite } from '../grants/sites.ts';
import { statementSites } from '../grants/statement.ts';
import { levelOfRole } from '../orders/roles.ts';
import { valueOfKey } from '../objects.ts';

/**
 * Roles, network rules and open stores of the azurerm and azuread providers.
 * @see https://github.com/hashicorp/terraform-provider-azurerm website/docs (4.x, 2026-11)
 */
export const terraformAzure = defineExtractor({
  id: 'terraform-azure',
  kinds: ['permission.grant'],
  languages: ['terraform', 'json', ...PROGRAMS],
  *extract(reading) {
    for (const resource of resourcesOf(reading)) {
      const read = Object.hasOwn(READERS, resource.type) ? READERS[resource.type] : undefined;
      if (read !== undefined) yield* read(reading, resource);
    }
  },
});

type Reader = (reading: Reading, resource: CloudResource) => Iterable<Site>;

const READERS: Readonly<Record<string, Reader>> = {
  azurerm_role_assignment: roleAssignment,
  azurerm_role_definition: roleDefinition,
  azurerm_key_vault_access_policy: (reading, resource) =>
    vaultAccess(reading, resource.body, ownerOf(reading, resource, ['key_vault_id'])),
  *azurerm_key_vault(reading, resource) {
    for (const block of blocksIn(reading, resource.body, 'access_policy'))
      yield* vaultAccess(reading, block, subjectOfResource(resource));
  },
  azurerm_network_security_rule: (reading, resource) =>
    securityRule(reading, resource.body, ownerOf(reading, resource, ['network_security_group_name'])),
  *azurerm_network_security_group(reading, resource) {
    for (const block of blocksIn(reading, resource.body, 'security_rule'))
      yield* securityRule(reading, block, subjectOfResource(resource));
  },
  azurerm_storage_account: storageAccount,
  *azurerm_storage_container(reading, resource) {
    const value = valueOfKey(reading, resource.body, 'container_access_type');
    const level = symbolicText(reading, value) ?? '';
    if (value !== null && /^(?:blob|container)$/.test(level))
      yield publicListSite(`public (${level})`, resource.symbol, subjectOfResource(resource), value);
  },
  azurerm_mssql_firewall_rule: databaseFirewall,
  azurerm_postgresql_flexible_server_firewall_rule: databaseFirewall,
  azurerm_mysql_flexible_server_firewall_rule: databaseFirewall,
  azuread_application_password: newPassword,
  azuread_service_principal_password: newPassword,
  azuread_app_role_assignment: appRole,
  azuread_directory_role_assignment: directoryRole,
};

function* roleAssignment(reading: Reading, resource: CloudResource): Generator<Site> {
  const of = (key: string): SyntaxNode | null => valueOfKey(reading, resource.body, key);
  const name = of('role_definition_name') ?? of('role_definition_id');
  const principal = symbolicText(reading, of('principal_id'));
  const scope = symbolicText(reading, of('scope'));
  for (const { node, text: role } of symbolicTexts(reading, name).slice(0, 100)) {
    yield roleSite({
      role,
      principal: principal ?? 'principal',
      scope: scope ?? 'scope',
      condition: symbolicText(reading, of('condition')),
      accessLevel: levelOfRole(role),
      subject: subjectOfResource(resource),
      node,
    });
  }
}

/** What a role leaves out of its own actions is denied as far as it goes. */
function* roleDefinition(reading: Reading, resource: CloudResource): Generator<Site> {
  const subject = subjectOfResource(resource);
  const scopes = symbolicTexts(reading, valueOfKey(reading, resource.body, 'assignable_scopes'));
  const own = symbolicText(reading, valueOfKey(reading, resource.body, 'scope'));
  const resources = scopes.length > 0 ? scopes.map(({ text }) => text) : own === null ? [] : [own];
  for (const block of blocksIn(reading, resource.body, 'permissions')) {
    const given = (...keys: readonly string[]): readonly SymbolicText[] =>
      keys.flatMap((key) => symbolicTexts(reading, valueOfKey(reading, block, key)));
    yield* statementSites({ effect: 'Allow', actions: given('actions', 'data_actions'), resources, subject });
    yield* statementSites({ effect: 'Deny', actions: given('not_actions', 'not_data_actions'), resources, subject });
  }
}

function* vaultAccess(reading: Reading, block: SyntaxNode, subject: Subject): Generator<Site> {
  const principal = symbolicText(reading, valueOfKey(reading, block, 'object_id'));
  for (const what of ['key', 'secret', 'certificate', 'storage']) {
    const given = symbolicTexts(reading, valueOfKey(reading, block, `${what}_permissions`));
    yield* statementSites({
      effect: 'Allow',
      actions: given.map(({ node, text }) => ({ node, text: `${what}s:${text}` })),
      resources: [subject.symbol],
      principals: [principal ?? 'principal'],
      subject,
    });
  }
}

function* securityRule(reading: Reading, rule: SyntaxNode, subject: Subject): Generator<Site> {
  const given = (...keys: readonly string[]): readonly SymbolicText[] =>
    keys.flatMap((key) => symbolicTexts(reading, valueOfKey(reading, rule, key)));
  const text = (key: string): string | null => symbolicText(reading, valueOfKey(reading, rule, key));
  if (text('direction')?.toLowerCase() !== 'inbound') return;
  const ports = given('destination_port_range', 'destination_port_ranges').map((each) => each.text);
  yield* networkRuleSites({
    from: given('source_address_prefix', 'source_address_prefixes'),
    ports: (ports.length === 0 ? ['*'] : ports).map((port) => portText(text('protocol'), port, null)),
    effect: text('access')?.toLowerCase() === 'deny' ? 'Deny' : 'Allow',
    subject,
    node: rule,
  });
}

function* storageAccount(reading: Reading, resource: CloudResource): Generator<Site> {
  const subject = subjectOfResource(resource);
  for (const key of ['allow_nested_items_to_be_public', 'allow_blob_public_access']) {
    const value = valueOfKey(reading, resource.body, key);
    if (value !== null && symbolicText(reading, value) === 'true')
      yield publicListSite('open to public containers', resource.symbol, subject, value);
  }
  for (const rules of blocksIn(reading, resource.body, 'network_rules')) {
    const value = valueOfKey(reading, rules, 'default_action');
    if (value === null) continue;
    const isOpen = symbolicText(reading, value) === 'Allow';
    if (isOpen)
      yield* networkRuleSites({ from: [{ node: value, text: '*' }], ports: ['tcp:443'], subject, node: value });
  }
}

function* databaseFirewall(reading: Reading, resource: CloudResource): Generator<Site> {
  const text = (key: string): string | null => symbolicText(reading, valueOfKey(reading, resource.body, key));
  const [start, end] = [text('start_ip_address'), text('end_ip_address')];
  const node = valueOfKey(reading, resource.body, 'end_ip_address');
  if (start === null || end === null || node === null) return;
  const isEverything = start === '0.0.0.0' && end === '255.255.255.255';
  yield* networkRuleSites({
    from: [{ node, text: isEverything ? '0.0.0.0/0' : start === end ? `${start}/32` : `${start}-${end}` }],
    ports: ['tcp'],
    subject: ownerOf(reading, resource, ['server_id', 'server_name']),
    node,
  });
}

/** Whoever has the password is the application. */
function* newPassword(reading: Reading, resource: CloudResource): Generator<Site> {
  const key = ['application_id', 'application_object_id', 'service_principal_id'];
  const of = key.map((each) => valueOfKey(reading, resource.body, each)).find((each) => each !== null) ?? null;
  yield* statementSites({
    effect: 'Allow',
    actions: [{ node: of ?? resource.node, text: 'password-sign-in' }],
    resources: [symbolicText(reading, of) ?? resource.symbol],
    subject: subjectOfResource(resource),
    why: 'A password is made that signs in as the application.',
  });
}

function* appRole(reading: Reading, resource: CloudResource): Generator<Site> {
  yield* assigned(reading, resource, 'app_role_id', 'principal_object_id', 'resource_object_id');
}

function* directoryRole(reading: Reading, resource: CloudResource): Generator<Site> {
  yield* assigned(reading, resource, 'role_id', 'principal_object_id', 'directory_scope_id');
}

function* assigned(
  reading: Reading,
  resource: CloudResource,
  role: string,
  who: string,
  where: string,
): Generator<Site> {
  const node = valueOfKey(reading, resource.body, role);
  const text = symbolicText(reading, node);
  if (node === null || text === null) return;
  yield roleSite({
    role: text,
    principal: symbolicText(reading, valueOfKey(reading, resource.body, who)) ?? 'principal',
    scope: symbolicText(reading, valueOfKey(reading, resource.body, where)) ?? 'the directory',
    accessLevel: 'Write',
    subject: subjectOfResource(resource),
    node,
  });
}
