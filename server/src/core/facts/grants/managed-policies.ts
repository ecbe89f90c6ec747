import type { Subject, Tier } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { awsService } from '../apis/aws-services.ts';
import type { FileReading, Site } from '../define.ts';
import { known } from '../to-fact.ts';
import { rowOf } from '../../text/row-of.ts';
import { symbolicTexts } from './expressions.ts';

/**
 * What policies of AWS give, as far as it matters for whether code may do what it does: those whose name does not say it.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html (2026-11)
 */
const GIVES: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ['*'],
  PowerUserAccess: ['all but account:*, iam:*, organizations:*'],
  IAMFullAccess: ['iam:*'],
  ReadOnlyAccess: ['*:BatchGet*', '*:Describe*', '*:Get*', '*:List*', '*:Query', '*:Scan', '*:Search*', '*:Select*'],
  ViewOnlyAccess: ['*:Describe*', '*:List*'],
  SecretsManagerReadWrite: ['secretsmanager:*'],
  CloudWatchFullAccess: ['cloudwatch:*', 'logs:*', 'sns:*'],
  CloudWatchFullAccessV2: ['cloudwatch:*', 'logs:*', 'sns:*'],
  CloudWatchLogsFullAccess: ['logs:*'],
  CloudWatchAgentServerPolicy: ['cloudwatch:PutMetricData', 'ec2:Describe*', 'logs:*', 'ssm:GetParameter', 'xray:Put*'],
  AmazonCognitoPowerUser: ['cognito-identity:*', 'cognito-idp:*', 'cognito-sync:*'],
  AmazonSSMManagedInstanceCore: ['ec2messages:*', 'ssm:*', 'ssmmessages:*'],
  AWSXRayDaemonWriteAccess: ['xray:Get*', 'xray:Put*'],
  AWSXrayWriteOnlyAccess: ['xray:Get*', 'xray:Put*'],
  AWSLambdaRole: ['lambda:InvokeFunction'],
  AWSLambdaExecute: ['logs:*', 's3:GetObject', 's3:PutObject'],
  AWSLambdaBasicExecutionRole: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  AWSLambdaVPCAccessExecutionRole: [
    'ec2:*NetworkInterface*',
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ],
  AWSLambdaDynamoDBExecutionRole: ['dynamodb:DescribeStream', 'dynamodb:Get*', 'dynamodb:ListStreams', 'logs:*'],
  AWSLambdaSQSQueueExecutionRole: ['logs:*', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
  AWSLambdaKinesisExecutionRole: [
    'kinesis:Describe*',
    'kinesis:Get*',
    'kinesis:List*',
    'kinesis:SubscribeToShard',
    'logs:*',
  ],
  AmazonECSTaskExecutionRolePolicy: ['ecr:BatchGet*', 'ecr:Get*', 'logs:CreateLogStream', 'logs:PutLogEvents'],
};

/** Those that let their holder write its own logs and traces, and come with nearly every function. */
const ORDINARY: ReadonlySet<string> = new Set([
  'AWSLambdaBasicExecutionRole',
  'AWSLambdaBasicDurableExecutionRolePolicy',
  'AWSLambdaVPCAccessExecutionRole',
  'AWSLambdaSQSQueueExecutionRole',
  'AWSLambdaDynamoDBExecutionRole',
  'AWSLambdaKinesisExecutionRole',
  'AWSXRayDaemonWriteAccess',
  'AWSXrayWriteOnlyAccess',
  'AmazonECSTaskExecutionRolePolicy',
  'AmazonAPIGatewayPushToCloudWatchLogs',
]);

/** `ReadOnlyAccess` of `arn:aws:iam::aws:policy/ReadOnlyAccess`; other policies keep their ARN. */
export function managedPolicyName(text: string): string {
  return /^arn:[^:]*:iam::aws:policy\/(?:[\w+=,.@-]+\/)*([\w+=,.@-]+)$/.exec(text)?.[1] ?? text;
}

/** Actions a policy of AWS gives; empty when its name does not say. */
function actionsOfManagedPolicy(name: string): readonly string[] {
  const row = rowOf(GIVES, name);
  if (row !== undefined) return row;
  const [, service = '', access = ''] =
    /^(?:Amazon|AWS)(\w+?)_?(FullAccess|ReadOnlyAccess)(?:_?[vV]\d)?$/.exec(name) ?? [];
  const found = service === '' ? null : awsService(service === 'StepFunctions' ? 'states' : service);
  if (found === null) return [];
  const verbs = access === 'FullAccess' ? ['*'] : ['BatchGet*', 'Describe*', 'Get*', 'List*', 'Query', 'Scan'];
  return verbs.map((verb) => `${found.prefix}:${verb}`);
}

/** What a grant lets code do, as actions of AWS: none where it is about other things, or its name does not say. */
export function actionsGiven(
  kind: string,
  action: string,
  resource: string,
): readonly { readonly action: string; readonly resource: string }[] {
  if (kind === 'managed-policy')
    return actionsOfManagedPolicy(resource).map((each) => ({ action: each, resource: '*' }));
  const isOfAws = kind === 'arn' && (action.includes(':') || action === '*');
  return isOfAws ? [{ action, resource }] : [];
}

/** One fact for each ready-made policy that a holder gets. Policies of the same template are told where they are written. */
export function* managedPolicySites(
  reading: FileReading,
  given: SyntaxNode | null,
  subject: Subject,
  isOwn: (text: string) => boolean,
  tier: Tier = 'proven',
): Generator<Site> {
  for (const { node, text } of symbolicTexts(reading, given)) {
    if (!isOwn(text)) yield managedPolicySite(node, text, subject, tier);
  }
}

export function managedPolicySite(node: SyntaxNode, text: string, subject: Subject, tier: Tier = 'proven'): Site {
  const name = managedPolicyName(text);
  const isAdmin = /^(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)$/.test(name);
  const isRead = /ReadOnly|ViewOnly/.test(name) || ORDINARY.has(name);
  return {
    kind: 'permission.grant',
    action: 'attach-policy',
    resource: { kind: 'managed-policy', value: known(name) },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier,
    why: [`The policy \`${name}\` is attached to \`${subject.symbol}\`.`],
    qualifiers: { effect: 'Allow' },
    subject,
    detail: { accessLevel: isAdmin ? 'all' : isRead ? 'Read' : 'Write', ...(isAdmin ? { risk: ['PrivEsc'] } : {}) },
  };
}

/** Whether all that a policy of AWS gives is listed here: the others give more of other services. */
export function isWhollyKnown(name: string): boolean {
  return (
    /^(?:AWSLambda(?:Role|Execute|BasicExecutionRole|VPCAccessExecutionRole|DynamoDBExecutionRole|SQSQueueExecutionRole|KinesisExecutionRole)|AWSXRayDaemonWriteAccess|AWSXrayWriteOnlyAccess|AdministratorAccess)$/.test(
      name,
    ) || /^Amazon(?:S3|SQS|SNS|SES)(?:FullAccess|ReadOnlyAccess)$/.test(name)
  );
}
