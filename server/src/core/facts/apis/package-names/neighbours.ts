/** Packages of their own that are called nearly as a well-known one: our own, by hand (2026-11). */
export const NEIGHBOURS: Readonly<Record<string, string>> = {
  npm: `@aws-sdk/client-sms @lwc/types @mdx-js/preact @rslint/core @smithy/signature-v4a @testing-library/preact @types/args
    @types/code @types/cuid @types/dargs @types/espree @types/guid @types/has @types/hat @types/is @types/jsend
    @types/jstree @types/jws @types/kcors @types/log @types/mssql @types/mv @types/rest @types/server @types/uws
    @types/xast @types/yazl args-parser as-number asl-types axiom babel-test bare-ws beedle bmocha brakes browser bsplit
    cline color-namer color-space colour comutils cose-js cramda crypto-es crypto-ts cryptr csp-parse csso-loader
    csv-loader d3-dag d3-tile dapjs dns.js eclint edn-data emotion-utils es-cookie es-map es-set eventy findup fitty
    graphiql gzip-stream has-own html-tag import-locals ip-bigint ip-set is-base64 is-blob is-uri iso-url isutf8 it-buffer
    it-glob it-map jest-unit jest-xunit js-logger json-parser jssip just-validate levee locks lucide-preact masked
    media-type memjs mimer mpromise msbuild newsapi notion-utils openapi p-tap parse-md path-parser postcss-jsx postcss-svg
    preact-markdown preact-redux preact-router preact-transition-group pretty-js ps-node rasha react-if react-vis reactn
    regenerator rfile rifraf routes rs-module-lexer rsync saxen scrypt semiver socksjs sooner source-map-cjs stash stdnum
    tar-js thunks tldjs to-case ts-map ts-object-path ts-stream tslab upash utile vasync versor vrtest vsvg-parser wouter
    xastscript xbytes xerror xtraverse yerror`,
  pypi: `aiofile cchardet constructs cronitor dataset distribute environ fastai google-cloud-filestore grapheme identity isolate json-diff
    jsonpath libpass libsast mkdocs-materialx ncclient oauth2-client pbspark persistent psycopgbinary pycaret pygrok pymantic pymupdfb
    pyopencl pytest-timeouts pytrie pyvisa schedula scheduler sqlglotc types-pymssql unicorn uri-template websocket`,
  cargo: 'wasmtimer',
  maven: 'org.eclipse.jetty:jetty-servlets',
  go: 'github.com/mholt/archives',
};
