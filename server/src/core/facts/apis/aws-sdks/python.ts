import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import { argumentAt, type Argument, type CallValue, type Value } from '../../value.ts';
import {
  awsService,
  clientOnlyMethods,
  convenienceOf,
  operationOf,
  resourceClasses,
  resourceMethods,
  waitedOperations,
} from '../aws.ts';
import type { AwsUse } from './aws-use.ts';
import { rowOf } from '../../../text/row-of.ts';

/** boto3, botocore and aioboto3: clients, resources, conveniences, paginators, waiters, presigned URLs. */
export function pythonUse(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const result = reading.resolver.valueOf(call);
  const receiver = result.kind === 'call' ? result.receiver : null;
  const client = clientIn(receiver);
  if (client === null) return null;
  const args = reading.resolver.argumentsOf(call);
  const rest = path.slice(path.lastIndexOf(client.chain) + client.chain.length).replace(/^\(\)\./, '');
  const method = rest.slice(rest.lastIndexOf('.') + 1);
  if (clientOnlyMethods.has(method)) return null;
  const operations = client.isResource
    ? resourceOperations(client.service, rest, method)
    : clientOperations(client.service, rest, method, args, receiver);
  if (operations.length === 0) return null;
  // Operations take keywords only; conveniences also take positions.
  const parameters = client.isResource ? [] : (convenienceOf(client.service, method)?.parameters ?? []);
  return {
    service: awsService(client.service),
    operations,
    input: (parameter) => argumentAt(args, parameters.indexOf(parameter), parameter)?.value() ?? null,
    target: client.isResource ? firstTarget(receiver) : null,
    through: path,
  };
}

function clientOperations(
  service: string,
  rest: string,
  method: string,
  args: readonly Argument[],
  receiver: Value | null,
): readonly string[] {
  if (!rest.includes('.')) {
    if (method === 'get_paginator' || method === 'get_waiter') return [];
    if (method === 'generate_presigned_post') return ['PutObject'];
    if (method === 'generate_presigned_url') {
      const target = (args.find((arg) => arg.name === 'ClientMethod') ?? args[0])?.value();
      return target?.kind === 'text' ? [operationOf(target.text)] : [];
    }
    return convenienceOf(service, method)?.operations ?? [operationOf(method)];
  }
  const helper = /^get_(paginator|waiter)\(\)\.(paginate|wait)$/.exec(rest);
  const name = helper !== null && receiver?.kind === 'call' ? receiver.args[0]?.value() : undefined;
  if (helper === null || name?.kind !== 'text') return [];
  const operation =
    helper[1] === 'paginator' ? operationOf(name.text) : rowOf(waitedOperations, operationOf(name.text));
  return operation === undefined ? [] : [operation];
}

function resourceOperations(service: string, rest: string, method: string): readonly string[] {
  if (resourceClasses.has(method)) return [];
  const steps = rest.replaceAll('()', '').split('.');
  // What a batch writer is given is written by the writer itself.
  if (steps.includes('batch_writer') && method !== 'batch_writer') return [];
  const named = rowOf(resourceMethods, [service, ...steps].join('.'));
  if (named !== undefined) return [named];
  const convenience = convenienceOf(service, method, steps.length === 2 ? steps[0] : undefined);
  if (convenience !== null) return convenience.operations;
  return steps.length > 2 ? [] : [operationOf(method)];
}

/** The client or resource a chain of calls starts from, with the service it was made for. */
function clientIn(
  value: Value | null,
): { readonly service: string; readonly isResource: boolean; readonly chain: string } | null {
  for (let at = value; at !== null; at = receiverOf(at)) {
    if (at.kind !== 'call') continue;
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

/** `Bucket('x')`, `Table(name)`: what a resource object stands for. */
function firstTarget(receiver: Value | null): Value | null {
  for (let at = receiver; at !== null; at = receiverOf(at)) {
    if (at.kind === 'call' && resourceClasses.has(at.of.slice(at.of.lastIndexOf('.') + 1)))
      return at.args[0]?.value() ?? null;
  }
  return null;
}
