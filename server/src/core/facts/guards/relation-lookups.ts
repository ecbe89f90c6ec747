import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { actorAt } from './actor.ts';
import type { Lookup } from './lookup.ts';
import { constantAt, lastName } from './paths.ts';
import { wordsOf } from './words.ts';

const FINDS = /^(?:find|find_?by\w*[!]?|find_?or_?fail|firstWhere|findMany|find_sole_by|destroy)$/i;
/** What stands for all records, and what is no record. */
const NO_RECORD =
  /^(?:this|self|params|request|response|session|cookies?|config|cache|db|em|repo|\w*repository|\w*service|\w*manager|query|scope|relation|collection|doc(?:ument)?|dom|page|xml|html|node|options|settings|logger|client)$/;

/**
 * `@cart.items.find(params[:id])`, `$cart->items()->find($id)`: one record of those that hang on another one. Of what hangs on the
 * caller queries tell.
 */
export function relationLookup(reading: FileReading, call: SyntaxNode): Lookup | null {
  const { unit } = reading;
  if (unit.language.id !== 'ruby' && unit.language.id !== 'php') return null;
  const callee = childOf(call, 'call.callee');
  const name = callee?.kind === 'member' ? lastName(unit, callee) : null;
  const [key, ...more] = childrenOf(call, 'call.argument');
  if (callee === null || name === null || !FINDS.test(name) || key === undefined || more.length > 1) return null;
  if (key.kind === 'function' || key.kind === 'string' || constantAt(reading, key) !== null) return null;
  const relation = childOf(callee, 'member.object');
  const link = relation?.kind === 'call' ? childOf(relation, 'call.callee') : relation;
  if (link?.kind !== 'member' || (relation?.kind === 'call' && childOf(relation, 'call.argument') !== null))
    return null;
  const holder = childOf(link, 'member.object');
  const noun = wordsOf(lastName(unit, link) ?? '');
  if (holder === null || !isRecord(reading, holder) || !/^[a-z]+(?: [a-z]+){0,3}s$/.test(noun)) return null;
  return { node: call, target: singular(noun), limits: [{ value: 'parent', node: call }] };
}

/** A variable or a field of the object that holds a record: not the caller, and not a store of all. */
function isRecord(reading: FileReading, holder: SyntaxNode): boolean {
  if (holder.kind !== 'name' && !(holder.kind === 'member' && /^[$@]/.test(reading.unit.textOf(holder)))) return false;
  const written = reading.unit.textOf(holder).replace(/^[$@]+(?:this->)?/, '');
  return (
    /^[a-z]\w*$/.test(written) &&
    !NO_RECORD.test(written.toLowerCase()) &&
    actorAt(reading, holder)?.strength !== 'strong'
  );
}

function singular(noun: string): string {
  return noun.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '');
}
