import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import { splitWords } from '../text/words.ts';
import type { Reading } from './define.ts';
import { asTexts } from './objects.ts';
import type { Value } from './value.ts';

/** Names, words joined, that the logger a call is made on leaves out: the `redact` option of pino. */
export function redactedBy(reading: Reading, call: SyntaxNode): readonly string[] {
  const callee = childOf(call, 'call.callee');
  const object = callee === null ? null : childOf(callee, 'member.object');
  if (object === null) return [];
  let value: Value | null = reading.resolver.valueOf(object);
  for (let hops = 0; value !== null && value.kind === 'call' && hops < 4; hops += 1) {
    for (const arg of value.args) {
      const options = arg.value();
      if (options.kind !== 'object') continue;
      const redact = reading.resolver.entriesOf(options.node).get('redact');
      if (redact === undefined) continue;
      const inner = reading.resolver.valueOf(redact);
      const paths = inner.kind === 'object' ? (reading.resolver.entriesOf(inner.node).get('paths') ?? null) : redact;
      return asTexts(reading, paths).map(({ text }) => splitWords(text.split('.').pop() ?? '').join(''));
    }
    value = value.receiver;
  }
  return [];
}
