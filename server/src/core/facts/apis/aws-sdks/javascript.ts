import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import { unknown, type Value } from '../../value.ts';
import { awsService, clientOnlyMethods, libraryCommands, waitedOperations } from '../aws.ts';
import { inputReader, type AwsUse } from './aws-use.ts';
import { rowOf } from '../../../text/row-of.ts';

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `new PutObjectCommand(…)`, `paginateListObjectsV2(…)`, `waitUntilBucketExists(…)`, `new S3().putObject(…)`, `lib-…`. */
export function javascriptV3Use(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const match = /^@aws-sdk\/(client-|lib-)([\w-]+)\.(\w+)(?:\(\)\.(\w+))?$/.exec(path);
  if (match === null) return null;
  const [, family, name = '', symbol = '', method] = match;
  const argument = (index: number): Value => reading.resolver.argumentsOf(call)[index]?.value() ?? unknown;
  const use = (operations: readonly string[], input: Value): AwsUse => ({
    service: awsService(name === 'storage' ? 's3' : name),
    operations,
    input: inputReader(reading, input, call),
    target: null,
    through: path,
  });
  if (family === 'lib-') {
    const commands = libraryCommands(`lib-${name}`, symbol);
    if (commands === null) return null;
    // Tagging is only asked for with `tags`; the rest of an upload is one action.
    const operations = commands
      .map((command) => command.replace(/Command$/, ''))
      .filter((operation) => operation !== 'PutObjectTagging');
    if (symbol === 'Upload') return use(operations, reading.resolver.memberOf(argument(0), 'params', call));
    return use(operations, argument(symbol.startsWith('paginate') ? 1 : 0));
  }
  if (method !== undefined) {
    const isAggregated = !symbol.endsWith('Client') && !clientOnlyMethods.has(method);
    return isAggregated ? use([capitalised(method)], argument(0)) : null;
  }
  const command = /^(\w+)Command$/.exec(symbol)?.[1];
  if (command !== undefined) return use([command], argument(0));
  const paginated = /^paginate([A-Z]\w*)$/.exec(symbol)?.[1];
  if (paginated !== undefined) return use([paginated], argument(1));
  const waited = rowOf(waitedOperations, /^waitUntil([A-Z]\w*)$/.exec(symbol)?.[1] ?? '');
  return waited === undefined ? null : use([waited], argument(1));
}

const DOCUMENT_CLIENT: Readonly<Record<string, string>> = {
  get: 'GetItem',
  put: 'PutItem',
  update: 'UpdateItem',
  delete: 'DeleteItem',
  batchGet: 'BatchGetItem',
  batchWrite: 'BatchWriteItem',
  transactGet: 'TransactGetItems',
  transactWrite: 'TransactWriteItems',
};

/** `new AWS.S3().putObject(…)`, `new AWS.DynamoDB.DocumentClient().get(…)`. */
export function javascriptV2Use(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const match = /^aws-sdk(?:\/clients\/(\w+))?(?:\.(\w+))?(?:\.(DocumentClient))?\(\)\.(\w+)$/.exec(path);
  if (match === null) return null;
  const [, module, name, document, method = ''] = match;
  const service = module ?? name;
  if (service === undefined || clientOnlyMethods.has(method) || method === 'waitFor' || method === 'makeRequest')
    return null;
  const named = document === undefined ? undefined : rowOf(DOCUMENT_CLIENT, method);
  const operation =
    named ?? (service.toLowerCase() === 's3' && method === 'upload' ? 'PutObject' : capitalised(method));
  const input = reading.resolver.argumentsOf(call)[0]?.value() ?? unknown;
  return {
    service: awsService(service),
    operations: [operation],
    input: inputReader(reading, input, call),
    target: null,
    through: path,
  };
}
