import type { SyntaxNode } from '../../model/syntax.ts';
import { firstWhere } from '../../text/first-where.ts';
import type { Unit } from '../unit.ts';

/** What a stretch of a file is to whoever runs it. */
export interface Place {
  /** `name`: code, outside of texts and comments. `text`: prose, and files of which no grammar says more. */
  readonly kind: 'name' | 'string' | 'comment' | 'text';
  readonly start: number;
  readonly end: number;
}

/** Says what stands at an offset: the innermost text or comment, cut to the line, since directions end with it. */
export function createPlaces(unit: Unit): (offset: number) => Place {
  const { text } = unit.tree;
  const regions = ['string', 'template-text', 'comment'] as const;
  const nodes = unit.language.isCode
    ? regions.flatMap((kind) => unit.ofKind(kind)).toSorted((a, b) => a.start - b.start)
    : [];
  const lineAt = (offset: number): { readonly start: number; readonly end: number } => {
    const end = text.indexOf('\n', offset);
    return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end === -1 ? text.length : end };
  };
  return (offset) => {
    const line = lineAt(offset);
    const node = lastAround(nodes, offset);
    if (node === null) return { kind: unit.language.isCode ? 'name' : 'text', ...line };
    const kind = node.kind === 'comment' ? 'comment' : 'string';
    return { kind, start: Math.max(node.start, line.start), end: Math.min(node.end, line.end) };
  };
}

function lastAround(nodes: readonly SyntaxNode[], offset: number): SyntaxNode | null {
  const behind = firstWhere(nodes, ({ start }) => start > offset);
  // A text in a template stands in it: the nearest that begins before is the innermost, or lies in it.
  for (let at = behind - 1; at >= 0 && at > behind - 6; at -= 1) if (nodes[at]!.end > offset) return nodes[at]!;
  return null;
}
