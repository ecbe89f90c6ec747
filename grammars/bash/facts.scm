; Bash. The vocabulary of captures: server/src/core/syntax/capture-plan.ts. Later patterns win.
; A command is a call of its name with its words as arguments; a word is a string, `$NAME` is a name.

(comment) @comment

; --- names and literals

[(word) (raw_string) (ansi_c_string) (string) (translated_string)] @string
(number) @number
[(variable_name) (special_variable_name)] @name
[(simple_expansion) (expansion)] @_through
; `${NAME:-default}` is a choice; what else stands in braces changes the text.
(expansion (_) @binary.left operator: [":-" "-" ":=" "="] @binary.operator . (_) @binary.right) @binary
(expansion (subscript name: (_) @index.object index: (_) @index.key) @index)
[(extglob_pattern) (regex)] @_opaque

; A string with a hole is a template, and so are words written together.
(string [(simple_expansion) (expansion) (command_substitution) (arithmetic_expansion)]) @template
(string (string_content) @template-text)
(string [(simple_expansion) (expansion) (command_substitution) (arithmetic_expansion)] @template.part)
(concatenation (_) @template.part) @template
[(command_substitution) (process_substitution) (arithmetic_expansion)] @other

; --- commands

(command) @call
(command name: (command_name) @call.callee)
(command_name (word)) @name @_opaque
(command argument: (_) @call.argument)
; `[[ … ]]` and `[ … ]` ask; they call nothing.
(test_command) @_through
[(binary_expression) (list) (pipeline)] @binary
(binary_expression left: (_) @binary.left operator: _ @binary.operator right: (_) @binary.right)
(unary_expression operator: (_) @unary.operator (_) @unary.operand .) @unary
(list . (_) @binary.left [("&&") ("||")] @binary.operator (_) @binary.right .)
(pipeline ["|" "|&"] @binary.operator)
(negated_command "!" @unary.operator (_) @unary.operand) @unary
; Where output goes is no argument.
[(file_redirect) (herestring_redirect)] @_through
(file_redirect destination: (_) @other)
(heredoc_start) @_opaque
(heredoc_end) @_opaque

; --- assignments. `local`, `export` and `readonly` say nothing about the value.

(variable_assignment name: (_) @assign.target) @assign
(variable_assignment value: (_) @assign.value)
(variable_assignment "+=" @assign.operator)
(variable_assignment name: (subscript name: (_) @index.object index: (_) @index.key) @index)
(array) @array

; --- functions and statements

(function_definition name: (word) @function.name @name body: (_) @function.body) @function
[(compound_statement) (do_group) (subshell)] @block
(if_statement condition: (_) @if.condition) @if
(elif_clause) @if @if.else
(else_clause) @block @if.else
(case_statement value: (_) @if.condition) @if
(case_item) @block @if.then
(case_item value: (_) @block.case)
[(for_statement) (while_statement) (c_style_for_statement)] @loop
(for_statement value: (_) @loop.iterable)
(for_statement body: (_) @loop.body)
(while_statement condition: (_) @loop.condition body: (_) @loop.body)
((for_statement variable: (variable_name) @assign) (#set! around assign.target))
