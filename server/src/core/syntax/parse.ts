import type { QueryMatch, Tree } from 'web-tree-sitter';
import { type Cancel, Cancelled, checkCancelled } from '../model/cancel.ts';
import type { NotJudged } from '../model/change.ts';
import type { SyntaxTree } from '../model/syntax.ts';
import type { LoadedLanguage } from './load-grammar.ts';
import { lower } from './lower.ts';
import { type Earlier, relower } from './relower.ts';
import { reportTrap, trapOfRuntime } from './runtime.ts';
import { pointAt } from './points.ts';
import { findBadShape, hasMoreHolesThan, isIndentedDeeperThan, type ShapeLimits } from './shape.ts';

/** Counts, never time: the same text gets the same answer on every machine. */
export interface ParseLimits extends ShapeLimits {
  /** UTF-16 units of text. */
  readonly maxLength: number;
  /** Nodes of the grammar's tree: about 30 a line of dense code. */
  readonly maxNodes: number;
  /**
   * Pieces of 5,119 characters that the parser asks for. Code needs up to three times its length; an opened comment that
   * never ends is read again to the end of the file from each of its words.
   */
  readonly maxReads: number;
}

export const defaultLimits: ParseLimits = {
  maxLength: 2_000_000,
  maxNodes: 600_000,
  maxReads: 20_000,
  maxDepth: 1_000,
  maxIndents: 200,
  maxHoles: 1_000,
  maxLooseTokens: 10_000,
};

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
    deleteTree(grown.tree);
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
  if (isIndentedDeeperThan(text, limits.maxIndents)) {
    return notParsed('too-deep', `The text is indented more than ${limits.maxIndents} levels deep.`);
  }
  // Kotlin's scanner keeps open strings in a kilobyte and aborts past it, which takes the whole WASM heap down.
  if (language.names('interpolated_expression') && hasMoreHolesThan(text, limits.maxHoles)) {
    return notParsed('too-deep', `Strings have more than ${limits.maxHoles} holes, which may stand in each other.`);
  }
  return fence(cancel, () => {
    const { read, isPast, unlimit } = createReader(text, limits.maxReads);
    const tree = language.parser.parse(read, previous, { progressCallback: () => cancel.isCancelled() });
    if (tree !== null && isPast()) {
      tree.delete();
      return notParsed('too-large', `The parser reads the text over and over: more than ${limits.maxReads} times.`);
    }
    unlimit();
    if (tree !== null) return { kind: 'grown', tree };
    // A parse that was stopped is otherwise resumed by the next one, with another file's text.
    language.parser.reset();
    checkCancelled(cancel);
    return notParsed('failed', 'The parser gave no tree.');
  });
}

/**
 * What gives a text to the parser; past the limit the text just ends, and the tree is to be thrown away. A tree keeps `read`
 * for the predicates of queries, so the scope must not hold the tree that an edit replaced: each would hold the one before.
 */
function createReader(text: string, maxReads: number) {
  let reads = 0;
  return {
    read: (index: number): string => {
      reads += 1;
      return reads > maxReads ? '' : text.slice(index);
    },
    isPast: () => reads > maxReads,
    unlimit: () => (reads = Number.NEGATIVE_INFINITY),
  };
}

/**
 * `earlier`: what was there before an edit, so that only what it touched is lowered.
 * @throws Cancelled
 */
export function lowerTree(
  tree: Tree,
  text: string,
  language: LoadedLanguage,
  cancel: Cancel,
  limits: ParseLimits,
  earlier: Earlier | null = null,
): Parsed {
  return fence(cancel, () => {
    const root = tree.rootNode;
    const size = root.descendantCount;
    if (size > limits.maxNodes) {
      return notParsed('too-large', `The text has ${size} syntax nodes; up to ${limits.maxNodes} are read.`);
    }
    const shape = findBadShape(tree, limits);
    if (shape === 'too-deep') return notParsed(shape, `The code nests deeper than ${limits.maxDepth} levels.`);
    if (shape === 'too-large') return notParsed(shape, `More than ${limits.maxLooseTokens} tokens belong to nothing.`);
    const matchesIn = (span?: { readonly start: number; readonly end: number }): readonly QueryMatch[] => {
      // Positions: web-tree-sitter 0.27 takes the indices of a range for bytes, of which a UTF-16 unit has two.
      const range =
        span === undefined ? {} : { startPosition: pointAt(text, span.start), endPosition: pointAt(text, span.end) };
      const matches = language.query.matches(root, { ...range, progressCallback: () => cancel.isCancelled() });
      checkCancelled(cancel);
      return matches;
    };
    const again = earlier === null ? null : relower(earlier, tree, text, language, matchesIn);
    if (again !== null) return { kind: 'tree', tree: { ...again, text, language: language.id, errors: [] } };
    const { tolerated, ...lowered } = lower(matchesIn(), text, language);
    const errors = root.hasError ? errorSpans(tree, language, tolerated) : [];
    return { kind: 'tree', tree: { ...lowered, text, language: language.id, errors } };
  });
}

/** After a trap there is nothing to free, and freeing would trap again. */
export function deleteTree(tree: Tree): void {
  if (trapOfRuntime() === null) tree.delete();
}

/** What the WASM module throws is a trap or the end of its memory. */
function fence<T>(cancel: Cancel, work: () => T): T | NotParsed {
  checkCancelled(cancel);
  const trap = trapOfRuntime();
  if (trap !== null) return notParsed('failed', `The parser failed earlier: ${trap}`);
  try {
    return work();
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    return notParsed('failed', `The parser failed: ${reportTrap(error)}`);
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
