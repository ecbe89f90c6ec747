; Terraform, in the shape its own JSON syntax has: `resource "aws_iam_role" "x" { … }` is objects in objects. A block that is
; written several times is an entry several times. The vocabulary of captures: server/src/core/syntax/capture-plan.ts. Later
; patterns win.

(comment) @comment

(config_file (body) @object)
((block) @entry (#set! fold object))
(block [(identifier) (string_lit)] @entry.key @string @_opaque)
(attribute) @entry
(attribute (identifier) @entry.key @string)
(attribute (expression) @entry.value)

(expression) @_through
[(numeric_lit)] @number
(bool_lit) @boolean
(null_lit) @null
(literal_value (string_lit) @string @_opaque)
(tuple) @array
(object) @object
(object_elem) @entry
(object_elem key: (_) @entry.key)
(object_elem val: (_) @entry.value)

; `"a-${b}"` and heredocs.
[(quoted_template) (heredoc_template)] @template
(template_literal) @template-text
(template_interpolation (expression) @template.part)
(template_directive) @other @_opaque

(function_call) @call
(function_call (identifier) @call.callee @name)
(function_arguments (expression) @call.argument)
(conditional . (expression) @if.condition . (expression) @if.then . (expression) @if.else) @if
[(operation) (for_expr)] @other @_opaque
; What is read from something declared elsewhere is one name: `data.aws_iam_policy_document.x[0].json`.
(expression . (variable_expr)) @name @_opaque
