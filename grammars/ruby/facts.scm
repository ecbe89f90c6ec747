; Ruby. The vocabulary of captures: server/src/core/syntax/capture-plan.ts. Later patterns win.

(comment) @comment

; --- names and literals. `Net::HTTP` is a member; `@client` is a name and a field.

[(identifier) (constant) (instance_variable) (class_variable) (global_variable)] @name
(self) @self
(super) @name
[(integer) (float)] @number
[(true) (false)] @boolean
(nil) @null
[(string) (simple_symbol) (delimited_symbol) (bare_string) (bare_symbol) (character)] @string
(regex) @other
[(regex) (bare_string) (bare_symbol)] @_opaque
[(string (interpolation)) (delimited_symbol (interpolation)) (subshell (interpolation))] @template
(string (string_content) @template-text)
(subshell (string_content) @template-text)
(interpolation (_) @template.part)
(chained_string (_) @template.part) @template
[(array) (string_array) (symbol_array) (left_assignment_list) (right_assignment_list)] @array
(hash) @object
(pair key: (_) @entry.key value: (_) @entry.value) @entry
(hash_key_symbol) @property
[(splat_argument) (hash_splat_argument) (block_argument)] @spread
(scope_resolution scope: (_) @member.object name: (_) @member.property @property) @member
(scope_resolution !scope name: (_)) @_through

; --- classes and methods

[(class) (module)] @class
(class name: (_) @class.name)
(module name: (_) @class.name)
(class superclass: (superclass (_) @class.base))
(class body: (_) @class.body @block)
(module body: (_) @class.body @block)
[(method) (singleton_method) (lambda) (block) (do_block)] @function
(method name: (_) @function.name)
(singleton_method name: (_) @function.name)
(singleton_method object: (_) @function.receiver)
[
  (method body: (_) @function.body)
  (singleton_method body: (_) @function.body)
  (block body: (_) @function.body)
  (do_block body: (_) @function.body)
]
[(body_statement) (block_body) (begin)] @block
(lambda body: [(block) (do_block)] @_through)
([
  (method_parameters (identifier) @parameter)
  (block_parameters (identifier) @parameter)
  (lambda_parameters (identifier) @parameter)
] (#set! around parameter.name))
(optional_parameter name: (_) @parameter.name value: (_) @parameter.default) @parameter
(keyword_parameter name: (_) @parameter.name) @parameter
(keyword_parameter value: (_) @parameter.default)
(splat_parameter "*" @parameter.modifier name: (_) @parameter.name) @parameter
(hash_splat_parameter "**" @parameter.modifier name: (_) @parameter.name) @parameter
(block_parameter "&" @parameter.modifier name: (_) @parameter.name) @parameter

; --- statements

[(assignment) (operator_assignment)] @assign
(assignment left: (_) @assign.target right: (_) @assign.value)
(operator_assignment left: (_) @assign.target operator: _ @assign.operator right: (_) @assign.value)
; `a ||= b` sets what has no value yet.
(operator_assignment left: (_) @assign.target operator: "||=" right: (_) @assign.value)

[(if) (elsif) (if_modifier) (unless) (unless_modifier) (conditional) (case)] @if
(if condition: (_) @if.condition)
(elsif condition: (_) @if.condition)
(if consequence: (_) @if.then @block)
(elsif consequence: (_) @if.then @block)
(unless consequence: (_) @if.then @block)
(if alternative: (_) @if.else)
(elsif alternative: (_) @if.else)
(unless alternative: (_) @if.else)
(else) @block
(if_modifier body: (_) @if.then condition: (_) @if.condition)
(unless_modifier body: (_) @if.then)
; Of `unless x` the condition is a negation that has no sign of its own.
[(unless condition: (_) @if.condition) (unless_modifier condition: (_) @if.condition)]
([(unless condition: (_) @unary) (unless_modifier condition: (_) @unary)] (#set! around unary.operand))
(conditional condition: (_) @if.condition consequence: (_) @if.then alternative: (_) @if.else)
(case value: (_) @if.condition)
(when) @block @if.then
(when pattern: (pattern (_) @block.case))
(case (else) @if.else)
(return) @return
[(while) (until) (for) (while_modifier) (until_modifier)] @loop
(while condition: (_) @loop.condition body: (_) @loop.body @block)
(until condition: (_) @loop.condition body: (_) @loop.body @block)
(for value: (in (_) @loop.iterable) body: (_) @loop.body @block)
((for pattern: (identifier) @assign) (#set! around assign.target))
(begin (rescue)) @try
(body_statement (rescue)) @try
(rescue) @catch
(rescue exceptions: (exceptions (_) @catch.type))
(rescue variable: (exception_variable (_) @catch.parameter))
(rescue body: (then) @block)
(ensure) @block @try.finally

; --- expressions. What has neither arguments nor a block is read like a field.

(call receiver: (_) @member.object method: (_) @member.property @property !arguments !block) @member
((call receiver: (_) @member.object method: (_) @member.property @property arguments: (_)) @call
  (#set! gather call.callee))
((call receiver: (_) @member.object method: (_) @member.property @property block: (_)) @call
  (#set! gather call.callee))
((call receiver: (_) @member.object method: (_) @member.property @property !arguments) @call
  (#eq? @member.property "new")
  (#set! gather call.callee))
(call !receiver method: (_) @call.callee) @call
((call !receiver method: (identifier) @call.callee) @throw (#eq? @call.callee "raise") (#set! around throw.value))
(call arguments: (argument_list (_) @call.argument))
(call block: (_) @call.argument)
(argument_list (pair key: (_) @keyword.name value: (_) @keyword.value) @keyword)
((subshell) @call (#set! around call.argument))
(subshell) @string
(subshell (interpolation)) @template
; A name that stands alone and asks for something is a call.
((body_statement (identifier) @call) (#match? @call "!$|^(require|ensure|authenticate|authorize|check|verify)_") (#set! around call.callee))
(element_reference object: (_) @index.object . (_) @index.key) @index
(binary left: (_) @binary.left operator: _ @binary.operator right: (_) @binary.right) @binary
(unary operator: _ @unary.operator operand: (_) @unary.operand) @unary
[(heredoc_beginning)] @string
(heredoc_body) @template
(heredoc_body (heredoc_content) @template-text)
(heredoc_end) @_opaque
