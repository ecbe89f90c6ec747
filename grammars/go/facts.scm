; Go. The vocabulary of captures: server/src/core/syntax/capture-plan.ts. Later patterns win.

(comment) @comment
(parenthesized_expression) @_through
(package_clause) @_opaque

; --- names and literals

[(identifier) (blank_identifier)] @name
[(interpreted_string_literal) (raw_string_literal) (rune_literal)] @string
[(int_literal) (float_literal) (imaginary_literal)] @number
[(true) (false)] @boolean
(nil) @null
(iota) @other

; --- types are raw text: no name inside is a node, unless a pattern below asks for it

[(function_type) (type_parameter_list) (type_arguments) (channel_type)] @_opaque

; --- imports: a whole package each

(import_spec path: (_) @import.module @string) @import
(import_spec name: [(package_identifier) (blank_identifier)] @import.namespace @name)
(import_spec name: (dot) @import.wildcard)

; --- types. Interfaces are classes whose methods have no bodies; what is embedded is a base; any other type is a name for one.

(type_spec name: (_) @interface.name @name) @interface
(type_alias name: (_) @interface.name @name) @interface
(type_spec
  type: [
    (type_identifier)
    (qualified_type)
    (generic_type)
    (pointer_type)
    (slice_type)
    (array_type)
    (map_type)
    (function_type)
    (channel_type)
  ] @interface.body @type @_opaque)
(type_alias type: (_) @interface.body @type @_opaque)
(type_spec name: (_) @class.name @name type: [(struct_type) (interface_type)] @_through) @class
(field_declaration name: (_) @field.name @property type: (_) @field.type) @field
((field_declaration) @field (#set! each field.name))
(field_declaration tag: (_) @_through)
(field_declaration !name type: (type_identifier) @class.base @name) @_through
(field_declaration !name type: (generic_type type: (type_identifier) @class.base @name)) @_through
(field_declaration !name type: (qualified_type) @class.base @member) @_through
(field_declaration !name
  type: (qualified_type package: (_) @member.object @name name: (_) @member.property @property))
(interface_type (type_elem . (type_identifier) @class.base @name .))
(interface_type (type_elem . (qualified_type) @class.base @member .))
(interface_type
  (type_elem . (qualified_type package: (_) @member.object @name name: (_) @member.property @property) .))
(method_elem name: (_) @function.name @property) @function

; --- functions

[(function_declaration) (method_declaration) (func_literal)] @function
(function_declaration name: (_) @function.name)
(method_declaration name: (_) @function.name @property)
(parameter_declaration name: (_)? @parameter.name type: (_) @parameter.type) @parameter
((parameter_declaration) @parameter (#set! each parameter.name))
(variadic_parameter_declaration
  name: (_)? @parameter.name "..." @parameter.modifier type: (_) @parameter.type) @parameter
; Results have their types only: the name of a result is a variable that nothing is assigned to yet.
(function_declaration result: (_) @function.returns @type)
(method_declaration result: (_) @function.returns @type)
(func_literal result: (_) @function.returns @type)
(method_elem result: (_) @function.returns @type)
(function_declaration result: (parameter_list) @_through)
(method_declaration result: (parameter_list) @_through)
(func_literal result: (parameter_list) @_through)
(method_elem result: (parameter_list) @_through)
(function_declaration result: (parameter_list (parameter_declaration type: (_) @function.returns @type) @_through))
(method_declaration result: (parameter_list (parameter_declaration type: (_) @function.returns @type) @_through))
(func_literal result: (parameter_list (parameter_declaration type: (_) @function.returns @type) @_through))
(method_elem result: (parameter_list (parameter_declaration type: (_) @function.returns @type) @_through))
(function_declaration result: (parameter_list (parameter_declaration name: (_) @_opaque @_through)))
(method_declaration result: (parameter_list (parameter_declaration name: (_) @_opaque @_through)))
(func_literal result: (parameter_list (parameter_declaration name: (_) @_opaque @_through)))
(method_elem result: (parameter_list (parameter_declaration name: (_) @_opaque @_through)))
; The receiver is a variable of the method, declared with the type that the method belongs to.
(method_declaration
  receiver: (parameter_list
    (parameter_declaration name: (_)? @assign.target type: (_) @assign.type) @function.receiver @assign))
(function_declaration body: (_) @function.body @block)
(method_declaration body: (_) @function.body @block)
(func_literal body: (_) @function.body @block)

; --- statements

(block) @block
(expression_list) @_through
((expression_list . (_) . ",") @array)
(short_var_declaration left: (_) @assign.target right: (_) @assign.value) @assign
(assignment_statement left: (_) @assign.target right: (_) @assign.value) @assign
(assignment_statement operator: ["+=" "-=" "*=" "/=" "%=" "&=" "|=" "^="] @assign.operator)
(receive_statement left: (_) @assign.target right: (_) @assign.value) @assign
(var_spec name: (_) @assign.target) @assign
(const_spec name: (_) @assign.target) @assign
(var_spec type: (_) @assign.type)
(const_spec type: (_) @assign.type)
(var_spec value: (_) @assign.value)
(const_spec value: (_) @assign.value)
((var_spec) @assign (#set! each assign.target))
((const_spec) @assign (#set! each assign.target))

(if_statement condition: (_) @if.condition consequence: (_) @if.then) @if
(if_statement alternative: (_) @if.else)
; A switch is an `if` on its subject whose branches are blocks, each beginning with its values.
[(expression_switch_statement) (type_switch_statement)] @if
(expression_switch_statement value: (_) @if.condition)
(type_switch_statement value: (_) @if.condition)
((type_switch_statement alias: (expression_list (identifier) @assign)) (#set! around assign.target))
[(expression_case) (type_case)] @block @if.then
(default_case) @block @if.else
(expression_case value: (expression_list) @_through)
(expression_case value: (expression_list (_) @block.case))
(type_case type: (_) @block.case @type)
; Branches of a select hang on other goroutines.
(communication_case) @block
(select_statement (default_case) @block)

(return_statement) @return
(for_statement body: (_) @loop.body) @loop
(for_statement
  [
    (binary_expression)
    (unary_expression)
    (call_expression)
    (selector_expression)
    (identifier)
    (true)
  ] @loop.condition)
(for_statement (for_clause condition: (_) @loop.condition))
(for_statement (range_clause right: (_) @loop.iterable))
(range_clause left: (expression_list) @_through)
((range_clause left: (expression_list (identifier) @assign)) (#set! around assign.target))

; --- expressions

(selector_expression operand: (_) @member.object field: (_) @member.property @property) @member
(index_expression operand: (_) @index.object index: (_) @index.key) @index
(slice_expression) @_through
(call_expression function: (_) @call.callee) @call
(argument_list (_) @call.argument)
(variadic_argument) @spread
; `f[T](x)` with one argument looks like a conversion.
(type_conversion_expression operand: (_)) @_through
(type_conversion_expression
  type: [
    (qualified_type)
    (pointer_type)
    (slice_type)
    (array_type)
    (map_type)
    (function_type)
    (channel_type)
    (interface_type)
    (struct_type)
  ] @_opaque)
(type_conversion_expression
  type: (generic_type type: (type_identifier) @call.callee @name) operand: (_) @call.argument) @call
(type_assertion_expression type: (_) @_opaque) @_through
(unary_expression) @_through
(unary_expression operator: ["!" "-" "+" "^" "<-"] @unary.operator operand: (_) @unary.operand) @unary
(binary_expression left: (_) @binary.left operator: _ @binary.operator right: (_) @binary.right) @binary

; A value of a struct is made with its fields by name or in order; without its type it is an object.
(literal_element) @_through
(keyed_element key: (_) @keyword.name value: (_) @keyword.value) @keyword
(keyed_element key: (literal_element (identifier) @property))
(composite_literal) @new
(composite_literal type: (type_identifier) @call.callee @name)
(composite_literal type: (qualified_type) @call.callee @member)
(composite_literal type: (qualified_type package: (_) @member.object @name name: (_) @member.property @property))
(composite_literal type: (generic_type) @_through)
(composite_literal type: (generic_type type: (type_identifier) @call.callee @name))
(composite_literal
  type: [(type_identifier) (qualified_type) (generic_type)]
  body: (literal_value [(keyed_element) (literal_element)] @call.argument))
(literal_element (literal_value) @object)
(literal_element (literal_value (keyed_element key: (_) @entry.key value: (_) @entry.value) @entry))
(composite_literal type: (struct_type) @_opaque) @object
(composite_literal type: (map_type) @_opaque) @object
(composite_literal
  type: [(map_type) (struct_type)]
  body: (literal_value (keyed_element key: (_) @entry.key value: (_) @entry.value) @entry))
(composite_literal type: (map_type) body: (literal_value (keyed_element key: (literal_element (identifier) @name))))
(composite_literal type: [(slice_type) (array_type) (implicit_length_array_type)] @_opaque) @array
