; Java. The vocabulary of captures: server/src/core/syntax/capture-plan.ts. Later patterns win.

[(line_comment) (block_comment)] @comment

(parenthesized_expression) @_through

; --- names and literals

(identifier) @name
[(this) (super)] @self
[(string_literal) (character_literal)] @string
[
  (decimal_integer_literal)
  (hex_integer_literal)
  (octal_integer_literal)
  (binary_integer_literal)
  (decimal_floating_point_literal)
  (hex_floating_point_literal)
] @number
[(true) (false)] @boolean
(null_literal) @null

; --- types are raw text: no name inside is a node, unless a pattern below asks for it

(annotated_type) @_opaque
[(type_parameters) (type_arguments) (dimensions) (throws) (permits)] @_opaque

; --- imports. `import static a.b.C.m` imports `m` of the module `a.b.C`; the package itself binds nothing.

(package_declaration) @_opaque
(import_declaration) @import
(import_declaration (scoped_identifier) @_through)
(import_declaration (scoped_identifier scope: (_) @import.module @name @_opaque))
((import_declaration (scoped_identifier name: (identifier) @specifier)) (#set! around specifier.name))
(import_declaration (scoped_identifier) @import.module @name @_opaque . (asterisk) @import.wildcard)
(import_declaration (identifier) @import.module . (asterisk) @import.wildcard)

; --- annotations: decorators, and calls when they have arguments

(marker_annotation) @decorator
(annotation name: (_) @call.callee) @call
((annotation) @decorator (#set! around decorator.expression))
(annotation name: (scoped_identifier) @call.callee @name @_opaque)
(marker_annotation name: (scoped_identifier) @name @_opaque)
(annotation_argument_list (_) @call.argument)
(element_value_pair key: (_) @keyword.name @property value: (_) @keyword.value) @keyword
(element_value_array_initializer) @array

; --- classes. Interfaces are classes whose methods have no bodies: what is injected is typed by them.

[
  (class_declaration)
  (record_declaration)
  (enum_declaration)
  (interface_declaration)
  (annotation_type_declaration)
] @class
(class_declaration name: (_) @class.name body: (_) @class.body @block)
(record_declaration name: (_) @class.name body: (_) @class.body @block)
(enum_declaration name: (_) @class.name body: (_) @class.body @block)
(interface_declaration name: (_) @class.name body: (_) @class.body @block)
(annotation_type_declaration name: (_) @class.name body: (_) @class.body @block @_opaque)
(superclass (type_identifier) @class.base @name)
(superclass (scoped_type_identifier) @class.base @name)
(superclass (generic_type . (_) @class.base @name))
(superclass (generic_type) @_through)
(extends_interfaces (type_list (type_identifier) @class.base @name))
(extends_interfaces (type_list (generic_type . (_) @class.base @name) @_through))
(super_interfaces (type_list (_) @class.implements @type))

(field_declaration type: (_) @field.type) @field
(field_declaration . (modifiers)? . type: (_) . declarator: (variable_declarator name: (_) @field.name))
(field_declaration . (modifiers)? . type: (_) . declarator: (variable_declarator value: (_) @field.value))
; Of `int a, b;` the second is a field of its own inside.
(field_declaration declarator: (_) declarator: (variable_declarator name: (_) @field.name) @field)
(field_declaration declarator: (_) declarator: (variable_declarator value: (_) @field.value))
(constant_declaration
  type: (_) @field.type
  declarator: (variable_declarator name: (_) @field.name value: (_) @field.value)) @field
(enum_constant name: (_) @field.name body: (_)? @_opaque) @field
; What a record is made of are its fields.
(record_declaration
  parameters: (formal_parameters (formal_parameter type: (_) @field.type name: (_) @field.name) @field))

; --- functions

[
  (method_declaration)
  (constructor_declaration)
  (compact_constructor_declaration)
  (lambda_expression)
] @function
(method_declaration type: (_) @function.returns @type name: (_) @function.name)
(method_declaration body: (_) @function.body)
(constructor_declaration name: (_) @function.name body: (_) @function.body @block)
(compact_constructor_declaration name: (_) @function.name body: (_) @function.body)
(lambda_expression body: (_) @function.body)
((lambda_expression parameters: (identifier) @parameter) (#set! around parameter.name))
((inferred_parameters (identifier) @parameter) (#set! around parameter.name))
(method_declaration
  parameters: (formal_parameters
    (formal_parameter type: (_) @parameter.type name: (_) @parameter.name) @parameter))
(constructor_declaration
  parameters: (formal_parameters
    (formal_parameter type: (_) @parameter.type name: (_) @parameter.name) @parameter))
(lambda_expression
  parameters: (formal_parameters
    (formal_parameter type: (_) @parameter.type name: (_) @parameter.name) @parameter))
(spread_parameter "..." @parameter.modifier (variable_declarator name: (_) @parameter.name)) @parameter

; --- statements

(block) @block
(local_variable_declaration type: (_) @assign.type) @assign
(local_variable_declaration . (modifiers)? . type: (_) . declarator: (variable_declarator name: (_) @assign.target))
(local_variable_declaration . (modifiers)? . type: (_) . declarator: (variable_declarator value: (_) @assign.value))
(local_variable_declaration declarator: (_) declarator: (variable_declarator name: (_) @assign.target) @assign)
(local_variable_declaration declarator: (_) declarator: (variable_declarator value: (_) @assign.value))
(assignment_expression left: (_) @assign.target right: (_) @assign.value) @assign
(assignment_expression operator: ["+=" "-=" "*=" "/=" "%=" "&=" "|=" "^="] @assign.operator)
(resource type: (_) @assign.type name: (_) @assign.target value: (_) @assign.value) @assign

(if_statement condition: (_) @if.condition consequence: (_) @if.then) @if
(if_statement alternative: (_) @if.else)
(ternary_expression condition: (_) @if.condition consequence: (_) @if.then alternative: (_) @if.else) @if
(expression_statement) @_through
; An assertion is an `if` with a condition and no branch.
(assert_statement . (_) @if.condition) @if
; A switch is an `if` on its subject whose branches are blocks, each beginning with its values or pattern.
(switch_expression condition: (_) @if.condition) @if
[(switch_block_statement_group) (switch_rule)] @block @if.then
(switch_block_statement_group (switch_label "default")) @if.else
(switch_rule (switch_label "default")) @if.else
(switch_label (_) @block.case)
(switch_label (guard (_) @block.guard))
(switch_label (guard) @_through)

(return_statement) @return
(throw_statement) @throw
[(for_statement) (enhanced_for_statement) (while_statement) (do_statement)] @loop
(for_statement condition: (_) @loop.condition)
(for_statement body: (_) @loop.body)
(while_statement condition: (_) @loop.condition body: (_) @loop.body)
(do_statement body: (_) @loop.body condition: (_) @loop.condition)
((enhanced_for_statement name: (_) @assign) (#set! around assign.target))
(enhanced_for_statement value: (_) @loop.iterable body: (_) @loop.body)
(try_statement body: (_) @try.body) @try
(try_with_resources_statement body: (_) @try.body) @try
(finally_clause (block) @try.finally)
(catch_clause) @catch
(catch_formal_parameter (catch_type) @catch.type @type @_opaque name: (_) @catch.parameter)

; --- expressions

(field_access object: (_) @member.object field: (_) @member.property @property) @member
(method_reference . (_) @member.object [(identifier) "new"] @member.property @property .) @member
(method_reference . (type_identifier) @name)
(array_access array: (_) @index.object index: (_) @index.key) @index
; The grammar has no node for `a.b` of `a.b(c)`: object and name are joined into one.
(method_invocation name: (_) @call.callee) @call
((method_invocation object: (_) @member.object name: (_) @member.property @property) @call (#set! gather call.callee))
(argument_list (_) @call.argument)
(enum_constant arguments: (argument_list . (_) @field.value))
(explicit_constructor_invocation constructor: (_) @call.callee @name) @call
(object_creation_expression) @new
(object_creation_expression type: (type_identifier) @call.callee @name)
(object_creation_expression type: (generic_type . (type_identifier) @call.callee @name))
(object_creation_expression type: (generic_type) @_through)
(object_creation_expression type: (scoped_type_identifier) @call.callee @member)
(object_creation_expression type: (scoped_type_identifier (_) @member.object @name . (_) @member.property @property .))
; The body of an anonymous class: what is in it is inside the call.
(object_creation_expression (class_body) @_through)
(array_creation_expression value: (_) @_through) @_through
(array_initializer) @array
(class_literal (type_identifier) @name)
(cast_expression) @_through
(binary_expression left: (_) @binary.left operator: _ @binary.operator right: (_) @binary.right) @binary
(instanceof_expression left: (_) @binary.left "instanceof" @binary.operator) @binary
(instanceof_expression right: (_) @binary.right @type)
((instanceof_expression name: (identifier) @assign) (#set! around assign.target))
(unary_expression operator: _ @unary.operator operand: (_) @unary.operand) @unary
