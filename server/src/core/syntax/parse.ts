import type { Tree } from 'web-tree-sitter';
import { type Cancel, checkCancelled } from '../model/cancel.ts';
import type { NotJudged } from '../model/change.ts';
import type { SyntaxTree } from '../model/syntax.ts';
import { isDeeperThan } from './depth.ts';
import type { LoadedLanguage } from './load-grammar.ts';
import { lower } from './lower.ts';

/** Counts, never time: the same text gets the same answer on every machine. */
export interface ParseLimits {
  /** UTF-16 units of text. */
  readonly maxLength: number;
  /** Nodes of the grammar's tree. */
  readonly maxNodes: number;
  /** Levels of the grammar's tree; those of the syntax tree are fewer. Readers may recurse this deep. */
  readonly maxDepth: number;
}

export const defaultLimits: ParseLimits = { maxLength: 4_000_000, maxNodes: 1_000_000, maxDepth: 1_500 };

export type Parsed = { readonly kind: 'tree'; readonly tree: SyntaxTree } | NotParsed;

export interface NotParsed {
  readonly kind: 'not-parsed';
  readonly reason: Extract<NotJudged, 'too-large' | 'too-deep' | 'failed'>;
  readonly message: string;
}

/** @throws Cancelled */
export function parse(text: string, language: LoadedLanguage, cancel: Cancel, limits = defaultLimits): Parsed {
  const grown = growTree(text, language, cancel, null, limits);
  if (grown.kind === 'not-parsed') return grown;
  try {
    return lowerTree(grown.tree, text, language, cancel, limits);
  } finally {
    grown.tree.delete();
  }
}

/**
 * The grammar's own tree, to be deleted by the caller. `previous` is the tree of an earlier text, edited to fit.
 * @throws Cancelled
 */
export function growTree(
  text: string,
  language: LoadedLanguage,
  cancel: Cancel,
  previous: Tree | null,
  limits: ParseLimits,
): { readonly kind: 'grown'; readonly tree: Tree } | NotParsed {
  if (text.length > limits.maxLength) {
    return notParsed('too-large', `The text has ${text.length} characters; up to ${limits.maxLength} are parsed.`);
  }
  checkCancelled(cancel);
  const { parser } = language;
  let tree: Tree | null = null;
  try {
    tree = parser.parse(text, previous, { progressCallback: () => cancel.isCancelled() });
  } catch (error) {
    return failed(error);
  } finally {
    // A parse that was stopped is otherwise resumed by the next one, with another file's text.
    if (tree === null) parser.reset();
  }
  if (tree === null) {
    checkCancelled(cancel);
    return notParsed('failed', 'The parser gave no tree.');
  }
  return { kind: 'grown', tree };
}

/** @throws Cancelled */
export function lowerTree(
  tree: Tree,
  text: string,
  language: LoadedLanguage,
  cancel: Cancel,
  limits: ParseLimits,
): Parsed {
  const tooDeep = notParsed('too-deep', `The code nests deeper than ${limits.maxDepth} levels.`);
  try {
    const root = tree.rootNode;
    if (root.descendantCount > limits.maxNodes) {
      return notParsed(
        'too-large',
        `The text has ${root.descendantCount} syntax nodes; up to ${limits.maxNodes} are read.`,
      );
    }
    if (isDeeperThan(tree, limits.maxDepth)) return tooDeep;
    const matches = language.query.matches(root, { progressCallback: () => cancel.isCancelled() });
    checkCancelled(cancel);
    const lowered = lower(matches, text, language, limits.maxDepth);
    if (lowered === null) return tooDeep;
    const errors = root.hasError ? errorSpans(tree, language, lowered.tolerated) : [];
    return { kind: 'tree', tree: { root: lowered.root, nodes: lowered.nodes, text, language: language.id, errors } };
  } catch (error) {
    checkCancelled(cancel);
    return failed(error);
  }
}

/** Outermost first come, first kept: an error inside an error says nothing more. */
function errorSpans(
  tree: Tree,
  language: LoadedLanguage,
  tolerated: ReadonlySet<number>,
): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  const found = language.errorQuery
    .captures(tree.rootNode)
    .filter(({ node }) => !tolerated.has(node.startIndex))
    .map(({ node }) => ({ start: node.startIndex, end: node.endIndex }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  for (const span of found) {
    const last = spans[spans.length - 1];
    if (last === undefined || span.start >= last.end || span.end > last.end) spans.push(span);
  }
  return spans;
}

function notParsed(reason: NotParsed['reason'], message: string): NotParsed {
  return { kind: 'not-parsed', reason, message };
}

/** The WASM side ran out of memory or trapped. Its state is not to be trusted: the host recycles the worker. */
function failed(error: unknown): NotParsed {
  return notParsed('failed', `The parser failed: ${String(error)}`);
}
