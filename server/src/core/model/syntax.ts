/**
 * The language-neutral tree. A grammar's `facts.scm` names nodes with captures; the tree is the containment of what was
 * captured, so wrappers that no pattern names (parentheses, statement shells) are transparent.
 *
 * A capture without a dot is a node's kind (`@call`); one with a dot is its role in the node around it (`@call.callee`).
 * A node may have both: in `a.b()` the node `a.b` is a `member` and plays `call.callee`.
 */
export type NodeKind =
  // statements and declarations
  // Python: `import a.b, c as d` is two imports, with import.module `a.b`, and `c` with import.namespace `d`.
  | 'import' // roles: import.module, import.default, import.namespace, import.wildcard; children: specifier
  | 'specifier' // specifier.name, specifier.alias (of import and of re-export)
  | 'export' // export.module (re-export), export.namespace (`* as x`), export.default; children: specifier or declaration
  | 'function' // function.name, function.receiver, function.body, function.returns (type); children: parameter, decorator
  | 'parameter' // parameter.name (may be a pattern or array), parameter.type, parameter.default, parameter.modifier (each: `...`, `*`, `**`, `private`, `readonly`); decorators
  | 'class' // class.name, class.base (each), class.implements, class.argument (`metaclass=M`), class.body; an enum is one
  | 'interface' // interface.name, interface.base, interface.body (a block, or a type when an alias is no object type)
  | 'field' // field.name, field.type, field.value (class and interface members; in Python class members are `assign`)
  | 'decorator' // its only child is the expression
  // Declarators, `with … as`, walrus, annotations without a value, for-of targets without value, defaults in a pattern.
  | 'assign' // assign.target, assign.value, assign.type, assign.operator (augmented only)
  // Statements and conditional expressions. Several if.else: Python's `elif`s, an `else` last. A switch or match: its
  // subject is the condition, its cases are blocks in role if.then (if.else for the default). An assertion: no if.then.
  | 'if' // if.condition, if.then, if.else
  | 'return'
  | 'throw'
  | 'loop' // loop.condition, loop.iterable, loop.body, loop.else; the target is an `assign`. A comprehension is one
  | 'try' // try.body, try.else, try.finally; children: catch
  | 'catch' // catch.parameter, catch.type; children: block
  | 'block' // block.case (each value or pattern of a case), block.guard; the root is a block
  // expressions
  | 'name'
  | 'self' // this; Python's `self` is a name
  | 'member' // member.object, member.property (a `property` node: text only)
  | 'property'
  | 'index' // index.object, index.key
  // JSX: the tag is the callee, attributes are keywords, children are further arguments. YAML `!Tag x` is a call of `Tag`.
  | 'call' // call.callee, call.argument (each)
  | 'new' // call.callee, call.argument
  | 'keyword' // keyword.name, keyword.value (Python keyword argument)
  | 'spread'
  | 'string' // regular expressions and bytes too: their value reads as null
  | 'template' // children: template-text, and expressions in role template.part (juxtaposed strings are parts)
  | 'template-text'
  | 'number'
  | 'boolean'
  | 'null'
  | 'array' // tuples and sets too, and destructuring by position
  | 'object'
  | 'entry' // entry.key, entry.value
  | 'shorthand' // `{ a }`
  | 'pattern' // destructuring by key: children shorthand, entry (entry.key, entry.value), spread, assign (target = default)
  | 'binary' // binary.left, binary.operator, binary.right
  | 'unary' // unary.operator, unary.operand
  | 'operator'
  | 'await'
  | 'type' // raw text; children: fields of object types (TypeScript), names and calls (Python)
  | 'comment'
  /** Only has a role: an expression no pattern names. Its children are still there. */
  | 'other';

export interface SyntaxNode {
  readonly kind: NodeKind;
  /** Role in the nearest node around it that was captured: `call.callee`. */
  readonly role: string | null;
  /** UTF-16 offsets into the text, half-open. */
  readonly start: number;
  readonly end: number;
  readonly parent: SyntaxNode | null;
  /** In source order. Of names that share what follows, as in `a, b string`, each node ends where all of them do. */
  readonly children: readonly SyntaxNode[];
  /** Dense number within the tree, in document order: an index for side tables. */
  readonly index: number;
}

export interface SyntaxTree {
  readonly root: SyntaxNode;
  /** All nodes in document order; `nodes[i].index === i`. */
  readonly nodes: readonly SyntaxNode[];
  readonly text: string;
  /** What the file says, where `text` is code that stands in it: as long, so that places are the file's. */
  readonly written?: string;
  readonly language: LanguageId;
  /** Spans (offsets) the grammar could not read. Empty: the side parsed. */
  readonly errors: readonly { readonly start: number; readonly end: number }[];
}

/** The id of a folder in `grammars/`. */
export type LanguageId = string;
