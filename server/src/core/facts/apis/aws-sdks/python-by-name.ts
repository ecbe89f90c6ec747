import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import { readModule } from '../../scopes.ts';
import { operationOf, servicesWith } from '../aws-operations.ts';
import { awsService, type AwsService } from '../aws-services.ts';
import type { AwsUse } from './aws-use.ts';
import { clientUse } from './python.ts';

const PACKAGES = /^(?:aio)?boto(?:3|core)\b/;

/** The file works with boto3 clients, whoever makes them. */
export function usesBoto({ unit }: Reading): boolean {
  if (!unit.tree.text.includes('boto')) return false;
  return unit.ofKind('import').some((node) => {
    const module = childOf(node, 'import.module');
    return module !== null && PACKAGES.test(readModule(unit, module));
  });
}

/**
 * A call on something that callers give and of which nothing else is known. It counts as a client when its name says the
 * service (`sqs_client`) and the service has the operation; or when it is called a client, the operation is of one service only
 * and it is called as boto3 wants it, with keywords in the API's spelling.
 */
export function pythonByName(reading: Reading, call: SyntaxNode): AwsUse | null {
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
  const property = callee === null ? null : childOf(callee, 'member.property');
  if (object === null || property === null) return null;
  const method = reading.unit.textOf(property);
  if (
    !/^[a-z]+_[a-z0-9_]+$|^(?:invoke|publish|query|scan|decrypt|encrypt|sign|verify|subscribe|converse)$/.test(method)
  )
    return null;
  const value = reading.resolver.valueOf(object);
  if (value.kind !== 'parameter') return null;
  const name = value.keys.at(-1) ?? value.name;
  const service = serviceNamed(name) ?? (/client$/i.test(name) ? onlyServiceWith(reading, call, method) : null);
  if (service === null || operationOf(service, method) === null) return null;
  const use = clientUse(reading, { call, path: `${name}.${method}`, receiver: null, id: name, service, rest: method });
  return use === null ? null : { ...use, isByName: true };
}

/** `s3_client`, `boto_sqs`, `sqs`. */
function serviceNamed(name: string): AwsService | null {
  const words = name
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '');
  const rest = words.filter((word) => !['client', 'boto', 'boto3', 'aws', 'conn', 'service', 'svc'].includes(word));
  return rest.length === 0 ? null : awsService(rest.join(''));
}

function onlyServiceWith(reading: Reading, call: SyntaxNode, method: string): AwsService | null {
  const args = reading.resolver.argumentsOf(call);
  const isCalledLikeApi = args.length > 0 && args.every(({ name }) => name !== null && /^[A-Z]\w+$/.test(name));
  const services = isCalledLikeApi ? servicesWith(method) : [];
  return services.length === 1 ? awsService(services[0]!) : null;
}
