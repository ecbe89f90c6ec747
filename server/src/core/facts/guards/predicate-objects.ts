import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { checkName } from './names.ts';
import { lastName } from './paths.ts';
import { wordsOf } from './words.ts';

const ASKS =
  /^(?:validate|check|verify|ensure|assert|require|enforce|authori[sz]e|demand)(?: (?:all|any|and|or|that|async|request|access))*$/;
const RIGHTS =
  /^(?:(?:validate|check|require|requires|has|is|can|may|must|must be|ensure|verify) (?:\w+ ){0,4}|(?:\w+ ){1,4})(?:access|permissions?|privileges?|ownership|authori[sz]ation|rights)$|^(?:can|may) \w+(?: \w+){0,3}$/;
const NO_RIGHTS =
  /\b(?:request|response|config|settings?|entry|record|row|list|map|type|schema|file|memory|data|error)\b/;
const MAKES = /^(?:new|of|create|from|make|for|with|build)$/;

/** `validator.validate(request, ValidateDeviceAccess::new(Flag::Delete, id))`: what is asked is an object that is handed on. */
export function askedByObject(reading: FileReading, call: SyntaxNode, name: string): readonly Alternative[] | null {
  if (!ASKS.test(wordsOf(name))) return null;
  for (const arg of childrenOf(call, 'call.argument')) {
    if (arg.kind !== 'call' && arg.kind !== 'new') continue;
    const words = wordsOf(madeBy(reading, arg) ?? '');
    if (!RIGHTS.test(words) || NO_RIGHTS.test(words)) continue;
    const named = childrenOf(arg, 'call.argument').flatMap((each) => constantNamed(reading, each) ?? []);
    return [{ kind: 'scope', value: [checkName(words), ...named].join(':') }];
  }
  return null;
}

/** `Access` of `new Access(…)`, of `Access::new(…)`. */
function madeBy({ unit }: FileReading, made: SyntaxNode): string | null {
  const callee = childOf(made, 'call.callee');
  if (callee === null) return null;
  const name = lastName(unit, callee);
  const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
  const isMade = made.kind === 'new' || (name !== null && /^[A-Z]/.test(name));
  if (isMade) return name;
  return object !== null && name !== null && MAKES.test(name) ? lastName(unit, object) : null;
}

/** `delete` of `Flag::Delete`, of `Action.DELETE`. */
function constantNamed({ unit }: FileReading, node: SyntaxNode): string | null {
  if (node.kind !== 'member') return null;
  const name = lastName(unit, node) ?? '';
  return /^[A-Z]\w*$/.test(name) ? wordsOf(name).replace(/ /g, '-') : null;
}
