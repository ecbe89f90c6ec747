import { Edit, type Point, type Tree } from 'web-tree-sitter';
import type { Cancel } from '../model/cancel.ts';
import type { LoadedLanguage } from './load-grammar.ts';
import { defaultLimits, deleteTree, growTree, lowerTree, type Parsed, type ParseLimits } from './parse.ts';

/**
 * Trees of files that are open or held, so that the next keystroke parses only what it touched. The WASM heap has no
 * garbage collector: what is evicted is deleted.
 */
export interface TreeCache {
  /**
   * The same answer as `parse` gives: a text with errors is parsed afresh, because error recovery depends on the way
   * there.
   * @throws Cancelled
   */
  readonly parse: (path: string, text: string, language: LoadedLanguage, cancel: Cancel) => Parsed;
  readonly drop: (path: string) => void;
  readonly clear: () => void;
  readonly size: () => { readonly trees: number; readonly nodes: number };
}

export interface TreeCacheBounds {
  readonly maxTrees: number;
  /** Nodes of the grammar's trees, together; about 100 bytes of WASM heap each. */
  readonly maxNodes: number;
}

interface Entry {
  readonly tree: Tree;
  readonly text: string;
  readonly language: LoadedLanguage;
  readonly nodes: number;
}

const defaultBounds: TreeCacheBounds = { maxTrees: 32, maxNodes: 1_000_000 };

export function createTreeCache(bounds = defaultBounds, limits: ParseLimits = defaultLimits): TreeCache {
  /** Least recently used first. */
  const entries = new Map<string, Entry>();
  let nodes = 0;

  const drop = (path: string): void => {
    const entry = entries.get(path);
    if (entry === undefined) return;
    entries.delete(path);
    nodes -= entry.nodes;
    deleteTree(entry.tree);
  };

  const keep = (path: string, entry: Entry): void => {
    drop(path);
    if (entry.nodes > bounds.maxNodes) {
      deleteTree(entry.tree);
      return;
    }
    entries.set(path, entry);
    nodes += entry.nodes;
    for (const oldest of entries.keys()) {
      if (entries.size <= bounds.maxTrees && nodes <= bounds.maxNodes) break;
      drop(oldest);
    }
  };

  return {
    parse(path, text, language, cancel) {
      const previous = entries.get(path);
      const grown = grow(text, language, cancel, previous?.language === language ? previous : null, limits);
      if (grown.kind === 'not-parsed') {
        drop(path);
        return grown;
      }
      let parsed: Parsed | null = null;
      try {
        parsed = lowerTree(grown.tree, text, language, cancel, limits);
        return parsed;
      } finally {
        if (parsed?.kind === 'tree') {
          keep(path, { tree: grown.tree, text, language, nodes: grown.tree.rootNode.descendantCount });
        } else deleteTree(grown.tree);
      }
    },
    drop,
    clear() {
      for (const path of entries.keys()) drop(path);
    },
    size: () => ({ trees: entries.size, nodes }),
  };
}

function grow(
  text: string,
  language: LoadedLanguage,
  cancel: Cancel,
  previous: Entry | null,
  limits: ParseLimits,
): ReturnType<typeof growTree> {
  if (previous !== null) {
    // A copy shares its nodes. The kept tree must not be edited: this parse may be cancelled.
    const edited = previous.tree.copy();
    try {
      if (text !== previous.text) edited.edit(editBetween(previous.text, text));
      const grown = growTree(text, language, cancel, edited, limits);
      if (grown.kind === 'not-parsed' || !grown.tree.rootNode.hasError) return grown;
      deleteTree(grown.tree);
    } finally {
      deleteTree(edited);
    }
  }
  return growTree(text, language, cancel, null, limits);
}

/** One edit that spans from the first to the last difference. */
export function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  const oldEnd = before.length - tail;
  const newEnd = after.length - tail;
  return new Edit({
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEnd),
    newEndPosition: pointAt(after, newEnd),
  });
}

/** Tree-sitter's own rows, which only `\n` ends. */
function pointAt(text: string, offset: number): Point {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row += 1;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
