import type { CallSummary, ConstantValue, ExportSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { unknown, type Argument, type CallValue, type Value } from '../value.ts';

export function symbol(
  name: string,
  origin: SyntaxNode | null,
  exported: ExportSummary | null = null,
  receiver: Value | null = null,
): Value {
  return { kind: 'symbol', name, receiver, exported, origin };
}

/** What another file exports, as a value here. `name` is its canonical path. */
export function fromSummary(found: ExportSummary, name: string, origin: SyntaxNode | null): Value {
  switch (found.kind) {
    case 'value':
      return fromConstant(found.value, origin);
    case 'instance':
      return fromCall(found, [], null);
    case 'alias':
      if (found.name === '*') return symbol(found.module, origin, found);
      return symbol(`${found.module}.${found.name}`.replace(/\.default$/, ''), origin);
    case 'class':
    case 'function':
    case 'router':
      return symbol(name, origin, found);
  }
}

function fromConstant(value: ConstantValue, origin: SyntaxNode | null): Value {
  switch (value.kind) {
    case 'text':
      return value;
    case 'partial':
      return { kind: 'partial', text: value.text, parts: [] };
    case 'environment':
      return { kind: 'environment', name: value.name, fallback: null };
    case 'symbol':
      return symbol(value.name, origin);
    case 'list':
      return { kind: 'list', node: null, items: value.items.map((item) => fromConstant(item, origin)) };
    case 'parameter':
    case 'unknown':
      return unknown;
  }
}

/** What a call in another file gives here; parameters of the function it stands in are replaced by `given`. */
export function fromCall(found: CallSummary, given: readonly Argument[], node: SyntaxNode | null): CallValue {
  const argument = (name: string | null, value: ConstantValue): Argument => {
    if (value.kind !== 'parameter') return { name, node: null, value: () => fromConstant(value, null) };
    const arg =
      given.find((each) => each.name === value.name) ?? given.filter((each) => each.name === null)[value.index];
    return { name, node: arg?.node ?? null, value: () => arg?.value() ?? unknown };
  };
  const { needs } = found;
  return {
    kind: 'call',
    of: found.of,
    receiver: found.receiver === undefined ? null : fromCall(found.receiver, given, null),
    args: [
      ...found.args.map((value) => argument(null, value)),
      ...Object.entries(found.keywords ?? {}).map(([name, value]) => argument(name, value)),
    ],
    node,
    ...(needs === undefined ? {} : { needs: () => needs }),
  };
}
