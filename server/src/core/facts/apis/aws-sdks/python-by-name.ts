import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import type { Argument, Value } from '../../value.ts';
import { convenienceOf } from '../aws.ts';
import { operationOf, servicesWith } from '../aws-operations.ts';
import { awsService, type AwsService } from '../aws-services.ts';
import type { AwsUse } from './aws-use.ts';
import { serviceCalledTogether } from './python-called-together.ts';
import { isSpokenOf } from './python-files.ts';
import { clientUse, isAskedAbout } from './python.ts';
import {
  givenToMember,
  isOpen,
  isSpelledLikeApi,
  nameOf,
  originOf,
  serviceNamed,
  serviceOfDecorator,
  serviceTold,
  takenFromKeywords,
} from './python-names.ts';
import { resourceByName } from './python-resources-by-name.ts';

const METHOD = /^[a-z]+_[a-z0-9_]+$|^(?:invoke|publish|query|scan|decrypt|encrypt|sign|verify|subscribe|converse)$/;

/** A call on something that others give, of which nothing is known but how it is called and what it is asked. */
export function pythonByName(reading: Reading, call: SyntaxNode): AwsUse | null {
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  const property = callee === null ? null : childOf(callee, 'member.property');
  if (object === null || property === null) return null;
  const method = reading.unit.textOf(property);
  return clientByName(reading, call, object, method) ?? resourceByName(reading, call, object, method);
}

/** Methods of such clients that are handed to what calls them: `sync_to_async(sqs_client.receive_message)(…)`. */
export function* pythonByNameHandedOn(reading: Reading, call: SyntaxNode): Generator<AwsUse> {
  if (isAskedAbout(reading, call)) return;
  for (const { node } of reading.resolver.argumentsOf(call)) {
    const object = node?.kind === 'member' ? childOf(node, 'member.object') : null;
    const property = node?.kind === 'member' ? childOf(node, 'member.property') : null;
    const method = property === null ? '' : reading.unit.textOf(property);
    if (object === null || !METHOD.test(method)) continue;
    const value = reading.resolver.valueOf(object);
    const name = isOpen(value) ? nameOf(reading, object, value) : null;
    const named = name !== null && /client$/i.test(name) ? serviceNamed(name) : null;
    const service = serviceTold(reading, object) ?? named;
    if (service !== null) yield* only(useOf(reading, { call, object, service, method }));
  }
}

function only(use: AwsUse | null): readonly AwsUse[] {
  return use === null ? [] : [use];
}

interface ByName {
  readonly call: SyntaxNode;
  /** The client. */
  readonly object: SyntaxNode;
  readonly service: AwsService;
  readonly method: string;
}

const PRESIGNS = /^generate_presigned_(?:url|post)$/;

function useOf(reading: Reading, { call, object, service, method }: ByName): AwsUse | null {
  const convenience = convenienceOf(service.prefix, method);
  if (convenience === null && operationOf(service, method) === null && !PRESIGNS.test(method)) {
    const sibling = siblingWith(service, method);
    return sibling === null ? null : useOf(reading, { call, object, service: sibling, method });
  }
  const path = `${reading.unit.textOf(object)}.${method}`;
  const use = clientUse(reading, { call, path, receiver: null, id: service.prefix, service, rest: method });
  return use === null || use.missing !== undefined ? null : { ...use, isByName: true };
}

/** What people call `elb` may be its second version, and `bedrock` its runtime: the one of the family that has the operation. */
function siblingWith({ prefix }: AwsService, method: string): AwsService | null {
  const family = servicesWith(method).flatMap((name) => awsService(name) ?? []);
  return family.find((each) => each.prefix === prefix) ?? null;
}

function clientByName(reading: Reading, call: SyntaxNode, object: SyntaxNode, method: string): AwsUse | null {
  const args = reading.resolver.argumentsOf(call);
  const helper = helperOf(reading, object, method);
  if (helper !== null) return useOfHelper(reading, call, helper, method);
  if (!METHOD.test(method)) return null;
  const isCertain = PRESIGNS.test(method) || isSpelledLikeApi(args);
  const service = serviceOf(reading, { call, object, method, args, isCertain });
  return service === null ? null : useOf(reading, { call, object, service, method });
}

interface Asked {
  readonly call: SyntaxNode;
  readonly object: SyntaxNode;
  readonly method: string;
  readonly args: readonly Argument[];
  /** It is called as only clients of boto3 are. */
  readonly isCertain: boolean;
}

/**
 * It counts as a client when it was asked for by the service's name (`provider("s3")`), or its own name says the service
 * (`sqs_client`), and the service has the operation; or when it is called a client and the operation is of one service only.
 * What is made by something of another file must be called as boto3 wants it, with keywords in the API's spelling.
 */
function serviceOf(reading: Reading, { call, object, method, args, isCertain }: Asked): AwsService | null {
  const told = serviceTold(reading, object);
  if (told !== null) return told;
  const value = reading.resolver.valueOf(object);
  const name = nameOf(reading, object, value);
  if (name === null || !isOpen(value)) return null;
  const isTaken = takenFromKeywords(reading, object) !== null;
  const isGiven = value.kind === 'parameter' || isTaken || isCertain;
  if (!isGiven && (value.kind !== 'unknown' || args.length > 0)) return null;
  const made = originOf(reading, givenToMember(reading, object) ?? object);
  const maker = made.kind === 'call' && made !== object ? nameOf(reading, made, value) : null;
  const named = serviceNamed(name) ?? (maker !== null && /client$/i.test(maker) ? serviceNamed(maker) : null);
  if (named !== null || !/client$/i.test(name)) return named;
  return onlyServiceWith(reading, call, args, method) ?? serviceCalledTogether(reading, call, name);
}

interface Helper {
  /** `get_paginator("list_objects_v2")`. */
  readonly made: SyntaxNode;
  readonly maker: string;
  readonly client: SyntaxNode;
  readonly name: string;
}

/** The paginator or waiter of a client that others give. */
function helperOf(reading: Reading, object: SyntaxNode, method: string): Helper | null {
  if (method !== 'paginate' && method !== 'wait') return null;
  const made = originOf(reading, givenToMember(reading, object) ?? object);
  const callee = made.kind === 'call' ? childOf(made, 'call.callee') : null;
  const property = callee === null ? null : childOf(callee, 'member.property');
  const client = callee === null ? null : childOf(callee, 'member.object');
  const maker = property === null ? '' : reading.unit.textOf(property);
  if (client === null || maker !== (method === 'wait' ? 'get_waiter' : 'get_paginator')) return null;
  const name = reading.resolver.argumentsOf(made)[0]?.value();
  return name?.kind === 'text' ? { made, maker, client, name: name.text } : null;
}

function useOfHelper(reading: Reading, call: SyntaxNode, helper: Helper, method: string): AwsUse | null {
  const { made, maker, client, name } = helper;
  const args = reading.resolver.argumentsOf(call);
  const service = serviceOf(reading, { call, object: client, method: name, args, isCertain: true });
  if (service === null) return null;
  const receiver: Value = {
    kind: 'call',
    of: maker,
    receiver: null,
    args: reading.resolver.argumentsOf(made),
    node: made,
  };
  const rest = `${maker}().${method}`;
  const path = `${reading.unit.textOf(client)}.${rest}`;
  const use = clientUse(reading, { call, path, receiver, id: service.prefix, service, rest });
  return use === null || use.missing !== undefined ? null : { ...use, isByName: true };
}

function onlyServiceWith(
  reading: Reading,
  call: SyntaxNode,
  args: readonly Argument[],
  method: string,
): AwsService | null {
  const isLikeApi = ({ name, node }: Argument): boolean =>
    node?.kind === 'spread' || (name !== null && /^[A-Z]\w+$/.test(name));
  if (args.length === 0 || !args.every(isLikeApi)) return null;
  const services = servicesWith(method);
  const given = serviceOfDecorator(reading, call);
  if (given !== null && services.includes(given.name)) return given;
  if (services.length === 1) return awsService(services[0]!);
  const spoken = services.length === 0 ? [] : services.filter((service) => isSpokenOf(reading, service));
  return spoken.length === 1 ? awsService(spoken[0]!) : null;
}
