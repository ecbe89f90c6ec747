import type { SyntaxNode } from '../../../model/syntax.ts';
import { rowOf } from '../../../text/row-of.ts';
import type { Reading } from '../../define.ts';
import { argumentAt, type Value } from '../../value.ts';
import { awsService } from '../aws-services.ts';
import { MANAGED_UPLOAD, type AwsUse } from './aws-use.ts';

interface LibraryRow {
  readonly service: string;
  readonly operations: readonly string[];
  /** Where the name of what is acted on stands: position (-1: nowhere), keyword, keys of an object. */
  readonly named: readonly [index: number, keyword: string, ...keys: string[]];
}

const row = (service: string, operations: string, index = -1, keyword = '', ...keys: string[]): LibraryRow => ({
  service,
  operations: operations.split(' '),
  named: [index, keyword, ...keys],
});

const PARAMETER = row('ssm', 'GetParameter', 0, 'name');
const PARAMETERS_BELOW = row('ssm', 'GetParametersByPath', 0, 'path');
const PARAMETERS = row('ssm', 'GetParameters');
const SECRET = row('secretsmanager', 'GetSecretValue', 0, 'name');
const CONFIGURATION = row('appconfigdata', 'StartConfigurationSession GetLatestConfiguration');
const SEEN_BEFORE = 'GetItem PutItem UpdateItem DeleteItem';
const UPLOAD = row('s3', MANAGED_UPLOAD.join(' '), 1, 'bucket');
const DOWNLOAD = row('s3', 'GetObject', 0, 'bucket');
const TRANSFERS = ['boto3.s3.transfer.create_transfer_manager()', 's3transfer.manager.TransferManager()'];
const POWERTOOLS = 'aws_lambda_powertools.utilities';

/** What functions of libraries on top of the SDKs ask for. Sources: their documentation, 2026-11. */
const rows: Readonly<Record<string, LibraryRow>> = {
  ...Object.fromEntries(
    TRANSFERS.flatMap((manager) => [
      [`${manager}.upload`, UPLOAD],
      [`${manager}.download`, DOWNLOAD],
      [`${manager}.copy`, row('s3', 'CopyObject AbortMultipartUpload', 1, 'bucket')],
      [`${manager}.delete`, row('s3', 'DeleteObject', 0, 'bucket')],
    ]),
  ),
  'boto3.s3.transfer.S3Transfer().upload_file': UPLOAD,
  'boto3.s3.transfer.S3Transfer().download_file': DOWNLOAD,
  [`${POWERTOOLS}.parameters.get_parameter`]: PARAMETER,
  [`${POWERTOOLS}.parameters.get_parameters`]: PARAMETERS_BELOW,
  [`${POWERTOOLS}.parameters.get_parameters_by_name`]: PARAMETERS,
  [`${POWERTOOLS}.parameters.get_secret`]: SECRET,
  [`${POWERTOOLS}.parameters.set_parameter`]: row('ssm', 'PutParameter', 0, 'name'),
  [`${POWERTOOLS}.parameters.set_secret`]: row('secretsmanager', 'PutSecretValue', 0, 'name'),
  [`${POWERTOOLS}.parameters.get_app_config`]: CONFIGURATION,
  [`${POWERTOOLS}.parameters.SSMProvider().get`]: PARAMETER,
  [`${POWERTOOLS}.parameters.SSMProvider().get_multiple`]: PARAMETERS_BELOW,
  [`${POWERTOOLS}.parameters.SecretsProvider().get`]: SECRET,
  [`${POWERTOOLS}.parameters.AppConfigProvider().get`]: CONFIGURATION,
  [`${POWERTOOLS}.parameters.DynamoDBProvider().get`]: row('dynamodb', 'GetItem'),
  [`${POWERTOOLS}.parameters.DynamoDBProvider().get_multiple`]: row('dynamodb', 'Query'),
  [`${POWERTOOLS}.idempotency.DynamoDBPersistenceLayer`]: row('dynamodb', SEEN_BEFORE, 0, 'table_name'),
  '@aws-lambda-powertools/parameters/ssm.getParameter': PARAMETER,
  '@aws-lambda-powertools/parameters/ssm.getParameters': PARAMETERS_BELOW,
  '@aws-lambda-powertools/parameters/ssm.getParametersByName': PARAMETERS,
  '@aws-lambda-powertools/parameters/ssm.setParameter': row('ssm', 'PutParameter', 0, 'name'),
  '@aws-lambda-powertools/parameters/ssm.SSMProvider().get': PARAMETER,
  '@aws-lambda-powertools/parameters/ssm.SSMProvider().getMultiple': PARAMETERS_BELOW,
  '@aws-lambda-powertools/parameters/secrets.getSecret': SECRET,
  '@aws-lambda-powertools/parameters/secrets.SecretsProvider().get': SECRET,
  '@aws-lambda-powertools/parameters/appconfig.getAppConfig': CONFIGURATION,
  '@aws-lambda-powertools/parameters/appconfig.AppConfigProvider().get': CONFIGURATION,
  '@aws-lambda-powertools/parameters/dynamodb.DynamoDBProvider().get': row('dynamodb', 'GetItem'),
  '@aws-lambda-powertools/parameters/dynamodb.DynamoDBProvider().getMultiple': row('dynamodb', 'Query'),
  '@aws-lambda-powertools/idempotency/dynamodb.DynamoDBPersistenceLayer': row(
    'dynamodb',
    SEEN_BEFORE,
    0,
    '',
    'tableName',
  ),
  '@aws-sdk/s3-presigned-post.createPresignedPost': row('s3', 'PutObject', 1, '', 'Bucket'),
  '@aws-sdk/credential-providers.fromTemporaryCredentials': row('sts', 'AssumeRole', 0, '', 'params', 'RoleArn'),
};

/** Mail that nodemailer sends by SES: `createTransport({ SES: { ses, aws } })`, of its newer version `{ SES: { sesClient } }`. */
function mailUse(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const sent = reading.resolver.valueOf(call);
  const transport = sent.kind === 'call' ? sent.receiver : null;
  const made = transport?.kind === 'call' ? transport : transport?.kind === 'symbol' ? transport.receiver : null;
  const options = made?.kind === 'call' ? made.args[0]?.value() : undefined;
  const given = options?.kind === 'object' ? reading.resolver.entriesOf(options.node).get('SES') : undefined;
  const service = awsService('ses');
  if (given === undefined || service === null) return null;
  const ses = reading.resolver.valueOf(given);
  const isNewer = ses.kind === 'object' && reading.resolver.entriesOf(ses.node).has('sesClient');
  return {
    service,
    operations: [isNewer ? 'SendEmail' : 'SendRawEmail'],
    input: () => null,
    target: null,
    through: path,
  };
}

/** A call of a library on top of an SDK. */
export function libraryUse(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  if (path === 'nodemailer.createTransport().sendMail') return mailUse(reading, call, path);
  const found = rowOf(rows, path);
  const service = found === undefined ? null : awsService(found.service);
  if (found === undefined || service === null) return null;
  const [index, keyword, ...keys] = found.named;
  let target: Value | null = argumentAt(reading.resolver.argumentsOf(call), index, keyword)?.value() ?? null;
  for (const key of keys) target = target === null ? null : reading.resolver.memberOf(target, key, call);
  return { service, operations: found.operations, input: () => null, target, through: path };
}
