import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import { pathOf, textOfValue, unknown, type Value } from '../../value.ts';
import { clientOnlyMethods } from '../aws.ts';
import { operationOf, waitedOperation } from '../aws-operations.ts';
import { awsService, plainName, type AwsService } from '../aws-services.ts';
import { resourceOperations } from '../boto3-resources.ts';
import { MANAGED_UPLOAD, spelled, type AwsUse } from './aws-use.ts';
import { namedInput, positionalTarget } from './named-input.ts';

const CLIENT = /^Aws\.(\w+)\.(?:Async)?Client(?:\.new)?\(\)\.(\w+)$/;
const POLLER = /^Aws\.SQS\.QueuePoller(?:\.new)?\(\)\.poll$/;
const ASSUMED = /^Aws\.AssumeRole(?:WebIdentity)?Credentials\.new$/;
const PRESIGNER = /^Aws\.S3\.Presigner(?:\.new)?\(\)\.presigned_(?:url|request)$/;
/** A class of resources, or the resource of the service, and what is called on it. */
const RESOURCE =
  /^Aws\.(\w+)\.(?!Client\b|Types\b|Errors\b)([A-Z]\w*)(?:\.new)?\(\)((?:\.\w+(?:\(\))?)*?)\.(\w+[?!]?)$/;

const NO_OPERATION = new Set([
  'config',
  'waiter_names',
  'operation',
  'operation_names',
  'build_request',
  'stub_responses',
  'tap',
  'then',
]);

/** What its resources have beside those of boto3, whose other names they share. Source: the SDK's own reference, 2026-11. */
const CONVENIENCES: Readonly<Record<string, readonly string[]>> = {
  upload_file: MANAGED_UPLOAD,
  upload_stream: MANAGED_UPLOAD,
  multipart_upload: ['CreateMultipartUpload'],
  download_file: ['GetObject'],
  copy_to: ['CopyObject'],
  copy_from: ['CopyObject'],
  move_to: ['CopyObject', 'DeleteObject'],
  'delete!': ['ListObjectVersions', 'DeleteObjects', 'DeleteBucket'],
  'clear!': ['ListObjectVersions', 'DeleteObjects'],
  batch_delete: ['DeleteObjects'],
  'batch_delete!': ['DeleteObjects'],
};

/** AWS SDK for Ruby 3: clients, waiters, presigners, resources. */
export function rubyUse(reading: Reading, call: SyntaxNode, called: string): AwsUse | null {
  // One of a collection: `bucket.objects.each { |object| object.delete }`.
  const path = called.replace(/(?<=\.\w+)s(?:\(\))?\.\[\](?:\(\))?/g, '()');
  const given = reading.resolver.argumentsOf(call);
  const use = (service: AwsService, called: Pick<AwsUse, 'operations' | 'missing'>, target: Value | null): AwsUse => ({
    service,
    ...called,
    input: namedInput(reading, call, given),
    target,
    through: path,
  });
  const first = given[0]?.name === null ? textOfValue(given[0].value()) : null;
  if (PRESIGNER.test(path)) {
    const s3 = awsService('s3');
    return s3 === null || first === null ? null : use(s3, spelled(s3, first), null);
  }
  if (POLLER.test(path)) {
    const sqs = awsService('sqs');
    return sqs === null ? null : use(sqs, { operations: ['ReceiveMessage', 'DeleteMessage'] }, namedBy(reading, call));
  }
  if (ASSUMED.test(path)) {
    const sts = awsService('sts');
    return sts === null ? null : use(sts, spelled(sts, path.replace(/^Aws\.|Credentials\.new$/g, '')), null);
  }
  const client = CLIENT.exec(path);
  if (client !== null) {
    const [, name = '', method = ''] = client;
    const service = awsService(name);
    if (service === null || clientOnlyMethods.has(method) || NO_OPERATION.has(method)) return null;
    if (method !== 'wait_until') return use(service, spelled(service, method), null);
    const waited = first === null ? null : waitedOperation(service, first);
    return waited === null ? null : use(service, { operations: [waited] }, null);
  }
  const resource = RESOURCE.exec(path);
  return resource === null ? null : resourceUse(reading, call, resource, use);
}

/** Calls without arguments are written like what is read: `client.list_buckets`, `bucket.object(key).delete`. */
export function* rubyUsesRead(reading: Reading): Generator<readonly [SyntaxNode, AwsUse]> {
  if (reading.unit.language.id !== 'ruby' || !reading.unit.tree.text.includes('Aws')) return;
  for (const node of reading.unit.ofKind('member')) {
    const path = node.role === 'call.callee' ? null : pathOf(reading.resolver.valueOf(node));
    const use = path?.startsWith('Aws.') === true ? rubyUse(reading, node, path) : null;
    if (use !== null) yield [node, use];
  }
}

function resourceUse(
  reading: Reading,
  call: SyntaxNode,
  [, name = '', type = '', steps = '', method = '']: RegExpExecArray,
  use: (service: AwsService, called: Pick<AwsUse, 'operations'>, target: Value | null) => AwsUse,
): AwsUse | null {
  const service = awsService(name);
  if (service === null) return null;
  const between = steps.split('.').flatMap((step) => (step === '' ? [] : [classOf(step.replace('()', ''))]));
  const chain = [...(type === 'Resource' ? [] : [type]), ...between];
  const verb = /^presigned_(?:url|request)$/.test(method)
    ? textOfValue(reading.resolver.argumentsOf(call)[0]?.value() ?? unknown)
    : null;
  const operations =
    verb !== null && chain.at(-1) === 'Object'
      ? [`${verb.charAt(0).toUpperCase()}${verb.slice(1)}Object`]
      : Object.hasOwn(CONVENIENCES, method) && service.prefix === 's3'
        ? CONVENIENCES[method]!
        : method === 'exists?'
          ? exists(service, chain.at(-1) ?? '')
          : resourceOperations(plainName(name), [...chain, method]);
  if (operations === null || operations.length === 0) return null;
  return use(service, { operations }, namedBy(reading, call));
}

/** `resource.bucket('a')` makes a `Bucket`; collections keep their names. */
function classOf(step: string): string {
  if (step.endsWith('s')) return step;
  return step.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function exists(service: AwsService, type: string): readonly string[] | null {
  const operation = operationOf(service, `Head${type}`) ?? operationOf(service, `Describe${type}`);
  return operation === null ? null : [operation];
}

/** The bucket, table or queue that the chain begins with. */
function namedBy(reading: Reading, call: SyntaxNode): Value | null {
  let target: Value | null = null;
  const value = reading.resolver.valueOf(call);
  for (let at: Value | null = value; at?.kind === 'call' || at?.kind === 'symbol'; at = at.receiver) {
    const named = at.kind === 'call' && at !== value ? positionalTarget(at.args) : null;
    target = named ?? target;
  }
  return target;
}
