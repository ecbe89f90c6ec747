; Python. The vocabulary of captures: server/src/core/syntax/capture-plan.ts. Later patterns win.

(comment) @comment

(parenthesized_expression) @_through

; --- names and literals. `self` and `cls` are names like any other.

(identifier) @name
(dotted_name) @name @_opaque
[(integer) (float)] @number
[(true) (false)] @boolean
(none) @null
(string) @string
; An f-string with a hole is a template, and so are juxtaposed strings: their parts are strings and templates.
(string (interpolation)) @template
(string (string_content) @template-text)
(interpolation expression: (_) @template.part)
(format_specifier) @_opaque
(concatenated_string (string) @template.part) @template

; --- imports. `import a.b, c as d` is two imports: module `a.b`, and module `c` with namespace `d`.

((import_statement name: (dotted_name) @import) (#set! around import.module))
(import_statement name: (aliased_import name: (_) @import.module alias: (_) @import.namespace) @import)
(import_from_statement module_name: (_) @import.module) @import
(relative_import) @name @_opaque
(import_from_statement (wildcard_import) @import.wildcard)
((import_from_statement name: (dotted_name) @specifier) (#set! around specifier.name))
(import_from_statement
  name: (aliased_import name: (_) @specifier.name alias: (_) @specifier.alias) @specifier)
(future_import_statement) @_opaque

(list_splat_pattern) @spread

; --- functions. In a `type` the names and calls of the annotation are nodes: `Annotated[User, Depends(current_user)]`.

[(function_definition) (lambda)] @function
(function_definition name: (_) @function.name body: (_) @function.body)
(function_definition return_type: (_) @function.returns @type)
(lambda body: (_) @function.body)
([
  (parameters (identifier) @parameter)
  (lambda_parameters (identifier) @parameter)
  (parameters (tuple_pattern) @parameter)
] (#set! around parameter.name))
(default_parameter name: (_) @parameter.name value: (_) @parameter.default) @parameter
(typed_default_parameter
  name: (_) @parameter.name type: (_) @parameter.type value: (_) @parameter.default) @parameter
(typed_parameter) @parameter
(typed_parameter . (identifier) @parameter.name)
(typed_parameter type: (_) @parameter.type)
; `*args`, `**kwargs`: the stars are a modifier.
[
  (parameters (list_splat_pattern "*" @parameter.modifier (_) @parameter.name) @parameter)
  (parameters (dictionary_splat_pattern "**" @parameter.modifier (_) @parameter.name) @parameter)
  (lambda_parameters (list_splat_pattern "*" @parameter.modifier (_) @parameter.name) @parameter)
  (lambda_parameters (dictionary_splat_pattern "**" @parameter.modifier (_) @parameter.name) @parameter)
  (typed_parameter (list_splat_pattern "*" @parameter.modifier (_) @parameter.name) @_through)
  (typed_parameter (dictionary_splat_pattern "**" @parameter.modifier (_) @parameter.name) @_through)
]

; --- classes. Members that are assigned or only annotated are `assign`, the latter without a value.

(class_definition name: (_) @class.name body: (_) @class.body) @class
(class_definition superclasses: (argument_list (_) @class.base))
(class_definition superclasses: (argument_list (keyword_argument) @class.argument))
(class_definition type_parameters: (_) @_opaque)
(function_definition type_parameters: (_) @_opaque)

; What is decorated includes its decorators.
(decorator) @decorator
(decorated_definition definition: (function_definition) @_through) @function
(decorated_definition definition: (class_definition) @_through) @class

; --- statements

(block) @block
(assignment left: (_) @assign.target) @assign
(assignment right: (_) @assign.value)
(assignment type: (_) @assign.type)
(augmented_assignment left: (_) @assign.target operator: _ @assign.operator right: (_) @assign.value) @assign
(named_expression name: (_) @assign.target value: (_) @assign.value) @assign
(type_alias_statement left: (type (_) @assign.target) right: (type (_) @assign.value)) @assign
(as_pattern (_) @assign.value alias: (as_pattern_target (_) @assign.target)) @assign
[(pattern_list) (tuple_pattern) (list_pattern)] @array
[(global_statement) (nonlocal_statement)] @_opaque

; `elif` is an `if` in role `if.else`; several stand side by side, an `else` last.
(if_statement condition: (_) @if.condition consequence: (_) @if.then) @if
(if_statement alternative: (elif_clause) @if.else)
(elif_clause condition: (_) @if.condition consequence: (_) @if.then) @if
(if_statement alternative: (else_clause body: (_) @if.else))
(conditional_expression (_) @if.then "if" (_) @if.condition "else" (_) @if.else) @if
; An assertion is an `if` with a condition and no branch: what follows is reached only when it holds.
(assert_statement . (_) @if.condition) @if
; `match` is an `if` on its subject whose branches are blocks, each beginning with its pattern.
(match_statement subject: (_) @if.condition) @if
(case_clause (case_pattern) @block.case) @block @if.then
(case_clause guard: (if_clause (_) @block.guard))
(match_statement body: (block) @_through)
(case_clause consequence: (block) @_through)

(return_statement) @return
(raise_statement) @throw
[(for_statement) (while_statement)] @loop
(for_statement body: (_) @loop.body)
(while_statement condition: (_) @loop.condition body: (_) @loop.body)
((for_statement left: (_) @assign) (#set! around assign.target))
(for_statement right: (_) @loop.iterable)
(for_statement alternative: (else_clause body: (_) @loop.else))
(while_statement alternative: (else_clause body: (_) @loop.else))
; A comprehension is a loop expression; its conditions have no role.
[
  (list_comprehension)
  (set_comprehension)
  (dictionary_comprehension)
  (generator_expression)
] @loop
(list_comprehension body: (_) @loop.body)
(set_comprehension body: (_) @loop.body)
(dictionary_comprehension body: (_) @loop.body)
(generator_expression body: (_) @loop.body)
((for_in_clause left: (_) @assign) (#set! around assign.target))
(for_in_clause right: (_) @loop.iterable)

(try_statement) @try
(try_statement body: (_) @try.body)
(try_statement (else_clause body: (_) @try.else))
(finally_clause (block) @try.finally)
(except_clause) @catch
(except_clause value: (_) @catch.type)
(except_clause value: (as_pattern (_) @catch.type alias: (as_pattern_target (_) @catch.parameter)) @_through)

; --- expressions

(attribute object: (_) @member.object attribute: (_) @member.property @property) @member
(subscript value: (_) @index.object subscript: (_) @index.key) @index
(call function: (_) @call.callee) @call
(call arguments: (argument_list (_) @call.argument))
(call arguments: (generator_expression) @call.argument)
(keyword_argument name: (_) @keyword.name @property value: (_) @keyword.value) @keyword
[(list_splat) (dictionary_splat)] @spread
(print_statement "print" @call.callee @name argument: (_) @call.argument) @call
(exec_statement "exec" @call.callee @name code: (_) @call.argument) @call
(await) @await
[(list) (set) (tuple) (expression_list)] @array
(dictionary) @object
(pair key: (_) @entry.key value: (_) @entry.value) @entry
[(binary_operator) (boolean_operator) (comparison_operator)] @binary
(binary_operator left: (_) @binary.left operator: _ @binary.operator right: (_) @binary.right)
(boolean_operator left: (_) @binary.left operator: _ @binary.operator right: (_) @binary.right)
; `a < b < c`: left is `a`, right is `c`, `b` has no role, and there are two operators.
(comparison_operator . (_) @binary.left)
(comparison_operator operators: _ @binary.operator)
(comparison_operator (_) @binary.right .)
(not_operator "not" @unary.operator argument: (_) @unary.operand) @unary
(unary_operator operator: _ @unary.operator argument: (_) @unary.operand) @unary
(delete_statement "del" @unary.operator (_) @unary.operand) @unary
