import type { SyntaxNode } from '../../../model/syntax.ts';
import { rowOf } from '../../../text/row-of.ts';
import type { Reading } from '../../define.ts';
import type { Argument, Value } from '../../value.ts';
import { clientOnlyMethods } from '../aws.ts';
import { awsService } from '../aws-services.ts';
import { MANAGED_UPLOAD, spelled, type AwsUse } from './aws-use.ts';
import { namedInput, positionalTarget } from './named-input.ts';

const CLIENT = /^Amazon\.(?:\w+\.)*I?Amazon(\w+?)(?:Client)?\(\)\.(?:Paginators\.)?(\w+)$/;
const LIBRARY =
  /^Amazon\.(S3\.Transfer|DynamoDBv2\.DataModel|DynamoDBv2\.DocumentModel)\.\w+(?:\.LoadTable)?\(\)\.(\w+?)(?:Async)?$/;
/** It asks what keys the table has. */
const LOADED = /^Amazon\.DynamoDBv2\.DocumentModel\.Table\.(?:Try)?LoadTable$/;

/** Services that its clients call otherwise than the tables do. Source: the SDK's own reference, 2026-11. */
const SERVICES: Readonly<Record<string, string>> = {
  SimpleNotificationService: 'sns',
  SecurityTokenService: 'sts',
  KeyManagementService: 'kms',
  SimpleSystemsManagement: 'ssm',
  IdentityManagementService: 'iam',
  SimpleEmailService: 'ses',
  SimpleEmailServiceV2: 'sesv2',
  SimpleWorkflow: 'swf',
  StepFunctions: 'sfn',
  KinesisFirehose: 'firehose',
  CertificateManager: 'acm',
  ElasticFileSystem: 'efs',
  CloudWatchEvents: 'events',
};

/** What clients have beside operations. */
const CONVENIENCES: Readonly<Record<string, readonly string[]>> = {
  UploadObjectFromStream: ['PutObject'],
  UploadObjectFromFilePath: ['PutObject'],
  DownloadToFilePath: ['GetObject'],
  GetObjectStream: ['GetObject'],
  GetAllObjectKeys: ['ListObjects'],
  Deletes: ['DeleteObjects'],
  EnsureBucketExists: ['CreateBucket'],
  GetObjectMetadata: ['HeadObject'],
  PutBucket: ['CreateBucket'],
  ListVersions: ['ListObjectVersions'],
  InitiateMultipartUpload: ['CreateMultipartUpload'],
  CopyPart: ['UploadPartCopy'],
  MakeObjectPublic: ['PutObjectAcl'],
  GetLifecycleConfiguration: ['GetBucketLifecycleConfiguration'],
  PutLifecycleConfiguration: ['PutBucketLifecycleConfiguration'],
  DeleteLifecycleConfiguration: ['DeleteBucketLifecycle'],
  GetCORSConfiguration: ['GetBucketCors'],
  PutCORSConfiguration: ['PutBucketCors'],
  DeleteCORSConfiguration: ['DeleteBucketCors'],
  CopyObject: ['CopyObject'],
};

interface Library {
  readonly service: string;
  readonly methods: Readonly<Record<string, readonly string[]>>;
  /** Which argument names what is acted on. */
  readonly target: number | null;
}

/** Source: the references of the transfer utility and of the object persistence model, 2026-11. */
const LIBRARIES: Readonly<Record<string, Library>> = {
  'S3.Transfer': {
    service: 's3',
    methods: {
      Upload: MANAGED_UPLOAD,
      UploadDirectory: MANAGED_UPLOAD,
      Download: ['GetObject'],
      DownloadDirectory: ['ListObjects', 'GetObject'],
      OpenStream: ['GetObject'],
      AbortMultipartUploads: ['ListMultipartUploads', 'AbortMultipartUpload'],
    },
    target: 1,
  },
  'DynamoDBv2.DataModel': {
    service: 'dynamodb',
    methods: {
      Save: ['UpdateItem'],
      Load: ['GetItem'],
      Delete: ['DeleteItem'],
      Query: ['Query'],
      Scan: ['Scan'],
      FromQuery: ['Query'],
      FromScan: ['Scan'],
    },
    target: null,
  },
  'DynamoDBv2.DocumentModel': {
    service: 'dynamodb',
    methods: {
      GetItem: ['GetItem'],
      PutItem: ['PutItem'],
      UpdateItem: ['UpdateItem'],
      DeleteItem: ['DeleteItem'],
      Query: ['Query'],
      Scan: ['Scan'],
    },
    target: null,
  },
};

/** AWS SDK for .NET: clients and their interfaces, paginators, presigned addresses, and the libraries on top of them. */
export function dotnetUse(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const given = reading.resolver.argumentsOf(call);
  const library = LIBRARY.exec(path);
  if (library !== null) return libraryUse(reading, call, path, library, given);
  const dynamo = LOADED.test(path) ? awsService('dynamodb') : null;
  if (dynamo !== null)
    return {
      service: dynamo,
      operations: ['DescribeTable'],
      input: () => null,
      target: tableLoaded(given),
      through: path,
    };
  const [, name = '', method = ''] = CLIENT.exec(path) ?? [];
  const service = awsService(rowOf(SERVICES, name) ?? name);
  if (service === null || clientOnlyMethods.has(method) || NO_OPERATION.has(method)) return null;
  const plain = method.replace(/Async$/, '');
  const operations = plain === 'GetPreSignedURL' ? [presigned(reading, call)] : rowOf(CONVENIENCES, plain);
  return {
    service,
    ...(operations === undefined ? spelled(service, plain) : { operations }),
    input: namedInput(reading, call, given),
    target: positionalTarget(given),
    through: path,
  };
}

const NO_OPERATION = new Set(['Dispose', 'DetermineServiceOperationEndPoint']);

/** A download when nothing else is said. */
function presigned({ unit }: Reading, call: SyntaxNode): string {
  const verb = /HttpVerb\.(PUT|DELETE|HEAD)\b/.exec(unit.textOf(call))?.[1];
  return verb === 'PUT'
    ? 'PutObject'
    : verb === 'DELETE'
      ? 'DeleteObject'
      : verb === 'HEAD'
        ? 'HeadObject'
        : 'GetObject';
}

function libraryUse(
  reading: Reading,
  call: SyntaxNode,
  path: string,
  [, name = '', method = '']: RegExpExecArray,
  given: readonly Argument[],
): AwsUse | null {
  const library = rowOf(LIBRARIES, name);
  const operations = library === undefined ? undefined : rowOf(library.methods, method);
  const service = library === undefined ? null : awsService(library.service);
  if (library === undefined || operations === undefined || service === null) return null;
  const at = method === 'OpenStream' ? 0 : library.target;
  return {
    service,
    operations,
    input: namedInput(reading, call, given),
    target: at === null ? tableOf(reading, call) : positionalTarget(given.slice(at)),
    through: path,
  };
}

/** `Table.LoadTable(client, "orders")` */
function tableLoaded(given: readonly Argument[]): Value | null {
  return positionalTarget(given.slice(1));
}

function tableOf(reading: Reading, call: SyntaxNode): Value | null {
  const result = reading.resolver.valueOf(call);
  for (let at: Value | null = result; at?.kind === 'call' || at?.kind === 'symbol'; at = at.receiver)
    if (at.kind === 'call' && at.of.endsWith('.LoadTable')) return tableLoaded(at.args);
  return null;
}
