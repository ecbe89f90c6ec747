; Dockerfiles: an instruction is a call of its keyword, in the order in which it stands. The vocabulary of captures:
; server/src/core/syntax/capture-plan.ts. Later patterns win.
;
;   FROM node:20 AS build      call.argument the image, as written
;   USER app:app               call.argument the user, then the group
;   RUN make && make install   call.argument the command, as written
;   ENV A=1 B=2                an object with an entry each; ARG A=1 is an entry

(comment) @comment
[(from_instruction) (user_instruction) (run_instruction)] @call
(from_instruction . _ @call.callee @name)
(user_instruction . _ @call.callee @name)
(run_instruction . _ @call.callee @name)
(from_instruction (image_spec) @call.argument @string)
(user_instruction user: (_) @call.argument @string)
(user_instruction group: (_) @call.argument @string)
(run_instruction [(shell_command) (json_string_array)] @call.argument @string)
[(image_spec) (shell_command) (json_string_array)] @_opaque

(env_instruction) @object
(env_pair name: (_) @entry.key @string) @entry
(env_pair value: (_) @entry.value @string)
(arg_instruction name: (_) @entry.key @string) @entry
(arg_instruction default: (_) @entry.value @string)
[(unquoted_string) (double_quoted_string) (single_quoted_string)] @_opaque
