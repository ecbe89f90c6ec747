import { childOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { nameIn } from './named-values.ts';
import { toThrough } from './through.ts';

const KEYS =
  /^(?:extra|unknown|on unknown|unknown ?keys|additional ?properties|unevaluated ?properties|forbid ?non ?whitelisted|whitelist|allow ?unknown)$/;
const CLOSES =
  /^(?:["'`](?:forbid|raise|strict|ignore|exclude|strip|reject|error)["'`]|false|False|true|\w+\.(?:forbid|RAISE|EXCLUDE|ignore))$/;

/** `extra="forbid"`, `z.object({…}).strict()`, `additionalProperties: false`: what was not asked for is refused or left out. */
export function* closedForms(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const kind of ['entry', 'keyword', 'assign'] as const)
    for (const node of unit.ofKind(kind)) {
      const key = nameIn(node, kind);
      const value = childOf(node, `${kind}.value`);
      if (key === null || value === null || value.end - value.start > 40) continue;
      const words = wordsOf(unit.textOf(key).slice(-40));
      if (!KEYS.test(words) || !CLOSES.test(unit.textOf(value))) continue;
      // What is true of lists of what is allowed closes, and what is true of anything else opens.
      const isTrue = /^true$/i.test(unit.textOf(value));
      if (isTrue === /^(?:forbid ?non ?whitelisted|whitelist)$/.test(words))
        yield toThrough(reading, { node, key: 'closed form' });
    }
  for (const node of unit.ofKind('call')) {
    const callee = childOf(node, 'call.callee');
    if (callee?.kind !== 'member' || !/^(?:strict|strip)$/.test(lastName(unit, callee) ?? '')) continue;
    const object = childOf(callee, 'member.object');
    if (
      object !== null &&
      /\bobject\(/.test(unit.tree.text.slice(object.start, Math.min(object.end, object.start + 60)))
    )
      yield toThrough(reading, { node: callee, key: 'closed form' });
  }
}
