import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf, childrenOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import { argumentAt, unknown, type Argument, type CallValue, type Value } from '../../value.ts';
import { clientOnlyMethods, convenienceOf, parametersOf } from '../aws.ts';
import { waitedOperation } from '../aws-operations.ts';
import { awsService, type AwsService } from '../aws-services.ts';
import { attributeOperation, resourceOperations } from '../boto3-resources.ts';
import { spelled, type AwsUse } from './aws-use.ts';
import { laterFields } from './later-fields.ts';

/** What symbols of the SDK, and of the packages that type it, start with. */
export const BOTO = /^(?:boto3|aioboto3|botocore|aiobotocore|mypy_boto3_|types_boto3_|types_aiobotocore_)/;

type Called = Pick<AwsUse, 'operations' | 'missing'>;

/** boto3, botocore and aioboto3: clients, resources, conveniences, paginators, waiters, presigned URLs. */
export function pythonUse(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const result = reading.resolver.valueOf(call);
  return useOf(reading, call, path, result.kind === 'call' ? result.receiver : null);
}

/** The read of an attribute that a resource asks for: `dynamodb.Table("orders").table_status`. What others made may have it. */
export function pythonAttributeUse({ unit, resolver }: Reading, node: SyntaxNode): AwsUse | null {
  const property = childOf(node, 'member.property');
  if (node.role === 'call.callee' || node.role === 'assign.target' || property === null) return null;
  const value = resolver.valueOf(node);
  if (value.kind !== 'symbol' || !BOTO.test(value.name)) return null;
  const client = clientIn(value.receiver);
  const service = client?.isResource === true && client.within === undefined ? awsService(client.service) : null;
  if (client === null || service === null) return null;
  const rest = value.name.slice(value.name.lastIndexOf(client.chain) + client.chain.length);
  const type = /^\(\)\.([A-Z]\w+)\(\)\.\w+$/.exec(rest)?.[1];
  const operation = type === undefined ? null : attributeOperation(client.service, type, unit.textOf(property));
  if (operation === null) return null;
  return {
    service,
    operations: [operation],
    input: () => null,
    target: targetIn(value.receiver, service),
    through: value.name,
  };
}

/** A call on a client whose service is known: `boto3.client(name)` says none. */
export function isOfKnownService({ resolver }: Reading, call: SyntaxNode): boolean {
  const result = resolver.valueOf(call);
  return result.kind === 'call' && clientIn(result.receiver) !== null;
}

/** The service of a client, as boto3 calls it. */
export function serviceOfClient(value: Value): string | null {
  const client = clientIn(value);
  return client === null || client.isResource ? null : client.service;
}

/** Calls that ask about what they are given, and do not call it. */
const ASKS = /(?:^|\.)(?:print|repr|str|hasattr|callable|isinstance|type|id|signature|debug|info|object|Stubber)$/;

/** A call that only asks about what it is given. */
export function isAskedAbout({ unit }: Reading, call: SyntaxNode): boolean {
  const callee = childOf(call, 'call.callee');
  return callee === null || ASKS.test(unit.textOf(callee));
}

/** Methods that are handed to what calls them: `executor.submit(client.put_item, Item=item)`. */
export function* pythonUsesHandedOn(reading: Reading, call: SyntaxNode): Generator<AwsUse> {
  const { resolver } = reading;
  if (isAskedAbout(reading, call)) return;
  for (const { node } of resolver.argumentsOf(call)) {
    const value = node?.kind === 'member' ? resolver.valueOf(node) : null;
    if (value?.kind !== 'symbol' || !BOTO.test(value.name)) continue;
    const use = useOf(reading, call, value.name, value.receiver);
    // Attributes are no methods: what the tables do not know is nothing here.
    if (use !== null && use.missing === undefined) yield use;
  }
}

function useOf(reading: Reading, call: SyntaxNode, path: string, receiver: Value | null): AwsUse | null {
  const client = clientIn(receiver);
  const service = client === null ? null : awsService(client.service);
  if (client === null || service === null) return null;
  const rest = path.slice(path.lastIndexOf(client.chain) + client.chain.length).replace(/^\(\)\./, client.within ?? '');
  // `resource.meta.client` is a client of the same service.
  const ofClient = rest.replace(/^(?:.*\.)?meta\.client\./, '');
  const isResource = client.isResource && ofClient === rest;
  return isResource
    ? resourceUse(reading, { call, path, receiver, id: client.service, service, rest })
    : clientUse(reading, { call, path, receiver, id: client.service, service, rest: ofClient });
}

interface Chain {
  readonly call: SyntaxNode;
  readonly path: string;
  readonly receiver: Value | null;
  /** The service as boto3 calls it. */
  readonly id: string;
  readonly service: AwsService;
  /** The path after the client: `get_paginator().paginate`. */
  readonly rest: string;
}

export function clientUse(reading: Reading, chain: Chain): AwsUse | null {
  const { call, path, id, service, rest } = chain;
  const method = rest.slice(rest.lastIndexOf('.') + 1);
  if (clientOnlyMethods.has(method)) return null;
  const args = reading.resolver.argumentsOf(call);
  const called = clientOperations(chain, args);
  if (called === null) return null;
  // Operations take keywords only; conveniences also take positions. What is signed for later stands under `Params`.
  const parameters = convenienceOf(id, method)?.parameters ?? [];
  // What a managed transfer hands to the operation behind it stands under `ExtraArgs`.
  const inner =
    method === 'generate_presigned_url'
      ? argumentAt(args, 1, 'Params')?.value()
      : argumentAt(args, parameters.indexOf('ExtraArgs'), 'ExtraArgs')?.value();
  return {
    service,
    ...called,
    input(parameter) {
      if (inner?.kind === 'object' && reading.resolver.entriesOf(inner.node).has(parameter))
        return reading.resolver.memberOf(inner, parameter, call);
      return (
        argumentAt(args, parameters.indexOf(parameter), parameter)?.value() ?? spreadLater(reading, call, parameter)
      );
    },
    target: null,
    through: path,
  };
}

/** A keyword that is put into what the call spreads: `params["Tags"] = tags`, then `create(**params)`. */
function spreadLater(reading: Reading, call: SyntaxNode, parameter: string): Value | null {
  const spreads = childrenOf(call, 'call.argument').filter(({ kind }) => kind === 'spread');
  for (const spread of spreads) {
    const value = reading.resolver.valueOf(spread);
    const later = value.kind === 'object' ? laterFields(reading, call, value.node).get(parameter) : undefined;
    if (later !== undefined) return reading.resolver.valueOf(later);
  }
  return null;
}

function clientOperations({ id, service, rest, receiver }: Chain, args: readonly Argument[]): Called | null {
  if (!rest.includes('.')) {
    if (rest === 'get_paginator' || rest === 'get_waiter') return null;
    if (rest === 'generate_presigned_post') return { operations: ['PutObject'] };
    if (rest === 'generate_presigned_url') {
      const target = (args.find((arg) => arg.name === 'ClientMethod') ?? args[0])?.value();
      return target?.kind === 'text' ? spelled(service, target.text) : null;
    }
    const convenience = convenienceOf(id, rest);
    return convenience === null ? spelled(service, rest) : { operations: convenience.operations };
  }
  const helper = /^get_(paginator|waiter)\(\)\.(paginate|wait)$/.exec(rest);
  const name = helper !== null && receiver?.kind === 'call' ? receiver.args[0]?.value() : undefined;
  if (helper === null || name?.kind !== 'text') return null;
  if (helper[1] === 'paginator') return spelled(service, name.text);
  const operation = waitedOperation(service, name.text);
  return operation === null ? null : { operations: [operation] };
}

function resourceUse(reading: Reading, { call, path, receiver, id, service, rest }: Chain): AwsUse | null {
  const steps = rest.replaceAll('()', '').split('.');
  // What a batch writer is given is written by the writer itself.
  if (steps.indexOf('batch_writer') < steps.length - 1 && steps.includes('batch_writer')) return null;
  const operations = resourceOperations(id, steps);
  const isVersion = steps.some((step) => VERSIONS.test(step));
  if (operations?.length === 0) return null;
  const args = reading.resolver.argumentsOf(call);
  return {
    service,
    ...(operations === null ? { operations: [], missing: steps.join('.') } : { operations }),
    input: (parameter) =>
      argumentAt(args, -1, parameter)?.value() ?? (isVersion && parameter === 'VersionId' ? unknown : null),
    target: targetIn(receiver, service),
    through: path,
  };
}

/** Parts of resources that stand for one version of an object each. */
const VERSIONS = /^(?:object_versions|ObjectVersion|Version)$/;

interface Client {
  readonly service: string;
  readonly isResource: boolean;
  readonly chain: string;
  /** The part of a resource that it already is. */
  readonly within?: string;
}

/** The client or resource a chain of calls starts from, with the service it was made for. */
function clientIn(value: Value | null): Client | null {
  for (let at = value; at !== null; at = receiverOf(at)) {
    if (at.kind !== 'call') continue;
    // `table: Table`: a class of the resource interface.
    const part = /^(?:mypy_boto3|types_aiobotocore|types_boto3)_(\w+?)\.service_resource\.(?!\w*Resource$)(\w+)$/.exec(
      at.of,
    );
    if (part !== null) return { service: part[1]!, isResource: true, chain: at.of, within: `${part[2]!}().` };
    const typed =
      /^(?:mypy_boto3|types_aiobotocore|types_boto3)_(\w+?)(?:\.client|\.service_resource)?\.\w*(Client|Resource)$/.exec(
        at.of,
      );
    if (typed !== null) return { service: typed[1]!, isResource: typed[2] === 'Resource', chain: at.of };
    if (!/(^|\.)(client|resource|create_client)$/.test(at.of)) continue;
    const service = serviceArgument(at);
    if (service !== null) return { service, isResource: at.of.endsWith('resource'), chain: at.of };
  }
  return null;
}

function receiverOf(value: Value): Value | null {
  return value.kind === 'symbol' || value.kind === 'call' ? value.receiver : null;
}

function serviceArgument(call: CallValue): string | null {
  const value = (
    call.args.find((arg) => arg.name === 'service_name') ?? call.args.find((arg) => arg.name === null)
  )?.value();
  return value?.kind === 'text' ? value.text : null;
}

/** What the outermost resource of a chain stands for: `Bucket('x').Object(key)`, `create_queue(QueueName=…)`. */
function targetIn(receiver: Value | null, service: AwsService): Value | null {
  let found: Value | null = null;
  const parameters = parametersOf(service.prefix);
  for (let at = receiver; at !== null; at = receiverOf(at)) {
    // What a loop takes from it is something else.
    if (at.kind === 'symbol' && at.name.endsWith('[]')) break;
    if (at.kind !== 'call') continue;
    // Nor what the session behind it was made with.
    if (/(?:^|\.)resource$/.test(at.of)) break;
    const isClass = /^[A-Z]/.test(at.of.slice(at.of.lastIndexOf('.') + 1));
    const given = isClass ? at.args[0] : at.args.find(({ name }) => name !== null && parameters.includes(name));
    if (given !== undefined) found = given.value();
  }
  return found;
}
