import { childOf, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { toThrough } from './through.ts';

const CONSTANT = /^[A-Z][A-Z0-9_]{4,60}$/;
const PROTECTS =
  /\b(?:rate ?limits?|throttl\w*|allowed (?:hosts?|origins?|roles?|actions?|methods?|types?|extensions?|schemes?|tags)|trusted \w+|csrf \w+|password (?:validators?|hashers)|max \w*(?:attempts|tries|logins)|lockout|login attempts|(?:black|block|deny) ?list\w*|(?:allow|white) ?list\w*|owner only|admin only|forbidden|protected|restricted|sensitive|private|unknown accounts|secure \w+|cookie (?:secure|http ?only|same ?site))\b/;

/** By which a class of a framework says who may and how often. */
const OF_CLASS =
  /^(?:throttle_classes|throttle_scope|permission_classes|authentication_classes|http_method_names|allowed_methods)$/;

/** `ACCOUNT_RATE_LIMITS = {…}`: constants of a file or a class that by their names say what is not for everybody. */
export function* protectingConstants(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of unit.ofKind('assign')) {
    const target = childOf(node, 'assign.target');
    if (target?.kind !== 'name' || target.end - target.start > 60) continue;
    const name = unit.textOf(target);
    const isConstant = CONSTANT.test(name) && PROTECTS.test(wordsOf(name));
    const around = enclosing(node, 'function', 'class');
    if (around?.kind === 'function' || !(isConstant || (around !== null && OF_CLASS.test(name)))) continue;
    const shown = node.end - node.start > 120 ? target : node;
    yield toThrough(reading, { node, key: `constant ${name}`, shown });
  }
}
