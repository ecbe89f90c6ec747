import type { GrantSummary, NeedSummary } from '../../model/summary.ts';
import { TOO_MUCH } from './define.ts';
import { isGranted } from './granted.ts';
import type { Role, Roles } from './join.ts';
import { lowered } from './verdict.ts';

/** What is given at one place: an action on some resources, all of a template, of a method, of a ready-made policy. */
export interface Given {
  readonly grants: readonly GrantSummary[];
  /** All who have it. */
  readonly roles: readonly Role[];
}

/** Sentences begin in lower case: they follow "because". */
export type Use =
  | { readonly state: 'needed'; readonly needs: readonly NeedSummary[] }
  | { readonly state: 'excess' }
  | { readonly state: 'unknown'; readonly why: string };

export function givenIn(roles: Roles): readonly Given[] {
  const places = new Map<string, { grants: GrantSummary[]; roles: Set<Role> }>();
  for (const role of roles.all) {
    for (const grant of role.grants) {
      const { path, range } = grant.evidence;
      const key = `${path} ${range.start.line}:${range.start.character}`;
      const place = places.get(key) ?? { grants: [], roles: new Set() };
      places.set(key, place);
      if (!place.grants.includes(grant)) place.grants.push(grant);
      place.roles.add(role);
    }
  }
  return [...places.values()].map(({ grants, roles: own }) => ({ grants, roles: [...own] }));
}

/** Whether code of the roles needs what is given. */
export function useOf({ grants, roles }: Given): Use {
  const gap = roles.map(whyUnknown).find((why) => why !== null);
  const needs = roles.flatMap(needsOf).filter((need) => grants.some((grant) => isGranted(need, grant)));
  if (gap !== undefined && gap !== null) return { state: 'unknown', why: gap };
  if (needs.length > 0) return { state: 'needed', needs };
  if (grants.some(({ isPartial }) => isPartial === true))
    return { state: 'unknown', why: 'the policy gives more than is listed.' };
  const why = mayBeUsedOtherwise(grants, roles);
  return why === null ? { state: 'excess' } : { state: 'unknown', why };
}

/** Why rights may be used without a call in the code that needs them; null: they are not. */
export function mayBeUsedOtherwise(grants: readonly GrantSummary[], roles: readonly Role[]): string | null {
  const inTheirName = mayBeUsedByServices(grants, roles);
  if (inTheirName !== null) return inTheirName;
  // Without it an object that does not exist is told as forbidden.
  if (
    grants.some(({ action }) => action === 's3:ListBucket') &&
    roles.flatMap(needsOf).some(({ action }) => action.startsWith('s3:GetObject'))
  )
    return 'reading objects that may not exist uses it.';
  const beside = grants.flatMap(({ action }) => usedBesideCode(action, roles))[0];
  return beside === undefined ? null : `\`${beside}\` may be used without a call of the SDK.`;
}

/** Why a service that the code calls may use the rights in the name of the code; null: none does. */
export function mayBeUsedByServices(grants: readonly GrantSummary[], roles: readonly Role[]): string | null {
  const other = roles.flatMap(needsOf).find(({ action }) => !KEEPS_TO_ITSELF.test(action));
  return other !== undefined && grants.some(({ action }) => BEHIND_SERVICES.test(action))
    ? `\`${other.action}\` may use it in the name of the code.`
    : null;
}

/** Actions that a pattern gives and that may be used without a call in the code. */
function usedBesideCode(pattern: string, roles: readonly Role[]): readonly string[] {
  const isUsedByService = roles.some((role) => role.isUsedByService);
  const used = isUsedByService ? [...BESIDE_CODE, ...BY_SERVICE] : BESIDE_CODE;
  const found = used.filter((action) => isGranted({ action, norm: '*' }, { action: pattern, resource: '*' }));
  const isOfService = SERVICES_BESIDE_CODE.test(pattern) || (isUsedByService && SERVICES_BY_SERVICE.test(pattern));
  return found.length === 0 && isOfService ? [pattern] : found;
}

export function needsOf(role: Role): readonly NeedSummary[] {
  return role.runs.flatMap(({ code }) => code.files.flatMap((file) => file.code?.needs ?? []));
}

/** Why not all that a role needs is known; null when it is. */
export function whyUnknown(role: Role): string | null {
  if (role.isShared) return `others than the functions that were read may run as ${role.symbol}.`;
  if (role.gaps.includes(TOO_MUCH)) return lowered(TOO_MUCH);
  for (const { code } of role.runs) if (code.gaps.length > 0) return lowered(code.gaps[0]!);
  return null;
}

/** Services that use nothing of others in the name of who calls them, but keys. */
const KEEPS_TO_ITSELF =
  /^(?:s3|dynamodb|sqs|sns|events|secretsmanager|ssm|kms|logs|sts|cognito-idp|cognito-identity|ses|lambda:Invoke\w*|states:(?:StartExecution|StartSyncExecution|SendTask\w+|DescribeExecution)|cloudwatch|xray|kinesis|firehose:Put\w+|iot|execute-api|rds-data|scheduler|tag|organizations|appconfig)\b/;
/** What services read and write for who calls them. */
const BEHIND_SERVICES =
  /^(?:\*|s3|kms|iam|lambda|sns|dynamodb|kinesis|secretsmanager|comprehend|translate|ec2|ecr|glue|logs|bedrock|es|aoss)(?::|$)/i;

/**
 * What is used without a call of an SDK: what Lambda writes down, requests that are signed and sent by other libraries, and
 * what services ask for in the caller's name.
 */
const BESIDE_CODE = (
  'logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents xray:PutTraceSegments cloudwatch:PutMetricData kms:Decrypt ' +
  'kms:Encrypt kms:GenerateDataKey kms:DescribeKey iam:PassRole secretsmanager:GetSecretValue ssm:GetParameter ' +
  'execute-api:Invoke lambda:InvokeFunctionUrl lambda:GetLayerVersion es:ESHttpGet aoss:APIAccessAll appsync:GraphQL ' +
  'comprehend:DetectDominantLanguage bedrock:ApplyGuardrail codedeploy:PutLifecycleEventHookExecutionStatus iot:Connect'
).split(' ');
const SERVICES_BESIDE_CODE =
  /^(?:s3files|appconfig|appconfigdata|logs|xray|kms|es|aoss|appsync|execute-api|rds-db|dsql|elasticache|neptune-db|kafka-cluster|cassandra|vpc-lattice-svcs|iot|ssmmessages|ec2messages|cloudwatch):/i;

/** What event sources, destinations, networks and volumes of a function use. */
const BY_SERVICE = (
  'ec2:CreateNetworkInterface sqs:ReceiveMessage sqs:SendMessage sns:Publish events:PutEvents lambda:InvokeFunction ' +
  's3:PutObject s3:GetObject dynamodb:GetRecords dynamodb:ListStreams kinesis:GetRecords kafka:DescribeCluster mq:DescribeBroker'
).split(' ');
const SERVICES_BY_SERVICE =
  /^(?:kafka|mq|kinesis|sqs|elasticfilesystem|rds):|^s3:(?:Get|Put)Object\w*$|^ec2:(?:\w*NetworkInterface\w*|Describe(?:Vpcs|Subnets|SecurityGroups)|\w*PrivateIp\w*)|^dynamodb:(?:GetRecords|GetShardIterator|DescribeStream|ListStreams)/i;
