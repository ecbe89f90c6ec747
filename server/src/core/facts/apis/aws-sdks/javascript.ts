import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import { unknown, type Value } from '../../value.ts';
import { clientOnlyMethods, libraryCommands } from '../aws.ts';
import { waitedOperation } from '../aws-operations.ts';
import { awsService } from '../aws-services.ts';
import { inputReader, MANAGED_UPLOAD, spelled, type AwsUse } from './aws-use.ts';
import { rowOf } from '../../../text/row-of.ts';

/** `new PutObjectCommand(…)`, `paginateListObjectsV2(…)`, `waitUntilBucketExists(…)`, `new S3().putObject(…)`, `lib-…`. */
export function javascriptV3Use(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const document = /^@aws-sdk\/lib-dynamodb\.DynamoDBDocument(?:\.from)?\(\)\.(\w+)$/.exec(path)?.[1];
  if (document !== undefined) return documentUse(reading, call, path, document);
  const match = /^@aws-sdk\/(client-|lib-)([\w-]+)\.(\w+)(?:\(\)\.(\w+))?$/.exec(path);
  if (match === null) return null;
  const [, family, name = '', symbol = '', method] = match;
  const argument = (index: number): Value => reading.resolver.argumentsOf(call)[index]?.value() ?? unknown;
  const service = awsService(name === 'storage' ? 's3' : name);
  if (service === null) return null;
  const use = (called: Pick<AwsUse, 'operations' | 'missing'>, input: Value): AwsUse => ({
    service,
    ...called,
    input: inputReader(reading, input, call),
    target: null,
    through: path,
  });
  if (family === 'lib-') {
    // What is done with an upload was asked for when it was made.
    const commands = method === undefined ? libraryCommands(`lib-${name}`, symbol) : null;
    if (commands === null) return null;
    // Tagging is only asked for with `tags`; the rest of an upload is one action.
    const operations = commands
      .map((command) => command.replace(/Command$/, ''))
      .filter((operation) => operation !== 'PutObjectTagging');
    if (symbol === 'Upload') return use({ operations }, reading.resolver.memberOf(argument(0), 'params', call));
    return use({ operations }, argument(symbol.startsWith('paginate') ? 1 : 0));
  }
  /** `new S3().putObject(…)`, and what it has for each paginator and waiter. */
  const aggregated = (member: string): AwsUse | null => {
    const waits = /^waitUntil([A-Z]\w*)$/.exec(member)?.[1];
    if (waits === undefined) return use(spelled(service, member.replace(/^paginate(?=[A-Z])/, '')), argument(0));
    const operation = waitedOperation(service, waits);
    return operation === null ? null : use({ operations: [operation] }, argument(0));
  };
  if (method !== undefined) {
    const isAggregated = !symbol.endsWith('Client') && !clientOnlyMethods.has(method);
    return isAggregated ? aggregated(method) : null;
  }
  const command = /^(\w+)Command$/.exec(symbol)?.[1];
  if (command !== undefined) return use(spelled(service, command), argument(0));
  const paginated = /^paginate([A-Z]\w*)$/.exec(symbol)?.[1];
  if (paginated !== undefined) return use(spelled(service, paginated), argument(1));
  const waited = waitedOperation(service, /^waitUntil([A-Z]\w*)$/.exec(symbol)?.[1] ?? '');
  return waited === null ? null : use({ operations: [waited] }, argument(1));
}

/** `DynamoDBDocument.from(client).put(…)`: methods called like the commands of the library. */
function documentUse(reading: Reading, call: SyntaxNode, path: string, method: string): AwsUse | null {
  const service = awsService('dynamodb');
  const operation = rowOf(DOCUMENT_CLIENT, method);
  if (service === null || clientOnlyMethods.has(method)) return null;
  const input = reading.resolver.argumentsOf(call)[0]?.value() ?? unknown;
  return {
    service,
    ...(operation === undefined ? spelled(service, method) : { operations: [operation] }),
    input: inputReader(reading, input, call),
    target: null,
    through: path,
  };
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
  const match =
    /^aws-sdk(?:\/clients\/(\w+))?(?:\.(?!DocumentClient\(\))(\w+))?(?:\.(DocumentClient))?\(\)\.(\w+)$/.exec(path);
  if (match === null) return null;
  const [, module, name, document, method = ''] = match;
  const spelling = module ?? name;
  const service = spelling === undefined ? null : awsService(spelling);
  if (service === null || clientOnlyMethods.has(method) || method === 'makeRequest') return null;
  const input = reading.resolver.argumentsOf(call);
  const use = (called: Pick<AwsUse, 'operations' | 'missing'>, at = 0): AwsUse => ({
    service,
    ...called,
    input: inputReader(reading, input[at]?.value() ?? unknown, call),
    target: null,
    through: path,
  });
  const first = input[0]?.value();
  if (method === 'waitFor') {
    const waited = first?.kind === 'text' ? waitedOperation(service, first.text) : null;
    return waited === null ? null : use({ operations: [waited] }, 1);
  }
  if (/^getSignedUrl(Promise)?$/.test(method) && service.prefix === 's3')
    return first?.kind === 'text' ? use(spelled(service, first.text), 1) : null;
  if (method === 'createPresignedPost') return use({ operations: ['PutObject'] });
  const named = document === undefined ? undefined : method === 'createSet' ? null : rowOf(DOCUMENT_CLIENT, method);
  if (named === null) return null;
  if (named !== undefined) return use({ operations: [named] });
  if (service.prefix === 's3' && (method === 'upload' || method === 'ManagedUpload'))
    return use({ operations: MANAGED_UPLOAD });
  return use(spelled(service, method));
}
