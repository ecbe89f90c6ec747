; pip's requirements files: one object, one entry a line. The vocabulary of captures:
; server/src/core/syntax/capture-plan.ts. Later patterns win.
;
;   requests==2.31.0          entry.key `requests`, entry.value the version specifier, as written
;   pkg @ https://x/p.whl     entry.value the URL
;   numpy                     no value
;   flask[async] ; marker     extras are an array in role entry.extras, the marker is entry.marker
;   x==1 --hash=sha256:…      each option of a requirement is an entry inside it
;   -r other.txt              entry.key is the option, entry.value its argument
;   ./local  https://x/a.gz   an entry without a key

(comment) @comment
(file) @object

(requirement (package) @entry.key @string) @entry
(requirement (version_spec) @entry.value @string)
(requirement (url_spec (url) @entry.value @string))
(requirement (extras) @entry.extras @array)
(extras (package) @string)
(requirement (marker_spec) @entry.marker)

[(global_opt) (requirement_opt)] @entry
(option) @string @entry.key
(global_opt [(path) (url) (argument) (quoted_string)] @entry.value @string)
(requirement_opt [(argument) (quoted_string)] @entry.value @string)

(file [(path) (url)] @string)
((file [(path) (url)] @entry) (#set! around entry.value))

; A comment after a marker, and `${NAME}` outside a URL: pip reads both.
((ERROR) @_tolerated (#match? @_tolerated "^\\s*(#.*|\\$\\{|\\})$"))
