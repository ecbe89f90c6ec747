import type { FileContext } from '../model/fact.ts';
import type { LanguageDefinition } from '../model/language.ts';
import type { NodeKind, SyntaxNode, SyntaxTree } from '../model/syntax.ts';
import type { Range } from '../model/text.ts';
import { indexLines, toRange } from '../text/line-index.ts';
import { fileContextOf } from './file-context.ts';

/** One side of one file, parsed: what extractors read. */
export interface Unit {
  readonly path: string;
  readonly blob: string;
  readonly side: 'before' | 'after';
  readonly language: LanguageDefinition;
  readonly tree: SyntaxTree;
  readonly context: FileContext;
  /** In document order. */
  readonly ofKind: (kind: NodeKind) => readonly SyntaxNode[];
  readonly textOf: (node: SyntaxNode) => string;
  readonly rangeOf: (node: SyntaxNode) => Range;
}

export interface UnitSource {
  readonly path: string;
  readonly blob: string;
  readonly side: 'before' | 'after';
  readonly language: LanguageDefinition;
  readonly tree: SyntaxTree;
}

export function createUnit(source: UnitSource): Unit {
  const { tree } = source;
  const lines = indexLines(tree.text);
  const byKind = new Map<NodeKind, SyntaxNode[]>();
  for (const node of tree.nodes) {
    const list = byKind.get(node.kind);
    if (list === undefined) byKind.set(node.kind, [node]);
    else list.push(node);
  }
  return {
    ...source,
    context: fileContextOf(source.path, tree.text),
    ofKind: (kind) => byKind.get(kind) ?? [],
    textOf: (node) => tree.text.slice(node.start, node.end),
    // What is said of the whole file stands at its first line.
    rangeOf: (node) =>
      node === tree.root
        ? toRange(lines, 0, lines.starts[1] ?? tree.text.length)
        : toRange(lines, node.start, node.end),
  };
}
