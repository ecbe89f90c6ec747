import type { Tree } from 'web-tree-sitter';

/**
 * Whether a path from the root has more than `limit` nodes. Enters only what has enough nodes below it to hold the rest
 * of such a path, so that on ordinary code it looks at little more than the top level.
 */
export function isDeeperThan(tree: Tree, limit: number): boolean {
  const cursor = tree.walk();
  try {
    let depth = 1;
    for (;;) {
      if (depth > limit) return true;
      if (depth + cursor.currentNode.descendantCount - 1 > limit && cursor.gotoFirstChild()) {
        depth += 1;
        continue;
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) return false;
        depth -= 1;
      }
    }
  } finally {
    cursor.delete();
  }
}
