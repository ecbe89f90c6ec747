; JSON, with the comments and trailing commas that configuration files have. The vocabulary of captures:
; server/src/core/syntax/capture-plan.ts. Later patterns win.

(comment) @comment
(object) @object
(array) @array
(pair key: (_) @entry.key) @entry
(pair value: (_) @entry.value)
(string) @string
(number) @number
[(true) (false)] @boolean
(null) @null
((ERROR) @_tolerated (#eq? @_tolerated ","))
(array "," . (MISSING number) @_tolerated . "]")
