import { languageOf, languages, withoutGrammar } from './languages/table.ts';
import type { Cancel } from './model/cancel.ts';
import type { LanguageDefinition } from './model/language.ts';
import type { LanguageId } from './model/syntax.ts';
import { loadGrammar, type LoadedLanguage } from './syntax/load-grammar.ts';
import type { Parsed } from './syntax/parse.ts';
import { createTreeCache } from './syntax/tree-cache.ts';
import { startRuntime, type SyntaxRuntime } from './syntax/runtime.ts';
import { createTreeBuilder } from './text/tree-builder.ts';

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
      if (withoutGrammar.includes(language)) return readWithoutGrammar(text, language);
      const grammar = ready.get(language.id);
      if (grammar === undefined) throw new Error(`the grammar of ${language.id} is not loaded`);
      const readable = language.readable?.(text) ?? null;
      if (readable === null) return trees.parse(path, text, grammar, cancel);
      const parsed = trees.parse(path, readable, grammar, cancel);
      return parsed.kind === 'tree' ? { kind: 'tree', tree: { ...parsed.tree, text } } : parsed;
    },
  };
}

/** Read without a tree, line by line: shells may read far larger files of this kind. */
export function isReadByLine(path: string): boolean {
  return ['lock', 'own-records'].includes(languageOf(path)?.id ?? '');
}

function readWithoutGrammar(text: string, { id, readTree }: LanguageDefinition): Parsed {
  const read = readTree?.(text) ?? { kind: 'tree', nodes: createTreeBuilder(text.length).nodes, errors: [] };
  if (read.kind === 'not-parsed') return read;
  return { kind: 'tree', tree: { root: read.nodes[0]!, nodes: read.nodes, text, language: id, errors: read.errors } };
}
