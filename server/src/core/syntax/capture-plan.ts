import type { NodeKind } from '../model/syntax.ts';

/**
 * What the captures of a `facts.scm` mean. The vocabulary, for whoever writes one:
 *
 * - `@call`: the kind of the node. `@call.callee`: its role in the captured node around it.
 * - The pattern that stands later wins, for kinds and for roles. A role that ends in a kind's name (`binary.operator`,
 *   `class.name`, `parameter.type`) gives that kind to a node no pattern names; any other role gives `other`.
 * - `@_through`, in place of a kind: no node; what is inside belongs to the node around it, and its own role goes to the
 *   first node inside that has none. Parentheses, casts.
 * - `@_opaque`: nothing inside becomes a node; with neither kind nor role, neither does the node itself.
 * - `@_leading`: belongs to the next sibling and moves into it, which then starts here. Decorators beside a method.
 * - `@_tolerated`: an ERROR that is none, because the grammar is stricter than the tools. What is inside stays.
 * - `(#set! around R)`: the pattern's kind is put around the node, which keeps its own kind inside, in role R. For
 *   grammars in which a bare name is a parameter.
 * - `(#set! fold K)`: children without a role go into a new node of kind K in role `entry.value`; several `entry.key`s
 *   nest, one entry a key. For TOML, where `[a.b]` stands for objects in objects.
 * - `(#set! gather R)`: children in the roles `member.object` and `member.property` go into a new `member` in role R. For
 *   grammars that have no node for `a.b` of `a.b()`.
 * - `(#set! each R)`: a node with several children in role R stands once for each of them, with the other children every
 *   time: `a, b string` is two parameters. For grammars in which names share what is said of them.
 * - `; only: javascript tsx` on a line of its own: what follows holds for these languages; `; only: *` ends it. For
 *   files that others inherit whose grammar lacks a node, because one unknown name fails the whole query.
 */
export type Control = '_through' | '_opaque' | '_leading' | '_tolerated';

export type CaptureMeaning =
  | { readonly kind: 'kind'; readonly value: NodeKind }
  | { readonly kind: 'role'; readonly value: string; readonly implied: NodeKind }
  | { readonly kind: 'control'; readonly value: Control };

/** One a pattern of the query: what its `#set!` asks for. */
export interface PatternProperties {
  readonly around: string | null;
  readonly fold: NodeKind | null;
  readonly gather: string | null;
  readonly each: string | null;
}

const KINDS: Readonly<Record<NodeKind, true>> = {
  import: true,
  specifier: true,
  export: true,
  function: true,
  parameter: true,
  class: true,
  interface: true,
  field: true,
  decorator: true,
  assign: true,
  if: true,
  return: true,
  throw: true,
  loop: true,
  try: true,
  catch: true,
  block: true,
  name: true,
  self: true,
  member: true,
  property: true,
  index: true,
  call: true,
  new: true,
  keyword: true,
  spread: true,
  string: true,
  template: true,
  'template-text': true,
  number: true,
  boolean: true,
  null: true,
  array: true,
  object: true,
  entry: true,
  shorthand: true,
  pattern: true,
  binary: true,
  unary: true,
  operator: true,
  await: true,
  type: true,
  comment: true,
  other: true,
};

const CONTROLS: Readonly<Record<Control, true>> = {
  _through: true,
  _opaque: true,
  _leading: true,
  _tolerated: true,
};

function isKind(name: string): name is NodeKind {
  return Object.hasOwn(KINDS, name);
}

/**
 * The same text as the one that a literal in the code is: engines compare those by their address, and kinds and roles are what
 * all of the analysis compares. Names of properties are such texts.
 */
function asLiteral(text: string): string {
  return Object.keys({ [text]: true })[0] ?? text;
}

/** @throws Error for a capture name that means nothing: a mistake in `facts.scm`. */
export function meaningOf(capture: string): CaptureMeaning {
  if (Object.hasOwn(CONTROLS, capture)) return { kind: 'control', value: capture as Control };
  const [owner = '', part, ...rest] = capture.split('.').map(asLiteral);
  if (!isKind(owner) || rest.length > 0) throw new Error(`@${capture} is no kind, no role of a kind and no control`);
  if (part === undefined) return { kind: 'kind', value: owner };
  return { kind: 'role', value: asLiteral(capture), implied: isKind(part) ? part : 'other' };
}

/** @throws Error for a property that means nothing. */
export function propertiesOf(set: Readonly<Record<string, string | null>> | undefined): PatternProperties {
  const { around = null, fold = null, gather = null, each = null, ...unknown } = set ?? {};
  const names = Object.keys(unknown);
  if (names.length > 0) throw new Error(`(#set! ${names.join(' ')}) is not known`);
  if (fold !== null && !isKind(fold)) throw new Error(`(#set! fold ${fold}) names no kind`);
  return { around, fold, gather, each };
}

/** The lines of a `facts.scm` that hold for a language. Left-out lines stay as empty ones: errors keep their line. */
export function factsFor(language: string, text: string): string {
  let holds = true;
  return text
    .split('\n')
    .map((line) => {
      const only = /^; only:(.*)$/.exec(line)?.[1]?.trim().split(/\s+/);
      if (only !== undefined) holds = only.includes('*') || only.includes(language);
      return holds ? line : '';
    })
    .join('\n');
}
