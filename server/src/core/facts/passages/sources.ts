import type { SourceKind } from '../../model/passage.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOfKind } from '../../text/tree.ts';
import type { Reading, Route } from '../define.ts';
import { networkCalls } from '../apis/network-calls.ts';
import type { Binding } from '../scopes.ts';
import { isTool } from '../tools/registrations.ts';
import { isChatMessage } from './chats.ts';
import { dottedOf } from './dotted.ts';

/** Texts that somebody outside wrote, by how they are read. Sources: documentation of the frameworks, 2026-11. */

const FIELDS_JS =
  'body|rawBody|query|params|headers|cookies|signedCookies|files?|queryStringParameters|pathParameters|multiValueQueryStringParameters|searchParams|nextUrl';
const REQUEST_JS = new RegExp(
  `^(?:\\w*[rR]eq(?:uest)?|ctx\\.(?:request|req)|context\\.(?:request|req)|c\\.req|this\\.req(?:uest)?|event|evt|ctx|koaCtx)\\.(?:(?:${FIELDS_JS})|(?:json|text|formData|query|queries|param|params|header|parseBody|body|arrayBuffer|get|cookie|valid)\\(\\))$`,
);
/** What a parameter that is called so must be, where its type is written. */
const REQUEST_TYPE_JS =
  /^(?:any|unknown|object)\b|[Rr]equest|\bReq\b|Context|Ctx\b|APIGateway|IncomingMessage|LambdaFunctionURL|^[TE]\w*$/;
/** Where an upload was put, by a name that the server chose. */
const UPLOAD_JS =
  /\breq(?:uest)?\.files?(?:\.\*)?\.(?:path|filename|destination|size|mimetype|fieldname|buffer\.length)$/;
/** Of what only these have: an event of a queue has no body of a request. */
const REQUEST_BASE_JS = /^(?:ctx|koaCtx)\.(?!query$|params$|request|req)/;
const FORM_JS = /^(?:formData|form|data)\.(?:get|getAll|entries)\(\)$/;
const ISSUE =
  /(?:^|\.)(?:payload|event|client_payload)\.(?:issue|comment|pull_request|review|discussion|head_commit|release|commits)(?:\.\w+){0,3}$/;
const REQUEST_PYTHON =
  /^(?:self\.)?(?:_?request|req)\.(?:GET|POST|FILES|body|data|query_params|headers|META|COOKIES|args|form|json|values|files|cookies|query|match_info|path_params|query_string|raw_post_data|rel_url|get_json\(\)|get_data\(\)|json\(\)|form\(\)|body\(\)|text\(\)|post\(\)|read\(\))$/;
const REQUEST_MODULE =
  /^(?:flask|quart|bottle)\.request\.(?:args|form|json|data|values|files|headers|cookies|get_json|get_data|query_string|view_args|stream|forms|query|params|body)(?:$|[.(])/;
const TORNADO = /^self\.(?:get_(?:query_|body_)?arguments?\(\)|request\.(?:body|arguments|headers|files))$/;
const EVENT = /^event\.(?:body|queryStringParameters|pathParameters|headers|multiValueQueryStringParameters)$/;
const REQUEST_GO =
  /^\w+\.(?:URL(?:\.(?:Query\(\)|Path|RawQuery))?|FormValue\(\)|PostFormValue\(\)|PathValue\(\)|Header|Body|Form|PostForm|MultipartForm|Param\(\)|Params\(\)|Query\(\)|QueryParam\(\)|DefaultQuery\(\)|PostForm\(\)|GetHeader\(\)|GetRawData\(\)|(?:Should)?Bind\w{0,12}|(?:Body|Query)Parser|QueryArray\(\)|Cookie\(\)|BodyRaw\(\))$/;
const REQUEST_TYPE_GO = /\*?(?:http\.Request|gin\.Context|echo\.Context|fiber\.Ctx|Context)\b/;
const VARS_GO = /^(?:github\.com\/gorilla\/mux\.Vars|github\.com\/go-chi\/chi(?:\/v\d+)?\.URLParam(?:FromCtx)?)$/;
const REQUEST_JAVA =
  /^\w+\.(?:getParameter(?:Values|Map)?|getHeaders?|getQueryString|getInputStream|getReader|getPart|getParts|getCookies|getRequestURI|getPathInfo|getQueryParams|queryParams|queryParam|pathVariable|bodyToMono|pathParam|formParam|body)\(\)$/;
const REQUEST_TYPE_JAVA = /^(?:Http)?Servlet(?:Http)?Request|^(?:Native)?WebRequest|^Server(?:Http)?Request|^Context$/;
const MAIL =
  /^(?:mailparser\.simpleParser|postal-mime(?:\.parse|\(\)\.parse)|email\.message_from_(?:bytes|string|file|binary_file)|email\.parser\.\w+\(\)\.parse\w*|imap_tools\.MailBox\(\)(?:\.login\(\))?\.fetch|imaplib\.IMAP4(?:_SSL)?\(\)\.fetch|googleapis\.google\.gmail\(\)\.users\.messages\.get)$/;
const ISSUE_CALL =
  /(?:octokit|github|\(\))(?:\.rest)?\.(?:issues|pulls)\.(?:get|listComments|getComment|list|listForRepo|listReviewComments)$|\.get_repo\(\)\.get_(?:issue|pull|issues|pulls)(?:\(\)\.get_(?:issue_)?comments)?$/;
const ANNOTATION =
  /^@(?:\w+\.)*(?:Body|Query|Param|Headers?|UploadedFiles?|RequestParam|PathVariable|RequestBody|RequestHeader|CookieValue|ModelAttribute|MatrixVariable|RequestPart|QueryParam|PathParam|FormParam|HeaderParam|CookieParam|BeanParam|QueryValue)\b/;

/** What cannot carry a text, whoever sends it. */
const CLOSED_TYPE =
  /^\s*:?\s*(?:(?:int|integer|long|short|byte|float|double|boolean|bool|number|bigint|Integer|Long|Short|Double|Float|Boolean|BigInteger|BigDecimal|UUID|uuid\.UUID|Decimal|decimal\.Decimal|date|datetime|datetime\.\w+|LocalDate(?:Time)?|Instant|u?int(?:8|16|32|64)?|float(?:32|64)|time\.Time|Literal\[.*\]|PositiveInt)\b(?:\s*\|\s*(?:None|null|undefined))?|Optional\[(?:int|float|bool|UUID)\])\s*$/s;
/** Parameters of handlers that frameworks give, not callers. */
const GIVEN_TYPE =
  /\b(?:Request|Response|WebSocket|BackgroundTasks|Session|AsyncSession|Database|Connection|Redis|Settings|Depends|Annotated\[.*Depends|User|Principal|HttpServletResponse|Model|BindingResult|Authentication)\b/s;
const INJECTED = /^(?:\w+\.)*(?:Depends|Security|Inject|Provide|Context)\b/;

/** Pages and documents that somebody else wrote, as loaders, browsers and searches give them. */
const FETCHED =
  /^(?:langchain\w*(?:\.\w+)*\.(?:document_loaders|retrievers|vectorstores)(?:\.\w+(?:\(\))?)*\.(?:load|lazy_load|aload|invoke|get_relevant_documents|similarity_search\w*)|langchain_chroma\.Chroma(?:\(\))?\.similarity_search\w*|@langchain\/community\/document_loaders\/[\w/.]+(?:\(\))?\.load|llama_index(?:\.\w+(?:\(\))?)*\.load_data|trafilatura\.fetch_url|newspaper\.Article\(\)\.download|firecrawl\.\w+\(\)\.(?:scrape\w*|crawl\w*|search)|@mendable\/firecrawl-js(?:\.\w+(?:\(\))?)*\.(?:scrape\w*|crawl\w*|search)|tavily\.\w+\(\)\.(?:search|extract)|duckduckgo_search\.DDGS\(\)\.text|wikipedia\.(?:page|summary|search)|feedparser\.parse)$/;
/** Tickets and chats, which anybody may write. */
const TICKET =
  /^(?:jira\.JIRA\(\)\.(?:issue|search_issues|comments)|zenpy\.Zenpy\(\)(?:\.\w+)*(?:\.comments)?|@linear\/sdk\.LinearClient(?:\(\))?\.(?:issue|issues|comments)|slack_sdk\.WebClient\(\)\.conversations_(?:history|replies)|@slack\/web-api\.WebClient(?:\(\))?\.conversations\.(?:history|replies)|gitlab\.Gitlab\(\)\.projects\.get\(\)\.issues\.(?:get|list))$/;

export interface Source {
  readonly source: SourceKind;
  readonly tier: 'resolved' | 'pattern';
}

const request: Source = { source: 'request', tier: 'resolved' };

/** What a member or a call reads from outside; null when it reads nothing from there. */
export function sourceAt(reading: Reading, node: SyntaxNode): Source | null {
  const { unit, resolver } = reading;
  if (node.kind === 'call') {
    const path = resolver.calleeOf(node);
    const found = path === null ? null : sourceOfCall(path);
    if (found !== null) return found;
  }
  const dotted = dottedOf(unit, node);
  if (dotted === null) return null;
  const { text, base } = dotted;
  if (ISSUE.test(text)) return { source: 'issue', tier: 'resolved' };
  const binding = base.kind === 'self' ? null : reading.scopes.lookUp(unit.textOf(base), base);
  switch (unit.language.id) {
    case 'python':
      if (REQUEST_MODULE.test(pathWritten(reading, node))) return request;
      if (TORNADO.test(text) && text.includes('get_')) return request;
      if (REQUEST_PYTHON.test(text)) return binding?.how === 'parameter' || text.startsWith('self.') ? request : null;
      return EVENT.test(text) && binding?.how === 'parameter' ? request : null;
    case 'go':
      return REQUEST_GO.test(text) && REQUEST_TYPE_GO.test(typeText(reading, binding)) ? request : null;
    case 'java':
    case 'kotlin':
      return REQUEST_JAVA.test(text) && REQUEST_TYPE_JAVA.test(typeText(reading, binding)) ? request : null;
    default:
      if (binding !== null && binding.how !== 'parameter') return null;
      if (FORM_JS.test(text) && isForm(reading, binding)) return request;
      return REQUEST_JS.test(text) && !REQUEST_BASE_JS.test(text) && isHeld(reading, base, binding) ? request : null;
  }
}

/** What a call by its canonical path reads from outside. */
export function sourceOfCall(path: string): Source | null {
  if (REQUEST_MODULE.test(path) || VARS_GO.test(path)) return request;
  if (MAIL.test(path)) return { source: 'mail', tier: 'resolved' };
  if (ISSUE_CALL.test(path)) return { source: 'issue', tier: 'pattern' };
  if (TICKET.test(path)) return { source: 'issue', tier: 'resolved' };
  if (FETCHED.test(path)) return { source: 'fetched', tier: 'resolved' };
  return isFetch(path) ? { source: 'fetched', tier: 'pattern' } : null;
}

/** A member that says where something was put, not what its sender called it. */
export function isChosenHere({ unit }: Reading, node: SyntaxNode): boolean {
  const dotted = ['javascript', 'typescript', 'tsx'].includes(unit.language.id) ? dottedOf(unit, node) : null;
  return dotted !== null && UPLOAD_JS.test(dotted.text);
}

/** An `event` of a browser or of an emitter is nobody's request. */
function isHeld(reading: Reading, base: SyntaxNode, binding: Binding | null): boolean {
  if (base.kind === 'self') return true;
  const type = typeText(reading, binding);
  return binding !== null && binding.how === 'parameter' && (type === '' || REQUEST_TYPE_JS.test(type));
}

function isForm(reading: Reading, binding: Binding | null): boolean {
  return binding !== null && (binding.name === 'formData' || /\bFormData\b/.test(typeText(reading, binding)));
}

/** The canonical path of what a member is, without the calls around it. */
function pathWritten({ resolver }: Reading, node: SyntaxNode): string {
  const value = resolver.valueOf(node);
  return value.kind === 'symbol' ? value.name : '';
}

function typeText({ unit }: Reading, binding: Binding | null): string {
  const type = binding === null ? null : childOf(binding.node, `${binding.node.kind}.type`);
  return type === null
    ? ''
    : unit
        .textOf(type)
        .slice(0, 200)
        .replace(/^\s*:\s*/, '');
}

function isFetch(path: string): boolean {
  return networkCalls.has(path) && /(?:^|\.)(?:fetch|get|request|urlopen|Get|got|ky|axios|ofetch)$/.test(path);
}

/** What a parameter is given by whoever calls from outside; null for what other code gives. */
export function sourceOfParameter(reading: Reading, binding: Binding, fn: SyntaxNode): Source | null {
  const { unit } = reading;
  const { node } = binding;
  const type = typeText(reading, binding);
  if (CLOSED_TYPE.test(type)) return null;
  for (const decorator of childrenOfKind(node, 'decorator'))
    if (ANNOTATION.test(unit.textOf(decorator))) return request;
  if (isTool(reading, fn)) return isSelfName(unit.language.selfNames, binding.name) ? null : toolCall;
  if (isChatMessage(reading, binding, fn)) return { source: 'chat', tier: 'resolved' };
  const route = reading.routes.find((each) => each.handler === fn);
  if (route === undefined) return null;
  if (unit.language.id === 'python') return isGivenByCaller(reading, binding, route, type) ? request : null;
  const [first] = binding.keys;
  const isField = first !== undefined && new RegExp(`^(?:${FIELDS_JS})$`).test(first);
  return isField && ['javascript', 'typescript', 'tsx'].includes(unit.language.id) ? request : null;
}

/** A parameter that holds no text. */
export function isClosed(reading: Reading, binding: Binding): boolean {
  return CLOSED_TYPE.test(typeText(reading, binding));
}

const toolCall: Source = { source: 'tool-call', tier: 'resolved' };

/** Parameters of handlers that are not injected are parts of the path, of the query or of the body. */
function isGivenByCaller({ unit }: Reading, { node, name }: Binding, route: Route, type: string): boolean {
  if (isSelfName(unit.language.selfNames, name) || /^(?:request|req|cls|response|db|session|info)$/.test(name))
    return false;
  if (GIVEN_TYPE.test(type) && !/\b(?:\w+Request)\b/.test(type.replace(/^Request$/, ''))) return false;
  const fallback = childOf(node, 'parameter.default');
  if (fallback !== null && INJECTED.test(unit.textOf(fallback))) return false;
  // `<int:id>` takes no text.
  return !new RegExp(`<(?:int|float|uuid):${name}>`).test(route.path);
}

function isSelfName(names: readonly string[], name: string): boolean {
  return names.includes(name) || name === 'self' || name === 'cls';
}
