import { defineRequestReads, type Given } from './define.ts';

/** Superglobals; of `$_SERVER` what the request line and its headers say. */
const GLOBALS =
  /^(?:\$_(?:GET|POST|REQUEST|COOKIE)\.[^.]+|\$_SERVER\.(?:HTTP_\w+|REQUEST_URI|QUERY_STRING|PHP_SELF|PATH_INFO)|\$_FILES\.[^.]+\.(?:name|full_path))$/;
/** Methods of Laravel, Symfony, PSR-7 and CodeIgniter. */
const METHODS =
  'input|query|post|get|all|cookie|header|headers|route|file|json|string|str|validated|only|except|collect|getContent|getQueryParams|getParsedBody|getBody|getCookieParams|getUploadedFiles|getHeaderLine|getHeader|getVar|getGet|getPost|getQuery|getParam';
const REQUEST = new RegExp(
  `^(?:\\$(?:request|req)|\\$this\\.request|request\\(\\)|Request|\\$this\\.input)\\.(?:(?:${METHODS})\\(\\)|(?:query|request|headers|cookies|attributes|files)(?:\\.(?:get|all)\\(\\))?)$`,
);
const TYPE = /(?:Request|RequestInterface|ServerRequestInterface)$/;
/** A field of a request of Laravel is read by its name. */
const FIELD = /^\$request\.(?!session$|user$|server$)[a-z_]\w*$/;
const WHOLE = /^(?:request\(\)|getallheaders\(\)|apache_request_headers\(\)|filter_input\(\)|input\(\))$/;

/** PHP itself, Laravel, Symfony and what follows PSR-7. */
export const php = defineRequestReads({
  languages: ['php'],
  reads({ text, binding, type, node, reading: { unit } }) {
    if (GLOBALS.test(text)) return true;
    if (WHOLE.test(text)) return asksText(unit.textOf(node).slice(0, 200));
    if (binding !== null && (binding.how !== 'parameter' || (type !== '' && !TYPE.test(type)))) return false;
    return REQUEST.test(text) || (FIELD.test(text) && TYPE.test(type));
  },
  /** A part of the path: what has a class is injected. */
  isGiven: ({ type, binding }: Given) => /^(?:\??string)?$/.test(type) && binding.name.startsWith('$'),
});

/** `filter_input(INPUT_GET, 'n', FILTER_VALIDATE_INT)` takes no text. */
function asksText(written: string): boolean {
  return !/FILTER_(?:VALIDATE|SANITIZE)_/.test(written);
}
