import table from '../../../../data/aws-sdk.json' with { type: 'json' };
import { rowOf } from '../../text/row-of.ts';
import { lazily } from './lazily.ts';
import { plainName, type AwsService } from './aws-services.ts';

/** Spelling in lower case without punctuation -> the operation as the API has it. Taken apart when a file first asks. */
const operationsOf = lazily((service: string): ReadonlyMap<string, string> => {
  const text = rowOf<string>(table.operations, service) ?? '';
  return new Map(rowsOf(text).map((name) => [plainName(name), name]));
});

const waitersOf = lazily((service: string): ReadonlyMap<string, string> => {
  const text = rowOf<string>(table.waiters, service) ?? '';
  return new Map(
    rowsOf(text).map((row) => {
      const [waiter = '', operation = ''] = row.split(':');
      return [plainName(waiter), operation];
    }),
  );
});

/** `put_object`, `putObject`, `describe_db_instances` -> `PutObject`, `DescribeDBInstances`; null when the table has none. */
export function operationOf(service: AwsService, method: string): string | null {
  return operationsOf(service.name).get(plainName(method)) ?? null;
}

/** What a waiter asks for again and again: `bucket_exists`, `BucketExists` -> `HeadBucket`. */
export function waitedOperation(service: AwsService, waiter: string): string | null {
  return waitersOf(service.name).get(plainName(waiter)) ?? null;
}

let services: ReadonlyMap<string, readonly string[]> | null = null;

/** Names of the services that have an operation. */
export function servicesWith(method: string): readonly string[] {
  if (services === null) {
    const found = new Map<string, string[]>();
    for (const service of Object.keys(table.operations)) {
      for (const key of operationsOf(service).keys()) {
        const list = found.get(key);
        if (list === undefined) found.set(key, [service]);
        else list.push(service);
      }
    }
    services = found;
  }
  return services.get(plainName(method)) ?? [];
}

function rowsOf(text: string): readonly string[] {
  return text.split(' ').filter((row) => row !== '');
}
