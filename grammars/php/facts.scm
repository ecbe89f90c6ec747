; PHP. The vocabulary of captures: server/src/core/syntax/capture-plan.ts. Later patterns win.

(comment) @comment
[(parenthesized_expression) (expression_statement) (argument)] @_through
[(text) (php_tag)] @_opaque

; --- names and literals. A variable keeps its `$`; a property has none.

[(name) (qualified_name) (relative_scope)] @name
(qualified_name) @_opaque
(variable_name) @name
(variable_name (name) @_through)
((relative_scope) @self (#match? @self "^(self|static)$"))
[(integer) (float)] @number
(boolean) @boolean
(null) @null
[(string) (encapsed_string) (heredoc) (nowdoc)] @string
[(encapsed_string (variable_name)) (encapsed_string (member_access_expression)) (encapsed_string (subscript_expression))
 (encapsed_string (member_call_expression)) (encapsed_string (dynamic_variable_name))] @template
[(heredoc value: (heredoc_body (variable_name))) (heredoc value: (heredoc_body (member_access_expression)))] @template
[(encapsed_string (string_content) @template-text) (heredoc_body (string_content) @template-text)]
(encapsed_string [(variable_name) (member_access_expression) (subscript_expression) (member_call_expression) (dynamic_variable_name)] @template.part)
(heredoc_body [(variable_name) (member_access_expression) (subscript_expression) (member_call_expression)] @template.part)
[(heredoc_start) (heredoc_end)] @_opaque

; --- imports. `use A\B;` imports the class B of the module A\B whole.

(namespace_definition name: (_) @_opaque)
((namespace_use_clause . [(qualified_name) (name)] @import.module) @import)
(namespace_use_clause alias: (_) @import.namespace)
(namespace_use_declaration (namespace_name) @import.module body: (_)) @import
(namespace_use_group (namespace_use_clause . [(qualified_name) (name)] @specifier.name) @specifier)
(namespace_use_group (namespace_use_clause alias: (_) @specifier.alias))
(namespace_name) @_opaque

; --- classes and functions

[(class_declaration) (trait_declaration) (enum_declaration) (anonymous_class)] @class
(class_declaration name: (_) @class.name)
(trait_declaration name: (_) @class.name)
(enum_declaration name: (_) @class.name)
(class_declaration (base_clause (_) @class.base))
(class_declaration (class_interface_clause (_) @class.implements))
[(class_declaration body: (_) @class.body) (trait_declaration body: (_) @class.body) (enum_declaration body: (_) @class.body)]
[(declaration_list) (enum_declaration_list)] @block
(interface_declaration name: (_) @interface.name body: (_) @interface.body) @interface
(property_declaration) @field
(property_declaration type: (_) @field.type)
(property_element name: (variable_name (name) @field.name @property)) @_through
(property_element name: (variable_name) @_through)
(property_element default_value: (_) @field.value)
(const_declaration (const_element . (name) @assign.target (_) @assign.value) @assign)
(enum_case name: (_) @assign.target value: (_) @assign.value) @assign

[(function_definition) (method_declaration) (anonymous_function) (arrow_function)] @function
(function_definition name: (_) @function.name)
(method_declaration name: (_) @function.name)
[
  (function_definition body: (_) @function.body)
  (method_declaration body: (_) @function.body)
  (anonymous_function body: (_) @function.body)
  (arrow_function body: (_) @function.body)
]
(function_definition return_type: (_) @function.returns @type)
(method_declaration return_type: (_) @function.returns @type)
[(simple_parameter) (property_promotion_parameter) (variadic_parameter)] @parameter
(simple_parameter name: (_) @parameter.name)
(property_promotion_parameter name: (_) @parameter.name)
(variadic_parameter name: (_) @parameter.name)
(simple_parameter type: (_) @parameter.type)
(property_promotion_parameter type: (_) @parameter.type)
(simple_parameter default_value: (_) @parameter.default)
(property_promotion_parameter visibility: (_) @parameter.modifier)
[(named_type) (optional_type) (primitive_type) (union_type)] @_opaque
(anonymous_function_use_clause) @_opaque

((attribute) @decorator (#set! around decorator.expression))
(attribute) @call
(attribute . (_) @call.callee)
(attribute parameters: (arguments (argument) @call.argument))

; --- statements

(compound_statement) @block
[(assignment_expression) (augmented_assignment_expression)] @assign
(assignment_expression left: (_) @assign.target right: (_) @assign.value)
(augmented_assignment_expression left: (_) @assign.target operator: _ @assign.operator right: (_) @assign.value)
(list_literal) @array
(if_statement condition: (_) @if.condition body: (_) @if.then) @if
(if_statement alternative: (_) @if.else)
(else_if_clause condition: (_) @if.condition body: (_) @if.then) @if
(else_clause) @_through
(conditional_expression condition: (_) @if.condition body: (_) @if.then alternative: (_) @if.else) @if
(switch_statement condition: (_) @if.condition) @if
(case_statement value: (_) @block.case) @block @if.then
(default_statement) @block @if.else
(switch_block) @_through
(match_expression condition: (_) @if.condition) @if
(match_conditional_expression conditional_expressions: (_) @block.case) @block @if.then
(match_default_expression) @block @if.else
(match_condition_list) @_through
(return_statement) @return
(throw_expression) @throw
[(foreach_statement) (for_statement) (while_statement) (do_statement)] @loop
(foreach_statement . (_) @loop.iterable)
(foreach_statement body: (_) @loop.body)
(for_statement condition: (_) @loop.condition body: (_) @loop.body)
(while_statement condition: (_) @loop.condition body: (_) @loop.body)
(do_statement body: (_) @loop.body condition: (_) @loop.condition)
((foreach_statement (_) (variable_name) @assign) (#set! around assign.target))
((foreach_statement (_) (pair (_) (variable_name) @assign)) (#set! around assign.target))
(try_statement body: (_) @try.body) @try
(catch_clause type: (type_list (_) @catch.type)) @catch
(catch_clause name: (_) @catch.parameter)
(finally_clause body: (_) @try.finally)

; --- expressions

[(member_access_expression) (nullsafe_member_access_expression)] @member
(member_access_expression object: (_) @member.object name: (_) @member.property @property)
(nullsafe_member_access_expression object: (_) @member.object name: (_) @member.property @property)
(scoped_property_access_expression scope: (_) @member.object name: (variable_name (name) @member.property @property)) @member
(scoped_property_access_expression name: (variable_name) @_through)
(class_constant_access_expression . (_) @member.object (_) @member.property @property) @member
(subscript_expression . (_) @index.object (_) @index.key) @index
(function_call_expression function: (_) @call.callee) @call
((member_call_expression object: (_) @member.object name: (_) @member.property @property) @call (#set! gather call.callee))
((nullsafe_member_call_expression object: (_) @member.object name: (_) @member.property @property) @call (#set! gather call.callee))
((scoped_call_expression scope: (_) @member.object name: (_) @member.property @property) @call (#set! gather call.callee))
(object_creation_expression . (_) @call.callee) @new
[
  (function_call_expression arguments: (arguments (argument) @call.argument))
  (member_call_expression arguments: (arguments (argument) @call.argument))
  (nullsafe_member_call_expression arguments: (arguments (argument) @call.argument))
  (scoped_call_expression arguments: (arguments (argument) @call.argument))
  (object_creation_expression (arguments (argument) @call.argument))
]
(argument name: (_) @keyword.name @property (_) @keyword.value) @keyword
[(variadic_unpacking)] @spread
((shell_command_expression) @call (#set! around call.argument))
(shell_command_expression) @template
(shell_command_expression (string_content) @template-text)
[(include_expression "include" @call.callee @name (_) @call.argument) (include_once_expression "include_once" @call.callee @name (_) @call.argument)
 (require_expression "require" @call.callee @name (_) @call.argument) (require_once_expression "require_once" @call.callee @name (_) @call.argument)] @call
; An array with keys is an object.
(array_creation_expression) @array
(array_creation_expression (array_element_initializer (_) (_))) @object
(array_element_initializer) @_through
(array_element_initializer (_) @entry.key (_) @entry.value) @entry
(binary_expression left: (_) @binary.left operator: _ @binary.operator right: (_) @binary.right) @binary
(unary_op_expression operator: _ @unary.operator argument: (_) @unary.operand) @unary
; A page that ends answers nothing more.
(exit_statement) @return
(unset_statement "unset" @unary.operator (_) @unary.operand) @unary
