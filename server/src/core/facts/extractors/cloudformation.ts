import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { entriesIn } from '../grants/declarations.ts';
import { symbolicText, symbolicTexts } from '../grants/expressions.ts';
import { lambdaPermission, type LambdaPermissionKeys } from '../grants/lambda-permission.ts';
import { managedPolicySite, managedPolicySites } from '../grants/managed-policies.ts';
import { networkRuleSites, portText } from '../grants/network-rules.ts';
import { resourcesOf, subjectOfResource, type CloudResource } from '../grants/resources.ts';
import { samTemplate } from '../grants/sam-policies.ts';
import { publicAccessBlockSite, publicListSite } from '../grants/sites.ts';
import { statementSites } from '../grants/statement.ts';
import { asObject, valueOfKey } from '../objects.ts';

/**
 * What resources of CloudFormation, SAM and Serverless templates give beside the statements of their policies, which
 * `iam-policies` reads: ready-made policies, permissions of functions, open ports and buckets.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ (2026-11)
 */
export const cloudFormation = defineExtractor({
  id: 'cloudformation',
  kinds: ['permission.grant'],
  languages: ['json', 'yaml'],
  *extract(reading) {
    const resources = resourcesOf(reading).filter(({ type }) => type.includes('::'));
    const names = new Set(resources.map(({ symbol }) => symbol));
    // A policy of the same template is told where it is written.
    const isOwn = (text: string): boolean => names.has(/^\$\{([\w]+)(?:\.\w+)?\}$/.exec(text)?.[1] ?? '');
    for (const resource of resources) yield* grantsOf(reading, resource, isOwn);
    yield* serverlessGrants(reading, isOwn);
  },
});

type IsOwn = (text: string) => boolean;

function* grantsOf(reading: Reading, resource: CloudResource, isOwn: IsOwn): Generator<Site> {
  const subject = subjectOfResource(resource);
  const of = (key: string): SyntaxNode | null => valueOfKey(reading, resource.body, key);
  switch (resource.type) {
    case 'AWS::IAM::Role':
    case 'AWS::IAM::User':
    case 'AWS::IAM::Group':
    case 'AWS::SSO::PermissionSet':
      yield* managedPolicySites(reading, of('ManagedPolicyArns') ?? of('ManagedPolicies'), subject, isOwn);
      break;
    case 'AWS::Serverless::Function':
    case 'AWS::Serverless::StateMachine':
      yield* samPolicies(reading, of('Policies'), subject, isOwn);
      yield* functionUrl(reading, asObject(reading, of('FunctionUrlConfig')), subject, null);
      break;
    case 'AWS::Lambda::Url':
      yield* functionUrl(reading, resource.body, subject, symbolicText(reading, of('TargetFunctionArn')));
      break;
    case 'AWS::Lambda::Permission':
    case 'AWS::Lambda::LayerVersionPermission':
      yield* lambdaPermission(reading, resource.body, PERMISSION_KEYS, subject, resource.node);
      break;
    case 'AWS::S3::Bucket':
      yield* bucketAccess(reading, resource, subject);
      break;
    case 'AWS::EC2::SecurityGroup':
      for (const rule of listOf(reading, of('SecurityGroupIngress'))) yield* ingress(reading, rule, subject);
      break;
    case 'AWS::EC2::SecurityGroupIngress':
      yield* ingress(reading, resource.body, subject);
      break;
    default:
  }
}

function listOf(reading: Reading, node: SyntaxNode | null): readonly SyntaxNode[] {
  if (node === null) return [];
  const value = reading.resolver.valueOf(node);
  const nodes = value.kind === 'list' && value.node !== null ? value.node.children : [node];
  return nodes.flatMap((each) => asObject(reading, each) ?? []);
}

/** Names, templates with their parameters, and documents, whose statements are read where all are. */
function* samPolicies(reading: Reading, given: SyntaxNode | null, subject: Subject, isOwn: IsOwn): Generator<Site> {
  if (given === null) return;
  for (const node of given.kind === 'array' ? given.children : [given]) {
    if (node.kind !== 'object') {
      yield* managedPolicySites(reading, node, subject, isOwn);
      continue;
    }
    for (const [name, parameters] of entriesIn(reading, node)) {
      if (!/Policy$|Access$/.test(name)) continue;
      const values = new Map(
        (parameters.kind === 'object' ? entriesIn(reading, parameters) : []).map(([key, value]) => [
          key,
          symbolicText(reading, value) ?? '*',
        ]),
      );
      const template = samTemplate(name, values);
      if (template === null) yield managedPolicySite(node, name, subject);
      else
        yield* statementSites({
          effect: 'Allow',
          actions: template.actions.map((text) => ({ node, text })),
          resources: template.resources,
          subject,
          why: `The policy template ${name} gives it.`,
        });
    }
  }
}

/** An address on the Internet that calls the function for anyone. */
function* functionUrl(
  reading: Reading,
  config: SyntaxNode | null,
  subject: Subject,
  target: string | null,
): Generator<Site> {
  const node = config === null ? null : valueOfKey(reading, config, 'AuthType');
  if (node === null || symbolicText(reading, node) !== 'NONE') return;
  yield* statementSites({
    effect: 'Allow',
    actions: [{ node, text: 'lambda:InvokeFunctionUrl' }],
    resources: [target ?? `\${${subject.symbol}}`],
    principals: ['*'],
    subject,
    why: 'The URL of the function asks nobody who they are.',
  });
}

const PERMISSION_KEYS: LambdaPermissionKeys = {
  principal: 'Principal',
  action: 'Action',
  targets: ['FunctionName', 'LayerVersionArn'],
  sourceArn: 'SourceArn',
  sourceAccount: 'SourceAccount',
  organizations: ['PrincipalOrgID', 'OrganizationId'],
};

const PUBLIC_LISTS: Readonly<Record<string, string>> = {
  PublicRead: 'public-read',
  PublicReadWrite: 'public-read-write',
  AuthenticatedRead: 'authenticated-read',
};

function* bucketAccess(reading: Reading, { body, symbol }: CloudResource, subject: Subject): Generator<Site> {
  const list = valueOfKey(reading, body, 'AccessControl');
  const level = symbolicText(reading, list) ?? '';
  if (list !== null && Object.hasOwn(PUBLIC_LISTS, level))
    yield publicListSite(PUBLIC_LISTS[level]!, `\${${symbol}}`, subject, list);
  const block = asObject(reading, valueOfKey(reading, body, 'PublicAccessBlockConfiguration'));
  for (const [flag, value] of block === null ? [] : entriesIn(reading, block)) {
    if (symbolicText(reading, value) !== 'false') yield publicAccessBlockSite(flag, `\${${symbol}}`, subject, value);
  }
}

function* ingress(reading: Reading, rule: SyntaxNode, subject: Subject): Generator<Site> {
  const text = (key: string): string | null => symbolicText(reading, valueOfKey(reading, rule, key));
  yield* networkRuleSites({
    from: ['CidrIp', 'CidrIpv6'].flatMap((key) => symbolicTexts(reading, valueOfKey(reading, rule, key))),
    ports: [portText(text('IpProtocol'), text('FromPort'), text('ToPort'))],
    subject,
    node: rule,
  });
}

/** `provider.iam.role.managedPolicies` of the Serverless Framework, and its older spelling. */
function* serverlessGrants(reading: Reading, isOwn: IsOwn): Generator<Site> {
  if (!/(?:^|\/)serverless[\w.-]*\.(?:ya?ml|json)$/.test(reading.unit.path)) return;
  const subject: Subject = { type: 'resource', symbol: 'provider' };
  for (const document of reading.unit.tree.root.children) {
    let at = asObject(reading, document);
    at = at === null ? null : asObject(reading, valueOfKey(reading, at, 'provider'));
    if (at === null) continue;
    yield* managedPolicySites(reading, valueOfKey(reading, at, 'iamManagedPolicies'), subject, isOwn);
    const iam = asObject(reading, valueOfKey(reading, at, 'iam'));
    const role = iam === null ? null : asObject(reading, valueOfKey(reading, iam, 'role'));
    if (role !== null) yield* managedPolicySites(reading, valueOfKey(reading, role, 'managedPolicies'), subject, isOwn);
  }
}
