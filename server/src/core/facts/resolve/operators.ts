import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Unit } from '../unit.ts';
import { unknown, type Value } from '../value.ts';
import { concatenate, formatPercent } from './text.ts';

/** The right side is taken when the left is nothing: `a ?? b`, `a ?: b`, `${a:-b}`. */
const ALTERNATIVES: ReadonlySet<string> = new Set(['||', '??', 'or', '?:', ':-', ':=']);

/** Of lists that are joined. */
const MAX_ITEMS = 200;

export interface Operators {
  readonly valueOfBinary: (node: SyntaxNode) => Value;
  /** `left + right`, and `left += right`. */
  readonly joined: (left: Value, right: () => Value) => Value;
}

export function createOperators(unit: Unit, valueOf: (node: SyntaxNode) => Value): Operators {
  function valueOfBinary(node: SyntaxNode): Value {
    const left = childOf(node, 'binary.left');
    const right = childOf(node, 'binary.right');
    const operator = childOf(node, 'binary.operator');
    if (left === null || right === null || operator === null) return unknown;
    const op = unit.textOf(operator);
    if (op === '+' || op === '.') return joined(valueOf(left), () => valueOf(right));
    if (ALTERNATIVES.has(op)) {
      const value = valueOf(left);
      if (value.kind === 'environment') return { ...value, fallback: value.fallback ?? valueOf(right) };
      if (value.kind === 'unknown' || value.kind === 'null') return valueOf(right);
      if (value.kind !== 'parameter') return value;
      // `client or boto3.client("s3")`: what is made here says what kind of thing is passed.
      const otherwise = valueOf(right);
      return otherwise.kind === 'call' || otherwise.kind === 'instance' ? otherwise : value;
    }
    if (op === '%') {
      const format = valueOf(left);
      return format.kind === 'text' ? formatPercent(format.text, valueOf(right)) : unknown;
    }
    if (op === '/') {
      const base = valueOf(left);
      const next = valueOf(right);
      // Of pathlib: nothing else is divided by text, and nothing divides a path.
      const isPath =
        base.kind === 'text' ||
        base.kind === 'partial' ||
        next.kind === 'text' ||
        (base.kind === 'call' && /^pathlib\.\w*Path(?:\.\w+)?$/.test(base.of));
      if (isPath) return concatenate([base, { kind: 'text', text: '/' }, next]);
    }
    return unknown;
  }

  /** Texts become one text. Of lists the first items are kept: what follows them may be known too, or not. */
  function joined(left: Value, right: () => Value): Value {
    if (left.kind !== 'list') return concatenate([left, right()]);
    const more = right();
    return { ...left, items: more.kind === 'list' ? [...left.items, ...more.items].slice(0, MAX_ITEMS) : left.items };
  }

  return { valueOfBinary, joined };
}
