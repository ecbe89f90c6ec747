import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { ownerField } from '../guards/properties.ts';
import { wordsOf } from '../guards/words.ts';
import type { Binding } from '../scopes.ts';
import type { Unit } from '../unit.ts';
import { known } from '../to-fact.ts';

/**
 * `user.setRole(null)`, `in.OwnerID = caller.ID`: what a request wrote into the record it came as is overwritten before the record
 * is used, so that a request cannot set it.
 */
export const overwrittenFields = defineExtractor({
  id: 'overwritten-fields',
  kinds: ['identity.assignment'],
  languages: ['java', 'go'],
  *extract(reading) {
    if (reading.unit.context.test) return;
    for (const call of reading.unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      const [value, ...more] = childrenOf(call, 'call.argument').filter(({ kind }) => kind !== 'comment');
      const name = callee?.kind === 'member' ? (lastName(reading.unit, callee) ?? '') : '';
      const field = /^set([A-Z]\w*)$/.exec(name)?.[1];
      if (field === undefined || value === undefined || more.length > 0) continue;
      yield* ofWritten(reading, call, childOf(callee!, 'member.object'), field, value);
    }
    for (const assign of reading.unit.ofKind('assign')) {
      const target = childOf(assign, 'assign.target');
      const value = childOf(assign, 'assign.value');
      const field = target?.kind === 'member' ? childOf(target, 'member.property') : null;
      if (target === null || value === null || field === null) continue;
      yield* ofWritten(reading, assign, childOf(target, 'member.object'), reading.unit.textOf(field), value);
    }
  },
});

/** What says who somebody is, or what they may do. */
const POWER =
  /^(?:is |user )?(?:(?:super |site |global |org )?admin(?:istrator)?|staff|superuser|roles?|role ids?|permissions?|authorit(?:y|ies)|privileges?|email verified|verified)$/;

function* ofWritten(
  reading: Reading,
  node: SyntaxNode,
  object: SyntaxNode | null,
  field: string,
  value: SyntaxNode,
): Generator<Site> {
  const { unit, scopes } = reading;
  const words = wordsOf(field);
  if (object?.kind !== 'name' || (!POWER.test(words) && ownerField(words) === null)) return;
  const name = unit.textOf(object);
  if (!(unit.language.id === 'go' ? isReadInto(reading, node, name) : isBody(unit, scopes.lookUp(name, object))))
    return;
  // Made of what the record itself says, it is what the request wrote in another form.
  for (const at of descendants(value)) if (at.kind === 'name' && unit.textOf(at) === name) return;
  yield {
    kind: 'identity.assignment',
    action: 'lock',
    resource: { kind: 'field', value: known(words), norm: words },
    node,
    evidence: [{ node, role: 'source' }],
    tier: 'pattern',
    why: [`What a request says of \`${words}\` is overwritten.`],
    subject: reading.subjectOf(node),
  };
}

const BODY = /^@(?:\w+\.)*(?:RequestBody|ModelAttribute|BeanParam|Body|Valid|Validated)\b/;
const BINDS = /\b(?:(?:Should)?Bind\w*|BodyParser|Decode\w*|Unmarshal\w*|ReadJSON|ParseBody\w*)$/;

/** A parameter that the framework fills with the body. */
function isBody(unit: Unit, binding: Binding | null): boolean {
  return (
    binding?.how === 'parameter' &&
    binding.node.children.some((child) => child.kind === 'decorator' && BODY.test(unit.textOf(child)))
  );
}

/** `c.ShouldBindJSON(&in)`: the body is read into it, in the function that writes the field. */
function isReadInto({ unit }: Reading, node: SyntaxNode, name: string): boolean {
  const fn = enclosing(node, 'function');
  if (fn === null) return false;
  for (const at of descendants(fn)) {
    const callee = at.kind === 'call' ? childOf(at, 'call.callee') : null;
    if (callee === null || !BINDS.test(unit.textOf(callee))) continue;
    if (childrenOf(at, 'call.argument').some((arg) => unit.textOf(arg).replace(/^&/, '') === name)) return true;
  }
  return false;
}
