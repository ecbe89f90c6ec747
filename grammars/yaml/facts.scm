; YAML: objects, entries and arrays, as JSON has them. Each document of a stream is a child of the root. The vocabulary of
; captures: server/src/core/syntax/capture-plan.ts. Later patterns win.

(comment) @comment

[(flow_node) (block_node)] @_through
[(block_mapping) (flow_mapping)] @object
[(block_sequence) (flow_sequence)] @array
[(block_mapping_pair) (flow_pair)] @entry
(block_mapping_pair key: (_) @entry.key)
(block_mapping_pair value: (_) @entry.value)
(flow_pair key: (_) @entry.key)
(flow_pair value: (_) @entry.value)
; `[checkout, run: make]`: one entry in a list is an object of one entry.
((flow_sequence (flow_pair) @object) (#set! around object.entry))

; A plain scalar is what the core schema says: `on` and `no` are strings, dates are strings.
[
  (string_scalar)
  (timestamp_scalar)
  (double_quote_scalar)
  (single_quote_scalar)
  (block_scalar)
] @string
[(double_quote_scalar) (single_quote_scalar) (block_scalar)] @_opaque
[(integer_scalar) (float_scalar)] @number
(boolean_scalar) @boolean
(null_scalar) @null

; `*base`. A merge key is an entry whose key is the string `<<`. An anchor is kept where it names the value of an entry.
(alias) @other @_opaque
(anchor) @_opaque
(block_mapping_pair value: (_ (anchor) @entry.anchor))
(flow_pair value: (_ (anchor) @entry.anchor))

; `!Sub "…"` is a call of `!Sub`; the tags of YAML itself, `!!str`, say nothing.
(tag) @_opaque
((flow_node (tag) @call.callee @name
  [(plain_scalar) (double_quote_scalar) (single_quote_scalar) (alias) (flow_mapping) (flow_sequence)] @call.argument)
  @call (#match? @call.callee "^!(?!!)"))
((block_node (tag) @call.callee @name [(block_scalar) (block_mapping) (block_sequence)] @call.argument)
  @call (#match? @call.callee "^!(?!!)"))
(plain_scalar) @_through
