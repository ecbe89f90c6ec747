; TypeScript and TSX, after JavaScript's patterns. A `type` is raw text: nothing in it is a node, except the fields of
; object types, wherever they stand in it.

; --- wrappers: the value passes through, the type is dropped

[
  (as_expression)
  (satisfies_expression)
  (non_null_expression)
  (instantiation_expression)
] @_through
(as_expression (_) "as" (_) @_opaque)
(satisfies_expression (_) "satisfies" (_) @_opaque)
(instantiation_expression type_arguments: (_) @_opaque)
; only: typescript
(type_assertion) @_through
(type_assertion (type_arguments) @_opaque)
; only: *
(call_expression type_arguments: (_) @_opaque)
(new_expression type_arguments: (_) @_opaque)
(extends_clause type_arguments: (_) @_opaque)
(type_parameters) @_opaque

; --- types

(property_signature name: (_) @field.name) @field
(property_signature type: (type_annotation (_) @field.type))
(property_signature name: (property_identifier) @name)
[
  (literal_type)
  (function_type)
  (constructor_type)
  (type_query)
  (type_predicate)
  (asserts)
  (template_literal_type)
  (nested_type_identifier)
  (index_signature)
  (tuple_type)
] @_opaque
(type_annotation [(member_expression) (call_expression)] @_opaque)

(interface_declaration name: (_) @interface.name body: (_) @interface.body @block) @interface
(extends_type_clause type: (_) @interface.base @type)
(type_alias_declaration name: (_) @interface.name value: (_) @interface.body @type) @interface
(type_alias_declaration value: (object_type) @block)
[(call_signature) (construct_signature)] @_opaque

; --- functions and parameters

[(function_signature) (method_signature) (abstract_method_signature)] @function
(function_signature name: (_) @function.name)
(method_signature name: (_) @function.name)
(abstract_method_signature name: (_) @function.name)
(method_signature name: (property_identifier) @name)
(abstract_method_signature name: (property_identifier) @name)
; A plain type, `x is T`, `asserts x`: what stands after the colon.
[
  (function_declaration return_type: (_ (_) @function.returns @type))
  (function_expression return_type: (_ (_) @function.returns @type))
  (generator_function_declaration return_type: (_ (_) @function.returns @type))
  (generator_function return_type: (_ (_) @function.returns @type))
  (arrow_function return_type: (_ (_) @function.returns @type))
  (method_definition return_type: (_ (_) @function.returns @type))
  (function_signature return_type: (_ (_) @function.returns @type))
  (method_signature return_type: (_ (_) @function.returns @type))
  (abstract_method_signature return_type: (_ (_) @function.returns @type))
]

[(required_parameter) (optional_parameter)] @parameter
(required_parameter pattern: (_) @parameter.name)
(optional_parameter pattern: (_) @parameter.name)
(required_parameter pattern: (rest_pattern "..." @parameter.modifier) @_through)
(required_parameter type: (type_annotation (_) @parameter.type))
(optional_parameter type: (type_annotation (_) @parameter.type))
(required_parameter value: (_) @parameter.default)
(optional_parameter value: (_) @parameter.default)
; `constructor(private readonly db: Db)` is also a field: `parameter.modifier` says so.
(required_parameter [(accessibility_modifier) "readonly"] @parameter.modifier)
(optional_parameter [(accessibility_modifier) "readonly"] @parameter.modifier)

; --- classes

(abstract_class_declaration name: (_) @class.name body: (_) @class.body) @class
(extends_clause value: (_) @class.base)
(implements_clause (_) @class.implements @type)
(public_field_definition name: (_) @field.name) @field
(public_field_definition name: (property_identifier) @name)
(public_field_definition type: (type_annotation (_) @field.type))
(public_field_definition value: (_) @field.value)
; A method's decorators stand beside it, a class's beside `export`.
(class_body (decorator) @_leading)
(export_statement decorator: (_) @_leading)

; An enum is a class of fields.
(enum_declaration name: (_) @class.name body: (_) @class.body @block) @class
(enum_assignment name: (_) @field.name value: (_) @field.value) @field
(enum_assignment name: (property_identifier) @name)
((enum_body name: (_) @field) (#set! around field.name))
(enum_body name: (property_identifier) @name)

; --- statements

(variable_declarator type: (type_annotation (_) @assign.type))
(import_require_clause (identifier) @import.namespace source: (_) @import.module)
(import_alias . (identifier) @assign.target "=" (_) @assign.value) @assign
(nested_identifier object: (_) @member.object property: (_) @member.property) @member
(export_statement "=" (_) @export.default)
; Namespaces: what they hold, in a block.
(internal_module name: (_) @_through @_opaque)
(module name: (_) @_through @_opaque)

; What the grammar is too old for: `<in out T>`, `export type *`, `import defer`.
(type_parameters (ERROR) @_tolerated)
(type_parameter (ERROR) @_tolerated)
((export_statement "export" . (ERROR) @_tolerated @_opaque) (#eq? @_tolerated "type"))
((import_statement "import" . (ERROR) @_tolerated @_opaque) (#match? @_tolerated "^(defer|source)$"))
