import { childOf, childrenOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { toRanked } from './ranked.ts';

/** What says of a name that it is a right. */
const RIGHT =
  /\b(?:acls?|perm\w*|roles?|actions?|access|scopes?|rights?|privileges?|rbac\w*|polic(?:y|ies)|authz|authori\w+|verbs?|levels?|operations?)\b/;
/** Of rights by their names, those that fewer have first. */
const LEVELS: readonly (readonly [RegExp, number])[] = [
  [
    /\b(?:super ?(?:admin|user)|superuser|(?:server|root|system|global|site|host|instance|cluster) (?:admin\w*|owner|manage\w*)|root)\b/,
    6,
  ],
  [/\b(?:org|organi[sz]ation|tenant|project|team|group|workspace|realm|namespace) (?:admin\w*|owner|manage\w*)\b/, 4],
  [/\badmin\w*\b/, 5],
  [/\b(?:owner|manage\w*|maintainer)\b/, 4],
  [
    /\b(?:write|update|edit\w*|create|delete|remove|execute|exec|override|modify|impersonate|sync|build|run|configure|deploy|approve|publish|push)\b/,
    3,
  ],
  [/\b(?:members?|contributor|developer|users?)\b/, 2],
  [/\b(?:read|get|view\w*|list|show|guest|reporter|download|pull|discover)\b/, 1],
  [/\b(?:public|anonymous|none|any|everyone|unauthenticated|optional)\b/, 0],
];
/** Calls that give a right, where fewer of it is less given. */
const GIVES =
  /^(?:add|set|assign|grant|create|new|with|insert|update|give|promote|invite|register|make|build|put|append|push|save|provision|seed|enroll|default|to|of|from|parse|string|log\w*|print\w*|debug|info|warn|error\w*|equals?|contains|includes|has prefix|record|emit|publish|send)\b/;
const MAX_TEXT = 60;

/** `enforce(rbac.ActionOverride, app)`: by its name, how much whoever gets past a call must be allowed. */
export function* namedRights(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (name === null || GIVES.test(wordsOf(name))) continue;
    for (const [index, arg] of childrenOf(call, 'call.argument').entries()) {
      const value = childOf(arg, 'keyword.value') ?? arg;
      if ((value.kind !== 'member' && value.kind !== 'name') || value.end - value.start > MAX_TEXT) continue;
      const rank = levelOf(unit.textOf(value));
      if (rank !== null) yield toRanked(reading, 'rank', { node: value, key: `right ${name} ${index}`, rank });
    }
  }
}

function levelOf(text: string): number | null {
  const last = text.split(/[.:>]/).at(-1)!;
  // A constant, or a member of a type.
  if (!/^[A-Z]/.test(last) || !RIGHT.test(wordsOf(text))) return null;
  // `UserLevelOptional`: what stands before is what it is one of.
  const words = wordsOf(last).replace(/^.*\blevel (?=\w)/, '');
  return LEVELS.find(([level]) => level.test(words))?.[1] ?? null;
}
