import type { SyntaxNode } from '../../../model/syntax.ts';
import { rowOf } from '../../../text/row-of.ts';
import { childOf } from '../../../text/tree.ts';
import { stepsInside, stepsOf } from '../../built.ts';
import type { Reading } from '../../define.ts';
import { textOfValue, type Argument, type CallValue, type Value } from '../../value.ts';
import { clientOnlyMethods } from '../aws.ts';
import { waitedOperation } from '../aws-operations.ts';
import { awsService, type AwsService } from '../aws-services.ts';
import { spelled, type AwsUse } from './aws-use.ts';
import { javaLibraries, olderMethods, olderServices, type JavaLibrary } from './java-libraries.ts';

const VERSION_2 =
  /^software\.amazon\.awssdk\.services\.(\w+)\.(?:\w+\.)*?(\w+?)(?:Async)?Client\(\)\.(?:waiter\(\)\.)?(\w+)$/;
/** Of packages that hold the client of a second service. */
const INNER = /^software\.amazon\.awssdk\.services\.\w+\.(?:\w+\.)+?(\w+?)(?:Async)?Client\(\)\.\w+$/;
const VERSION_2_WAITER = /^software\.amazon\.awssdk\.services\.(\w+)\.waiters\.\w+Waiter\(\)\.(\w+)$/;
const VERSION_1 =
  /^com\.amazonaws\.services\.(\w+)\.(?:Amazon|AWS)\w+\(\)\.(?:(waiters)\(\)\.)?(\w+)(?:\(\)\.run(?:Async)?)?$/;

/** Members of clients that call no operation. */
const NO_OPERATION = new Set([
  'waiter',
  'waiters',
  'utilities',
  'serviceClientConfiguration',
  'serviceName',
  'shutdown',
  'builder',
  'toBuilder',
  'batchManager',
  'setRegion',
  'setEndpoint',
  'getRegion',
  'getRegionName',
  'getUrl',
  'getCachedResponseMetadata',
  'withRegion',
  'copy',
]);

/** AWS SDK for Java 1 and 2: clients, async clients, paginators, waiters, and the libraries on top of them. */
export function javaUse(reading: Reading, call: SyntaxNode, called: string): AwsUse | null {
  // `Provider<S3Client>` gives one.
  const path = called.replace(/(?<=Client\(\))\.(?:get|getObject|getIfAvailable)\(\)(?=\.)/, '');
  const library = javaLibraries.find(({ classes, methods }) => {
    const split = /^(.+)\(\)\.(\w+)$/.exec(path);
    return split !== null && classes.test(split[1]!) && Object.hasOwn(methods, split[2]!);
  });
  if (library !== undefined) return libraryUse(reading, call, path, library);
  const newer = VERSION_2.exec(path);
  if (newer !== null) return newerUse(reading, call, path, INNER.exec(path)?.[1] ?? newer[1]!, newer[3]!);
  const waiter = VERSION_2_WAITER.exec(path);
  if (waiter !== null) return newerUse(reading, call, path, waiter[1]!, waiter[2]!);
  const older = VERSION_1.exec(path);
  return older === null ? null : olderUse(reading, call, path, older);
}

const REQUEST_2 = /^software\.amazon\.awssdk\.services\.(\w+)(?:\.\w+)*?\.model\.(\w+)Request(?:\.builder)?$/;
const REQUEST_1 = /^com\.amazonaws\.services\.(\w+)\.model\.(\w+)Request$/;

/**
 * A call on a client that another file gives: `cloud.connect().describeInstances(request)`. What it is given says what it is:
 * the request of the operation that the method is named after.
 */
export function javaUseByRequest(reading: Reading, call: SyntaxNode): AwsUse | null {
  if (reading.unit.language.id !== 'java') return null;
  const callee = childOf(call, 'call.callee');
  const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
  const first = reading.resolver.argumentsOf(call)[0]?.value();
  const request = property === null || first === undefined ? null : requestIn(first);
  if (callee === null || property === null || request === null) return null;
  const method = reading.unit.textOf(property).replace(/(?:Paginator|Async)$/, '');
  if (method.toLowerCase() !== request.operation.toLowerCase()) return null;
  const called = reading.resolver.valueOf(callee);
  // What a method of this file does with it stands in its body.
  if (called.kind === 'function' && childOf(called.node, 'function.body') !== null) return null;
  const path = `${reading.unit.textOf(property)} (${request.service})`;
  const service = awsService(rowOf(olderServices, request.service) ?? request.service);
  return service === null ? null : use(reading, call, path, service, spelled(service, request.operation));
}

/** The request that a value is, by its class or by the builder that made it. */
function requestIn(value: Value): { readonly service: string; readonly operation: string } | null {
  for (
    let at: Value | null = value;
    at !== null;
    at = at.kind === 'call' || at.kind === 'symbol' ? at.receiver : null
  ) {
    const path = at.kind === 'call' ? at.of : null;
    const match = path === null ? null : (REQUEST_2.exec(path) ?? REQUEST_1.exec(path));
    if (match !== null) return { service: match[1]!, operation: match[2]! };
  }
  return null;
}

function newerUse(reading: Reading, call: SyntaxNode, path: string, name: string, method: string): AwsUse | null {
  const service = awsService(name);
  if (service === null || NO_OPERATION.has(method) || clientOnlyMethods.has(method)) return null;
  const waits = /^waitUntil(\w+)$/.exec(method)?.[1];
  if (waits !== undefined) return waiting(reading, call, path, service, waits);
  const convenience = rowOf(CONVENIENCES, method);
  const called =
    convenience === undefined ? spelled(service, method.replace(/Paginator$/, '')) : { operations: [convenience] };
  return use(reading, call, path, service, called);
}

function waiting(reading: Reading, call: SyntaxNode, path: string, service: AwsService, waits: string): AwsUse | null {
  const operation = waitedOperation(service, waits);
  return operation === null ? null : use(reading, call, path, service, { operations: [operation] });
}

/** What version 2 adds to its clients beside operations. */
const CONVENIENCES: Readonly<Record<string, string>> = { getObjectAsBytes: 'GetObject' };

function olderUse(reading: Reading, call: SyntaxNode, path: string, match: RegExpExecArray): AwsUse | null {
  const [, name = '', waiters, method = ''] = match;
  if (NO_OPERATION.has(method) || clientOnlyMethods.has(method)) return null;
  const service = awsService(rowOf(olderServices, name) ?? name);
  if (service === null) return null;
  if (waiters !== undefined) return path.includes('.run') ? waiting(reading, call, path, service, method) : null;
  if (/\(\)\.run(?:Async)?$/.test(path)) return null;
  const plain = method.replace(/Async$/, '');
  const presigned =
    service.prefix === 's3' && plain === 'generatePresignedUrl' ? presignedOperation(reading, call) : undefined;
  const operation = presigned ?? rowOf(olderMethods, `${service.prefix}.${plain}`);
  const called = operation === undefined ? spelled(service, plain) : { operations: [operation] };
  return { ...use(reading, call, path, service, called), target: positionalTarget(reading, call) };
}

/** `HttpMethod.PUT` as the last argument, or in the request; a download when nothing is said. */
function presignedOperation(reading: Reading, call: SyntaxNode): string {
  return /HttpMethod\.PUT/.test(reading.unit.textOf(call)) ? 'PutObject' : 'GetObject';
}

function libraryUse(reading: Reading, call: SyntaxNode, path: string, library: JavaLibrary): AwsUse | null {
  const method = path.slice(path.lastIndexOf('.') + 1);
  const service = awsService(library.service);
  if (service === null) return null;
  const made = use(reading, call, path, service, { operations: library.methods[method]! });
  const value = reading.resolver.valueOf(call);
  const receiver = value.kind === 'call' ? value.receiver : null;
  const first = receiver?.kind === 'call' ? receiver.args[0]?.value() : undefined;
  const isNamed = library.isNamed === true && first !== undefined && isTextual(first);
  return isNamed ? { ...made, target: first } : made;
}

function use(
  reading: Reading,
  call: SyntaxNode,
  path: string,
  service: AwsService,
  called: Pick<AwsUse, 'operations' | 'missing'>,
): AwsUse {
  let steps: ReadonlyMap<string, Argument> | null = null;
  return {
    service,
    ...called,
    input(parameter) {
      steps ??= requestSteps(reading, call);
      const key = parameter.toLowerCase();
      const names = [key, `${key}name`, key.replace(/name$/, ''), ...(rowOf(OLDER_PARAMETERS, parameter) ?? [])];
      for (const name of names) {
        const step = steps.get(name);
        if (step !== undefined) return step.value();
      }
      return null;
    },
    target: null,
    through: path,
  };
}

/** What version 1 calls otherwise, in lower case. */
const OLDER_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  ACL: ['cannedacl', 'accesscontrollist'],
  SSEKMSKeyId: ['sseawskeymanagementparams'],
};

/** What is said of the request: by the steps of its builder, in a consumer, and by those of requests inside it. */
function requestSteps(reading: Reading, call: SyntaxNode): ReadonlyMap<string, Argument> {
  const found = new Map<string, Argument>();
  const visit = (value: Value, depth: number): void => {
    const steps = value.kind === 'function' ? stepsInside(reading, value.node) : stepsOf(value);
    for (const [name, argument] of steps) {
      if (!found.has(name)) found.set(name, argument);
      const inner = argument.value();
      const isRequest = name.endsWith('request') && (inner.kind === 'call' || inner.kind === 'function');
      if (isRequest && depth < 3) visit(inner, depth + 1);
    }
    const constructed = value.kind === 'call' ? constructedBucket(value) : null;
    if (constructed !== null && !found.has('bucket')) found.set('bucket', constructed);
  };
  for (const argument of reading.resolver.argumentsOf(call)) visit(argument.value(), 0);
  return found;
}

/** `new GetObjectRequest(bucket, key)`: the requests of S3 in version 1 begin with the bucket. */
function constructedBucket(value: CallValue): Argument | null {
  for (let at: Value | null = value; at !== null; at = at.kind === 'call' || at.kind === 'symbol' ? at.receiver : null)
    if (at.kind === 'call' && /^com\.amazonaws\.services\.s3\.model\.\w+Request$/.test(at.of))
      return at.args[0] ?? null;
  return null;
}

/** `s3.getObject(bucket, key)`, `sqs.sendMessage(url, text)`: version 1 takes what it acts on first. */
function positionalTarget(reading: Reading, call: SyntaxNode): Value | null {
  const value = reading.resolver.argumentsOf(call)[0]?.value();
  return value !== undefined && isTextual(value) ? value : null;
}

function isTextual(value: Value): boolean {
  return textOfValue(value) !== null || value.kind === 'environment' || value.kind === 'parameter';
}
