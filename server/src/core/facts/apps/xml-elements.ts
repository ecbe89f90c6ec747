import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';

/** The element that a document of XML consists of; null for other languages. */
export function rootElement({ unit }: FileReading): SyntaxNode | null {
  return unit.language.id === 'xml' ? (unit.tree.root.children.find(({ kind }) => kind === 'call') ?? null) : null;
}

export function elementName({ unit }: FileReading, element: SyntaxNode): string {
  const name = childOf(element, 'call.callee');
  return name === null ? '' : unit.textOf(name);
}

/** Elements in it, of one name or of any. */
export function elementsIn(reading: FileReading, element: SyntaxNode, name?: string): readonly SyntaxNode[] {
  return childrenOf(element, 'call.argument').filter(
    (child) => child.kind === 'call' && (name === undefined || elementName(reading, child) === name),
  );
}

export interface Attribute {
  readonly node: SyntaxNode;
  readonly text: string;
}

export function attributeOf({ unit }: FileReading, element: SyntaxNode, name: string): Attribute | null {
  for (const child of element.children) {
    const key = child.kind === 'keyword' ? childOf(child, 'keyword.name') : null;
    const value = key === null || unit.textOf(key) !== name ? null : childOf(child, 'keyword.value');
    if (value !== null) return { node: child, text: unit.language.readString(unit.textOf(value)) ?? '' };
  }
  return null;
}

/** The text in an element, without that of elements in it. */
export function textIn({ unit }: FileReading, element: SyntaxNode): string {
  return childrenOf(element, 'call.argument')
    .filter(({ kind }) => kind === 'string')
    .map((node) => unit.language.readString(unit.textOf(node)) ?? '')
    .join('')
    .trim();
}
