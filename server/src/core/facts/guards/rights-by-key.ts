import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { actorAtom, type Atom } from './atom.ts';
import { type Formula, literal } from './formula.ts';
import { lastName, textAt } from './paths.ts';
import { wordsOf } from './words.ts';

const RIGHTS = /(?:^| )(?:privileges?|permissions?|perms|rights|capabilities|abilities)(?: data| map| set)?$/;

/** `privileges['topics:read']`: whether somebody has a right, looked up by its name. */
export function rightByKey(reading: FileReading, node: SyntaxNode): Formula<Atom> | null {
  if (node.kind !== 'index') return null;
  const object = childOf(node, 'index.object');
  const key = childOf(node, 'index.key');
  const inner = object?.kind === 'index' ? childOf(object, 'index.object') : object;
  const holder = inner === null || inner === undefined ? null : lastName(reading.unit, inner);
  const text = key === null ? null : textAt(reading, key);
  if (holder === null || text === null || !/[a-z]/i.test(text) || !RIGHTS.test(wordsOf(holder))) return null;
  return literal<Atom>(actorAtom('scope', text.toLowerCase(), 'strong'));
}
