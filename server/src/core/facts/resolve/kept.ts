import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { unknown, type Value } from '../value.ts';
import type { ResolverCore } from './core.ts';
import { isMadeAlike } from './made-alike.ts';

/**
 * What a dictionary of Python has for a key that is not known: what is put into it, when that is made the same way everywhere.
 * `clients[region] = boto3.client("s3", region_name=region)` keeps clients of one service.
 */
export function createKept({ unit, valueOf }: Pick<ResolverCore, 'unit' | 'valueOf'>): (object: SyntaxNode) => Value {
  let kept: ReadonlyMap<string, readonly SyntaxNode[]> | null = null;

  function readKept(): ReadonlyMap<string, readonly SyntaxNode[]> {
    const found = new Map<string, SyntaxNode[]>();
    for (const node of unit.ofKind('assign')) {
      const target = childOf(node, 'assign.target');
      const object = target === null ? null : childOf(target, 'index.object');
      const value = childOf(node, 'assign.value');
      if (object === null || value === null || childOf(node, 'assign.operator') !== null) continue;
      const name = unit.textOf(object);
      const list = found.get(name);
      if (list === undefined) found.set(name, [value]);
      else list.push(value);
    }
    return found;
  }

  return (object) => {
    if (unit.language.id !== 'python') return unknown;
    kept ??= readKept();
    const [first, ...others] = (kept.get(unit.textOf(object)) ?? []).map(valueOf);
    return first?.kind === 'call' && others.every((each) => isMadeAlike(first, each)) ? first : unknown;
  };
}
