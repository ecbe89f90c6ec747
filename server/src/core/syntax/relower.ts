import type { Edit, Node, QueryMatch, Tree } from 'web-tree-sitter';
import type { SyntaxNode, SyntaxTree } from '../model/syntax.ts';
import { append, draft, type DraftNode } from './draft.ts';
import type { LoadedLanguage } from './load-grammar.ts';
import { lowerPart, numberNodes } from './lower.ts';

/** What is known of the text as it was before an edit. */
export interface Earlier {
  /** The grammar's tree of the earlier text, edited to fit: only its ranges are asked for. */
  readonly edited: Tree;
  readonly edit: Edit;
  readonly lowered: SyntaxTree;
}

/** Offsets into the new text, half-open. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The lowered tree of an edited text: statements of the top level that the edit left alone are taken over, the others are
 * queried. Null when that cannot be told from the trees: then the whole tree is lowered. The answer is the same.
 */
export function relower(
  earlier: Earlier,
  tree: Tree,
  text: string,
  language: LoadedLanguage,
  matchesIn: (span: Span) => readonly QueryMatch[],
): Pick<SyntaxTree, 'root' | 'nodes'> | null {
  const { edited, edit, lowered } = earlier;
  const { rootNode } = tree;
  // A pattern on the root may say something of any statement, and what is wrong with a text may move with every edit.
  if (rootNode.hasError || lowered.errors.length > 0 || language.names(rootNode.type)) return null;
  const shift = edit.newEndIndex - edit.oldEndIndex;
  const touched = widen(changedSpan(edited, tree, edit), rootNode);
  const old = lowered.root.children;
  let first = old.findIndex(({ end }) => end > touched.start);
  if (first === -1) first = old.length;
  let last = old.findLastIndex(({ start }) => start + shift < touched.end);
  // What stands half inside is lowered again too: decorators that have moved into what follows them.
  const span = widen(
    {
      start: Math.min(touched.start, old[first]?.start ?? touched.start),
      end: Math.max(touched.end, last < first ? touched.end : old[last]!.end + shift),
    },
    rootNode,
  );
  if (old[first - 1] !== undefined && old[first - 1]!.end > span.start) return null;
  last = Math.max(last, first - 1);
  if (old[last + 1] !== undefined && old[last + 1]!.start + shift < span.end) return null;

  const root = draft('block', null, 0, text.length);
  for (const node of old.slice(0, first)) append(root, copyOf(node, 0));
  if (span.end > span.start) {
    const part = lowerPart(matchesIn(span), text, language, span);
    if (part.isOpen) return null;
    for (const node of part.root.children) append(root, node);
  }
  for (const node of old.slice(last + 1)) append(root, copyOf(node, shift));
  return { root, nodes: numberNodes(root) };
}

/** Where the new text or its tree differ from the earlier ones; outside, nodes have the same nodes around them. */
function changedSpan(edited: Tree, tree: Tree, edit: Edit): Span {
  let start = edit.startIndex;
  let end = edit.newEndIndex;
  for (const range of edited.getChangedRanges(tree)) {
    start = Math.min(start, range.startIndex);
    end = Math.max(end, range.endIndex);
  }
  return { start, end };
}

/** To whole children of the root, and to those that end or begin where the span does: a token may have grown. */
function widen(span: Span, root: Node): Span {
  let { start, end } = span;
  for (const child of root.children) {
    if (child.endIndex < span.start || child.startIndex > span.end) continue;
    start = Math.min(start, child.startIndex);
    end = Math.max(end, child.endIndex);
  }
  return { start, end };
}

function copyOf(node: SyntaxNode, shift: number): DraftNode {
  const copy = draft(node.kind, node.role, node.start + shift, node.end + shift);
  for (const child of node.children) append(copy, copyOf(child, shift));
  return copy;
}
