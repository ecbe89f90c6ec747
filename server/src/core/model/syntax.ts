/**
 * The language-neutral tree. A grammar's `facts.scm` names nodes with captures; the tree is the containment of what was
 * captured, so wrappers that no pattern names (parentheses, statement shells) are transparent.
 *
 * A capture without a dot is a node's kind (`@call`); one with a dot is its role in the node around it (`@call.callee`).
 * A node may have both: in `a.b()` the node `a.b` is a `member` and plays `call.callee`.
 */
export type NodeKind =
  // statements and declarations
  | 'import' // roles: import.module, import.default, import.namespace, import.wildcard; children: specifier
  | 'specifier' // specifier.name, specifier.alias (of import and of re-export)
  | 'export' // export.module (re-export), export.default; children: specifier or the declaration
  | 'function' // function.name, function.receiver, function.body, function.returns (type); children: parameter, decorator
  | 'parameter' // parameter.name (may be a pattern), parameter.type, parameter.default
  | 'class' // class.name, class.base (each), class.body
  | 'interface' // interface.name, interface.body (types, interfaces, TypedDicts of a language)
  | 'field' // field.name, field.type, field.value (class and interface members, model columns)
  | 'decorator' // its only child is the expression
  | 'assign' // assign.target, assign.value (declarators, `with … as`, augmented, walrus, for-of targets without value)
  | 'if' // if.condition, if.then, if.else (statements and conditional expressions)
  | 'return'
  | 'throw'
  | 'loop'
  | 'try' // children: block, catch
  | 'catch'
  | 'block'
  // expressions
  | 'name'
  | 'self' // this, self
  | 'member' // member.object, member.property (a `property` node: text only)
  | 'property'
  | 'index' // index.object, index.key
  | 'call' // call.callee, call.argument (each)
  | 'new' // call.callee, call.argument
  | 'keyword' // keyword.name, keyword.value (Python keyword argument)
  | 'spread'
  | 'string'
  | 'template' // children: template-text, and expressions in role template.part
  | 'template-text'
  | 'number'
  | 'boolean'
  | 'null'
  | 'array'
  | 'object'
  | 'entry' // entry.key, entry.value
  | 'shorthand' // `{ a }`
  | 'pattern' // destructuring: children name, entry (entry.key, entry.value), parameter.default
  | 'binary' // binary.left, binary.operator, binary.right
  | 'unary' // unary.operator, unary.operand
  | 'operator'
  | 'await'
  | 'type'
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
  /** In source order. */
  readonly children: readonly SyntaxNode[];
  /** Dense number within the tree, in document order: an index for side tables. */
  readonly index: number;
}

export interface SyntaxTree {
  readonly root: SyntaxNode;
  /** All nodes in document order; `nodes[i].index === i`. */
  readonly nodes: readonly SyntaxNode[];
  readonly text: string;
  readonly language: LanguageId;
  /** Spans (offsets) the grammar could not read. Empty: the side parsed. */
  readonly errors: readonly { readonly start: number; readonly end: number }[];
}

/** The id of a folder in `grammars/`. */
export type LanguageId = string;
