; JavaScript, and the base of TypeScript and TSX. The vocabulary of captures: server/src/core/syntax/capture-plan.ts.
; Later patterns win.

(comment) @comment

; --- wrappers

(parenthesized_expression) @_through

; --- names and literals

(identifier) @name
(import) @name
(meta_property) @name
(super) @name
(this) @self
(string) @string
(regex) @string @_opaque
(number) @number
[(true) (false)] @boolean
[(null) (undefined)] @null

(template_string) @template
(template_string [(string_fragment) (escape_sequence)] @template-text)
(template_substitution (_) @template.part)

; --- imports and exports

(import_statement) @import
(import_statement source: (_) @import.module)
(import_clause (identifier) @import.default)
(namespace_import (identifier) @import.namespace)
(import_specifier name: _ @specifier.name) @specifier
(import_specifier alias: (_) @specifier.alias)
(import_attribute) @_opaque

(export_statement) @export
(export_statement source: (_) @export.module)
(export_statement "default" declaration: (_) @export.default)
(export_statement "default" value: (_) @export.default)
; `export * as ns from`: the name in a role of its own; `export * from`: neither specifier nor namespace.
(namespace_export (_) @export.namespace)
(export_specifier name: _ @specifier.name) @specifier
(export_specifier alias: _ @specifier.alias)

; --- functions

[
  (function_declaration)
  (function_expression)
  (generator_function_declaration)
  (generator_function)
  (arrow_function)
  (method_definition)
] @function
(function_declaration name: (_) @function.name)
(function_expression name: (_) @function.name)
(generator_function_declaration name: (_) @function.name)
(generator_function name: (_) @function.name)
(method_definition name: (_) @function.name)
(function_declaration body: (_) @function.body)
(function_expression body: (_) @function.body)
(generator_function_declaration body: (_) @function.body)
(generator_function body: (_) @function.body)
(arrow_function body: (_) @function.body)
(method_definition body: (_) @function.body)
((arrow_function parameter: (identifier) @parameter) (#set! around parameter.name))

; `{ a, ...rest }`, `[a = 1]`: the same inside parameters and declarators. A default is an assign without declarator.
(object_pattern) @pattern
(array_pattern) @array
(pair_pattern key: (_) @entry.key value: (_) @entry.value) @entry
(shorthand_property_identifier_pattern) @shorthand
(rest_pattern) @spread
(assignment_pattern left: (_) @assign.target right: (_) @assign.value) @assign
(object_assignment_pattern left: (_) @assign.target right: (_) @assign.value) @assign

; only: javascript
((formal_parameters [(identifier) (object_pattern) (array_pattern)] @parameter) (#set! around parameter.name))
(formal_parameters (assignment_pattern left: (_) @parameter.name right: (_) @parameter.default) @parameter)
(formal_parameters (rest_pattern "..." @parameter.modifier (_) @parameter.name) @parameter)
; only: *

(decorator) @decorator

; --- classes

[(class_declaration) (class)] @class
(class_declaration name: (_) @class.name)
(class name: (_) @class.name)
(class_body) @block
(class_declaration body: (_) @class.body)
(class body: (_) @class.body)
(class_static_block body: (_) @block)
; only: javascript
(class_heritage (_) @class.base)
(field_definition property: (_) @field.name) @field
(field_definition value: (_) @field.value)
; only: *
(private_property_identifier) @property

; --- statements

(variable_declarator name: (_) @assign.target) @assign
(variable_declarator value: (_) @assign.value)
(assignment_expression left: (_) @assign.target right: (_) @assign.value) @assign
(augmented_assignment_expression
  left: (_) @assign.target operator: _ @assign.operator right: (_) @assign.value) @assign

(statement_block) @block
(if_statement condition: (_) @if.condition consequence: (_) @if.then) @if
(if_statement alternative: (else_clause (_) @if.else))
(ternary_expression condition: (_) @if.condition consequence: (_) @if.then alternative: (_) @if.else) @if
; A switch is an `if` on its value whose branches are blocks, each beginning with the value of its case.
(switch_statement value: (_) @if.condition) @if
(switch_case value: (_) @block.case) @block @if.then
(switch_default) @block @if.else

(return_statement) @return
(throw_statement) @throw
[(for_statement) (for_in_statement) (while_statement) (do_statement)] @loop
(for_statement body: (_) @loop.body)
(for_in_statement body: (_) @loop.body)
(while_statement body: (_) @loop.body)
(do_statement body: (_) @loop.body)
(while_statement condition: (_) @loop.condition)
(do_statement condition: (_) @loop.condition)
(for_statement condition: (_) @loop.condition)
((for_in_statement left: (_) @assign) (#set! around assign.target))
(for_in_statement right: (_) @loop.iterable)

(if_statement consequence: (expression_statement) @_through)
(else_clause (expression_statement) @_through)
(for_statement body: (expression_statement) @_through)
(for_in_statement body: (expression_statement) @_through)
(while_statement body: (expression_statement) @_through)

(try_statement) @try
(try_statement body: (_) @try.body)
(finally_clause body: (_) @try.finally)
(catch_clause) @catch
(catch_clause parameter: (_) @catch.parameter)

; --- expressions

(member_expression object: (_) @member.object property: (_) @member.property) @member
(subscript_expression object: (_) @index.object index: (_) @index.key) @index
(call_expression function: (_) @call.callee) @call
(call_expression arguments: (arguments (_) @call.argument))
; A tagged template is a call with the template as its argument.
(call_expression arguments: (template_string) @call.argument)
(new_expression constructor: (_) @call.callee) @new
(new_expression arguments: (arguments (_) @call.argument))
(spread_element) @spread
(await_expression) @await
(array) @array
(object) @object
(pair key: (_) @entry.key value: (_) @entry.value) @entry
(property_identifier) @property
(computed_property_name) @other
(method_definition name: (property_identifier) @name)
; only: javascript
(field_definition property: (property_identifier) @name)
; only: *
(shorthand_property_identifier) @shorthand
(binary_expression left: (_) @binary.left operator: _ @binary.operator right: (_) @binary.right) @binary
(unary_expression operator: _ @unary.operator argument: (_) @unary.operand) @unary
(update_expression argument: (_) @unary.operand) @unary
(update_expression operator: _ @unary.operator)

; only: javascript tsx
; --- JSX: `<Card title="x" {...rest}>text {y}</Card>` is a call of `Card` with keyword arguments, a spread, and its
; children as further arguments. A fragment is a call without a callee.
[(jsx_element) (jsx_self_closing_element)] @call
(jsx_opening_element name: (_) @call.callee)
(jsx_self_closing_element name: (_) @call.callee)
(jsx_closing_element) @_opaque
(jsx_attribute . (_) @keyword.name @property) @keyword @call.argument
(jsx_attribute (_) "=" (_) @keyword.value)
(jsx_expression) @_through @call.argument
(jsx_attribute (_) "=" (jsx_expression) @keyword.value)
; Text that is only white space between lines is none.
((jsx_element (jsx_text) @template-text @call.argument) (#match? @template-text "\\S"))
(jsx_element [(jsx_element) (jsx_self_closing_element)] @call.argument)
; only: *
