import type { LanguageId, SyntaxNode, SyntaxTree } from './syntax.ts';

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
  /** The grammar's lexer is so large that V8 takes half a gigabyte to optimise it: shells run it as it is. */
  readonly largeLexer?: true;
}

/** The name an import binds, and the module it then stands for. */
export interface ModuleBinding {
  readonly name: string;
  readonly module: string;
}

/** What a name is that nothing binds. */
export type FreeName =
  | { readonly kind: 'environment' }
  /** Of the function around it, counted from 0. */
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'unknown' };

/** What a reader without a grammar makes of a text; `message` says why it makes nothing of it. */
export type ReadTree =
  | { readonly kind: 'tree'; readonly nodes: readonly SyntaxNode[]; readonly errors: SyntaxTree['errors'] }
  | { readonly kind: 'not-parsed'; readonly reason: 'too-large' | 'too-deep'; readonly message: string };

/** How a language's names work, where that differs from one language to another. */
export interface LanguageTraits {
  /** Names of a first parameter that stands for the object a method is called on: `self`, `cls`. It is no argument. */
  readonly selfNames: readonly string[];
  /** What an import of a whole module binds when it gives no name: `a` of `import a.b`. Null: nothing. */
  readonly bindModule: (specifier: string) => ModuleBinding | null;
  /** Whether other files see a name of the top level. Null: they see what `export` statements name. */
  readonly exportsName: ((name: string) => boolean) | null;
  /** `from package import name` may name a module. */
  readonly hasSubmodules: boolean;
  /** `f(**options)` gives arguments by name. */
  readonly spreadsKeywords: boolean;
  /** A call is over when it returns. False: only when it is waited for. */
  readonly isBlocking: boolean;
  /** A method sees the names of its class without `this`. */
  readonly seesMembers: boolean;
  /** A field and a method of a class may have one name. */
  readonly namesMethodsApart: boolean;
  /** Workspace paths of a name that needs no import because its file stands beside `from`. Null: everything is imported. */
  readonly siblingPaths: ((name: string, from: string) => readonly string[]) | null;
  /** `x.getName()` reads the field `name`. */
  readonly hasAccessors: boolean;
  /** What a variable or field is declared as is what it is, whatever made it. */
  readonly declaresTypes: boolean;
  /** The class whose instance a call of this canonical path gives: `X` for `X.builder().build`; else the path itself. */
  readonly instanceMade: (callee: string) => string;
  /** What a name is that nothing binds: `$HOME`, `$1`. Null: a global of that name. */
  readonly freeName: ((name: string, isCalled: boolean) => FreeName) | null;
  /** What a type is that nothing binds, by the namespaces that the file opens: `using Google.Cloud.Storage.V1;`. Null: not known. */
  readonly openedName: ((name: string, namespaces: readonly string[]) => string | null) | null;
  /** `helper()` may be a method of the class around it. */
  readonly hasImplicitSelf: boolean;
  /** Names that are fields of the object by how they are written: `@client`. */
  readonly fieldName: RegExp | null;
  /** The field that a name reads when nothing else is called so: `client` reads `@client`. Null: none. */
  readonly fieldRead: ((name: string) => string) | null;
  /** Names of variables that a named function does not see from around it. Null: it sees all. */
  readonly closedName: RegExp | null;
  /** Names that belong to the whole file wherever they are set: `$client`. */
  readonly fileName: RegExp | null;
  /** A member that makes an instance of the class it is read from: `new` of `Client.new`. */
  readonly constructorMember: string | null;
  /** The module of an import that stands in another's list: `a::{b::{c}}`. Null: imports do not nest. */
  readonly nestedModule: ((outer: string, inner: string) => string) | null;
  /** Declarations of one name are parts of one class: `impl` beside `struct`. */
  readonly reopensClasses: boolean;
  /** Methods that give back what they are called on, for our purpose: `unwrap`. */
  readonly transparentMethods: ReadonlySet<string>;
  /** What a call without a callee calls: a shell, for backticks. */
  readonly unnamedCall: string | null;
  /**
   * An assignment in a function gives a value to a name of what stands around it; told by the text of the function before
   * it. Null: no assignment says so, or names are declared with their types.
   */
  readonly assignsOuter: ((before: string, name: string) => boolean) | null;
  /** What a function assigns is seen by the whole file. */
  readonly leaksAssignments: boolean;
  /** A call runs a program, its arguments are words, and checks keep nobody out: it has the rights of whoever starts it. */
  readonly callsAreCommands: boolean;
  /** Functions give several values, the first of which is what they are called for: `client, err := connect()`. */
  readonly returnsSeveral: boolean;
  /** A function answers with its last statement. */
  readonly answersLast: boolean;
  /** Methods that hand what they are called on to the block they are given: `connect().use { it.send(x) }`. */
  readonly handsReceiver: ReadonlySet<string>;
  /** Methods that hand the elements of what they are called on to their block, one at a time: `files.each { |file| … }`. */
  readonly handsElements: ReadonlySet<string>;
  /** What the grammar reads in place of a text that is not yet of its language, of the same length. Null: it is. */
  readonly readable: ((text: string) => string | null) | null;
  /** Of a language without a grammar: its tree. Null: a root, and nothing below it. */
  readonly readTree: ((text: string) => ReadTree) | null;
  /** Only some of a text is read: facts of that are told, and the file counts as not judged all the same. */
  readonly isPartly: boolean;
  /** No language is known for it: only what holds of every text is read, and it counts as not judged. */
  readonly isUnread: boolean;
  /** Texts that a file of this format says to others, by name. Null: none. */
  readonly textsSaid: ((text: string) => Readonly<Record<string, string>>) | null;
  /**
   * Workspace paths of a module when other files say where modules are: `look` gives the text that a file exports under a
   * name, null when it says nothing or is not at hand yet. Null: `modulePaths` is enough.
   */
  readonly declaredPaths:
    | ((specifier: string, from: string, look: (path: string, name: string) => string | null) => readonly string[])
    | null;
}

/** What a language means: names, values and modules. Data stands in `grammars/<id>/`. */
export interface LanguageDefinition extends LanguageData, LanguageTraits {
  /** The value of a `string` or `template-text` node, escapes read; null when it is no plain text (bytes, regex). */
  readonly readString: (raw: string) => string | null;
  /** One spelling for a module: `node:fs` and `fs` are one. */
  readonly canonicalModule: (specifier: string) => string;
  /**
   * Workspace paths a module may stand for, best first; empty for packages. `from` is the importing file's path, `name`
   * what is imported from the module: for languages in which it has a file of its own.
   */
  readonly modulePaths: (specifier: string, from: string, name?: string) => readonly string[];
  /** Names that need no import, and the canonical symbol of each: `fetch`, `print`, `open`. */
  readonly globals: Readonly<Record<string, string>>;
  /** False for data formats: YAML, JSON, TOML, requirements. */
  readonly isCode: boolean;
}
