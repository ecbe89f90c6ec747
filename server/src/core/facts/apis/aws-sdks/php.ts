import type { SyntaxNode } from '../../../model/syntax.ts';
import { rowOf } from '../../../text/row-of.ts';
import type { Reading } from '../../define.ts';
import { textOfValue, unknown, type Argument, type Value } from '../../value.ts';
import { clientOnlyMethods } from '../aws.ts';
import { waitedOperation } from '../aws-operations.ts';
import { awsService, type AwsService } from '../aws-services.ts';
import { MANAGED_UPLOAD, spelled, type AwsUse } from './aws-use.ts';
import { namedInput, positionalTarget } from './named-input.ts';

const CLIENT =
  /^Aws\.(?:\w+\.)+?(\w+?)(?:MultiRegion|Encryption|EncryptionV2)?Client(?:Interface)?(?:(?:\.factory)?\(\))\.(\w+)$/;
const MADE_BY_SDK = /^Aws\.Sdk\(\)\.create(?:MultiRegion)?([A-Z]\w*)\(\)\.(\w+)$/;
const UPLOADER = /^Aws\.S3\.(Multipart|Object)Uploader$/;

const NO_OPERATION = new Set(
  'getHandlerList getApi getRegion getEndpoint getConfig getCredentials getWaiter createPresignedRequest execute executeAsync getObjectUrl registerStreamWrapper isBucketDnsCompatible factory'.split(
    ' ',
  ),
);

/** What clients have beside operations. Source: the SDK's own reference, 2026-11. */
const CONVENIENCES: Readonly<Record<string, readonly string[]>> = {
  upload: MANAGED_UPLOAD,
  uploadDirectory: MANAGED_UPLOAD,
  downloadBucket: ['ListObjects', 'GetObject'],
  copy: ['CopyObject'],
  doesObjectExist: ['HeadObject'],
  doesObjectExistV2: ['HeadObject'],
  doesBucketExist: ['HeadBucket'],
  doesBucketExistV2: ['HeadBucket'],
  deleteMatchingObjects: ['ListObjects', 'DeleteObjects'],
  determineBucketRegion: ['HeadBucket'],
};

/** `new Transfer($s3, $source, 's3://b/k')`: with the bucket as where it goes to, an upload. */
function transferUse(path: string, given: readonly Argument[]): AwsUse | null {
  const s3 = awsService('s3');
  const ends = [given[1], given[2]].map((end) => textOfValue(end?.value() ?? unknown));
  const [from, to] = ends.map((end) => /^s3:\/\/([^/]+)/.exec(end ?? '')?.[1] ?? null);
  const bucket = to ?? from ?? null;
  if (s3 === null || bucket === null) return null;
  return {
    service: s3,
    operations: bucket === to ? MANAGED_UPLOAD : ['ListObjectsV2', 'GetObject'],
    input: (parameter) => (parameter === 'Bucket' ? { kind: 'text', text: bucket } : null),
    target: { kind: 'text', text: bucket },
    through: path,
  };
}

/** Methods that name an operation, `getCommand('PutObject', [...])`, or a waiter. */
const NAMES_OPERATION = new Set(['getCommand', 'getPaginator', 'getIterator', 'waitUntil']);

/** AWS SDK for PHP 3: clients, those that an `Sdk` makes, commands, paginators, waiters, uploaders. */
export function phpUse(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const given = reading.resolver.argumentsOf(call);
  if (path === 'Aws.S3.Transfer') return transferUse(path, given);
  const uploader = UPLOADER.exec(path)?.[1];
  if (uploader !== undefined) {
    const s3 = awsService('s3');
    // After the client stands what is uploaded, or the bucket.
    const said = given.slice(uploader === 'Multipart' ? 2 : 1);
    return s3 === null ? null : use(reading, call, path, s3, { operations: MANAGED_UPLOAD }, said);
  }
  const [, name = '', method = ''] = CLIENT.exec(path) ?? MADE_BY_SDK.exec(path) ?? [];
  const service = awsService(name);
  if (service === null || NO_OPERATION.has(method) || clientOnlyMethods.has(method)) return null;
  if (NAMES_OPERATION.has(method)) {
    const named = textOfValue(given[0]?.value() ?? unknown);
    const waited = named === null || method !== 'waitUntil' ? null : waitedOperation(service, named);
    if (named === null || (method === 'waitUntil' && waited === null)) return null;
    return use(
      reading,
      call,
      path,
      service,
      waited === null ? spelled(service, named) : { operations: [waited] },
      given.slice(1),
    );
  }
  const plain = method.replace(/Async$/, '');
  const convenience = service.prefix === 's3' ? rowOf(CONVENIENCES, plain) : undefined;
  return use(
    reading,
    call,
    path,
    service,
    convenience === undefined ? spelled(service, plain) : { operations: convenience },
    given,
  );
}

function use(
  reading: Reading,
  call: SyntaxNode,
  path: string,
  service: AwsService,
  called: Pick<AwsUse, 'operations' | 'missing'>,
  given: readonly Argument[],
): AwsUse {
  const target: Value | null = positionalTarget(given);
  return { service, ...called, input: namedInput(reading, call, given), target, through: path };
}
