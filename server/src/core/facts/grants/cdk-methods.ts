import { rowOf } from '../../text/row-of.ts';

export interface GrantMethod {
  readonly actions: readonly string[];
  /** Behind the construct's own ARN; empty for itself. */
  readonly on: readonly string[];
}

const method = (actions: string, ...on: readonly string[]): GrantMethod => {
  const [prefix = '', list = ''] = actions.split(':');
  return { actions: list.split(' ').map((action) => `${prefix}:${action}`), on: on.length === 0 ? [''] : on };
};

const S3_READ = 'GetObject* GetBucket* List*';
const S3_PUT = 'PutObject PutObjectLegalHold PutObjectRetention PutObjectTagging PutObjectVersionTagging Abort*';
const DB_READ = 'BatchGetItem GetRecords GetShardIterator Query GetItem Scan ConditionCheckItem DescribeTable';
const DB_WRITE = 'BatchWriteItem PutItem UpdateItem DeleteItem DescribeTable';
const KINESIS_READ =
  'DescribeStreamSummary GetRecords GetShardIterator ListShards SubscribeToShard DescribeStream ListStreams DescribeStreamConsumer';
const KINESIS_WRITE = 'ListShards PutRecord PutRecords';
const ECR_PULL = 'BatchCheckLayerAvailability GetDownloadUrlForLayer BatchGetImage';
const ECR_PUSH =
  'CompleteLayerUpload UploadLayerPart InitiateLayerUpload BatchCheckLayerAvailability PutImage GetDownloadUrlForLayer BatchGetImage';
const KMS_ENCRYPT = 'Encrypt ReEncrypt* GenerateDataKey*';

/**
 * What `grant…` methods of constructs give, by the module of the construct.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-construct-library.html (2.2xx, 2026-11)
 */
const METHODS: Readonly<Record<string, GrantMethod>> = {
  's3.grantRead': method(`s3:${S3_READ}`, '', '/*'),
  's3.grantWrite': method(`s3:DeleteObject* ${S3_PUT}`, '', '/*'),
  's3.grantReadWrite': method(`s3:${S3_READ} DeleteObject* ${S3_PUT}`, '', '/*'),
  's3.grantPut': method(`s3:${S3_PUT}`, '/*'),
  's3.grantPutAcl': method('s3:PutObjectAcl PutObjectVersionAcl', '/*'),
  's3.grantDelete': method('s3:DeleteObject*', '/*'),
  'dynamodb.grantReadData': method(`dynamodb:${DB_READ}`, '', '/index/*'),
  'dynamodb.grantWriteData': method(`dynamodb:${DB_WRITE}`, '', '/index/*'),
  'dynamodb.grantReadWriteData': method(
    `dynamodb:${DB_READ} BatchWriteItem PutItem UpdateItem DeleteItem`,
    '',
    '/index/*',
  ),
  'dynamodb.grantFullAccess': method('dynamodb:*', '', '/index/*'),
  'dynamodb.grantStreamRead': method('dynamodb:DescribeStream GetRecords GetShardIterator ListStreams', '/stream/*'),
  'dynamodb.grantTableListStreams': method('dynamodb:ListStreams', '/stream/*'),
  'sqs.grantSendMessages': method('sqs:SendMessage GetQueueAttributes GetQueueUrl'),
  'sqs.grantConsumeMessages': method(
    'sqs:ReceiveMessage ChangeMessageVisibility GetQueueUrl DeleteMessage GetQueueAttributes',
  ),
  'sqs.grantPurge': method('sqs:PurgeQueue GetQueueAttributes GetQueueUrl'),
  'sns.grantPublish': method('sns:Publish'),
  'sns.grantSubscribe': method('sns:Subscribe'),
  'secretsmanager.grantRead': method('secretsmanager:GetSecretValue DescribeSecret'),
  'secretsmanager.grantWrite': method('secretsmanager:PutSecretValue UpdateSecret UpdateSecretVersionStage'),
  'rds.grantRead': method('secretsmanager:GetSecretValue DescribeSecret'),
  'rds.grantConnect': method('rds-db:connect'),
  'rds.grantDataApiAccess': method(
    'rds-data:BatchExecuteStatement BeginTransaction CommitTransaction ExecuteStatement RollbackTransaction',
  ),
  'ssm.grantRead': method('ssm:DescribeParameters GetParameters GetParameter GetParameterHistory'),
  'ssm.grantWrite': method('ssm:PutParameter'),
  'kms.grantDecrypt': method('kms:Decrypt'),
  'kms.grantEncrypt': method(`kms:${KMS_ENCRYPT}`),
  'kms.grantEncryptDecrypt': method(`kms:Decrypt ${KMS_ENCRYPT}`),
  'kms.grantSign': method('kms:Sign'),
  'kms.grantSignVerify': method('kms:Sign Verify'),
  'kms.grantAdmin': method(
    'kms:Create* Describe* Enable* List* Put* Update* Revoke* Disable* Get* Delete* TagResource UntagResource ScheduleKeyDeletion CancelKeyDeletion',
  ),
  'lambda.grantInvoke': method('lambda:InvokeFunction', '', ':*'),
  'lambda.grantInvokeUrl': method('lambda:InvokeFunctionUrl'),
  'stepfunctions.grantStartExecution': method('states:StartExecution'),
  'stepfunctions.grantStartSyncExecution': method('states:StartSyncExecution'),
  'stepfunctions.grantRead': method(
    'states:ListExecutions ListStateMachines DescribeExecution DescribeStateMachine GetExecutionHistory',
  ),
  'stepfunctions.grantTaskResponse': method('states:SendTaskSuccess SendTaskFailure SendTaskHeartbeat'),
  'kinesis.grantRead': method(`kinesis:${KINESIS_READ}`),
  'kinesis.grantWrite': method(`kinesis:${KINESIS_WRITE}`),
  'kinesis.grantReadWrite': method(`kinesis:${KINESIS_READ} PutRecord PutRecords`),
  'kinesisfirehose.grantPutRecords': method('firehose:PutRecord PutRecordBatch'),
  'events.grantPutEventsTo': method('events:PutEvents'),
  'events.grantAllPutEvents': method('events:PutEvents'),
  'ecr.grantPull': method(`ecr:${ECR_PULL}`),
  'ecr.grantPush': method(`ecr:${ECR_PUSH}`),
  'ecr.grantPullPush': method(`ecr:${ECR_PUSH}`),
  'ecr.grantRead': method('ecr:DescribeRepositories DescribeImages'),
  'logs.grantWrite': method('logs:CreateLogStream PutLogEvents'),
  'logs.grantRead': method('logs:FilterLogEvents GetLogEvents GetLogGroupFields DescribeLogGroups DescribeLogStreams'),
  'iam.grantPassRole': method('iam:PassRole'),
  'iam.grantAssumeRole': method('sts:AssumeRole'),
  'ecs.grantRun': method('ecs:RunTask'),
  'efs.grantReadWrite': method('elasticfilesystem:ClientMount ClientWrite'),
  'efs.grantRootAccess': method('elasticfilesystem:ClientMount ClientWrite ClientRootAccess'),
};

export function grantMethod(service: string, name: string): GrantMethod | null {
  return rowOf(METHODS, `${service}.${name}`) ?? null;
}

/** Names that only one module has: what they are called on need not be known. */
export function grantMethodNamed(name: string): GrantMethod | null {
  const found = Object.entries(METHODS).filter(([key]) => key.endsWith(`.${name}`));
  return found.length === 1 && !/^grant(?:Read|Write|Run|Admin|Sign|Delete|Put)$/.test(name) ? found[0]![1] : null;
}
