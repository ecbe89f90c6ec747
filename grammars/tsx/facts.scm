; TSX has the nodes of both: see language.json, `inherits`.
(jsx_opening_element type_arguments: (_) @_opaque)
(jsx_self_closing_element type_arguments: (_) @_opaque)
