import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import type { Value } from '../../value.ts';
import { operationOf } from '../aws-operations.ts';
import type { AwsService } from '../aws-services.ts';
import { laterFields } from './later-fields.ts';

/** One call of an AWS SDK: which operations of which service, with which input. */
export interface AwsUse {
  readonly service: AwsService;
  readonly operations: readonly string[];
  /** A parameter of the operation's input; null when it is not given. */
  readonly input: (parameter: string) => Value | null;
  /** Known from a resource object such as `Table('orders')`. */
  readonly target: Value | null;
  /** The callee's canonical path. */
  readonly through: string;
  /** A call of a client that the tables have no operation for: told by `explain`, claimed by nobody. */
  readonly missing?: string;
  /** Of the actions that the operation may need, those that this call does. */
  readonly only?: ReadonlySet<string>;
  /** Whose client it is is known by name only. */
  readonly isByName?: true;
}

/** The operation that a method's name spells; what the tables do not have is missing. */
export function spelled(service: AwsService, method: string): Pick<AwsUse, 'operations' | 'missing'> {
  const operation = operationOf(service, method);
  return operation === null ? { operations: [], missing: method } : { operations: [operation] };
}

/** Reads parameters from an input object, those that it is given later too. */
export function inputReader(reading: Reading, input: Value, at: SyntaxNode): AwsUse['input'] {
  return (parameter) => {
    if (input.kind !== 'object') return null;
    if (reading.resolver.entriesOf(input.node).has(parameter)) return reading.resolver.memberOf(input, parameter, at);
    const later = laterFields(reading, at, input.node).get(parameter);
    return later === undefined ? null : reading.resolver.valueOf(later);
  };
}

/** What an upload does that may come in parts, and takes them back when it fails. */
export const MANAGED_UPLOAD: readonly string[] = [
  'PutObject',
  'CreateMultipartUpload',
  'UploadPart',
  'CompleteMultipartUpload',
  'AbortMultipartUpload',
];
