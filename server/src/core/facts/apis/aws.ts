import table from '../../../../data/aws.json' with { type: 'json' };
import { rowOf } from '../../text/row-of.ts';
import type { Value } from '../value.ts';
import { textOfValue } from '../value.ts';
import { isServiceRole } from './aws-roles.ts';
import type { AwsService } from './aws-services.ts';
import { taggingAction } from './aws-tags.ts';
import { levelOfVerb } from './aws-verbs.ts';

interface AwsTable {
  readonly exceptions: Readonly<Record<string, readonly string[]>>;
  /** Parameters that make an operation pass a role. */
  readonly passes: Readonly<Record<string, readonly string[]>>;
  /** Parameters that are a role that the operation passes, or may have one inside. */
  readonly mayPass: Readonly<Record<string, readonly string[]>>;
  readonly permissionless: readonly string[];
  readonly levels: Readonly<Record<string, string>>;
  readonly risks: Readonly<Record<string, readonly string[]>>;
  readonly methods: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly libraries: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const aws: AwsTable = table;

const GRANTS = ['ACL', 'GrantRead', 'GrantReadACP', 'GrantWrite', 'GrantWriteACP', 'GrantFullControl'];

/** Actions that only some calls of an operation need, and the parameters that make them necessary. */
const ONLY_WITH: Readonly<Record<string, readonly string[]>> = {
  's3:GetObjectVersion': ['VersionId'],
  's3:DeleteObjectVersion': ['VersionId'],
  's3:PutObjectTagging': ['Tagging', 'TaggingDirective'],
  's3:GetObjectTagging': ['TaggingDirective'],
  's3:PutObjectAcl': GRANTS,
  's3:PutBucketAcl': GRANTS,
  's3:PutObjectRetention': ['ObjectLockMode', 'ObjectLockRetainUntilDate'],
  's3:PutObjectLegalHold': ['ObjectLockLegalHoldStatus'],
  's3:PutBucketOwnershipControls': ['ObjectOwnership'],
  's3:PutBucketObjectLockConfiguration': ['ObjectLockEnabledForBucket'],
};
const TAGS = ['Tags', 'tags', 'TagSpecifications', 'TagSpecification', 'TagList', 'tagSet', 'Tagging'];

/** Tagging that an operation does on the side. */
function isTagging(action: string): boolean {
  return /:(?:Tag(?:[A-Z]\w*)?|AddTags\w*|CreateTags)$/.test(action);
}

/**
 * IAM actions an operation needs, by the identity rule and its exceptions. `input` asks for a parameter of the call, `holdsRole`
 * whether a role is written in one.
 */
export function actionsOf(
  service: AwsService,
  operation: string,
  input: (name: string) => Value | null,
  holdsRole: (value: Value) => boolean,
): readonly string[] {
  const key = `${service.name}.${operation}`;
  if (aws.permissionless.includes(key)) return [];
  const own = rowOf(aws.exceptions, key) ??
    // `Transcribe` of botocore is `TranscribeService` of the others.
    rowOf(aws.exceptions, `${service.name}Service.${operation}`) ?? [`${service.prefix}:${operation}`];
  const tagging = taggingAction(service, operation);
  const actions = tagging === null ? own : [...own, tagging];
  const statement = statementAction(input('Statement'));
  const needed = actions.filter((action) => {
    if (statement !== null && action.startsWith(PARTIQL)) return action === statement;
    const passed = action === 'iam:PassRole' ? rowOf(aws.passes, key) : undefined;
    const parameters = rowOf(ONLY_WITH, action) ?? passed ?? (isTagging(action) ? TAGS : undefined);
    const isExtra = parameters !== undefined && !parameters.some((name) => input(name) !== null) && actions.length > 1;
    return !isExtra;
  });
  const isPassing = rowOf(aws.mayPass, key)?.some((name) => {
    const value = input(name);
    return value !== null && (isServiceRole(name) || holdsRole(value));
  });
  return [...new Set(isPassing === true ? [...needed, 'iam:PassRole'] : needed)];
}

const PARTIQL = 'dynamodb:PartiQL';

/** `SELECT * FROM "orders"` is asked for with an action of its own. */
function statementAction(statement: Value | null): string | null {
  const text = statement === null ? null : textOfValue(statement);
  const verb = text === null ? null : /^\s*(select|insert|update|delete)\b/i.exec(text)?.[1];
  return verb === null || verb === undefined
    ? null
    : `${PARTIQL}${verb.charAt(0).toUpperCase()}${verb.slice(1).toLowerCase()}`;
}

/** `Read`, `List`, `Write`, `Tagging` or `Permissions management`. */
export function accessLevelOf(action: string): string {
  const corrected = Object.hasOwn(aws.levels, action) ? aws.levels[action] : undefined;
  if (corrected !== undefined) return corrected;
  return levelOfVerb(action.slice(action.indexOf(':') + 1));
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

export function parametersOf(prefix: string): readonly string[] {
  return rowOf(TARGETS, prefix)?.parameters ?? [];
}

export function targetOf(action: string): { readonly parameters: readonly string[]; readonly kind: string } | null {
  const target = rowOf(TARGETS, action.slice(0, action.indexOf(':'))) ?? null;
  if (target?.kind === 's3-bucket' && /Object|MultipartUpload/.test(action)) return { ...target, kind: 's3-object' };
  return target;
}

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
  'generate_db_auth_token',
  'register',
  'send',
  'waiter_names',
  'from',
]);
