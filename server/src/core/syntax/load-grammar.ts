import { Language, Parser, Query } from 'web-tree-sitter';
import type { LanguageId } from '../model/syntax.ts';
import { type CaptureMeaning, factsFor, meaningOf, type PatternProperties, propertiesOf } from './capture-plan.ts';

export interface GrammarSource {
  readonly id: LanguageId;
  /** The bytes of `tree-sitter-<grammar>.wasm`. */
  readonly wasm: Uint8Array;
  /** `facts.scm` of the inherited languages in the order of `inherits`, then the language's own. */
  readonly facts: readonly string[];
}

/** A grammar and its lowering, ready to parse. Lives as long as the runtime; `parse` and the tree cache take it. */
export interface LoadedLanguage {
  readonly id: LanguageId;
  readonly parser: Parser;
  readonly query: Query;
  readonly errorQuery: Query;
  readonly meanings: ReadonlyMap<string, CaptureMeaning>;
  /** By index of the pattern. */
  readonly properties: readonly PatternProperties[];
  /** Whether a pattern names a type of node. */
  readonly names: (nodeType: string) => boolean;
}

/**
 * After `startRuntime`.
 * @throws Error when the bytes are no grammar, or when `facts.scm` names what the grammar does not have.
 */
export async function loadGrammar(source: GrammarSource): Promise<LoadedLanguage> {
  const grammar = await Language.load(source.wasm);
  const text = source.facts.map((facts) => factsFor(source.id, facts)).join('\n');
  const query = compile(grammar, source.id, text);
  const parser = new Parser();
  parser.setLanguage(grammar);
  return {
    id: source.id,
    parser,
    query,
    errorQuery: new Query(grammar, '(ERROR) @error (MISSING) @error'),
    meanings: new Map(query.captureNames.map((name) => [name, meaningOf(name)])),
    properties: Array.from(query.setProperties, propertiesOf),
    names: (nodeType) => new RegExp(String.raw`\(\s*${nodeType}\b`).test(text),
  };
}

function compile(grammar: Language, id: LanguageId, text: string): Query {
  try {
    return new Query(grammar, text);
  } catch (error) {
    const index = (error as { index?: unknown }).index;
    const place = typeof index === 'number' ? text.slice(index, index + 60).split('\n')[0] : '';
    throw new Error(`facts.scm of ${id}: ${String(error)} at ${JSON.stringify(place)}`, { cause: error });
  }
}
