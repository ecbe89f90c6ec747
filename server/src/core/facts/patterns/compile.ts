import type { TeamPattern } from '../../model/policy.ts';
import type { LanguageId, SyntaxNode, SyntaxTree } from '../../model/syntax.ts';
import { toPlaceholders } from './placeholders.ts';

/** An example as a tree: one expression or declaration, or statements that follow each other. */
export interface Example {
  /** As the rule has it. */
  readonly text: string;
  readonly tree: SyntaxTree;
  readonly nodes: readonly SyntaxNode[];
}

/** What a rule looks for in one language. */
export interface CompiledPattern {
  readonly id: string;
  readonly message: string | null;
  readonly tellsRemovals: boolean;
  readonly wanted: readonly Example[];
  /** What matches one of these is not meant. */
  readonly excluded: readonly Example[];
}

export interface CompiledPatterns {
  readonly patterns: readonly CompiledPattern[];
  /** Examples that the rule says are of this language and that cannot be read as such. */
  readonly unread: readonly { readonly id: string; readonly message: string }[];
}

/** Null: the text has errors. */
export type ParseExample = (text: string) => SyntaxTree | null;

export const MAX_EXAMPLE_LENGTH = 1_000;
const MAX_EXAMPLE_NODES = 300;

/** What has to stand around an example for its language to read it, most usual first. `@` is the example. */
const FRAMES: Readonly<Record<LanguageId, readonly string[]>> = {
  python: ['@'],
  javascript: ['@', '(@)'],
  typescript: ['@', '(@)', 'class A { @ }'],
  tsx: ['@', '(@)'],
  java: ['class A { void f() { @; } }', 'class A { void f() { @ } }', 'class A { @ }', '@'],
  csharp: ['class A { void f() { @; } }', 'class A { void f() { @ } }', 'class A { @ }', '@'],
  go: ['package p\nfunc f() {\n@\n}\n', 'package p\n@\n'],
  rust: ['fn f() { @; }', 'fn f() { @ }', '@'],
  php: ['<?php @;', '<?php @', '<?php class A { @ }'],
  ruby: ['@'],
  kotlin: ['fun f() { @ }', '@'],
};

/** Languages that examples can be written in: those whose grammar is read in full. */
export const exampleLanguages: readonly LanguageId[] = Object.keys(FRAMES);

export function compilePatterns(
  team: readonly TeamPattern[],
  language: LanguageId,
  parse: ParseExample,
): CompiledPatterns {
  const patterns: CompiledPattern[] = [];
  const unread: CompiledPatterns['unread'][number][] = [];
  if (!Object.hasOwn(FRAMES, language)) return { patterns, unread };
  for (const { id, patterns: texts, languages, message, tellsRemovals } of team) {
    if (languages.length > 0 && !languages.includes(language)) continue;
    const read = texts.map((text) => {
      const isExcluded = text.startsWith('!');
      const example = readExample(isExcluded ? text.slice(1) : text, language, parse);
      if (example === null && languages.length > 0)
        unread.push({ id, message: `The example "${text}" of rule "${id}" is no ${language} that can be matched.` });
      return { isExcluded, example };
    });
    const of = (isExcluded: boolean): readonly Example[] =>
      read.flatMap((each) => (each.isExcluded === isExcluded && each.example !== null ? [each.example] : []));
    const wanted = of(false);
    if (wanted.length > 0) patterns.push({ id, message, tellsRemovals, wanted, excluded: of(true) });
  }
  return { patterns, unread };
}

/** Null when the language cannot read it, or it stands for anything. */
export function readExample(text: string, language: LanguageId, parse: ParseExample): Example | null {
  if (text.length > MAX_EXAMPLE_LENGTH) return null;
  const example = toPlaceholders(text.trim().replace(/;$/, ''), language);
  for (const frame of FRAMES[language] ?? []) {
    const start = frame.indexOf('@');
    const tree = parse(frame.replace('@', () => example));
    if (tree === null || tree.errors.length > 0 || tree.nodes.length > MAX_EXAMPLE_NODES) continue;
    const nodes = outermost(tree, start, start + example.length);
    if (nodes.length > 0 && covers(tree, nodes, start, start + example.length) && !isAnything(tree, nodes))
      return { text, tree, nodes };
  }
  return null;
}

/** The nodes of the example itself, without what stands around it. */
function outermost(tree: SyntaxTree, start: number, end: number): readonly SyntaxNode[] {
  // A block may be as long as the statements in it.
  const isFrame = (node: SyntaxNode): boolean =>
    node === tree.root || (node.kind === 'block' && node.start === start && node.end === end);
  const isInside = (node: SyntaxNode): boolean => !isFrame(node) && node.start >= start && node.end <= end;
  return tree.nodes.filter(
    (node) =>
      isInside(node) && node.kind !== 'comment' && (node.parent === null || !isInside(node.parent)) && isWritten(node),
  );
}

function isWritten({ start, end }: SyntaxNode): boolean {
  return end > start;
}

/** An example of which a part means nothing to us would match more than it says: `del x` is not every `x`. */
function covers(tree: SyntaxTree, nodes: readonly SyntaxNode[], start: number, end: number): boolean {
  let at = start;
  for (const node of nodes) {
    if (node.start < at) return false;
    if (/[^\s;()]/.test(tree.text.slice(at, node.start))) return false;
    at = node.end;
  }
  return !/[^\s;()]/.test(tree.text.slice(at, end));
}

function isAnything(tree: SyntaxTree, nodes: readonly SyntaxNode[]): boolean {
  return nodes.every(({ start, end }) => /^\$?cs_(?:meta|more)_[a-z0-9_]*$/.test(tree.text.slice(start, end)));
}
