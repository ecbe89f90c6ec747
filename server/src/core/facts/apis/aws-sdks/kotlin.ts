import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import { clientOnlyMethods } from '../aws.ts';
import { waitedOperation } from '../aws-operations.ts';
import { awsService } from '../aws-services.ts';
import { spelled, type AwsUse } from './aws-use.ts';
import { namedInput } from './named-input.ts';

const CLIENT = /^aws\.sdk\.kotlin\.services\.(\w+)\.\w+Client(?:\.\w+)?\(\)\.(\w+)$/;
/** An operation that is imported by name, called where the client is `this`: `with(client) { putItem { … } }`. */
const IMPORTED = /^aws\.sdk\.kotlin\.services\.(\w+)\.([a-z]\w*)$/;
const NO_OPERATION = new Set(['use', 'let', 'also', 'apply', 'run', 'withConfig', 'config']);

/** AWS SDK for Kotlin: operations with a request or a block that fills one, paginators, waiters, presigned requests. */
export function kotlinUse(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const [, name = '', method = ''] = CLIENT.exec(path) ?? IMPORTED.exec(path) ?? [];
  const service = awsService(name);
  if (service === null || NO_OPERATION.has(method) || clientOnlyMethods.has(method)) return null;
  const waits = /^waitUntil(\w+)$/.exec(method)?.[1];
  const waited = waits === undefined ? null : waitedOperation(service, waits);
  if (waits !== undefined && waited === null) return null;
  const operation = method.replace(/Paginated$/, '').replace(/^presign(?=[A-Z])/, '');
  return {
    service,
    ...(waited === null ? spelled(service, operation) : { operations: [waited] }),
    input: namedInput(reading, call, reading.resolver.argumentsOf(call)),
    target: null,
    through: path,
  };
}
