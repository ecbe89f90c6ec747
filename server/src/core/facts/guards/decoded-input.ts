import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';

/** Methods that read a request into what they are given: net/http with encoding/json, gin, echo, fiber. */
const DECODES =
  /^(?:Decode|DecodeJSON|Unmarshal|Bind|BindJSON|ShouldBind|ShouldBindJSON|ShouldBindQuery|ShouldBindUri|BodyParser|QueryParser|ReadJSON|readJSON|decodeJSON)$/;
const OF_REQUEST = /\b(?:r|req|request|c|ctx)\b|\bbody\b/i;

/** Declarations of variables that a request is decoded into: `var in CreateUser; json.NewDecoder(r.Body).Decode(&in)`. */
export const decodedInputs = oncePerUnit((reading: FileReading): ReadonlySet<SyntaxNode> => {
  const { unit, scopes } = reading;
  const found = new Set<SyntaxNode>();
  if (!unit.language.returnsSeveral) return found;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee?.kind === 'member' ? childOf(callee, 'member.property') : callee;
    if (callee === null || name === null || name === undefined || !DECODES.test(unit.textOf(name))) continue;
    if (!OF_REQUEST.test(unit.textOf(call).slice(0, 120))) continue;
    for (const arg of childrenOf(call, 'call.argument')) {
      const binding = arg.kind === 'name' ? scopes.lookUp(unit.textOf(arg), arg) : null;
      if (binding !== null && (binding.how === 'opaque' || binding.how === 'assign')) found.add(binding.node);
    }
  }
  return found;
});
