import { isMap, isSeq, parseDocument, type Document, type Node, type YAMLMap } from 'yaml';

/** A place in a YAML text for more lines, with how far its neighbours are indented. Everything else of the text stays as it is. */
export interface InsertPoint {
  readonly offset: number;
  readonly indent: number;
}

/** Null: it is no YAML that could be added to. */
export function readYamlFile(text: string): Document | null {
  const parsed = parseDocument(text);
  return parsed.errors.length > 0 || (parsed.contents !== null && !isMap(parsed.contents)) ? null : parsed;
}

/** Before the first entry of the map or list at a path; null: it is not there, is empty, or is written in one line. */
export function startOf(parsed: Document, path: readonly string[], text: string): InsertPoint | null {
  const node = parsed.getIn(path, true) as Node | undefined;
  if (!isMap(node) && !isSeq(node)) return null;
  if (node.flow === true || node.items.length === 0) return null;
  const at = isMap(node) ? startOfPair(node) : (node.range?.[0] ?? null);
  if (at === null) return null;
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const before = text.slice(lineStart, at);
  // Something stands before it in the line: a comment or another key.
  return before.trim() === '' ? { offset: lineStart, indent: before.length } : null;
}

function startOfPair(map: YAMLMap): number | null {
  const key = map.items[0]?.key as Node | null | undefined;
  return key?.range?.[0] ?? null;
}

export function insertAt(text: string, { offset, indent }: InsertPoint, lines: readonly string[]): string {
  return `${text.slice(0, offset)}${indentBy(lines, indent)}${text.slice(offset)}`;
}

export function indentBy(lines: readonly string[], indent: number): string {
  return lines.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
}
