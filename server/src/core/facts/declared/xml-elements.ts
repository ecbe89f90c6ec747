import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';

/** Without the prefix of its namespace. */
export function nameOf({ unit }: FileReading, element: SyntaxNode): string {
  const callee = childOf(element, 'call.callee');
  return callee === null ? '' : unit.textOf(callee).replace(/^[\w.-]+:/, '');
}

export function attributeOf({ unit }: FileReading, element: SyntaxNode, name: string): string | null {
  const found = element.children.find((child) => {
    const key = child.kind === 'keyword' ? childOf(child, 'keyword.name') : null;
    return key !== null && unit.textOf(key) === name;
  });
  const value = found === undefined ? null : childOf(found, 'keyword.value');
  return value === null ? null : unit.language.readString(unit.textOf(value));
}

/** Texts of the elements of one name that stand inside of another. */
export function textsIn(reading: FileReading, element: SyntaxNode, name: string): readonly string[] {
  return elementsIn(reading, element, name).flatMap((each) =>
    childrenOf(each, 'call.argument')
      .filter(({ kind }) => kind === 'string')
      .map((text) => reading.unit.textOf(text).trim()),
  );
}

export function elementsIn(reading: FileReading, element: SyntaxNode, name: string): readonly SyntaxNode[] {
  return [...descendants(element)].filter((each) => each.kind === 'call' && nameOf(reading, each) === name);
}
