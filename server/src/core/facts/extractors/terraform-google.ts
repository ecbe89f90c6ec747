import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { blocksIn } from '../grants/declarations.ts';
import { symbolicText, symbolicTexts } from '../grants/expressions.ts';
import { networkRuleSites, portText } from '../grants/network-rules.ts';
import { PROGRAMS, ownerOf, resourcesOf, subjectOfResource, type CloudResource } from '../grants/resources.ts';
import { publicAccessBlockSite, roleSite } from '../grants/sites.ts';
import { statementSites } from '../grants/statement.ts';
import { levelOfRole } from '../orders/roles.ts';
import { valueOfKey } from '../objects.ts';

/**
 * Who holds which role where, in the Google provider; and its firewalls and buckets.
 * @see https://github.com/hashicorp/terraform-provider-google website/docs (7.x, 2026-11)
 */
export const terraformGoogle = defineExtractor({
  id: 'terraform-google',
  kinds: ['permission.grant'],
  languages: ['terraform', 'json', ...PROGRAMS],
  *extract(reading) {
    for (const resource of resourcesOf(reading)) {
      const { type } = resource;
      if (/^google_\w+_iam_(?:member|binding)$/.test(type)) yield* roleOf(reading, resource, resource.body, resource);
      else if (type === 'data.google_iam_policy')
        for (const block of blocksIn(reading, resource.body, 'binding')) yield* roleOf(reading, resource, block, null);
      else if (/^google_(?:project|organization)_iam_custom_role$/.test(type)) yield* customRole(reading, resource);
      else if (type === 'google_compute_firewall') yield* firewall(reading, resource);
      else if (/^google_storage_(?:bucket|default_object|object)_(?:access_control|acl)$/.test(type))
        yield* storageList(reading, resource);
      else if (type === 'google_storage_bucket') yield* bucket(reading, resource);
    }
  },
});

/** Properties that name what a role holds on, the closest first. */
const SCOPES = [
  'bucket',
  'secret_id',
  'topic',
  'subscription',
  'table_id',
  'dataset_id',
  'crypto_key_id',
  'key_ring_id',
  'service_account_id',
  'repository',
  'cloud_function',
  'service',
  'job',
  'instance',
  'instance_name',
  'database',
  'subnetwork',
  'registry',
  'queue',
  'name',
  'folder',
  'org_id',
  'billing_account_id',
  'project',
];

function* roleOf(
  reading: Reading,
  resource: CloudResource,
  block: SyntaxNode,
  scoped: CloudResource | null,
): Generator<Site> {
  const roles = symbolicTexts(reading, valueOfKey(reading, block, 'role'));
  const members = valueOfKey(reading, block, 'members') ?? valueOfKey(reading, block, 'member');
  const [condition] = blocksIn(reading, block, 'condition');
  const expression =
    condition === undefined ? null : symbolicText(reading, valueOfKey(reading, condition, 'expression'));
  const scope = scoped === null ? resource.symbol : scopeOf(reading, scoped);
  for (const { node: at, text: role } of roles.slice(0, 100)) {
    for (const { node, text: principal } of symbolicTexts(reading, members).slice(0, 200)) {
      yield roleSite({
        role,
        principal,
        scope,
        condition: expression,
        accessLevel: levelOfRole(role),
        subject: subjectOfResource(resource),
        // A binding's role is for all of its members, so that each is told where it stands.
        node: resource.type.endsWith('_iam_member') ? at : node,
        evidence: at,
      });
    }
  }
}

/** `project shop`, `storage_bucket ${google_storage_bucket.logs.name}`. */
function scopeOf(reading: Reading, { type, body }: CloudResource): string {
  const what = type.replace(/^google_|_iam_(?:member|binding)$/g, '');
  for (const key of SCOPES) {
    const text = symbolicText(reading, valueOfKey(reading, body, key));
    if (text !== null) return `${what} ${text}`;
  }
  return what;
}

function* customRole(reading: Reading, resource: CloudResource): Generator<Site> {
  yield* statementSites({
    effect: 'Allow',
    actions: symbolicTexts(reading, valueOfKey(reading, resource.body, 'permissions')),
    resources: ['*'],
    subject: subjectOfResource(resource),
  });
}

function* firewall(reading: Reading, resource: CloudResource): Generator<Site> {
  const { body } = resource;
  if ((symbolicText(reading, valueOfKey(reading, body, 'direction')) ?? 'INGRESS').toUpperCase() !== 'INGRESS') return;
  const from = symbolicTexts(reading, valueOfKey(reading, body, 'source_ranges'));
  for (const [type, effect] of [
    ['allow', 'Allow'],
    ['deny', 'Deny'],
  ] as const) {
    for (const rule of blocksIn(reading, body, type)) {
      const protocol = symbolicText(reading, valueOfKey(reading, rule, 'protocol'));
      const ports = symbolicTexts(reading, valueOfKey(reading, rule, 'ports')).map(({ text }) => text);
      yield* networkRuleSites({
        from,
        ports:
          ports.length === 0 ? [portText(protocol, null, null)] : ports.map((port) => portText(protocol, port, null)),
        effect,
        subject: subjectOfResource(resource),
        node: rule,
      });
    }
  }
}

/** `READER:allUsers` in a list, or a role and an entity. */
function* storageList(reading: Reading, resource: CloudResource): Generator<Site> {
  const subject = ownerOf(reading, resource, ['bucket']);
  const entity = valueOfKey(reading, resource.body, 'entity');
  const role = symbolicText(reading, valueOfKey(reading, resource.body, 'role')) ?? '';
  const given = symbolicTexts(reading, valueOfKey(reading, resource.body, 'role_entity') ?? entity);
  for (const { node, text } of given) {
    const [level, who] = text.includes(':') ? (text.split(':', 2) as [string, string]) : [role, text];
    if (!/^all(?:Authenticated)?Users$/.test(who)) continue;
    yield roleSite({
      role: level,
      principal: who,
      scope: subject.symbol,
      accessLevel: level === 'READER' ? 'Read' : 'all',
      subject,
      node,
    });
  }
}

function* bucket(reading: Reading, resource: CloudResource): Generator<Site> {
  const value = valueOfKey(reading, resource.body, 'public_access_prevention');
  if (value !== null && symbolicText(reading, value) === 'enforced')
    yield publicAccessBlockSite('public_access_prevention', resource.symbol, subjectOfResource(resource), value);
}
