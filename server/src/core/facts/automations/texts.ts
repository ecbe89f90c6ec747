import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { asText, keyText } from '../objects.ts';

/** Lists within lists, as aliases make them, and texts of one list. */
const MAX_DEPTH = 4;
const MAX_TEXTS = 1_000;

export interface PlacedText {
  readonly text: string;
  readonly node: SyntaxNode;
}

/** One text, a list of texts, or lists of such lists, aliases followed. */
export function textsOf(reading: FileReading, node: SyntaxNode | null): readonly PlacedText[] {
  const found: PlacedText[] = [];
  const visit = (at: SyntaxNode, depth: number): void => {
    if (found.length >= MAX_TEXTS || depth > MAX_DEPTH) return;
    const value = reading.resolver.valueOf(at);
    if (value.kind === 'list') {
      for (const child of value.node?.children ?? []) visit(child, depth + 1);
      return;
    }
    const text = asText(reading, at);
    if (text !== null) found.push({ text, node: at });
  };
  if (node !== null) visit(node, 0);
  return found;
}

/** Entries of an object whose values are objects: jobs by their names. Merged ones are the object's too. */
export function objectsByName(
  reading: FileReading,
  object: SyntaxNode | null,
): readonly { readonly name: string; readonly object: SyntaxNode; readonly node: SyntaxNode }[] {
  if (object === null) return [];
  return [...reading.resolver.entriesOf(object)].flatMap(([name, node]) => {
    const value = reading.resolver.valueOf(node);
    if (name === '<<' || value.kind !== 'object') return [];
    return [{ name, object: value.node, node: ofEntry(node) }];
  });
}

/** The entry that a value stands in. */
function ofEntry(node: SyntaxNode): SyntaxNode {
  return node.parent?.kind === 'entry' ? node.parent : node;
}

export function keysOf(reading: FileReading, object: SyntaxNode): readonly string[] {
  return object.children.flatMap((entry) => (entry.kind === 'entry' ? (keyText(reading, entry) ?? []) : []));
}

/** Of a command, for people. */
export function firstLine(text: string): string {
  const line = text.trim().split('\n', 1)[0]!;
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
