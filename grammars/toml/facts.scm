; TOML, in the shape JSON would have: `[a.b]` and `a.b = 1` are objects in objects, `[[a]]` is an array of one object. A
; table that is written in several places is an entry in several places. The vocabulary of captures:
; server/src/core/syntax/capture-plan.ts. Later patterns win.

(comment) @comment
(document) @object
((pair) @entry (#set! fold object))
((table) @entry (#set! fold object))
((table_array_element) @entry (#set! fold array))
(pair [(bare_key) (quoted_key)] @entry.key @string)
(table [(bare_key) (quoted_key)] @entry.key @string)
(table_array_element [(bare_key) (quoted_key)] @entry.key @string)
(dotted_key [(bare_key) (quoted_key)] @entry.key @string)
(pair [
  (string) (integer) (float) (boolean) (array) (inline_table)
  (offset_date_time) (local_date_time) (local_date) (local_time)
] @entry.value)

; Dates are strings.
[(string) (offset_date_time) (local_date_time) (local_date) (local_time)] @string
[(integer) (float)] @number
(boolean) @boolean
(array) @array
(inline_table) @object
