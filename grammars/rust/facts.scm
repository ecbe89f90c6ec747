; Rust. The vocabulary of captures: server/src/core/syntax/capture-plan.ts. Later patterns win.

[(line_comment) (block_comment)] @comment
[(expression_statement) (parenthesized_expression) (try_expression) (reference_expression) (type_cast_expression) (unsafe_block)] @_through
(mutable_specifier) @_opaque

; --- names and literals

[(identifier) (crate) (super) (type_identifier)] @name
(self) @self
((identifier) @self (#eq? @self "Self"))
((type_identifier) @self (#eq? @self "Self"))
[(integer_literal) (float_literal)] @number
(boolean_literal) @boolean
[(string_literal) (raw_string_literal) (char_literal)] @string
(unit_expression) @null
[(tuple_expression) (array_expression) (tuple_pattern) (slice_pattern)] @array
(scoped_identifier path: (_) @member.object name: (_) @member.property @property) @member
(scoped_identifier !path name: (_)) @_through
(generic_function function: (_)) @_through
(generic_function type_arguments: (_) @_opaque)

; --- imports. A list inside a list is an import inside an import: its module goes on where the outer one ends.

(use_declaration) @import
(use_declaration argument: [(scoped_identifier) (identifier)] @import.module @name @_opaque)
(use_as_clause path: (_) @import.module @name @_opaque alias: (_) @import.namespace)
(use_declaration argument: (scoped_use_list path: (_) @import.module @name @_opaque))
(use_list (scoped_use_list path: (_) @import.module @name @_opaque) @import)
((use_list (identifier) @specifier) (#set! around specifier.name))
(use_list (identifier) @name)
((use_list (scoped_identifier) @import) (#set! around import.module))
(use_list (scoped_identifier) @name @_opaque)
(use_list (use_as_clause path: (identifier) @specifier.name alias: (_) @specifier.alias) @specifier)
(use_list (use_as_clause path: (scoped_identifier) @import.module alias: (_) @import.namespace) @import)
(use_wildcard (_) @import.module @name @_opaque)
(use_list (self) @_opaque @specifier)

; --- types and functions. An `impl` is the same class as the `struct` of its name.

[(struct_item) (enum_item) (impl_item) (union_item)] @class
(struct_item name: (_) @class.name)
(enum_item name: (_) @class.name)
(impl_item type: [(type_identifier) (scoped_type_identifier)] @class.name @name @_opaque)
(impl_item type: (generic_type type: (_) @class.name @name @_opaque type_arguments: (_) @_opaque))
(impl_item trait: (_) @class.implements @name @_opaque)
(impl_item body: (_) @class.body)
(trait_item name: (_) @interface.name body: (_) @interface.body) @interface
(declaration_list) @block
(mod_item body: (declaration_list) @_through)
[(type_parameters) (where_clause) (trait_bounds)] @_opaque
(field_declaration name: (_) @field.name @property type: (_) @field.type) @field
((ordered_field_declaration_list type: (_) @field) (#set! around field.type))
(ordered_field_declaration_list type: (_) @type @_opaque)
(enum_variant name: (_) @assign.target) @assign
(function_item name: (_) @function.name body: (_) @function.body) @function
(function_item return_type: (_) @function.returns @type @_opaque)
(closure_expression body: (_) @function.body) @function
(parameter type: (_) @parameter.type) @parameter
(parameter pattern: [(identifier) (tuple_pattern) (slice_pattern) (mut_pattern) (ref_pattern) (reference_pattern) (struct_pattern) (remaining_field_pattern)] @parameter.name)
; `State(state): State<App>`
(parameter pattern: (tuple_struct_pattern type: (_) . (_) @parameter.name))
(parameter pattern: (tuple_struct_pattern type: (_) @type @_opaque))
((closure_parameters (identifier) @parameter) (#set! around parameter.name))
(self_parameter) @_opaque
[(parameter type: (_) @type @_opaque) (field_declaration type: (_) @type @_opaque)]
(attribute_item) @decorator @_leading
(attribute . (_) @call.callee) @call
(attribute arguments: (token_tree (_) @call.argument))
; Lints and conditions of compilation: what `allow` allows is a warning.
((attribute_item (attribute . (identifier) @call.callee)) @_opaque
  (#any-of? @call.callee "allow" "expect" "warn" "deny" "forbid" "cfg" "cfg_attr"))
(macro_definition) @_opaque

; --- statements

(block) @block
[(const_item) (static_item) (let_declaration)] @assign
(const_item name: (_) @assign.target value: (_) @assign.value)
(static_item name: (_) @assign.target value: (_) @assign.value)
[(const_item type: (_) @_opaque @assign.type @type) (static_item type: (_) @_opaque @assign.type @type)]
(let_declaration pattern: [(identifier) (tuple_pattern) (struct_pattern) (slice_pattern)] @assign.target)
(let_declaration pattern: (tuple_struct_pattern type: (_) @property (_) @assign.target))
(let_declaration value: (_) @assign.value)
(let_declaration type: (_) @assign.type @type @_opaque)
; `let Some(user) = auth else { … }`, `if let Some(user) = auth`: what is inside is, for our purpose, the value.
(tuple_struct_pattern) @_through
(let_condition value: (_) @assign.value) @assign
(let_condition pattern: [(identifier) (struct_pattern)] @assign.target)
(let_condition pattern: (tuple_struct_pattern type: (_) @property (_) @assign.target))
(assignment_expression left: (_) @assign.target right: (_) @assign.value) @assign
(compound_assignment_expr left: (_) @assign.target operator: _ @assign.operator right: (_) @assign.value) @assign
(if_expression condition: (_) @if.condition consequence: (_) @if.then) @if
(if_expression alternative: (else_clause (_) @if.else))
(match_expression value: (_) @if.condition) @if
(match_arm) @block @if.then
(match_arm pattern: (match_pattern . (_) @block.case))
(match_pattern condition: (_) @block.guard)
(return_expression) @return
[(for_expression) (while_expression) (loop_expression)] @loop
(for_expression value: (_) @loop.iterable body: (_) @loop.body)
((for_expression pattern: (identifier) @assign) (#set! around assign.target))
(while_expression condition: (_) @loop.condition body: (_) @loop.body)
(loop_expression body: (_) @loop.body)

; --- expressions. Of a macro the tokens are known, not what they mean: each is an argument.

(field_expression value: (_) @member.object field: (_) @member.property @property) @member
(index_expression . (_) @index.object (_) @index.key) @index
(call_expression function: (_) @call.callee) @call
(call_expression arguments: (arguments (_) @call.argument))
(macro_invocation macro: (_) @call.callee) @call
(macro_invocation (token_tree (_) @call.argument))
(token_tree (token_tree) @other)
((macro_invocation macro: (identifier) @call.callee) @throw (#match? @call.callee "^(panic|bail|unreachable|throw|fail|(return_)?err(_[a-z]+)?)$") (#set! around throw.value))
(await_expression) @await
(struct_expression name: (_) @call.callee) @new
(struct_expression body: (field_initializer_list) @call.argument @object)
(field_initializer field: (_) @entry.key @property value: (_) @entry.value) @entry
((shorthand_field_initializer) @shorthand)
(shorthand_field_initializer (identifier) @_through)
(base_field_initializer) @spread
(struct_pattern) @pattern
(struct_pattern type: (_) @_opaque)
(field_pattern name: (shorthand_field_identifier) @shorthand)
(field_pattern name: (_) @entry.key @property pattern: (_) @entry.value) @entry
(binary_expression left: (_) @binary.left operator: _ @binary.operator right: (_) @binary.right) @binary
(unary_expression "!" @unary.operator (_) @unary.operand) @unary
(unary_expression "*" (_)) @_through
