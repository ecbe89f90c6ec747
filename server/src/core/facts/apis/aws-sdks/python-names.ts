// What Python code calls the clients and resources that it does not make itself.
import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import type { Argument, Value } from '../../value.ts';
import { awsService, type AwsService } from '../aws-services.ts';

/** Nothing of this file says what it is. */
export function isOpen(value: Value): boolean {
  return ['parameter', 'unknown', 'call', 'symbol'].includes(value.kind);
}

/** `s3` of `self.s3`, `client` of `kwargs["client"]`. */
export function nameOf({ unit }: Reading, object: SyntaxNode, value: Value): string | null {
  if (value.kind === 'parameter') return value.keys.at(-1) ?? value.name;
  if (object.kind === 'name') return unit.textOf(object);
  const property = object.kind === 'member' ? childOf(object, 'member.property') : null;
  return property === null ? null : unit.textOf(property);
}

/** What a function of somebody else's was asked for: `get_client("s3")`, also through a name that is bound to it. */
export function serviceTold(reading: Reading, object: SyntaxNode): AwsService | null {
  const made = originOf(reading, object);
  if (made.kind !== 'call') return null;
  const first = reading.resolver.argumentsOf(made)[0]?.value();
  return first?.kind === 'text' && /^[a-z0-9-]+$/.test(first.text) ? awsService(first.text) : null;
}

const MAX_NAMES = 5;

/** The expression behind a name. */
export function originOf({ scopes, unit }: Reading, node: SyntaxNode): SyntaxNode {
  let at = node;
  for (let names = 0; names < MAX_NAMES; names += 1) {
    if (at.kind === 'await' && at.children[0] !== undefined) at = at.children[0];
    const binding = at.kind === 'name' ? scopes.lookUp(unit.textOf(at), at) : null;
    const value = binding?.how === 'assign' && binding.keys.length === 0 ? childOf(binding.node, 'assign.value') : null;
    if (value === null) return at;
    at = value;
  }
  return at;
}

const WORDS_OF_CLIENTS = new Set(['client', 'resource', 'boto', 'boto3', 'aws', 'conn', 'service', 'svc']);

/** `s3_client`, `boto_sqs`, `sqs`. */
export function serviceNamed(name: string): AwsService | null {
  const words = name
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '' && !WORDS_OF_CLIENTS.has(word));
  return words.length === 0 ? null : awsService(words.join(''));
}

/** With keywords only, none of them in Python's own spelling. */
export function isSpelledLikeApi(args: readonly Argument[]): boolean {
  return args.length > 0 && args.every(({ name }) => name !== null && /^[A-Za-z0-9]+$/.test(name));
}
