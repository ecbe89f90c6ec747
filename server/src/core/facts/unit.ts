import type { FileContext } from '../model/fact.ts';
import type { LanguageDefinition } from '../model/language.ts';
import type { TeamTables } from '../model/policy.ts';
import type { NodeKind, SyntaxNode, SyntaxTree } from '../model/syntax.ts';
import type { Range } from '../model/text.ts';
import { indexLines, toRange } from '../text/line-index.ts';
import { fileContextOf } from './file-context.ts';
import type { CompiledPattern } from './patterns/compile.ts';
import type { Workspace } from './workspace.ts';

/** One side of one file, parsed: what extractors read. */
export interface Unit {
  readonly path: string;
  readonly blob: string;
  readonly side: 'before' | 'after';
  readonly language: LanguageDefinition;
  readonly tree: SyntaxTree;
  readonly context: FileContext;
  /** What the team's policy adds to the tables. */
  readonly team: TeamTables;
  /** What rules of the team look for by example, in this language. */
  readonly patterns: readonly CompiledPattern[];
  /** In document order. */
  readonly ofKind: (kind: NodeKind) => readonly SyntaxNode[];
  readonly textOf: (node: SyntaxNode) => string;
  readonly rangeOf: (node: SyntaxNode) => Range;
  /** Workspace paths a module may stand for, best first; empty for packages. `name`: what is imported from it. */
  readonly pathsOf: (specifier: string, name?: string) => readonly string[];
}

export interface UnitSource {
  readonly path: string;
  readonly blob: string;
  readonly side: 'before' | 'after';
  readonly language: LanguageDefinition;
  readonly tree: SyntaxTree;
  readonly team?: TeamTables;
  readonly patterns?: readonly CompiledPattern[];
}

export function createUnit(source: UnitSource, workspace: Workspace): Unit {
  const { tree, language } = source;
  const look = (path: string, name: string): string | null => {
    const found = workspace.find([path], name);
    return found?.kind === 'value' && found.value.kind === 'text' ? found.value.text : null;
  };
  const declared = new Map<string, readonly string[]>();
  const lines = indexLines(tree.written ?? tree.text);
  /** By index of the node. Names are asked for again and again, and a text that is made anew is hashed anew. */
  const texts: (string | undefined)[] = tree.nodes.map(() => undefined);
  const written = ({ start, end }: SyntaxNode): string => tree.text.slice(start, end);
  const byKind = new Map<NodeKind, SyntaxNode[]>();
  for (const node of tree.nodes) {
    const list = byKind.get(node.kind);
    if (list === undefined) byKind.set(node.kind, [node]);
    else list.push(node);
  }
  return {
    ...source,
    team: source.team ?? {},
    patterns: source.patterns ?? [],
    context: fileContextOf(source.path, tree.text),
    ofKind: (kind) => byKind.get(kind) ?? [],
    // What somebody made for a place that has no node has no text of its own either.
    textOf: (node) => (tree.nodes[node.index] === node ? (texts[node.index] ??= written(node)) : written(node)),
    pathsOf(specifier, name) {
      if (language.declaredPaths === null) return language.modulePaths(specifier, source.path, name);
      const paths = declared.get(specifier) ?? language.declaredPaths(specifier, source.path, look);
      declared.set(specifier, paths);
      return paths;
    },
    // What is said of the whole file stands at its first line.
    rangeOf: (node) =>
      node === tree.root
        ? toRange(lines, 0, lines.starts[1] ?? tree.text.length)
        : toRange(lines, node.start, node.end),
  };
}
