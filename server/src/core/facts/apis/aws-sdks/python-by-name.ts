import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import { readModule } from '../../scopes.ts';
import type { Argument } from '../../value.ts';
import { convenienceOf } from '../aws.ts';
import { operationOf, servicesWith } from '../aws-operations.ts';
import { awsService, type AwsService } from '../aws-services.ts';
import type { AwsUse } from './aws-use.ts';
import { clientUse } from './python.ts';
import {
  isOpen,
  isSpelledLikeApi,
  nameOf,
  serviceNamed,
  serviceOfDecorator,
  serviceTold,
  takenFromKeywords,
} from './python-names.ts';
import { resourceByName } from './python-resources-by-name.ts';

const PACKAGES = /^(?:(?:aio)?boto(?:3|core)\b|(?:mypy_boto3|types_boto3|types_aiobotocore)(?:_|\b))/;
const TYPES = /^(?:mypy_boto3|types_boto3|types_aiobotocore)_(\w+)/;
const METHOD = /^[a-z]+_[a-z0-9_]+$|^(?:invoke|publish|query|scan|decrypt|encrypt|sign|verify|subscribe|converse)$/;

/** The file works with boto3 clients, whoever makes them: it imports the SDK, or is given what is called after it. */
export function usesBoto({ unit }: Reading): boolean {
  if (!unit.tree.text.includes('boto')) return false;
  return (
    modulesOf(unit).some((module) => PACKAGES.test(module)) ||
    unit.ofKind('parameter').some((node) => /boto(?:3|core)/.test(unit.textOf(childOf(node, 'parameter.name') ?? node)))
  );
}

function modulesOf(unit: Reading['unit']): readonly string[] {
  return unit.ofKind('import').flatMap((node) => {
    const module = childOf(node, 'import.module');
    return module === null ? [] : [readModule(unit, module)];
  });
}

/** A call on something that others give, of which nothing is known but how it is called and what it is asked. */
export function pythonByName(reading: Reading, call: SyntaxNode): AwsUse | null {
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  const property = callee === null ? null : childOf(callee, 'member.property');
  if (object === null || property === null) return null;
  const method = reading.unit.textOf(property);
  return clientByName(reading, call, object, method) ?? resourceByName(reading, call, object, method);
}

/**
 * It counts as a client when it was asked for by the service's name (`provider("s3")`), or its own name says the service
 * (`sqs_client`), and the service has the operation; or when it is called a client and the operation is of one service only.
 * What is made by something of another file must be called as boto3 wants it, with keywords in the API's spelling.
 */
function clientByName(reading: Reading, call: SyntaxNode, object: SyntaxNode, method: string): AwsUse | null {
  if (!METHOD.test(method)) return null;
  const value = reading.resolver.valueOf(object);
  const told = serviceTold(reading, object);
  const name = nameOf(reading, object, value);
  if (told === null && (name === null || !isOpen(value))) return null;
  const args = reading.resolver.argumentsOf(call);
  const isTaken = takenFromKeywords(reading, object) !== null;
  const isGiven = value.kind === 'parameter' || isTaken || told !== null || isSpelledLikeApi(args);
  if (!isGiven && (value.kind !== 'unknown' || args.length > 0)) return null;
  const service =
    told ?? serviceNamed(name!) ?? (/client$/i.test(name!) ? onlyServiceWith(reading, call, args, method) : null);
  const convenience = service === null ? null : convenienceOf(service.prefix, method);
  if (service === null || (convenience === null && operationOf(service, method) === null)) return null;
  const path = `${name ?? reading.unit.textOf(object)}.${method}`;
  const use = clientUse(reading, { call, path, receiver: null, id: service.prefix, service, rest: method });
  return use === null ? null : { ...use, isByName: true };
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

/** The file writes the service's name, `get_client("s3")`, or has the types of its clients. */
function isSpokenOf({ unit }: Reading, service: string): boolean {
  const isIt = (text: string | null): boolean =>
    text !== null && /^[a-z0-9-]+$/.test(text) && awsService(text)?.name === service;
  return (
    modulesOf(unit).some((module) => isIt(TYPES.exec(module)?.[1]?.replaceAll('_', '-') ?? null)) ||
    unit.ofKind('string').some((node) => isIt(unit.language.readString(unit.textOf(node))))
  );
}
