import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';

/** The version that a comment behind a commit names: `@… # v6.1.0`, `# tag=v6.1.0`, `# ratchet:a/b@v6`. */
export function releaseBehind({ unit }: FileReading, node: SyntaxNode): string | null {
  const end = unit.tree.text.indexOf('\n', node.end);
  const behind = unit.tree.text.slice(node.end, end < 0 ? undefined : end).slice(0, 200);
  return /^\s*#\s*(?:tag\s*=\s*|ratchet:\S{1,100}@)?(v?\d[\w.-]*)/.exec(behind)?.[1] ?? null;
}
