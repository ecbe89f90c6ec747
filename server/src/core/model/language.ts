import type { LanguageId } from './syntax.ts';

/** `grammars/<id>/language.json`. */
export interface LanguageData {
  readonly id: LanguageId;
  readonly title: string;
  /** Name of the grammar in the npm package `tree-sitter-wasm`. */
  readonly grammar: string;
  /** Languages whose `facts.scm` is read before this one's. */
  readonly inherits: readonly LanguageId[];
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /** Whole file names or globs on the path, for languages known by place. */
  readonly fileNames: readonly string[];
}

/** What a language means: names, values and modules. Data stands in `grammars/<id>/`. */
export interface LanguageDefinition extends LanguageData {
  /** The value of a `string` or `template-text` node, escapes read; null when it is no plain text (bytes, regex). */
  readonly readString: (raw: string) => string | null;
  /** One spelling for a module: `node:fs` and `fs` are one. */
  readonly canonicalModule: (specifier: string) => string;
  /** Workspace paths a module may stand for, best first; empty for packages. `from` is the importing file's path. */
  readonly modulePaths: (specifier: string, from: string) => readonly string[];
  /** Names that need no import, and the canonical symbol of each: `fetch`, `print`, `open`. */
  readonly globals: Readonly<Record<string, string>>;
  /** False for data formats: YAML, JSON, TOML, requirements. */
  readonly isCode: boolean;
}
