import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import type { Value } from '../../value.ts';
import type { AwsService } from '../aws.ts';

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
}

/** Reads parameters from an input object. */
export function inputReader(reading: Reading, input: Value, at: SyntaxNode): AwsUse['input'] {
  return (parameter) => {
    if (input.kind !== 'object' || !reading.resolver.entriesOf(input.node).has(parameter)) return null;
    return reading.resolver.memberOf(input, parameter, at);
  };
}
