import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { camelCase } from '../../text/camel-case.ts';

/** An option by keyword or in the object that is given, in either spelling: `actions`, `assumed_by`. */
export function option(reading: FileReading, call: SyntaxNode, key: string): SyntaxNode | null {
  for (const { name, node, value } of reading.resolver.argumentsOf(call)) {
    if (name !== null) {
      if (camelCase(name) === key) return node;
      continue;
    }
    const given = value();
    const found = given.kind === 'object' ? reading.resolver.entriesOf(given.node).get(key) : undefined;
    if (found !== undefined) return found;
  }
  return null;
}

export function argument(reading: FileReading, call: SyntaxNode, index: number, key: string): SyntaxNode | null {
  const args = reading.resolver.argumentsOf(call);
  return (
    args.find(({ name }) => name !== null && camelCase(name) === key)?.node ??
    args.filter(({ name }) => name === null)[index]?.node ??
    null
  );
}

/** The construct that a call is made on. */
export function receiverOf(call: SyntaxNode): SyntaxNode | null {
  const callee = childOf(call, 'call.callee');
  return callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
}

/** The construct as it stands in the code. */
export function receiverText(reading: FileReading, receiver: SyntaxNode | null): string {
  return receiver === null ? 'resource' : reading.unit.textOf(receiver).replace(/\s+/g, '').slice(0, 80);
}
