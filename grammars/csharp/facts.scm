; C#. The vocabulary of captures: server/src/core/syntax/capture-plan.ts. Later patterns win.

(comment) @comment
[(parenthesized_expression) (expression_statement) (argument) (global_statement) (postfix_unary_expression) (cast_expression)] @_through
(cast_expression type: (_) @_opaque)
[(checked_expression) (ref_expression)] @_through

; --- names and literals

[(identifier) (discard)] @name
["this" "base"] @self
(generic_name . (identifier) @name) @_through
(type_argument_list) @_opaque
(qualified_name qualifier: (_) @member.object name: (_) @member.property @property) @member
[(integer_literal) (real_literal)] @number
(boolean_literal) @boolean
(null_literal) @null
[(string_literal) (verbatim_string_literal) (raw_string_literal) (character_literal)] @string
(interpolated_string_expression) @template
(interpolated_string_expression (string_content) @template-text)
(interpolation (interpolation_brace) . (_) @template.part)
(interpolation_brace) @_opaque

; --- imports. `using A.B;` brings names in without saying which.

(using_directive (_) @import.module) @import
(using_directive name: (_) @import.namespace (_) @import.module)
(using_directive (qualified_name) @name @_opaque)
; `using static A.B;` brings in the members of B.
(using_directive "static" @import.wildcard)
[(file_scoped_namespace_declaration name: (_) @_opaque) (namespace_declaration name: (_) @_opaque)]

; --- classes and members

[(class_declaration) (record_declaration) (struct_declaration) (enum_declaration)] @class
(class_declaration name: (_) @class.name)
(record_declaration name: (_) @class.name)
(struct_declaration name: (_) @class.name)
(enum_declaration name: (_) @class.name)
(class_declaration (base_list (_) @class.base))
(record_declaration (base_list (_) @class.base))
[(class_declaration body: (_) @class.body) (record_declaration body: (_) @class.body) (struct_declaration body: (_) @class.body) (enum_declaration body: (_) @class.body)]
(interface_declaration name: (_) @interface.name body: (_) @interface.body) @interface
[(declaration_list) (enum_member_declaration_list)] @block
(property_declaration type: (_) @field.type name: (_) @field.name) @field
(property_declaration value: (_) @field.value)
(arrow_expression_clause) @_through
(enum_member_declaration name: (_) @assign.target) @assign
(enum_member_declaration value: (_) @assign.value)

[(method_declaration) (constructor_declaration) (local_function_statement) (lambda_expression) (anonymous_method_expression)] @function
(method_declaration returns: (_) @function.returns @type name: (_) @function.name)
(constructor_declaration name: (_) @function.name)
(local_function_statement name: (_) @function.name)
[
  (method_declaration body: (_) @function.body)
  (constructor_declaration body: (_) @function.body)
  (local_function_statement body: (_) @function.body)
  (lambda_expression body: (_) @function.body)
]
(parameter) @parameter
(parameter type: (_) @parameter.type)
(parameter name: (_) @parameter.name)
((implicit_parameter) @parameter (#set! around parameter.name))
(implicit_parameter) @name
[
  (parameter type: (_) @_opaque)
  (method_declaration returns: (_) @_opaque)
  (property_declaration type: (_) @_opaque)
  (variable_declaration type: (_) @_opaque)
]

((attribute) @decorator (#set! around decorator.expression))
(attribute) @call
(attribute name: (_) @call.callee)
(attribute (attribute_argument_list (attribute_argument) @call.argument))
(attribute_argument) @_through
(attribute_argument name: (_) @keyword.name @property (_) @keyword.value) @keyword

; --- statements

(block) @block
; One declaration with its type; several names in one are rare.
(variable_declaration) @assign
(variable_declaration type: [(identifier) (generic_name) (qualified_name) (nullable_type)] @assign.type)
(variable_declarator name: (_) @assign.target) @_through
(variable_declarator name: (_) (_) @assign.value)
(assignment_expression left: (_) @assign.target right: (_) @assign.value) @assign
(assignment_expression operator: "+=" @assign.operator)
(if_statement condition: (_) @if.condition consequence: (_) @if.then) @if
(if_statement alternative: (_) @if.else)
(conditional_expression condition: (_) @if.condition consequence: (_) @if.then alternative: (_) @if.else) @if
(switch_statement value: (_) @if.condition) @if
(switch_section) @block @if.then
(switch_section (constant_pattern (_) @block.case))
(switch_body) @_through
(switch_expression . (_) @if.condition) @if
(switch_expression_arm) @block @if.then
(switch_expression_arm (constant_pattern (_) @block.case))
[(return_statement) (yield_statement)] @return
[(throw_statement) (throw_expression)] @throw
[(foreach_statement) (for_statement) (while_statement) (do_statement)] @loop
(foreach_statement right: (_) @loop.iterable body: (_) @loop.body)
((foreach_statement left: (identifier) @assign) (#set! around assign.target))
(foreach_statement type: (_) @_opaque)
(for_statement condition: (_) @loop.condition body: (_) @loop.body)
(while_statement condition: (_) @loop.condition body: (_) @loop.body)
(do_statement body: (_) @loop.body condition: (_) @loop.condition)
(try_statement body: (_) @try.body) @try
(catch_clause) @catch
(catch_declaration type: (_) @catch.type)
(catch_declaration name: (_) @catch.parameter)
(finally_clause (block) @try.finally)

; --- expressions

(member_access_expression expression: (_) @member.object name: (_) @member.property @property) @member
(member_access_expression expression: ["this" "base"] @member.object name: (_) @member.property @property) @member
(member_access_expression name: (generic_name . (identifier) @property) @_through)
(conditional_access_expression condition: (_) @member.object (member_binding_expression name: (_) @member.property @property)) @member
(element_access_expression expression: (_) @index.object subscript: (bracketed_argument_list . (argument (_) @index.key))) @index
(invocation_expression function: (_) @call.callee) @call
(invocation_expression arguments: (argument_list (argument) @call.argument))
(object_creation_expression type: (_) @call.callee) @new
(object_creation_expression arguments: (argument_list (argument) @call.argument))
(object_creation_expression initializer: (_) @call.argument)
(implicit_object_creation_expression) @other
(argument name: (_) @keyword.name @property (_) @keyword.value) @keyword
(await_expression) @await
(initializer_expression) @array
(initializer_expression (assignment_expression)) @object
(initializer_expression (assignment_expression left: (_) @entry.key @property right: (_) @entry.value) @entry)
(anonymous_object_creation_expression) @object
(tuple_expression) @array
(binary_expression left: (_) @binary.left operator: _ @binary.operator right: (_) @binary.right) @binary
(is_pattern_expression expression: (_) @binary.left "is" @binary.operator pattern: (constant_pattern (_) @binary.right)) @binary
(is_pattern_expression expression: (_) @binary.left "is" @binary.operator pattern: (negated_pattern) @binary.right) @binary
(negated_pattern "not" @unary.operator (constant_pattern (_) @unary.operand)) @unary
(prefix_unary_expression "!" @unary.operator (_) @unary.operand) @unary

; Types are text, whatever they are made of.
(parameter type: (_) @type)
(property_declaration type: (_) @type)
(method_declaration returns: (_) @type)
(variable_declaration type: [(identifier) (generic_name) (qualified_name) (nullable_type)] @assign.type @type)
