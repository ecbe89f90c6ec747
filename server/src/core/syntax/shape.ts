import type { Node, Tree } from 'web-tree-sitter';

export interface ShapeLimits {
  /** Levels of the grammar's tree. The syntax tree has fewer; readers may recurse this deep. */
  readonly maxDepth: number;
  /** Steps of indentation inside each other. Some scanners keep them in a kilobyte and do not look where it ends. */
  readonly maxIndents: number;
  /** `${` in a text of a grammar whose scanner counts open strings, however they stand: only an upper bound is sure. */
  readonly maxHoles: number;
  /** Tokens of one construct that stand there without anything named beside them: brackets that nothing closes. */
  readonly maxLooseTokens: number;
}

/**
 * Whether lines are indented deeper and deeper more than `limit` times, the dashes of `- - - x` counted as steps. Asked
 * before parsing: tree-sitter-yaml writes past its buffer at 253 and takes the whole WASM heap down.
 */
export function isIndentedDeeperThan(text: string, limit: number): boolean {
  const columns: number[] = [];
  for (let lineStart = 0; lineStart < text.length;) {
    let at = lineStart;
    while (isBlank(text.charCodeAt(at))) at += 1;
    if (!isLineEnd(text.charCodeAt(at))) {
      while (columns.length > 0 && columns[columns.length - 1]! >= at - lineStart) columns.pop();
      columns.push(at - lineStart);
      while (isIndicator(text.charCodeAt(at)) && isBlank(text.charCodeAt(at + 1)) && columns.length <= limit) {
        at += 1;
        while (isBlank(text.charCodeAt(at))) at += 1;
        columns.push(at - lineStart);
      }
      if (columns.length > limit) return true;
    }
    const next = text.indexOf('\n', at);
    if (next === -1) return false;
    lineStart = next + 1;
  }
  return false;
}

export function hasMoreHolesThan(text: string, limit: number): boolean {
  let count = 0;
  for (let at = text.indexOf('${'); at !== -1 && count <= limit; at = text.indexOf('${', at + 2)) count += 1;
  return count > limit;
}

/**
 * What is wrong with the shape of a tree; null when it can be queried and lowered in time that grows with its size. Enters
 * only what has enough nodes below it to break a limit: on ordinary code, little more than the top level.
 */
export function findBadShape(tree: Tree, limits: ShapeLimits): 'too-deep' | 'too-large' | null {
  const cursor = tree.walk();
  try {
    let depth = 1;
    for (;;) {
      if (depth > limits.maxDepth) return 'too-deep';
      const node = cursor.currentNode;
      if (depth + node.descendantCount - 1 > limits.maxDepth) {
        if (hasManyLooseTokens(node, limits.maxLooseTokens)) return 'too-large';
        if (cursor.gotoFirstChild()) {
          depth += 1;
          continue;
        }
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return null;
        depth -= 1;
      }
    }
  } finally {
    cursor.delete();
  }
}

/** A query looks ahead for the next named sibling at every node: a long run without one costs its square. */
function hasManyLooseTokens(node: Node, limit: number): boolean {
  const named = node.namedChildCount;
  return node.childCount - 2 * named > limit;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** Past the end of the text the code is NaN. */
function isLineEnd(code: number): boolean {
  return code === 10 || code === 13 || Number.isNaN(code);
}

/** `-`, `?` and `:` of YAML. */
function isIndicator(code: number): boolean {
  return code === 45 || code === 63 || code === 58;
}
