import type { ConstantValue, ExportSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { unknown, type Argument, type Value } from '../value.ts';

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
      return { kind: 'call', of: found.of, receiver: null, args: constantArguments(found.args), node: null };
    case 'alias':
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
    case 'unknown':
      return unknown;
  }
}

export function constantArguments(args: readonly ConstantValue[]): readonly Argument[] {
  return args.map((arg) => ({ name: null, node: null, value: () => fromConstant(arg, null) }));
}
