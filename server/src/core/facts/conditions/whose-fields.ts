import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import type { Mark } from './mark.ts';
import { toRanked } from './ranked.ts';

const WHO =
  /^(?:user|account|tenant|owner|org(?:ani[sz]ation)?|workspace|project|team|member|customer|client|subject|sub|role|roles|email|user ?name|scope)(?: ?(?:id|uid|uuid|key|name))?$/;
const MAX_NAME = 40;

/** `getUser(credential.user_id)`: whose it is, by a record that was found, or by what somebody hands in. */
export function* whoseFields(reading: Reading): Generator<Mark> {
  const { unit } = reading;
  for (const node of [...unit.ofKind('member'), ...unit.ofKind('index')]) {
    if (node.role !== 'call.argument' && node.role !== 'keyword.value' && node.role !== 'entry.value') continue;
    const object = childOf(node, `${node.kind as 'member' | 'index'}.object`);
    const key = childOf(node, node.kind === 'member' ? 'member.property' : 'index.key');
    if (object?.kind !== 'name' || key === null || key.end - key.start > MAX_NAME) continue;
    const field = wordsOf(unit.textOf(key));
    if (!WHO.test(field)) continue;
    const rank = rankOf(reading, object);
    if (rank !== null) yield toRanked(reading, 'rank', { node, key: `${field} for ${holderOf(reading, node)}`, rank });
  }
}

/** A record that a call answered, or a parameter. */
function rankOf({ unit, scopes }: Reading, object: SyntaxNode): number | null {
  const binding = scopes.lookUp(unit.textOf(object), object);
  if (binding?.how === 'parameter') return 0;
  const value = binding?.how === 'assign' ? childOf(binding.node, 'assign.value') : null;
  return value?.kind === 'call' || value?.kind === 'await' ? 1 : null;
}

/** What gets it. */
function holderOf({ unit }: Reading, node: SyntaxNode): string {
  const { parent } = node;
  const named =
    parent === null
      ? null
      : (childOf(parent, 'call.callee') ?? childOf(parent, 'keyword.name') ?? childOf(parent, 'entry.key'));
  return named === null ? '' : (lastName(unit, named) ?? unit.textOf(named).slice(0, MAX_NAME));
}
