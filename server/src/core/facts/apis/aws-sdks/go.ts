import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import { pathOf, unknown, type CallValue, type Value } from '../../value.ts';
import { waitedOperation } from '../aws-operations.ts';
import { awsService } from '../aws-services.ts';
import { MANAGED_UPLOAD, spelled, type AwsUse } from './aws-use.ts';
import { laterFields } from './later-fields.ts';

const SERVICE_2 = 'github\\.com\\/aws\\/aws-sdk-go-v2\\/service\\/(\\w+)';
const SERVICE_1 = 'github\\.com\\/aws\\/aws-sdk-go\\/service\\/(\\w+)(?:\\/\\w+iface)?';
const CLIENT_2 = new RegExp(`^${SERVICE_2}\\.(?:Client|PresignClient)\\(\\)\\.(\\w+)$`);
const CLIENT_1 = new RegExp(`^${SERVICE_1}\\.(\\w+)\\(\\)\\.(\\w+)$`);
const PAGINATOR = new RegExp(`^${SERVICE_2}\\.New(\\w+)Paginator$`);
const WAITER = new RegExp(`^${SERVICE_2}\\.(\\w+)Waiter\\(\\)\\.Wait(?:ForOutput)?$`);
const INPUT = /^github\.com\/aws\/aws-sdk-go(?:-v2)?\/service\/(\w+)\.(\w+)Input$/;

/** What the libraries on top of the clients do; the input is the last argument but for options. */
interface Library {
  readonly path: RegExp;
  readonly service: string;
  readonly operations: readonly string[];
  /** Which argument names what is acted on, when no input does. */
  readonly target?: number;
}

const MANAGER =
  '^github\\.com\\/aws\\/aws-sdk-go(?:-v2\\/feature\\/s3\\/(?:manager|transfermanager)|\\/service\\/s3\\/s3manager(?:\\/s3manageriface)?)\\.';
const manager = (call: string): RegExp => new RegExp(`${MANAGER}${call}$`);
const CREDENTIALS = '^github\\.com\\/aws\\/aws-sdk-go(?:-v2)?\\/(?:aws\\/)?credentials\\/stscreds\\.';

/** Sources: the SDKs' own documentation, 2026-11. */
const libraries: readonly Library[] = [
  {
    path: manager(
      '(?:New|Uploader|Client|UploadAPI|UploaderAPI)\\(\\)\\.Upload(?:Object|Directory|WithContext|WithIterator)?',
    ),
    service: 's3',
    operations: MANAGED_UPLOAD,
  },
  {
    path: manager(
      '(?:New|Downloader|Client|DownloadAPI|DownloaderAPI)\\(\\)\\.(?:Download(?:Object|WithContext|WithIterator)?|GetObject)',
    ),
    service: 's3',
    operations: ['GetObject'],
  },
  { path: manager('BatchDelete\\(\\)\\.Delete'), service: 's3', operations: ['DeleteObjects'] },
  { path: manager('NewDeleteListIterator'), service: 's3', operations: ['ListObjects'] },
  { path: manager('GetBucketRegion'), service: 's3', operations: ['HeadBucket'], target: 2 },
  {
    path: new RegExp(`${CREDENTIALS}(?:NewAssumeRoleProvider|AssumeRoleProvider|NewCredentials(?:WithClient)?)$`),
    service: 'sts',
    operations: ['AssumeRole'],
    target: 1,
  },
];

/** Members of clients that call no operation. */
const NO_OPERATION = new Set(['Options', 'NewRequest', 'AddDebugHandlers', 'String', 'GoString']);

/** AWS SDK for Go 1 and 2: clients, interfaces of version 1, paginators, waiters, presigners, the transfer manager. */
export function goUse(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const input = inputOf(reading, call);
  const library = libraries.find((row) => row.path.test(path));
  if (library !== undefined) return libraryUse(reading, call, path, library, input);
  const newer = CLIENT_2.exec(path);
  if (newer !== null) return use([reading, call], path, newer[1]!, operationOf(newer[1]!, newer[2]!, input), input);
  const paginator = PAGINATOR.exec(path);
  if (paginator !== null) return use([reading, call], path, paginator[1]!, paginator[2]!, input);
  const waiter = WAITER.exec(path);
  if (waiter !== null)
    return use([reading, call], path, waiter[1]!, input?.operation ?? waited(waiter[1]!, waiter[2]!), input);
  const older = CLIENT_1.exec(path);
  if (older === null || !isOlderClient(older[1]!, older[2]!)) return null;
  return use([reading, call], path, older[1]!, operationOf(older[1]!, older[3]!, input), input);
}

/**
 * A call on something narrower than the client, `type Putter interface { PutObject(…) }`, or of a function around an operation.
 * What it is given says what it is: the input of the operation that it is named after.
 */
export function goUseByInput(reading: Reading, call: SyntaxNode): AwsUse | null {
  if (reading.unit.language.id !== 'go') return null;
  const callee = childOf(call, 'call.callee');
  const named = callee?.kind === 'member' ? childOf(callee, 'member.property') : callee;
  if (callee === null || named === null || !['property', 'name'].includes(named.kind)) return null;
  const input = inputOf(reading, call);
  const method = reading.unit.textOf(named);
  if (input === null || !isNamedAfter(method, input.operation)) return null;
  // A function is handed the client too.
  if (callee.kind === 'name' && reading.resolver.argumentsOf(call).length < 2) return null;
  const called = reading.resolver.valueOf(callee);
  if (STAND_IN.test(reading.unit.textOf(callee)) || STAND_IN.test(pathOf(called) ?? '')) return null;
  // What a method of this file does with it stands in its body.
  if (called.kind === 'function' && childOf(called.node, 'function.body') !== null) return null;
  return use(
    [reading, call],
    `${reading.unit.textOf(callee)} (${input.service})`,
    input.service,
    input.operation,
    input,
  );
}

/** Where a call stands. */
type Made = readonly [reading: Reading, call: SyntaxNode];

interface Input {
  readonly service: string;
  readonly operation: string;
  readonly value: CallValue;
}

/** The argument that is the input of an operation, by its type. */
function inputOf(reading: Reading, call: SyntaxNode): Input | null {
  for (const argument of reading.resolver.argumentsOf(call).slice(0, 4)) {
    const value = argument.value();
    const match = value.kind === 'call' ? INPUT.exec(value.of) : null;
    if (match !== null && value.kind === 'call') return { service: match[1]!, operation: match[2]!, value };
  }
  return null;
}

const SUFFIX = /(?:PagesWithContext|WithContext|Request|Pages)$/;
/** How what stands around an operation goes on in its name: `DescribeInstancesAsList`, `QueryMany`; but not what makes a key of the input. */
const ENDING = /^(?!\w*(?:Builder|Equal|Hash|Key|Matcher|Mock|Name|String|Validator)$)[A-Z]\w*$/;
/** Stand-ins of tests call nobody. */
const STAND_IN = /(?:^|[./_])(?:mock|fake|stub)|(?:[a-z0-9]|^)(?:Mock|Fake|Stub)(?![a-z])/;

function operationOf(service: string, method: string, input: Input | null): string | null {
  if (NO_OPERATION.has(method)) return null;
  if (input !== null && isNamedAfter(method, input.operation)) return input.operation;
  const wait = /^WaitUntil(\w+?)(?:WithContext)?$/.exec(method)?.[1];
  if (wait !== undefined) return input?.operation ?? waited(service, wait);
  return method.replace(/^Presign(?=[A-Z])/, '').replace(SUFFIX, '');
}

function isNamedAfter(method: string, operation: string): boolean {
  const name = method.replace(/^Presign(?=[A-Z])/, '');
  return name === operation || (name.startsWith(operation) && ENDING.test(name.slice(operation.length)));
}

function waited(spelling: string, name: string): string | null {
  const service = awsService(spelling);
  return service === null ? null : waitedOperation(service, name);
}

/** Of version 1 a client is called like its service, its interface `…API`. */
function isOlderClient(service: string, type: string): boolean {
  return type === 'New' || type === 'Client' || type.endsWith('API') || type.toLowerCase() === service;
}

function libraryUse(
  reading: Reading,
  call: SyntaxNode,
  path: string,
  library: Library,
  input: Input | null,
): AwsUse | null {
  const service = awsService(library.service);
  if (service === null) return null;
  const args = reading.resolver.argumentsOf(call);
  // `s3manager.UploadInput` of version 1 is an input by another name.
  const given = args.map((arg) => arg.value()).find((value) => value.kind === 'call' && value.of.endsWith('Input'));
  const target = library.target === undefined ? null : (args[library.target]?.value() ?? null);
  return {
    service,
    operations: library.operations,
    input: inputReader(reading, call, input?.value ?? given ?? unknown),
    target,
    through: path,
  };
}

function use(
  [reading, call]: Made,
  path: string,
  spelling: string,
  operation: string | null,
  input: Input | null,
): AwsUse | null {
  const service = awsService(spelling);
  if (service === null || operation === null || !/^[A-Z]/.test(operation)) return null;
  return {
    service,
    ...spelled(service, operation),
    input: inputReader(reading, call, input?.value ?? unknown),
    target: null,
    through: path,
  };
}

/** Fields of inputs begin with a capital, whatever the API calls them. */
function inputReader(reading: Reading, call: SyntaxNode, input: Value): AwsUse['input'] {
  return (parameter) => {
    if (input.kind !== 'call') return null;
    const field = parameter.charAt(0).toUpperCase() + parameter.slice(1);
    const given = input.args.find(({ name }) => name === field)?.value();
    if (given !== undefined || input.node === null) return given ?? null;
    const later = laterFields(reading, call, input.node).get(field);
    return later === undefined ? null : reading.resolver.valueOf(later);
  };
}
