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

interface Loaded {
  readonly languages: Map<LanguageId, Promise<LoadedLanguage>>;
  runtime: SyntaxRuntime | null;
}

/** To compile the patterns of a grammar takes longer than to read most files: engines on the same files share what is loaded. */
const loadedFrom = new WeakMap<GrammarFiles, Loaded>();

export function createEngine(files: GrammarFiles, { keptTrees }: EngineOptions = { keptTrees: 1 }): Engine {
  const trees = createTreeCache({ maxTrees: keptTrees, maxNodes: 1_000_000 });
  const loaded: Loaded = loadedFrom.get(files) ?? { languages: new Map(), runtime: null };
  loadedFrom.set(files, loaded);
  const ready = new Map<LanguageId, LoadedLanguage>();

  const loadOne = async (id: LanguageId): Promise<LoadedLanguage> => {
    const definition = languages.find((language) => language.id === id);
    if (definition === undefined) throw new Error(`no language is called ${id}`);
    loaded.runtime = await startRuntime(await files.runtime());
    const [wasm, ...facts] = await Promise.all([
      files.grammar(definition.grammar),
      ...[...definition.inherits, id].map((each) => files.facts(each)),
    ]);
    return await loadGrammar({ id, wasm, facts });
  };

  return {
    languageOf: (path, text = '') => languageOf(path, text.slice(0, 200).split('\n', 1)[0]),
    async load(ids) {
      for (const id of ids) {
        if (withoutGrammar.some((language) => language.id === id)) continue;
        const pending = loaded.languages.get(id) ?? loadOne(id);
        loaded.languages.set(id, pending);
        try {
          ready.set(id, await pending);
        } catch (error) {
          loaded.languages.delete(id);
          throw error;
        }
      }
    },
    runtime: () => loaded.runtime,
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
