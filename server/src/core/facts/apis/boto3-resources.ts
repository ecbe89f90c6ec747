import table from '../../../../data/aws-sdk.json' with { type: 'json' };
import { rowOf } from '../../text/row-of.ts';
import { convenienceOf } from './aws.ts';
import { lazily } from './lazily.ts';

/** One element of what a loop goes through, as the resolver writes it, and one of a list: `queue.receive_messages()[0]`. */
const ELEMENT = /^(?:\[\]|\d+)$/;
/** Steps that give the same collection again. */
const SAME_COLLECTION = new Set(['all', 'filter', 'limit', 'page_size', 'pages']);

interface Member {
  readonly operation: string | null;
  /** The class of what it gives. */
  readonly gives: string | null;
  readonly isCollection: boolean;
  /** An attribute: reading it asks. */
  readonly isRead: boolean;
}

/** `Class.member` -> what it does; the service itself is the class ''. */
const membersOf = lazily((service: string): ReadonlyMap<string, Member> => {
  const text = rowOf<string>(table.resources, service) ?? '';
  return new Map(
    text.split(' ').map((row) => {
      const [key = '', value = ''] = row.split('=');
      const [operation = '', gives] = value.replace(/^[*~]/, '').split('>');
      return [
        key,
        {
          operation: operation === '' ? null : operation,
          gives: gives ?? null,
          isCollection: value.startsWith('*'),
          isRead: value.startsWith('~'),
        },
      ];
    }),
  );
});

/**
 * The operations that the last step of a chain on a boto3 resource calls: `['Bucket', 'objects', 'all']` -> ListObjects. Empty
 * for steps that call none; null when the table does not know the chain.
 */
export function resourceOperations(service: string, steps: readonly string[]): readonly string[] | null {
  const members = membersOf(service);
  let type = '';
  let collection: Member | null = null;
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1;
    if (collection !== null) {
      if (ELEMENT.test(step)) collection = null;
      else if (SAME_COLLECTION.has(step)) {
        if (isLast) return SAME_COLLECTION.has(steps[index - 1]!) ? [] : asked(collection);
      } else {
        const batch = members.get(`${type}[].${step}`);
        return batch === undefined || !isLast ? null : [...asked(collection), ...asked(batch)];
      }
      continue;
    }
    if (ELEMENT.test(step) && type !== '' && !isLast) continue;
    const convenience = convenienceOf(service, step, type === '' ? 'ServiceResource' : type);
    if (convenience !== null) return isLast ? convenience.operations : [];
    const member = members.get(`${type}.${step}`);
    if (member === undefined) return null;
    if (isLast) return asked(member);
    if (member.gives === null) return null;
    type = member.gives;
    collection = member.isCollection ? member : null;
  }
  return null;
}

/** What is asked for when an attribute of a class is first read: `Table.table_status` -> DescribeTable. */
export function attributeOperation(service: string, type: string, attribute: string): string | null {
  const member = membersOf(service).get(`${type}.${attribute}`);
  return member?.isRead === true ? member.operation : null;
}

/** boto3's names of the services whose resource has a class, or makes one: `Bucket`, `create_bucket` -> `s3`. */
export function servicesWithClass(step: string): readonly string[] {
  return Object.keys(table.resources).filter((service) => (membersOf(service).get(`.${step}`)?.gives ?? null) !== null);
}

let collections: ReadonlySet<string> | null = null;

/** Some class of resources has a collection of that name: `objects`. */
export function isCollection(name: string): boolean {
  collections ??= new Set(
    Object.keys(table.resources).flatMap((service) =>
      [...membersOf(service)].flatMap(([key, member]) =>
        member.isCollection ? [key.slice(key.indexOf('.') + 1)] : [],
      ),
    ),
  );
  return collections.has(name);
}

function asked({ operation }: Member): readonly string[] {
  return operation === null ? [] : [operation];
}
