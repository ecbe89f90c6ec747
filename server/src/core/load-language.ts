import { languageOf, languages, withoutGrammar } from './languages/table.ts';
import type { Cancel } from './model/cancel.ts';
import type { LanguageDefinition } from './model/language.ts';
import type { LanguageId, SyntaxNode, SyntaxTree } from './model/syntax.ts';
import { loadGrammar, type LoadedLanguage } from './syntax/load-grammar.ts';
import type { Parsed } from './syntax/parse.ts';
import { createTreeCache } from './syntax/tree-cache.ts';
import { startRuntime, type SyntaxRuntime } from './syntax/runtime.ts';

/** Where the shell finds grammars. Bytes only: the core reads no files. */
export interface GrammarFiles {
  /** The bytes of `web-tree-sitter.wasm`. */
  readonly runtime: () => Promise<Uint8Array>;
  /** The bytes of `tree-sitter-<grammar>.wasm`. */
  readonly grammar: (grammar: string) => Promise<Uint8Array>;
  /** The text of `grammars/<id>/facts.scm`. */
  readonly facts: (id: LanguageId) => Promise<string>;
}

/** Parses every shipped language; a grammar is loaded when the first file of its language is met. */
export interface Engine {
  /** Null: no language is known for the path, nor for a `#!` in the text. */
  readonly languageOf: (path: string, text?: string) => LanguageDefinition | null;
  /** @throws Error when a grammar cannot be loaded. */
  readonly load: (ids: Iterable<LanguageId>) => Promise<void>;
  /** What all grammars run on; null before the first is loaded. */
  readonly runtime: () => SyntaxRuntime | null;
  /** The language must be loaded. */
  readonly parse: (language: LanguageDefinition, path: string, text: string, cancel: Cancel) => Parsed;
}

export interface EngineOptions {
  /**
   * How many trees of files parsed last are kept, so that another text of the same file parses only what is different: the
   * other side of a change, in an editor each keystroke.
   */
  readonly keptTrees: number;
}

export function createEngine(files: GrammarFiles, { keptTrees }: EngineOptions = { keptTrees: 1 }): Engine {
  const trees = createTreeCache({ maxTrees: keptTrees, maxNodes: 1_000_000 });
  const loaded = new Map<LanguageId, Promise<LoadedLanguage>>();
  const ready = new Map<LanguageId, LoadedLanguage>();
  let runtime: SyntaxRuntime | null = null;

  const loadOne = async (id: LanguageId): Promise<LoadedLanguage> => {
    const definition = languages.find((language) => language.id === id);
    if (definition === undefined) throw new Error(`no language is called ${id}`);
    runtime = await startRuntime(await files.runtime());
    const [wasm, ...facts] = await Promise.all([
      files.grammar(definition.grammar),
      ...[...definition.inherits, id].map((each) => files.facts(each)),
    ]);
    const language = await loadGrammar({ id, wasm, facts });
    ready.set(id, language);
    return language;
  };

  return {
    languageOf: (path, text = '') => languageOf(path, text.slice(0, 200).split('\n', 1)[0]),
    async load(ids) {
      for (const id of ids) {
        if (withoutGrammar.some((language) => language.id === id)) continue;
        const pending = loaded.get(id) ?? loadOne(id);
        loaded.set(id, pending);
        try {
          await pending;
        } catch (error) {
          loaded.delete(id);
          throw error;
        }
      }
    },
    runtime: () => runtime,
    parse(language, path, text, cancel) {
      if (withoutGrammar.includes(language)) return { kind: 'tree', tree: withoutSyntax(text, language) };
      const grammar = ready.get(language.id);
      if (grammar === undefined) throw new Error(`the grammar of ${language.id} is not loaded`);
      return trees.parse(path, text, grammar, cancel);
    },
  };
}

/** A root, and below it the lines if the language has any. */
function withoutSyntax(text: string, { id, hasLines }: LanguageDefinition): SyntaxTree {
  const children: SyntaxNode[] = [];
  const root: SyntaxNode = { kind: 'block', role: null, start: 0, end: text.length, parent: null, children, index: 0 };
  let start = 0;
  for (const line of hasLines ? text.split('\n') : []) {
    const end = start + line.length;
    const from = start + (line.length - line.trimStart().length);
    const to = Math.max(from, end - (line.length - line.trimEnd().length));
    const index = children.length + 1;
    if (to > from)
      children.push({ kind: 'string', role: null, start: from, end: to, parent: root, children: [], index });
    start = end + 1;
  }
  return { root, nodes: [root, ...children], text, language: id, errors: [] };
}
