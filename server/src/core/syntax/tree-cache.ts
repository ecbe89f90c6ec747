import { Edit, type Tree } from 'web-tree-sitter';
import type { Cancel } from '../model/cancel.ts';
import type { SyntaxTree } from '../model/syntax.ts';
import type { LoadedLanguage } from './load-grammar.ts';
import {
  defaultLimits,
  deleteTree,
  growTree,
  lowerTree,
  type NotParsed,
  type Parsed,
  type ParseLimits,
} from './parse.ts';
import { pointAt } from './points.ts';

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
  /** What the newest tree was lowered to. Only of one file: people type in one at a time, and it is large. */
  let last: { readonly path: string; readonly lowered: SyntaxTree } | null = null;

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
      const kept = entries.get(path);
      const previous = kept?.language === language ? kept : null;
      const grown = grow(text, language, cancel, previous, limits);
      if (grown.kind === 'not-parsed') {
        drop(path);
        return grown;
      }
      const { tree, edited, edit } = grown;
      const lowered = last?.path === path && last.lowered.text === previous?.text ? last.lowered : null;
      const earlier = edited === null || edit === null || lowered === null ? null : { edited, edit, lowered };
      let parsed: Parsed | null = null;
      try {
        parsed = lowerTree(tree, text, language, cancel, limits, earlier);
        return parsed;
      } finally {
        if (edited !== null) deleteTree(edited);
        if (parsed?.kind === 'tree') {
          keep(path, { tree, text, language, nodes: tree.rootNode.descendantCount });
          last = { path, lowered: parsed.tree };
        } else deleteTree(tree);
      }
    },
    drop,
    clear() {
      for (const path of entries.keys()) drop(path);
      last = null;
    },
    size: () => ({ trees: entries.size, nodes }),
  };
}

/** To be deleted by the caller, both of them. `edited`: the earlier tree with the edit noted, if the new one grew from it. */
interface Grown {
  readonly kind: 'grown';
  readonly tree: Tree;
  readonly edited: Tree | null;
  readonly edit: Edit | null;
}

function grow(
  text: string,
  language: LoadedLanguage,
  cancel: Cancel,
  previous: Entry | null,
  limits: ParseLimits,
): Grown | NotParsed {
  if (previous !== null) {
    // A copy shares its nodes. The kept tree must not be edited: this parse may be cancelled.
    const edited = previous.tree.copy();
    let isKept = false;
    try {
      const edit = editBetween(previous.text, text);
      if (text !== previous.text) edited.edit(edit);
      const grown = growTree(text, language, cancel, edited, limits);
      if (grown.kind === 'not-parsed') return grown;
      if (!grown.tree.rootNode.hasError) {
        isKept = true;
        return { ...grown, edited, edit };
      }
      deleteTree(grown.tree);
    } finally {
      if (!isKept) deleteTree(edited);
    }
  }
  const grown = growTree(text, language, cancel, null, limits);
  return grown.kind === 'grown' ? { ...grown, edited: null, edit: null } : grown;
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
