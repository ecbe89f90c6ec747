import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { blocksIn, entriesIn } from '../grants/declarations.ts';
import { symbolicText, symbolicTexts, type SymbolicText } from '../grants/expressions.ts';
import { lambdaPermission, type LambdaPermissionKeys } from '../grants/lambda-permission.ts';
import { managedPolicySite } from '../grants/managed-policies.ts';
import { networkRuleSites, portText } from '../grants/network-rules.ts';
import { documentStatement } from '../grants/policy-documents.ts';
import { PROGRAMS, ownerOf, resourcesOf, subjectOfResource, type CloudResource } from '../grants/resources.ts';
import { publicAccessBlockSite, publicListSite } from '../grants/sites.ts';
import { statementSites } from '../grants/statement.ts';
import { valueOfKey } from '../objects.ts';

/**
 * What resources of the AWS provider give beside policies that are written as JSON, which `iam-policies` reads.
 * @see https://github.com/hashicorp/terraform-provider-aws website/docs (6.x, 2026-11)
 */
export const terraformAws = defineExtractor({
  id: 'terraform-aws',
  kinds: ['permission.grant'],
  languages: ['terraform', 'json', ...PROGRAMS],
  *extract(reading) {
    for (const resource of resourcesOf(reading)) {
      const read = READERS.find(([pattern]) => pattern.test(resource.type))?.[1];
      if (read !== undefined) yield* read(reading, resource);
    }
  },
});

type Reader = (reading: Reading, resource: CloudResource) => Iterable<Site>;

const READERS: readonly (readonly [type: RegExp, read: Reader])[] = [
  [/^data\.aws_iam_policy_document$/, policyDocument],
  [/^aws_iam_(?:role|user|group)$/, (reading, resource) => attached(reading, resource, 'managed_policy_arns', null)],
  [
    /^aws_iam_(?:(?:role|user|group)_)?policy_attachments?(?:_exclusive)?$/,
    (reading, resource) =>
      attached(reading, resource, 'policy_arn', ['role', 'user', 'group', 'role_name', 'user_name', 'group_name']),
  ],
  [
    /^aws_ssoadmin_managed_policy_attachment$/,
    (reading, resource) => attached(reading, resource, 'managed_policy_arn', ['permission_set_arn']),
  ],
  [/^aws_s3_(?:bucket|account)_public_access_block$/, accessBlock],
  [/^aws_s3_bucket(?:_acl)?$/, bucketList],
  [/^aws_(?:default_)?security_group$/, securityGroup],
  [/^aws_security_group_rule$/, securityGroupRule],
  [/^aws_vpc_security_group_ingress_rule$/, ingressRule],
  [/^aws_lambda_(?:permission|layer_version_permission)$/, permissionOfFunction],
  [/^aws_lambda_function_url$/, functionUrl],
];

/** The statements of a document. Every name of a JSON policy has one here. */
function* policyDocument(reading: Reading, resource: CloudResource): Generator<Site> {
  for (const block of blocksIn(reading, resource.body, 'statement'))
    yield* documentStatement(reading, block, subjectOfResource(resource));
}

/** Ready-made policies that a holder gets; those of the same configuration are told where they are written. */
function* attached(
  reading: Reading,
  resource: CloudResource,
  key: string,
  owners: readonly string[] | null,
): Generator<Site> {
  const subject = owners === null ? subjectOfResource(resource) : ownerOf(reading, resource, owners);
  const given = valueOfKey(reading, resource.body, key) ?? valueOfKey(reading, resource.body, 'policy_arns');
  for (const { node, text } of symbolicTexts(reading, given)) {
    for (const each of /^\$\{each\.(?:value|key)\}$/.test(text) ? eachOf(reading, resource) : [{ node, text }]) {
      // A policy of the same configuration, or a list that is computed.
      if (/^\$\{(?:aws_iam_policy\.|[[{] ?for )/.test(each.text) || isOwnPolicy(reading, each.text)) continue;
      const name = policyOfData(reading, each.text) ?? each.text;
      yield managedPolicySite(each.node, name, subject, name.startsWith('${') ? 'pattern' : 'proven');
    }
  }
}

/** `${readers.arn}` of a policy that stands in the same program. */
function isOwnPolicy(reading: Reading, text: string): boolean {
  const symbol = /^\$\{([^{}.]+)\.\w+\}$/.exec(text)?.[1];
  return (
    symbol !== undefined &&
    resourcesOf(reading).some((each) => each.symbol === symbol && each.type === 'aws_iam_policy')
  );
}

/** What `for_each` goes over, when it says. */
function eachOf(reading: Reading, { body }: CloudResource): readonly SymbolicText[] {
  const list = valueOfKey(reading, body, 'for_each');
  if (list?.kind === 'object') return entriesIn(reading, list).flatMap(([, value]) => symbolicTexts(reading, value));
  return symbolicTexts(reading, list);
}

/** `data "aws_iam_policy" "x" { name = "ReadOnlyAccess" }` */
function policyOfData(reading: Reading, text: string): string | null {
  const symbol = /^\$\{(data\.aws_iam_policy\.[\w-]+)(?:\[[^\]]*\])?\.arn\}$/.exec(text)?.[1];
  const data = symbol === undefined ? undefined : resourcesOf(reading).find((each) => each.symbol === symbol);
  if (data === undefined) return null;
  return symbolicText(reading, valueOfKey(reading, data.body, 'arn') ?? valueOfKey(reading, data.body, 'name'));
}

function* accessBlock(reading: Reading, resource: CloudResource): Generator<Site> {
  const subject = ownerOf(reading, resource, ['bucket']);
  for (const flag of ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets']) {
    const value = valueOfKey(reading, resource.body, flag);
    if (value !== null && symbolicText(reading, value) !== 'false')
      yield publicAccessBlockSite(flag, subject.symbol, subject, value);
  }
}

function* bucketList(reading: Reading, resource: CloudResource): Generator<Site> {
  const subject =
    resource.type === 'aws_s3_bucket' ? subjectOfResource(resource) : ownerOf(reading, resource, ['bucket']);
  const list = valueOfKey(reading, resource.body, 'acl');
  const level = symbolicText(reading, list) ?? '';
  if (list !== null && /^(?:public-read|public-read-write|authenticated-read)$/.test(level))
    yield publicListSite(level, subject.symbol, subject, list);
}

function* securityGroup(reading: Reading, resource: CloudResource): Generator<Site> {
  for (const rule of blocksIn(reading, resource.body, 'ingress'))
    yield* portsOf(reading, rule, subjectOfResource(resource), rule);
}

function* securityGroupRule(reading: Reading, resource: CloudResource): Generator<Site> {
  if (symbolicText(reading, valueOfKey(reading, resource.body, 'type')) !== 'ingress') return;
  yield* portsOf(reading, resource.body, ownerOf(reading, resource, ['security_group_id']), resource.node);
}

function portsOf(reading: Reading, rule: SyntaxNode, subject: Subject, node: SyntaxNode): Iterable<Site> {
  const text = (key: string): string | null => symbolicText(reading, valueOfKey(reading, rule, key));
  return networkRuleSites({
    from: ['cidr_blocks', 'ipv6_cidr_blocks'].flatMap((key) => symbolicTexts(reading, valueOfKey(reading, rule, key))),
    ports: [portText(text('protocol'), text('from_port'), text('to_port'))],
    subject,
    node,
  });
}

function ingressRule(reading: Reading, resource: CloudResource): Iterable<Site> {
  const text = (key: string): string | null => symbolicText(reading, valueOfKey(reading, resource.body, key));
  return networkRuleSites({
    from: ['cidr_ipv4', 'cidr_ipv6'].flatMap((key) => symbolicTexts(reading, valueOfKey(reading, resource.body, key))),
    ports: [portText(text('ip_protocol'), text('from_port'), text('to_port'))],
    subject: ownerOf(reading, resource, ['security_group_id']),
    node: resource.node,
  });
}

function permissionOfFunction(reading: Reading, resource: CloudResource): Iterable<Site> {
  return lambdaPermission(reading, resource.body, PERMISSION_KEYS, subjectOfResource(resource));
}

const PERMISSION_KEYS: LambdaPermissionKeys = {
  principal: 'principal',
  action: 'action',
  // Pulumi calls it `function`.
  targets: ['function_name', 'function', 'layer_name'],
  sourceArn: 'source_arn',
  sourceAccount: 'source_account',
  organizations: ['principal_org_id', 'organization_id'],
};

function* functionUrl(reading: Reading, resource: CloudResource): Generator<Site> {
  const node = valueOfKey(reading, resource.body, 'authorization_type');
  if (node === null || symbolicText(reading, node) !== 'NONE') return;
  yield* statementSites({
    effect: 'Allow',
    actions: [{ node, text: 'lambda:InvokeFunctionUrl' }],
    resources: [symbolicText(reading, valueOfKey(reading, resource.body, 'function_name')) ?? 'this'],
    principals: ['*'],
    subject: subjectOfResource(resource),
    why: 'The URL of the function asks nobody who they are.',
  });
}
