import { rowOf } from '../../text/row-of.ts';

interface Template {
  readonly actions: readonly string[];
  /** Resources with the parameters in them: `{BucketName}`. */
  readonly resources: readonly string[];
}

const template = (actions: string, ...resources: readonly string[]): Template => {
  const [prefix = '', list = ''] = actions.split(':');
  return { actions: list.split(' ').map((action) => `${prefix}:${action}`), resources };
};

const BUCKET = ['arn:aws:s3:::{BucketName}', 'arn:aws:s3:::{BucketName}/*'];
const TABLE = ['arn:aws:dynamodb:*:*:table/{TableName}', 'arn:aws:dynamodb:*:*:table/{TableName}/index/*'];
const QUEUE = 'arn:aws:sqs:*:*:{QueueName}';
const TOPIC = 'arn:aws:sns:*:*:{TopicName}';
const STREAM = 'arn:aws:kinesis:*:*:stream/{StreamName}';
const DB_READ = 'GetItem Scan Query BatchGetItem DescribeTable';
const DB_WRITE = 'PutItem UpdateItem BatchWriteItem';

/**
 * Policy templates of SAM that functions use for the services code calls; others are told by name.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html (2026-11)
 */
const TEMPLATES: Readonly<Record<string, Template>> = {
  S3ReadPolicy: template(
    's3:GetObject ListBucket GetBucketLocation GetObjectVersion GetLifecycleConfiguration',
    ...BUCKET,
  ),
  S3WritePolicy: template('s3:PutObject PutObjectAcl PutLifecycleConfiguration', ...BUCKET),
  S3CrudPolicy: template(
    's3:GetObject ListBucket GetBucketLocation GetObjectVersion PutObject PutObjectAcl GetLifecycleConfiguration PutLifecycleConfiguration DeleteObject',
    ...BUCKET,
  ),
  S3FullAccessPolicy: template(
    's3:GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectTagging DeleteObjectVersionTagging GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging ListBucket GetBucketLocation GetLifecycleConfiguration PutLifecycleConfiguration',
    ...BUCKET,
  ),
  DynamoDBReadPolicy: template(`dynamodb:${DB_READ}`, ...TABLE),
  DynamoDBWritePolicy: template(`dynamodb:${DB_WRITE}`, ...TABLE),
  DynamoDBCrudPolicy: template(`dynamodb:${DB_READ} ${DB_WRITE} DeleteItem ConditionCheckItem`, ...TABLE),
  DynamoDBReconfigurePolicy: template('dynamodb:UpdateTable', ...TABLE),
  DynamoDBStreamReadPolicy: template(
    'dynamodb:DescribeStream GetRecords GetShardIterator ListStreams',
    'arn:aws:dynamodb:*:*:table/{TableName}/stream/{StreamName}',
  ),
  SQSSendMessagePolicy: template('sqs:SendMessage*', QUEUE),
  SQSPollerPolicy: template(
    'sqs:ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch GetQueueAttributes ReceiveMessage',
    QUEUE,
  ),
  SNSPublishMessagePolicy: template('sns:Publish', TOPIC),
  SNSCrudPolicy: template('sns:ListSubscriptionsByTopic CreateTopic SetTopicAttributes Subscribe Publish', TOPIC),
  LambdaInvokePolicy: template('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:{FunctionName}*'),
  StepFunctionsExecutionPolicy: template('states:StartExecution', 'arn:aws:states:*:*:stateMachine:{StateMachineName}'),
  EventBridgePutEventsPolicy: template('events:PutEvents', 'arn:aws:events:*:*:event-bus/{EventBusName}'),
  KinesisStreamReadPolicy: template(
    'kinesis:ListStreams DescribeLimits DescribeStream DescribeStreamSummary GetRecords GetShardIterator',
    STREAM,
  ),
  KinesisCrudPolicy: template(
    'kinesis:AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeStream DescribeStreamSummary GetShardIterator GetRecords IncreaseStreamRetentionPeriod ListTagsForStream MergeShards PutRecord PutRecords SplitShard RemoveTagsFromStream',
    STREAM,
  ),
  FirehoseWritePolicy: template(
    'firehose:PutRecord PutRecordBatch',
    'arn:aws:firehose:*:*:deliverystream/{DeliveryStreamName}',
  ),
  FirehoseCrudPolicy: template(
    'firehose:CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream PutRecord PutRecordBatch UpdateDestination',
    'arn:aws:firehose:*:*:deliverystream/{DeliveryStreamName}',
  ),
  KMSDecryptPolicy: template('kms:Decrypt', 'arn:aws:kms:*:*:key/{KeyId}'),
  KMSEncryptPolicy: template('kms:Encrypt', 'arn:aws:kms:*:*:key/{KeyId}'),
  AWSSecretsManagerGetSecretValuePolicy: template('secretsmanager:GetSecretValue', '{SecretArn}'),
  SSMParameterReadPolicy: template(
    'ssm:DescribeParameters GetParameters GetParameter GetParametersByPath',
    'arn:aws:ssm:*:*:parameter/{ParameterName}',
  ),
  SSMParameterWithSlashPrefixReadPolicy: template(
    'ssm:DescribeParameters GetParameters GetParameter GetParametersByPath',
    'arn:aws:ssm:*:*:parameter{ParameterName}',
  ),
  SESCrudPolicy: template(
    'ses:GetIdentityVerificationAttributes SendEmail SendRawEmail VerifyEmailIdentity',
    'arn:aws:ses:*:*:identity/{IdentityName}',
  ),
  SESSendBouncePolicy: template('ses:SendBounce', 'arn:aws:ses:*:*:identity/{IdentityName}'),
  SESEmailTemplateCrudPolicy: template(
    'ses:CreateTemplate GetTemplate ListTemplates UpdateTemplate DeleteTemplate TestRenderTemplate',
    '*',
  ),
  RekognitionDetectOnlyPolicy: template('rekognition:DetectFaces DetectLabels DetectModerationLabels DetectText', '*'),
  TextractPolicy: template('textract:*', '*'),
  ComprehendBasicAccessPolicy: template(
    'comprehend:BatchDetectKeyPhrases DetectDominantLanguage DetectEntities BatchDetectEntities DetectKeyPhrases DetectSentiment BatchDetectDominantLanguage BatchDetectSentiment',
    '*',
  ),
  PollyFullAccessPolicy: template(
    'polly:GetLexicon DeleteLexicon DescribeVoices ListLexicons PutLexicon SynthesizeSpeech',
    '*',
  ),
  CloudWatchPutMetricPolicy: template('cloudwatch:PutMetricData', '*'),
  CloudWatchDashboardPolicy: template('cloudwatch:GetDashboard ListDashboards PutDashboard ListMetrics', '*'),
  CloudFormationDescribeStacksPolicy: template('cloudformation:DescribeStacks', 'arn:aws:cloudformation:*:*:stack/*'),
  EC2DescribePolicy: template('ec2:DescribeRegions DescribeInstances', '*'),
  VPCAccessPolicy: template(
    'ec2:CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DetachNetworkInterface',
    '*',
  ),
  AthenaQueryPolicy: template(
    'athena:ListWorkGroups GetExecutionEngine GetExecutionEngines GetNamespace GetCatalogs GetNamespaces GetTables GetTable StartQueryExecution GetQueryResults GetQueryExecution StopQueryExecution',
    'arn:aws:athena:*:*:workgroup/{WorkGroupName}',
  ),
};

/** What a template gives with its parameters filled in; null for one that is not known. */
export function samTemplate(name: string, parameters: ReadonlyMap<string, string>): Template | null {
  const row = rowOf(TEMPLATES, name);
  if (row === undefined) return null;
  const filled = row.resources.map((resource) =>
    resource.replace(/\{(\w+)\}/g, (_, parameter: string) => parameters.get(parameter) ?? '*'),
  );
  return { actions: row.actions, resources: filled };
}
