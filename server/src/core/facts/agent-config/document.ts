import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { documentObjects, keyText } from '../objects.ts';

/** A value of a configuration that holds no others. */
export interface Leaf {
  /** From the root; items of lists are numbers. */
  readonly keys: readonly string[];
  readonly value: string;
  /** The entry, or the item of a list. */
  readonly node: SyntaxNode;
}

const MAX_LEAVES = 5_000;
const MAX_DEPTH = 12;

/** All values of a JSON, TOML or YAML document, in order. An empty object or list is one. */
export function leavesOf(reading: FileReading): readonly Leaf[] {
  const { unit } = reading;
  if (unit.language.isCode) return [];
  const leaves: Leaf[] = [];
  const walk = (node: SyntaxNode, holder: SyntaxNode, keys: readonly string[]): void => {
    if (leaves.length >= MAX_LEAVES) return;
    const inner = node.children.filter(({ kind }) => kind !== 'comment');
    const isTree = (node.kind === 'object' || node.kind === 'array') && inner.length > 0 && keys.length < MAX_DEPTH;
    if (!isTree) leaves.push({ keys, value: textOf(reading, node), node: holder });
    else if (node.kind === 'array') for (const [at, item] of inner.entries()) walk(item, item, [...keys, String(at)]);
    else
      for (const entry of inner) {
        const value = childOf(entry, 'entry.value');
        const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
        if (key !== null && value !== null) walk(value, entry, [...keys, key]);
      }
  };
  for (const root of documentObjects(reading)) walk(root, root, []);
  return leaves;
}

function textOf({ unit }: FileReading, node: SyntaxNode): string {
  const raw = unit.textOf(node);
  return node.kind === 'string' ? (unit.language.readString(raw) ?? raw) : raw.trim();
}

/** Leaves below a prefix, without it. */
export function below(leaves: readonly Leaf[], prefix: readonly string[]): readonly Leaf[] {
  return leaves
    .filter(({ keys }) => keys.length > prefix.length && prefix.every((key, at) => keys[at] === key))
    .map((leaf) => ({ ...leaf, keys: leaf.keys.slice(prefix.length) }));
}

/** The groups that the first keys of leaves make, in order. */
export function byFirstKey(leaves: readonly Leaf[]): ReadonlyMap<string, readonly Leaf[]> {
  const groups = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const [key = '', ...keys] = leaf.keys;
    const group = groups.get(key);
    const inner = { ...leaf, keys };
    if (group === undefined) groups.set(key, [inner]);
    else group.push(inner);
  }
  return groups;
}

/** The texts at a key: one, or the items of a list. */
export function textsAt(leaves: readonly Leaf[], key: string): readonly string[] {
  return leaves
    .filter(({ keys }) => keys[0] === key && (keys.length === 1 || (keys.length === 2 && /^\d+$/.test(keys[1]!))))
    .map(({ value }) => value)
    .filter((value) => value !== '[]' && value !== '{}');
}
