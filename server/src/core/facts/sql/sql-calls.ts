import type { SyntaxNode } from '../../model/syntax.ts';
import { sqlMethods } from '../apis/database-calls.ts';
import { calledName } from '../call-chain.ts';
import type { Reading } from '../define.ts';
import type { Value } from '../value.ts';
import { isSql } from './acts.ts';

/** A call that is given SQL. */
export interface SqlCall {
  readonly call: SyntaxNode;
  /** `*` where a piece is put in. */
  readonly text: string;
  readonly isPartial: boolean;
}

const known = new WeakMap<Reading, readonly SqlCall[]>();

/** Calls of code that are given SQL, in the order they stand in. */
export function sqlCalls(reading: Reading): readonly SqlCall[] {
  const found = known.get(reading);
  if (found !== undefined) return found;
  const calls = (['call', 'new'] as const).flatMap((kind) =>
    reading.unit.ofKind(kind).flatMap((call): readonly SqlCall[] => {
      const given = sqlMethods.has(calledName(reading, call)) ? sqlOf(reading, call) : null;
      return given === null ? [] : [{ call, ...given }];
    }),
  );
  known.set(reading, calls);
  return calls;
}

type Given = Omit<SqlCall, 'call'>;

/** The text among the first three arguments: `query('…')`, `query({ text: '…' })`, `read_sql('…', engine)`, tagged templates. */
function sqlOf({ resolver }: Reading, call: SyntaxNode): Given | null {
  for (const argument of resolver.argumentsOf(call).slice(0, 3)) {
    const given = textIn(argument.value(), resolver);
    if (given !== null && isSql(given.text)) return given;
  }
  return null;
}

function textIn(value: Value, resolver: Reading['resolver']): Given | null {
  switch (value.kind) {
    case 'text':
    case 'partial':
      return { text: value.text, isPartial: value.kind === 'partial' };
    case 'list':
      return value.items[0] === undefined ? null : textIn(value.items[0], resolver);
    case 'object': {
      const text = ['text', 'sql', 'query'].map((key) => resolver.memberOf(value, key, value.node));
      const found = text.find((each) => each.kind === 'text' || each.kind === 'partial');
      return found === undefined ? null : textIn(found, resolver);
    }
    default:
      return null;
  }
}
