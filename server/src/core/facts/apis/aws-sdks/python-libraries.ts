import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import { argumentAt, textOfValue, type Argument, type Value } from '../../value.ts';
import { awsService } from '../aws-services.ts';
import { MANAGED_UPLOAD, type AwsUse } from './aws-use.ts';

/** Libraries of Python whose calls are read here. */
export const PYTHON_LIBRARIES =
  /^(?:aws_secretsmanager_caching|aws_encryption_sdk|awswrangler|s3fs|smart_open|fsspec|pandas|polars|pyarrow|pynamodb|anthropic|langchain_aws|langchain_community|watchtower|airflow|storages)\b/;

/** A path of the library, its service, operations, and where what is acted on stands (nowhere without). */
type Row = readonly [path: RegExp, service: string, operations: string, position?: number, keyword?: string];

const UPLOAD = MANAGED_UPLOAD.join(' ');
const READ = 'GetObject';
const MODEL = String.raw`^pynamodb\.models\.Model\(\)(?:\.(?:get|first|next)\(\)|\.(?:query|scan|batch_get)\(\)\[\])?`;
const CHAT = String.raw`^langchain_(?:aws|community)\b.*\.(?:ChatBedrock|ChatBedrockConverse|Bedrock|BedrockLLM|BedrockChat)\(\)`;
const CACHE = String.raw`^aws_secretsmanager_caching\b.*`;
const HOOK = String.raw`^airflow\.providers\.amazon\.aws\.hooks\.s3\.S3Hook\(\)`;
const STORAGE = String.raw`^storages\.backends\.(?:s3boto3|s3)\.S3(?:Boto3|Manifest|Static|ManifestStatic)*Storage\(\)`;
const FILES = String.raw`^s3fs(?:\.core)?\.S3FileSystem\(\)`;

/** What functions of these libraries ask for. Sources: their documentation, 2026-11. */
const rows: readonly Row[] = [
  [
    new RegExp(`${CACHE}\\.SecretCache\\(\\)\\.get_secret_(?:string|binary)$`),
    'secretsmanager',
    'DescribeSecret GetSecretValue',
    0,
    'secret_id',
  ],
  [
    new RegExp(`${CACHE}\\.Inject(?:Keyworded)?SecretString$`),
    'secretsmanager',
    'DescribeSecret GetSecretValue',
    0,
    'secret_id',
  ],
  [/^aws_encryption_sdk(?:\.EncryptionSDKClient\(\))?\.encrypt$/, 'kms', 'GenerateDataKey'],
  [/^aws_encryption_sdk(?:\.EncryptionSDKClient\(\))?\.decrypt$/, 'kms', 'Decrypt'],
  [/^awswrangler\.s3\.(?:read_\w+|select_query)$/, 's3', `ListObjectsV2 ${READ}`, 0, 'path'],
  [/^awswrangler\.s3\.download$/, 's3', READ, 0, 'path'],
  [/^awswrangler\.s3\.(?:to_(?:csv|json|excel|orc)|upload)$/, 's3', UPLOAD],
  [/^awswrangler\.s3\.to_parquet$/, 's3', UPLOAD],
  [/^awswrangler\.s3\.delete_objects$/, 's3', 'ListObjectsV2 DeleteObjects', 0, 'path'],
  [
    /^awswrangler\.s3\.(?:list_objects|list_directories|size_objects|describe_objects)$/,
    's3',
    'ListObjectsV2',
    0,
    'path',
  ],
  [/^awswrangler\.s3\.does_object_exist$/, 's3', 'HeadObject', 0, 'path'],
  [/^awswrangler\.secretsmanager\.get_secret(?:_json)?$/, 'secretsmanager', 'GetSecretValue', 0, 'name'],
  [/^awswrangler\.dynamodb\.put_(?:df|items|csv|json)$/, 'dynamodb', 'BatchWriteItem'],
  [
    /^awswrangler\.athena\.(?:read_sql_query|read_sql_table)$/,
    'athena',
    'StartQueryExecution GetQueryExecution GetQueryResults',
  ],
  [/^awswrangler\.athena\.start_query_execution$/, 'athena', 'StartQueryExecution'],
  [new RegExp(`${FILES}\\.(?:get|get_file|cat|cat_file|download|read_text|read_bytes)$`), 's3', READ, 0, 'path'],
  [new RegExp(`${FILES}\\.(?:put|put_file|upload|pipe|pipe_file|touch|write_text)$`), 's3', UPLOAD],
  [new RegExp(`${FILES}\\.(?:ls|glob|find|walk|du)$`), 's3', 'ListObjectsV2', 0, 'path'],
  [new RegExp(`${FILES}\\.(?:info|exists|size)$`), 's3', 'HeadObject', 0, 'path'],
  [new RegExp(`${FILES}\\.(?:rm|rm_file|delete)$`), 's3', 'ListObjectsV2 DeleteObjects', 0, 'path'],
  [new RegExp(`${FILES}\\.(?:cp|copy|mv|move)$`), 's3', 'CopyObject'],
  [new RegExp(`${MODEL}\\.(?:get|refresh)$`), 'dynamodb', 'GetItem'],
  [new RegExp(`${MODEL}\\.save$`), 'dynamodb', 'PutItem'],
  [new RegExp(`${MODEL}\\.update$`), 'dynamodb', 'UpdateItem'],
  [new RegExp(`${MODEL}\\.delete$`), 'dynamodb', 'DeleteItem'],
  [new RegExp(`${MODEL}\\.(?:query|count)$`), 'dynamodb', 'Query'],
  [new RegExp(`${MODEL}\\.scan$`), 'dynamodb', 'Scan'],
  [new RegExp(`${MODEL}\\.batch_get$`), 'dynamodb', 'BatchGetItem'],
  [new RegExp(`${MODEL}\\.batch_write$`), 'dynamodb', 'BatchWriteItem'],
  [new RegExp(`${MODEL}\\.create_table$`), 'dynamodb', 'CreateTable DescribeTable'],
  [new RegExp(`${MODEL}\\.(?:exists|describe_table)$`), 'dynamodb', 'DescribeTable'],
  [new RegExp(`${MODEL}\\.delete_table$`), 'dynamodb', 'DeleteTable'],
  [/^anthropic\.(?:Async)?AnthropicBedrock\(\)\.(?:beta\.)?messages\.create$/, 'bedrock-runtime', 'InvokeModel'],
  [
    /^anthropic\.(?:Async)?AnthropicBedrock\(\)\.(?:beta\.)?messages\.stream$/,
    'bedrock-runtime',
    'InvokeModelWithResponseStream',
  ],
  [
    new RegExp(
      `${CHAT}(?:\\.(?:bind_tools|with_structured_output|bind|with_retry)\\(\\))?\\.a?(?:invoke|predict|batch|generate)$`,
    ),
    'bedrock-runtime',
    'InvokeModel',
  ],
  [
    new RegExp(`${CHAT}(?:\\.(?:bind_tools|with_structured_output|bind|with_retry)\\(\\))?\\.a?stream$`),
    'bedrock-runtime',
    'InvokeModelWithResponseStream',
  ],
  [
    /^langchain_(?:aws|community)\b.*\.BedrockEmbeddings\(\)\.a?embed_(?:query|documents)$/,
    'bedrock-runtime',
    'InvokeModel',
  ],
  [
    /^langchain_(?:aws|community)\b.*\.AmazonKnowledgeBasesRetriever\(\)\.(?:a?invoke|get_relevant_documents)$/,
    'bedrock-agent-runtime',
    'Retrieve',
  ],
  [/^langchain_community\b.*\.S3FileLoader\(\)\.(?:load|lazy_load)$/, 's3', READ],
  [/^langchain_community\b.*\.S3DirectoryLoader\(\)\.(?:load|lazy_load)$/, 's3', `ListObjectsV2 ${READ}`],
  [/^watchtower\.CloudWatchLogHandler$/, 'logs', 'CreateLogGroup CreateLogStream PutLogEvents'],
  [new RegExp(`${HOOK}\\.load_(?:file|file_obj|string|bytes)$`), 's3', UPLOAD],
  [new RegExp(`${HOOK}\\.(?:read_key|get_key|download_file)$`), 's3', READ],
  [new RegExp(`${HOOK}\\.(?:list_keys|list_prefixes|get_wildcard_key|check_for_wildcard_key)$`), 's3', 'ListObjectsV2'],
  [new RegExp(`${HOOK}\\.check_for_key$`), 's3', 'HeadObject'],
  [new RegExp(`${HOOK}\\.delete_objects$`), 's3', 'DeleteObjects'],
  [new RegExp(`${HOOK}\\.copy_object$`), 's3', 'CopyObject'],
  [new RegExp(`${STORAGE}\\.save$`), 's3', UPLOAD],
  [new RegExp(`${STORAGE}\\.open$`), 's3', READ],
  [new RegExp(`${STORAGE}\\.delete$`), 's3', 'DeleteObject'],
  [new RegExp(`${STORAGE}\\.(?:exists|size)$`), 's3', 'HeadObject'],
];

/** A call of a library of Python on top of boto3. */
export function pythonLibraryUse(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const opened = openedUse(reading, call, path);
  if (opened !== null) return opened;
  const row = rows.find(([pattern]) => pattern.test(path));
  if (row === undefined) return null;
  const [, service, operations, position, keyword] = row;
  const args = reading.resolver.argumentsOf(call);
  const target = position === undefined ? null : (argumentAt(args, position, keyword)?.value() ?? null);
  return made(service, operations.split(' '), path, service === 's3' ? bucketOf(target) : target);
}

const OPENS = /^(?:smart_open\.(?:open|smart_open)|fsspec\.open|s3fs(?:\.core)?\.S3FileSystem\(\)\.open)$/;
const READS = /^(?:pandas|polars)\.(?:read|scan)_\w+$|^pyarrow\.(?:parquet|csv|feather|dataset)\.(?:read_\w+|dataset)$/;
const WRITES = /\.(?:to_(?:csv|parquet|json|feather|pickle|orc|excel)|write_(?:csv|parquet|json|ndjson|table))$/;

/** What is opened, read or written by its URL: `pandas.read_csv("s3://bucket/key")`. */
function openedUse(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const args = reading.resolver.argumentsOf(call);
  const isOwn = path.startsWith('s3fs');
  if (OPENS.test(path)) {
    const url = isOwn ? (argumentAt(args, 0, 'path')?.value() ?? null) : urlAmong(args);
    if (url === null) return null;
    const mode = argumentAt(args, 1, 'mode')?.value();
    const text = mode === undefined ? 'r' : textOfValue(mode);
    return text === null ? null : made('s3', /[wax+]/.test(text) ? MANAGED_UPLOAD : [READ], path, bucketOf(url));
  }
  const url = urlAmong(args);
  if (url === null) return null;
  return READS.test(path) ? made('s3', [READ], path, bucketOf(url)) : writtenUse(path, url);
}

/** `frame.to_csv("s3://bucket/key")`, whoever made the frame. */
export function pythonUseByUrl(reading: Reading, call: SyntaxNode): AwsUse | null {
  const callee = childOf(call, 'call.callee');
  const property = callee === null ? null : childOf(callee, 'member.property');
  const url = property === null ? null : urlAmong(reading.resolver.argumentsOf(call));
  return property === null || url === null ? null : writtenUse(`.${reading.unit.textOf(property)}`, url);
}

function writtenUse(path: string, url: Value): AwsUse | null {
  return WRITES.test(path) ? made('s3', MANAGED_UPLOAD, path, bucketOf(url)) : null;
}

/** The URL of an object of S3 among what a call is given first. */
function urlAmong(args: readonly Argument[]): Value | null {
  const isUrl = (value: Value): boolean => /^s3[an]?:\/\//.test(textOfValue(value) ?? '');
  return (
    args
      .slice(0, 2)
      .map(({ value }) => value())
      .find(isUrl) ?? null
  );
}

/** `reports` of `s3://reports/2026/july.csv`; null where it is not written. */
function bucketOf(url: Value | null): Value | null {
  const text = url === null ? null : textOfValue(url);
  const bucket = /^[^/*]+(?=\/|$)/.exec((text ?? '').replace(/^s3[an]?:\/\//, ''))?.[0];
  return bucket === undefined ? null : { kind: 'text', text: bucket };
}

function made(name: string, operations: readonly string[], path: string, target: Value | null): AwsUse | null {
  const service = awsService(name);
  return service === null ? null : { service, operations, input: () => null, target, through: path };
}
