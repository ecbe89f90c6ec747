import type { ReadTree } from '../model/language.ts';
import { createTreeBuilder } from '../text/tree-builder.ts';

/** Each line that is not blank is a string of the tree. */
export function readLines(text: string): ReadTree {
  const { leaf, nodes } = createTreeBuilder(text.length);
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const from = start + (line.length - line.trimStart().length);
    const to = Math.max(from, end - (line.length - line.trimEnd().length));
    if (to > from) leaf('string', null, from, to);
    start = end + 1;
  }
  return { kind: 'tree', nodes, errors: [] };
}
