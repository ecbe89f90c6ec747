import { childOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { toThrough } from './through.ts';

const RIGHTS =
  /\b(?:admin|is admin|is superuser|superuser|super ?admin|is staff|is owner|is root|execute|roles?|permissions?|perms?|privileges?|scopes?|groups|is system|can (?:\w+ )?(?:admin|manage|execute|delete|impersonate)|verified|email verified)$/;
const NOTHING =
  /^(?:false|False|0|nil|null|None|\[\]|\[\]\w+\{\}|""|''|new \w+(?:<\w*>)?\(\)|(?:\w+\.)*(?:emptyList|emptySet|of|EMPTY_\w+)(?:\(\))?|\[\]string\{\})$/;
const LEAST = /\b(?:user|member|guest|viewer|none|default|regular|read ?only)$/;
const MAX_TEXT = 60;

/** `user.isAdmin = false`: rights that whoever is made or read from outside has not. */
export function* takenAway(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    const value = childOf(node, 'assign.value');
    if (target?.kind !== 'member' || value === null || node.end - node.start > 2 * MAX_TEXT) continue;
    const text = unit.textOf(target);
    if (text.length > MAX_TEXT || !RIGHTS.test(wordsOf(text.split(/[.>]/).at(-1)!))) continue;
    const given = unit.textOf(value);
    if (!NOTHING.test(given) && !(value.kind === 'member' && /[rR]ole/.test(text) && LEAST.test(wordsOf(given))))
      continue;
    const root = /^\$?[@\w]+/.exec(text)?.[0] ?? '';
    if (/^(?:this|self|props|state)$/.test(root)) continue;
    yield toThrough(reading, { node, key: `none of ${text}`, word: root });
  }
}
