import table from '../../../../data/aws.json' with { type: 'json' };
import { rowOf } from '../../text/row-of.ts';

interface AwsTable {
  readonly services: Readonly<Record<string, readonly string[]>>;
  readonly exceptions: Readonly<Record<string, readonly string[]>>;
  /** Parameters that make an operation pass a role. */
  readonly passes: Readonly<Record<string, readonly string[]>>;
  readonly permissionless: readonly string[];
  readonly levels: Readonly<Record<string, string>>;
  readonly risks: Readonly<Record<string, readonly string[]>>;
  readonly methods: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly irregular: Readonly<Record<string, string>>;
  readonly libraries: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const aws: AwsTable = table;

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

export interface AwsService {
  /** As the exception table spells it. */
  readonly name: string;
  readonly prefix: string;
  readonly isKnown: boolean;
}

/** From any SDK's spelling: `s3`, `cognito-idp`, `client-sfn`, `S3`. Unknown services keep their own name as IAM prefix. */
export function awsService(spelling: string): AwsService {
  const key = plain(spelling);
  const row = Object.hasOwn(aws.services, key) ? aws.services[key] : undefined;
  if (row === undefined) return { name: spelling, prefix: spelling.toLowerCase(), isKnown: false };
  return { name: row[0]!, prefix: row[1]!, isKnown: true };
}

/** Actions that only some calls of an operation need, and the parameters that make them necessary. */
const ONLY_WITH: Readonly<Record<string, readonly string[]>> = {
  's3:GetObjectVersion': ['VersionId'],
  's3:DeleteObjectVersion': ['VersionId'],
  's3:PutObjectTagging': ['Tagging', 'TaggingDirective'],
  's3:GetObjectTagging': ['TaggingDirective'],
  's3:PutObjectAcl': ['ACL', 'GrantRead', 'GrantFullControl'],
};
const TAGS = ['Tags', 'tags', 'TagSpecifications', 'TagList', 'tagSet', 'Tagging'];

/** Tagging that an operation does on the side. */
function isTagging(action: string): boolean {
  return /:(Tag(Resource|Role|User|Policy|InstanceProfile|LogGroup)?|AddTags(ToResource)?|CreateTags)$/.test(action);
}

/** The map lists them; the service does not ask for them. */
const NOT_NEEDED: Readonly<Record<string, readonly string[]>> = { 'S3.CopyObject': ['s3:ListBucket'] };

/** IAM actions an operation needs, by the identity rule and its exceptions. `hasParameter` asks about the call's input. */
export function actionsOf(
  service: AwsService,
  operation: string,
  hasParameter: (name: string) => boolean,
): readonly string[] {
  const key = `${service.name}.${operation}`;
  if (aws.permissionless.includes(key)) return [];
  const actions = rowOf(aws.exceptions, key) ?? [`${service.prefix}:${operation}`];
  const needed = actions.filter((action) => {
    const passed = action === 'iam:PassRole' ? rowOf(aws.passes, key) : undefined;
    const parameters = rowOf(ONLY_WITH, action) ?? passed ?? (isTagging(action) ? TAGS : undefined);
    const isExtra = parameters !== undefined && !parameters.some(hasParameter) && actions.length > 1;
    return !isExtra && rowOf(NOT_NEEDED, key)?.includes(action) !== true;
  });
  return [...new Set(needed)];
}

/** `put_object` -> `PutObject`, `describe_db_instances` -> `DescribeDBInstances`. */
export function operationOf(method: string): string {
  const key = plain(method);
  if (Object.hasOwn(aws.irregular, key)) return aws.irregular[key]!;
  return method
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}

const VERBS: readonly (readonly [RegExp, string])[] = [
  [/^List/, 'List'],
  [
    /^(Get|Describe|Head|Batch(Get|Detect|Check)|Search|Query|Scan|Select|Lookup|Receive|Read|View|Check|Test|Validate|Detect|Analyze|Estimate|Filter|Preview|ConditionCheck)/,
    'Read',
  ],
  [/^(Tag|Untag)|Tagging$|Tags$/, 'Tagging'],
];

/** `Read`, `List`, `Write`, `Tagging` or `Permissions management`. */
export function accessLevelOf(action: string): string {
  const corrected = Object.hasOwn(aws.levels, action) ? aws.levels[action] : undefined;
  if (corrected !== undefined) return corrected;
  const verb = action.slice(action.indexOf(':') + 1);
  return VERBS.find(([pattern]) => pattern.test(verb))?.[1] ?? 'Write';
}

export function risksOf(action: string): readonly string[] {
  return Object.hasOwn(aws.risks, action) ? aws.risks[action]! : [];
}

export interface Convenience {
  readonly operations: readonly string[];
  /** In the order of its arguments. */
  readonly parameters: readonly string[];
}

/** What a boto3 convenience calls: `s3.upload_file`, `s3.Bucket.upload_file`. */
export function convenienceOf(service: string, method: string, resource?: string): Convenience | null {
  const key = [service, ...(resource === undefined ? [] : [resource]), method].join('.');
  const row = rowOf(aws.methods, key);
  return row === undefined ? null : { operations: row[0]!, parameters: row[1]! };
}

/** Commands behind a class or paginator of `@aws-sdk/lib-…`. */
export function libraryCommands(library: string, name: string): readonly string[] | null {
  return rowOf(rowOf(aws.libraries, library) ?? {}, name) ?? null;
}

/** The input parameter that names what a service acts on, and the resource kind that `normalise.ts` makes an ARN of. */
const TARGETS: Readonly<Record<string, { readonly parameters: readonly string[]; readonly kind: string }>> = {
  s3: { parameters: ['Bucket'], kind: 's3-bucket' },
  dynamodb: { parameters: ['TableName'], kind: 'dynamodb-table' },
  sqs: { parameters: ['QueueUrl', 'QueueName'], kind: 'sqs-queue' },
  sns: { parameters: ['TopicArn', 'TargetArn', 'PhoneNumber'], kind: 'sns-topic' },
  lambda: { parameters: ['FunctionName'], kind: 'lambda-function' },
  secretsmanager: { parameters: ['SecretId', 'Name'], kind: 'secret' },
  ssm: { parameters: ['Name', 'Names', 'Path', 'InstanceIds', 'DocumentName'], kind: 'ssm-parameter' },
  kms: { parameters: ['KeyId'], kind: 'kms-key' },
  sts: { parameters: ['RoleArn'], kind: 'role' },
  iam: { parameters: ['RoleName', 'UserName', 'PolicyArn', 'GroupName'], kind: 'iam-entity' },
  kinesis: { parameters: ['StreamName', 'StreamARN'], kind: 'kinesis-stream' },
  firehose: { parameters: ['DeliveryStreamName'], kind: 'firehose-stream' },
  states: { parameters: ['stateMachineArn'], kind: 'state-machine' },
  logs: { parameters: ['logGroupName'], kind: 'log-group' },
  events: { parameters: ['EventBusName', 'Name'], kind: 'event-bus' },
  'cognito-idp': { parameters: ['UserPoolId'], kind: 'user-pool' },
  ecs: { parameters: ['cluster'], kind: 'ecs-cluster' },
  ecr: { parameters: ['repositoryName'], kind: 'ecr-repository' },
  bedrock: { parameters: ['modelId'], kind: 'model' },
};

export function targetOf(action: string): { readonly parameters: readonly string[]; readonly kind: string } | null {
  const target = rowOf(TARGETS, action.slice(0, action.indexOf(':'))) ?? null;
  if (target?.kind === 's3-bucket' && /Object|MultipartUpload/.test(action)) return { ...target, kind: 's3-object' };
  return target;
}

/** What the resource classes of boto3 call when the method's name does not say it. */
export const resourceMethods: Readonly<Record<string, string>> = {
  's3.Bucket.put_object': 'PutObject',
  's3.Bucket.delete': 'DeleteBucket',
  's3.Bucket.create': 'CreateBucket',
  's3.Bucket.objects.all': 'ListObjects',
  's3.Bucket.objects.filter': 'ListObjects',
  's3.Bucket.objects.delete': 'DeleteObjects',
  's3.Object.put': 'PutObject',
  's3.Object.get': 'GetObject',
  's3.Object.delete': 'DeleteObject',
  's3.Object.load': 'HeadObject',
  's3.Object.copy_from': 'CopyObject',
  's3.ObjectSummary.get': 'GetObject',
  's3.ObjectSummary.put': 'PutObject',
  's3.ObjectSummary.delete': 'DeleteObject',
  's3.buckets.all': 'ListBuckets',
  's3.BucketPolicy.put': 'PutBucketPolicy',
  's3.BucketPolicy.delete': 'DeleteBucketPolicy',
  's3.BucketAcl.put': 'PutBucketAcl',
  's3.ObjectAcl.put': 'PutObjectAcl',
  'dynamodb.Table.delete': 'DeleteTable',
  'dynamodb.Table.update': 'UpdateTable',
  'dynamodb.Table.load': 'DescribeTable',
  'dynamodb.tables.all': 'ListTables',
  'sqs.Queue.receive_messages': 'ReceiveMessage',
  'sqs.Queue.send_messages': 'SendMessageBatch',
  'sqs.Queue.delete_messages': 'DeleteMessageBatch',
  'sqs.Queue.purge': 'PurgeQueue',
  'sqs.Queue.delete': 'DeleteQueue',
  'sqs.Message.delete': 'DeleteMessage',
  'sqs.get_queue_by_name': 'GetQueueUrl',
  'sns.Topic.publish': 'Publish',
  'sns.Topic.subscribe': 'Subscribe',
  'ec2.Instance.start': 'StartInstances',
  'ec2.Instance.stop': 'StopInstances',
  'ec2.Instance.terminate': 'TerminateInstances',
  'ec2.create_instances': 'RunInstances',
  'ec2.instances.all': 'DescribeInstances',
  'ec2.instances.filter': 'DescribeInstances',
};

/** Classes of boto3 resources whose first argument names the target. */
export const resourceClasses: ReadonlySet<string> = new Set([
  'Bucket',
  'Object',
  'ObjectSummary',
  'BucketPolicy',
  'BucketAcl',
  'Table',
  'Queue',
  'Topic',
  'Instance',
  'Role',
  'User',
  'Policy',
  'Group',
  'Message',
  'ObjectAcl',
]);

/** Members of clients that call no operation. */
export const clientOnlyMethods: ReadonlySet<string> = new Set([
  'close',
  'can_paginate',
  'meta',
  'exceptions',
  'destroy',
  'config',
  'middlewareStack',
  'get_available_subresources',
  'register',
  'send',
  'waiter_names',
  'from',
]);

/** What a waiter asks for again and again. */
export const waitedOperations: Readonly<Record<string, string>> = {
  BucketExists: 'HeadBucket',
  BucketNotExists: 'HeadBucket',
  ObjectExists: 'HeadObject',
  ObjectNotExists: 'HeadObject',
  TableExists: 'DescribeTable',
  TableNotExists: 'DescribeTable',
  InstanceRunning: 'DescribeInstances',
  InstanceStopped: 'DescribeInstances',
  InstanceTerminated: 'DescribeInstances',
  FunctionActive: 'GetFunctionConfiguration',
  FunctionActiveV2: 'GetFunction',
  FunctionExists: 'GetFunction',
  FunctionUpdated: 'GetFunctionConfiguration',
  FunctionUpdatedV2: 'GetFunction',
  StackCreateComplete: 'DescribeStacks',
  StackUpdateComplete: 'DescribeStacks',
  StackDeleteComplete: 'DescribeStacks',
  StackExists: 'DescribeStacks',
  TasksRunning: 'DescribeTasks',
  TasksStopped: 'DescribeTasks',
  ServicesStable: 'DescribeServices',
  ServicesInactive: 'DescribeServices',
  RoleExists: 'GetRole',
  UserExists: 'GetUser',
  PolicyExists: 'GetPolicy',
  DBInstanceAvailable: 'DescribeDBInstances',
  ClusterActive: 'DescribeCluster',
};
