import type { CallSummary, ConstantValue } from '../model/summary.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import type { CallValue, Value } from './value.ts';

/**
 * What a call makes and of what, for files that use its answer.
 * @param fn the function whose parameters may be in it
 */
export function callSummary(call: CallValue, fn: SyntaxNode | null): CallSummary {
  const constant = (value: Value): ConstantValue =>
    fn !== null && value.kind === 'parameter' && value.function === fn && value.keys.length === 0
      ? { kind: 'parameter', index: value.index, name: value.name }
      : constantOf(value);
  const keywords = call.args.flatMap((arg) => (arg.name === null ? [] : [[arg.name, constant(arg.value())] as const]));
  const receiver = receiverCall(call.receiver);
  const needs = call.needs?.() ?? [];
  return {
    of: call.of,
    args: call.args.filter((arg) => arg.name === null).map((arg) => constant(arg.value())),
    ...(keywords.length === 0 ? {} : { keywords: Object.fromEntries(keywords) }),
    ...(needs.length === 0 ? {} : { needs }),
    ...(receiver === null ? {} : { receiver: callSummary(receiver, fn) }),
  };
}

function receiverCall(value: Value | null): CallValue | null {
  for (let at = value; at !== null; at = at.receiver) {
    if (at.kind === 'call') return at;
    if (at.kind !== 'symbol') return null;
  }
  return null;
}

/** As much of a value as other files are told. */
export function constantOf(value: Value): ConstantValue {
  switch (value.kind) {
    case 'text':
      return value;
    case 'partial':
      return { kind: 'partial', text: value.text };
    case 'environment':
      return { kind: 'environment', name: value.name };
    case 'symbol':
      return { kind: 'symbol', name: value.name };
    case 'list':
      return { kind: 'list', items: value.items.slice(0, 50).map(constantOf) };
    default:
      return { kind: 'unknown' };
  }
}
