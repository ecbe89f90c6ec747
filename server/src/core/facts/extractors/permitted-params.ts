import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { fieldsAssigned } from '../fields-assigned.ts';
import { lastName, textAt } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { known } from '../to-fact.ts';
import { GIVES_RIGHTS } from './accepted-fields.ts';

const FILLS =
  /^(?:fill|forceFill|update|forceUpdate|create|forceCreate|updateOrCreate|firstOrCreate|updateOrInsert|make|insert|upsert|replicate)$/;
const PICKED = /^(?:validated|only|safe|validate|getValidated)$/;
const WHOLE = /^(?:all|input|post|toArray|getContent|json|request)$/;
/** Names a request goes by. */
const REQUEST = /^\$(?:this->)?(?:request|req|input|form|data)$|^(?:request|Request|Input)(?:\(\))?$/;

/**
 * Which fields of a request are written: Rails' `permit`, and what Laravel's models are filled with.
 * @see https://guides.rubyonrails.org/action_controller_overview.html#strong-parameters (2026-11)
 */
export const permittedParams = defineExtractor({
  id: 'permitted-params',
  kinds: ['identity.assignment'],
  languages: ['ruby', 'php'],
  *extract(reading) {
    if (reading.unit.context.test) return;
    for (const call of reading.unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      const name = callee === null ? null : lastName(reading.unit, callee);
      if (callee?.kind !== 'member' || name === null) continue;
      yield* reading.unit.language.id === 'ruby' ? ofPermit(reading, call, name) : ofFill(reading, call, name);
    }
    // A call without arguments is a member in Ruby.
    for (const node of reading.unit.language.id === 'ruby' ? reading.unit.ofKind('member') : [])
      if (lastName(reading.unit, node) === 'permit!' && node.role !== 'call.callee')
        yield fieldsAssigned(node, 'permit', 'every-field');
  },
});

function* ofPermit(reading: Reading, call: SyntaxNode, name: string): Generator<Site> {
  if (name === 'permit!') yield fieldsAssigned(call, 'permit', 'every-field');
  if (name !== 'permit') return;
  yield fieldsAssigned(call, 'permit', 'listed');
  for (const arg of childrenOf(call, 'call.argument')) {
    const field = arg.kind === 'string' ? (textAt(reading, arg) ?? '') : '';
    const words = wordsOf(field);
    if (!GIVES_RIGHTS.test(words)) continue;
    yield {
      ...fieldsAssigned(arg, field, 'listed'),
      action: 'accept',
      resource: { kind: 'field', value: known(field), norm: words },
      why: [`A request may set \`${field}\`, which says what somebody may do.`],
    };
  }
}

function* ofFill({ unit }: Reading, call: SyntaxNode, name: string): Generator<Site> {
  const args = FILLS.test(name) ? childrenOf(call, 'call.argument') : [];
  for (const arg of args.slice(0, 2)) {
    const callee = arg.kind === 'call' ? childOf(arg, 'call.callee') : null;
    const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
    const read = callee === null ? null : lastName(unit, callee);
    if (object === null || read === null || !REQUEST.test(unit.textOf(object))) continue;
    const isWhole = WHOLE.test(read) && childOf(arg, 'call.argument') === null;
    if (isWhole || PICKED.test(read)) yield fieldsAssigned(call, name, isWhole ? 'every-field' : 'listed');
  }
}
