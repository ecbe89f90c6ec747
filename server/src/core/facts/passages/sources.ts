import type { SourceKind } from '../../model/passage.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOfKind } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { networkCalls } from '../apis/network-calls.ts';
import type { Binding } from '../scopes.ts';
import type { Value } from '../value.ts';
import { isTool } from '../tools/registrations.ts';
import { isChatMessage } from './chats.ts';
import { dottedOf } from './dotted.ts';
import { pageTextAt } from './page-texts.ts';
import { REQUEST_MODULE } from './requests/python.ts';
import { requestReads } from './requests/table.ts';

/** Texts that somebody outside wrote, by how they are read. Sources: documentation of the frameworks, 2026-11. */

const SCRIPTS = new Set(['javascript', 'typescript', 'tsx']);
/** Where an upload was put, by a name that the server chose. */
const UPLOAD_JS =
  /\breq(?:uest)?\.files?(?:\.\*)?\.(?:path|filename|destination|size|mimetype|fieldname|buffer\.length)$/;
const ISSUE =
  /(?:^|\.)(?:payload|event|client_payload)\.(?:issue|comment|pull_request|review|discussion|head_commit|release|commits)(?:\.\w+){0,3}$/;
const VARS_GO = /^(?:github\.com\/gorilla\/mux\.Vars|github\.com\/go-chi\/chi(?:\/v\d+)?\.URLParam(?:FromCtx)?)$/;
const MAIL =
  /^(?:mailparser\.simpleParser|postal-mime(?:\.parse|\(\)\.parse)|email\.message_from_(?:bytes|string|file|binary_file)|email\.parser\.\w+\(\)\.parse\w*|imap_tools\.MailBox\(\)(?:\.login\(\))?\.fetch|imaplib\.IMAP4(?:_SSL)?\(\)\.fetch|googleapis\.google\.gmail\(\)\.users\.messages\.get)$/;
const ISSUE_CALL =
  /(?:octokit|github|\(\))(?:\.rest)?\.(?:issues|pulls)\.(?:get|listComments|getComment|list|listForRepo|listReviewComments)$|\.get_repo\(\)\.get_(?:issue|pull|issues|pulls)(?:\(\)\.get_(?:issue_)?comments)?$/;
const ANNOTATION =
  /^@(?:\w+\.)*(?:Body|Query|Param|Headers?|UploadedFiles?|RequestParam|PathVariable|RequestBody|RequestHeader|CookieValue|ModelAttribute|MatrixVariable|RequestPart|QueryParam|PathParam|FormParam|HeaderParam|CookieParam|BeanParam|QueryValue)\b/;

/** What cannot carry a text, whoever sends it. */
const CLOSED_TYPE =
  /^\s*:?\s*(?:(?:int|integer|long|short|byte|float|double|boolean|bool|number|bigint|Integer|Long|Short|Double|Float|Boolean|BigInteger|BigDecimal|UUID|uuid\.UUID|Decimal|decimal\.Decimal|date|datetime|datetime\.\w+|LocalDate(?:Time)?|Instant|Guid|DateTime(?:Offset)?|DateOnly|TimeSpan|ulong|uint|u?int(?:8|16|32|64)?|float(?:32|64)|time\.Time|Literal\[.*\]|PositiveInt)\b\??(?:\s*\|\s*(?:None|null|undefined))?|Optional\[(?:int|float|bool|UUID)\])\s*$/s;
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
    if (found?.source === 'fetched' && holdsTickets(resolver.argumentsOf(node)[0]?.value())) return ticket;
    if (found !== null) return found;
  }
  const ofPage = SCRIPTS.has(unit.language.id) ? pageTextAt(reading, node) : null;
  if (ofPage !== null) return { source: ofPage, tier: 'resolved' };
  const dotted = dottedOf(unit, node);
  if (dotted === null) return null;
  const { text, base } = dotted;
  if (ISSUE.test(text)) return { source: 'issue', tier: 'resolved' };
  const reads = requestReads.get(unit.language.id);
  if (reads === undefined) return null;
  const binding = base.kind === 'self' ? null : reading.scopes.lookUp(unit.textOf(base), base);
  return reads.reads({ reading, node, base, text, binding, type: typeText(reading, binding) }) ? request : null;
}

const ticket: Source = { source: 'issue', tier: 'resolved' };

/** Addresses of services in which others write: what they answer is no page of one's own. */
const TICKETS =
  /^https?:\/\/(?:[\w.*-]{1,80}\.)?(?:zendesk\.com|freshdesk\.com|intercom\.io|helpscout\.net|atlassian\.net\/rest\/(?:api|servicedesk|servicedeskapi)|service-now\.com|api\.github\.com\/repos\/[^?#]{1,200}\/(?:issues|pulls|comments)|gitlab\.com\/api\/v4\/[^?#]{1,200}\/(?:issues|merge_requests|notes)|gmail\.googleapis\.com|graph\.microsoft\.com\/[^?#]{1,200}\/messages|api\.hubapi\.com\/crm\/v3\/objects\/tickets|hacker-news\.firebaseio\.com|(?:www\.|oauth\.)?reddit\.com)/i;

function holdsTickets(address: Value | undefined): boolean {
  return address?.kind === 'text' || address?.kind === 'partial' ? TICKETS.test(address.text) : false;
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
  const dotted = SCRIPTS.has(unit.language.id) ? dottedOf(unit, node) : null;
  return dotted !== null && UPLOAD_JS.test(dotted.text);
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
  return requestReads.get(unit.language.id)?.isGiven?.({ reading, binding, route, type }) === true ? request : null;
}

/** A parameter that holds no text. */
export function isClosed(reading: Reading, binding: Binding): boolean {
  return CLOSED_TYPE.test(typeText(reading, binding));
}

const toolCall: Source = { source: 'tool-call', tier: 'resolved' };

function isSelfName(names: readonly string[], name: string): boolean {
  return names.includes(name) || name === 'self' || name === 'cls';
}
