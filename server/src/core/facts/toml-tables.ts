import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import type { FileReading } from './define.ts';
import { asObject, keyText } from './objects.ts';

/** What stands at the end of a path of keys. A TOML table may be written in several places: `[tool.a]` and `[tool.b]`. */
export function tableAt(reading: FileReading, root: SyntaxNode, ...path: readonly string[]): SyntaxNode | null {
  let node: SyntaxNode | null = root;
  for (const key of path) {
    const object: SyntaxNode | null = asObject(reading, node);
    node = object === null ? null : mergedValue(reading, object, key);
  }
  return node;
}

function mergedValue(reading: FileReading, object: SyntaxNode, key: string): SyntaxNode | null {
  const values = object.children
    .filter((child) => child.kind === 'entry' && keyText(reading, child) === key)
    .flatMap((child) => childOf(child, 'entry.value') ?? []);
  if (values.length <= 1) return values[0] ?? null;
  return { ...values[0]!, children: values.flatMap((value) => value.children) };
}
