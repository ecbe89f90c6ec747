import { childOf } from '../../../text/tree.ts';
import { defineRequestReads, type Given, type Read } from './define.ts';

const REQUEST =
  /^(?:self\.)?(?:_?request|req)\.(?:GET|POST|FILES|body|data|query_params|headers|META|COOKIES|args|form|json|values|files|cookies|query|match_info|path_params|query_string|raw_post_data|rel_url|get_json\(\)|get_data\(\)|json\(\)|form\(\)|body\(\)|text\(\)|post\(\)|read\(\))$/;
/** The request that a module holds. */
export const REQUEST_MODULE =
  /^(?:flask|quart|bottle)\.request\.(?:args|form|json|data|values|files|headers|cookies|get_json|get_data|query_string|view_args|stream|forms|query|params|body)(?:$|[.(])/;
const TORNADO = /^self\.(?:get_(?:query_|body_)?arguments?\(\)|request\.(?:body|arguments|headers|files))$/;
const EVENT = /^event\.(?:body|queryStringParameters|pathParameters|headers|multiValueQueryStringParameters)$/;
/** Parameters of handlers that frameworks give, not callers. */
const GIVEN_TYPE =
  /\b(?:Request|Response|WebSocket|BackgroundTasks|Session|AsyncSession|Database|Connection|Redis|Settings|Depends|Annotated\[.*Depends|User|Principal|HttpServletResponse|Model|BindingResult|Authentication)\b/s;
const INJECTED = /^(?:\w+\.)*(?:Depends|Security|Inject|Provide|Context)\b/;

/** Flask, Django, FastAPI, aiohttp, Tornado, Bottle and Lambda. */
export const python = defineRequestReads({
  languages: ['python'],
  reads(read) {
    const { text, binding } = read;
    if (REQUEST_MODULE.test(pathWritten(read))) return true;
    if (TORNADO.test(text) && text.includes('get_')) return true;
    if (REQUEST.test(text)) return binding?.how === 'parameter' || text.startsWith('self.');
    return EVENT.test(text) && binding?.how === 'parameter';
  },
  /** Parameters that are not injected are parts of the path, of the query or of the body. */
  isGiven({ reading: { unit }, binding: { node, name }, route, type }: Given) {
    if (
      unit.language.selfNames.includes(name) ||
      /^(?:self|cls|request|req|response|db|session|info)$/.test(name) ||
      (GIVEN_TYPE.test(type) && !/\b(?:\w+Request)\b/.test(type.replace(/^Request$/, '')))
    )
      return false;
    const fallback = childOf(node, 'parameter.default');
    if (fallback !== null && INJECTED.test(unit.textOf(fallback))) return false;
    // `<int:id>` takes no text.
    return !new RegExp(`<(?:int|float|uuid):${name}>`).test(route.path);
  },
});

/** The canonical path of what a member is, without the calls around it. */
function pathWritten({ reading: { resolver }, node }: Read): string {
  const value = resolver.valueOf(node);
  return value.kind === 'symbol' ? value.name : '';
}
