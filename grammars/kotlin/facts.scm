; Kotlin. The vocabulary of captures: server/src/core/syntax/capture-plan.ts. Later patterns win.
; The grammar has no fields: what a child is, is where it stands.

[(line_comment) (multiline_comment)] @comment
[(parenthesized_expression) (control_structure_body) (annotated_lambda) (value_argument) (as_expression) (postfix_expression)] @_through
(package_header) @_opaque

; --- names and literals

[(simple_identifier) (interpolated_identifier)] @name
(this_expression) @self
[(integer_literal) (long_literal) (hex_literal) (real_literal)] @number
(boolean_literal) @boolean
[(string_literal) (character_literal)] @string
[(string_literal (interpolated_identifier)) (string_literal (interpolated_expression))] @template
(string_literal (string_content) @template-text)
(string_literal (interpolated_identifier) @template.part)
(interpolated_expression) @_through
(string_literal (interpolated_expression) @template.part)
(collection_literal) @array

; --- imports

(import_header (identifier) @import.module @name @_opaque) @import
(import_header (import_alias (type_identifier) @import.namespace))
(import_header (wildcard_import) @import.wildcard)

; --- classes

[(class_declaration) (object_declaration) (companion_object) (object_literal)] @class
(class_declaration (type_identifier) @class.name @name)
(object_declaration (type_identifier) @class.name @name)
(class_declaration (delegation_specifier (constructor_invocation (user_type) @class.base @name)))
(class_declaration (delegation_specifier (user_type) @class.implements @name))
[(class_declaration (class_body) @class.body) (class_declaration (enum_class_body) @class.body) (object_declaration (class_body) @class.body)]
[(class_body) (enum_class_body)] @block
(companion_object (class_body) @_through)
(companion_object) @_through
(enum_entry (simple_identifier) @assign.target) @assign
(class_parameter (simple_identifier) @parameter.name) @parameter
(class_parameter (user_type) @parameter.type @type)
(class_parameter (nullable_type) @parameter.type @type)
(class_parameter (binding_pattern_kind) @parameter.modifier)
[(user_type) (nullable_type) (function_type) (type_parameters)] @_opaque

; --- functions. The primary constructor is one: its parameters are parameters, and fields when they say `val`.

[(function_declaration) (anonymous_function) (lambda_literal) (secondary_constructor) (primary_constructor)] @function
(function_declaration (simple_identifier) @function.name)
(function_declaration (function_value_parameters) [(user_type) (nullable_type)] @function.returns @type)
(function_declaration (function_body (_) @function.body))
(function_declaration (function_body (statements) @function.body @block))
(lambda_literal (statements) @function.body @block)
(parameter . (simple_identifier) @parameter.name) @parameter
(parameter [(user_type) (nullable_type)] @parameter.type @type)
((lambda_parameters (variable_declaration) @parameter) (#set! around parameter.name))
(lambda_parameters (variable_declaration (simple_identifier) @name))
(function_body) @_through
(statements) @block

; `@A(x)` is a call in a decorator; the modifiers around it are not.
(modifiers) @_through
(annotation) @decorator
(annotation (constructor_invocation (user_type) @call.callee @name (value_arguments (value_argument) @call.argument)) @call)
(annotation (user_type) @name)
[(visibility_modifier) (class_modifier) (function_modifier) (property_modifier) (member_modifier) (parameter_modifier) (inheritance_modifier)] @_opaque
(binding_pattern_kind) @_opaque

; --- statements

(property_declaration) @assign
(property_declaration (variable_declaration . (simple_identifier) @assign.target))
(property_declaration (variable_declaration [(user_type) (nullable_type)] @assign.type @type))
(property_declaration (multi_variable_declaration) @assign.target @array)
(property_declaration [(variable_declaration) (multi_variable_declaration)] . (_) @assign.value)
(property_delegate) @_through
(property_declaration (property_delegate (_) @assign.value))
(assignment . (directly_assignable_expression) @assign.target (_) @assign.value) @assign
(assignment "+=" @assign.operator)
(directly_assignable_expression) @_through
(directly_assignable_expression (navigation_suffix)) @member
(directly_assignable_expression . (_) @member.object (navigation_suffix (simple_identifier) @member.property @property))
(directly_assignable_expression . (_) @index.object (indexing_suffix (_) @index.key)) @index

(if_expression . (_) @if.condition (control_structure_body) @if.then) @if
(if_expression (control_structure_body) (control_structure_body) @if.else)
(control_structure_body (statements) @block)
(when_expression (when_subject (_) @if.condition)) @if
(when_entry) @block @if.then
(when_entry (when_condition (_) @block.case))
(jump_expression "return") @return
(jump_expression "throw") @throw
[(for_statement) (while_statement) (do_while_statement)] @loop
((for_statement (variable_declaration) @assign) (#set! around assign.target))
(for_statement (variable_declaration (simple_identifier) @name))
(for_statement (variable_declaration) . (_) @loop.iterable)
(for_statement (control_structure_body) @loop.body)
(while_statement . (_) @loop.condition (control_structure_body) @loop.body)
(try_expression (statements) @try.body @block) @try
(catch_block) @catch
(catch_block (simple_identifier) @catch.parameter)
(catch_block (user_type) @catch.type @type)
(catch_block (statements) @block)
(finally_block (statements) @try.finally @block)

; --- expressions

(navigation_expression . (_) @member.object (navigation_suffix (simple_identifier) @member.property @property)) @member
(navigation_suffix) @_through
(indexing_expression . (_) @index.object (indexing_suffix (_) @index.key)) @index
(call_expression . (_) @call.callee) @call
(call_expression (call_suffix (value_arguments (value_argument) @call.argument)))
(call_expression (call_suffix (annotated_lambda) @call.argument))
(value_argument . (simple_identifier) @keyword.name @property "=" (_) @keyword.value) @keyword
(spread_expression) @spread
(callable_reference (type_identifier) @name) @_through
; `"email" to user.email` of a map
((infix_expression . (_) @entry.key . (simple_identifier) @name . (_) @entry.value .) @entry (#eq? @name "to"))
(elvis_expression . (_) @binary.left "?:" @binary.operator (_) @binary.right) @binary
[(additive_expression) (multiplicative_expression) (comparison_expression) (equality_expression) (conjunction_expression) (disjunction_expression)] @binary
[
  (additive_expression . (_) @binary.left _ @binary.operator (_) @binary.right .)
  (comparison_expression . (_) @binary.left _ @binary.operator (_) @binary.right .)
  (conjunction_expression . (_) @binary.left "&&" @binary.operator (_) @binary.right .)
  (disjunction_expression . (_) @binary.left "||" @binary.operator (_) @binary.right .)
]
; `null` has no node of its own: one side only.
(equality_expression . (_) @binary.left ["==" "!=" "===" "!=="] @binary.operator)
(equality_expression (_) ["==" "!=" "===" "!=="] (_) @binary.right .)
(equality_expression "null" @binary.right @null)
(prefix_expression "!" @unary.operator [(simple_identifier) (navigation_expression) (call_expression) (parenthesized_expression) (indexing_expression) (postfix_expression) (boolean_literal) (this_expression) (prefix_expression) (as_expression)] @unary.operand) @unary
; The grammar reads `!a && b` as `!(a && b)`: what is negated is the first part, which has no sign of its own.
((prefix_expression "!" (conjunction_expression . [(simple_identifier) (navigation_expression) (call_expression) (parenthesized_expression) (indexing_expression) (postfix_expression) (boolean_literal) (this_expression)] @unary)) (#set! around unary.operand))
((prefix_expression "!" (disjunction_expression . [(simple_identifier) (navigation_expression) (call_expression) (parenthesized_expression) (indexing_expression) (postfix_expression) (boolean_literal) (this_expression)] @unary)) (#set! around unary.operand))
((prefix_expression "!" (conjunction_expression . (conjunction_expression . [(simple_identifier) (navigation_expression) (call_expression) (parenthesized_expression) (indexing_expression) (postfix_expression) (boolean_literal) (this_expression)] @unary))) (#set! around unary.operand))
((prefix_expression "!" (disjunction_expression . (conjunction_expression . [(simple_identifier) (navigation_expression) (call_expression) (parenthesized_expression) (indexing_expression) (postfix_expression) (boolean_literal) (this_expression)] @unary))) (#set! around unary.operand))
((prefix_expression "!" (disjunction_expression . (disjunction_expression . [(simple_identifier) (navigation_expression) (call_expression) (parenthesized_expression) (indexing_expression) (postfix_expression) (boolean_literal) (this_expression)] @unary))) (#set! around unary.operand))
((prefix_expression "!" (conjunction_expression . (conjunction_expression . (conjunction_expression . [(simple_identifier) (navigation_expression) (call_expression) (parenthesized_expression) (indexing_expression) (postfix_expression) (boolean_literal) (this_expression)] @unary)))) (#set! around unary.operand))
((prefix_expression "!" (disjunction_expression . (conjunction_expression . (conjunction_expression . [(simple_identifier) (navigation_expression) (call_expression) (parenthesized_expression) (indexing_expression) (postfix_expression) (boolean_literal) (this_expression)] @unary)))) (#set! around unary.operand))
((prefix_expression "!" (disjunction_expression . (disjunction_expression . (disjunction_expression . [(simple_identifier) (navigation_expression) (call_expression) (parenthesized_expression) (indexing_expression) (postfix_expression) (boolean_literal) (this_expression)] @unary)))) (#set! around unary.operand))
((prefix_expression "!" (disjunction_expression . (disjunction_expression . (conjunction_expression . [(simple_identifier) (navigation_expression) (call_expression) (parenthesized_expression) (indexing_expression) (postfix_expression) (boolean_literal) (this_expression)] @unary)))) (#set! around unary.operand))
