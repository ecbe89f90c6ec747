import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { hashWord } from '../subjects.ts';
import type { Mark } from './mark.ts';
import { lastWord } from './put-through.ts';
import { toCondition } from './to-condition.ts';
import { isControl, speaksOfIdentity } from './vocabulary.ts';

/** What ends, checks or proves something that speaks of identity. */
const ENDS = /^(?:delete|del|remove|destroy|revoke|invalidate|expire|end|clear|consume|verify|check|compare)\b/;
const HANDS_ON = /^(?:ctx|context|c|req|request|res|response|w|r|err|error|self|this|db|tx)$/;

/** `deleteSession(ctx, signature)`: what is given to a call that ends or checks something to do with identity. */
export function* exchangedArguments(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || name.length > 60) continue;
    const words = wordsOf(name);
    if (!isControl(name) && !(ENDS.test(words) && speaksOfIdentity(words.replace(/^\w+/, '')))) continue;
    const args = childrenOf(call, 'call.argument');
    for (const [index, arg] of args.entries()) {
      if (arg.kind !== 'name' && arg.kind !== 'member') continue;
      const text = unit.textOf(arg);
      const word = lastWord(unit, arg);
      if (word === null || HANDS_ON.test(text)) continue;
      yield {
        kind: 'argument',
        symbol: reading.subjectOf(call).symbol,
        key: `${name} ${index} of ${args.length}`,
        value: text,
        word: hashWord(word),
        fact: toCondition(
          reading,
          call.end - call.start > 120 ? arg : call,
          'exchange',
          `${name} ${index} ${text}`,
          name,
        ),
      };
    }
  }
}
