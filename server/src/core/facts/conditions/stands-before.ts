import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import type { Reading, Route } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import type { Mark } from './mark.ts';
import { toCondition } from './to-condition.ts';

/** What stands before routes and keeps nobody out: it reads, writes down, measures, documents or catches. */
const SERVES =
  /\b(?:log\w*|trac\w+|span|metrics?|monitor\w*|timing|timed|profil\w+|stats|analytics|telemetry|instrument\w*|sentry|cach\w+|compress\w*|gzip|etag|json|urlencoded|body|parse\w*|parser|raw|text|multer|uploads?|files?|single|array|fields|none|any|cors|swagger|schema|docs?|openapi|api|doc|response\w*|marshal\w*|async|await|wrap\w*|catch\w*|try|errors?|handler|bind\w*|inject\w*|provide\w*|context|load\w*|fetch|populate|paginat\w*|sort|i18n|locale|lang\w*|translat\w*|render\w*|static|favicon|morgan|deprecat\w+|version\w*|atomic|transaction\w*|commit|session|property|staticmethod|classmethod|override|wraps|lru|retry|memoi[sz]e\w*|route|get|post|put|patch|delete|head|options|websocket|action|register|event|task|job|template\w*|no|use|prefetch|test\w*|mock\w*|feature|expose|collection|list|detail|extend|parametri[sz]e|arguments?|params?|query|header|validat\w+|dto|cross origin|decorator|integration|serialize\w*|produces|consumes)\b/;

/** Whatever else it is called, it keeps something out. */
const KEEPS_OUT =
  /\b(?:click ?jack\w*|csrf|xsrf|secur\w+|protect\w*|guard\w*|rate ?limit\w*|throttl\w*|hsts|csp|frame ?(?:guard|options)|deny|block\w*|restrict\w*|firewall|captcha)\b/;

/** `router.get('/files/:id', quarantine, download)`: what else stands before the handler of a route, and may keep from it. */
export function* standsBefore(reading: Reading): Generator<Mark> {
  const toMark = (node: SyntaxNode, symbol: string): Mark[] => {
    const name = nameOf(reading, node);
    if (name === null || name.length > 60) return [];
    if (SERVES.test(wordsOf(name)) && !KEEPS_OUT.test(wordsOf(name))) return [];
    const fact = toCondition(reading, node, 'stand-before', `before ${name}`, name);
    return [{ kind: 'through', symbol, key: `before ${name}`, value: '', fact }];
  };
  const guards = reading.routes.flatMap((route) => route.guards.flatMap(({ node }) => node ?? []));
  const isGuard = ({ start, end }: SyntaxNode): boolean =>
    guards.some((guard) => guard.start < end && start < guard.end);
  for (const route of reading.routes)
    for (const node of membersOf(reading, route)) if (!isGuard(node)) yield* toMark(node, route.symbol);
  for (const node of putBeforeAll(reading)) if (!isGuard(node)) yield* toMark(node, symbolAround(reading, node));
}

/** Not of the route that a registration is by itself: that goes with it. */
function symbolAround(reading: Reading, node: SyntaxNode): string {
  const fn = enclosing(node, 'function');
  return fn === null ? FILE_SUBJECT.symbol : reading.subjectOf(fn).symbol;
}

const PUTS =
  /^(?:use|Use|UseMiddleware|Group|group|Route|addInterceptor|addFilter(?:Before|After|At)?|add_middleware|addHook|pre|middleware)$/;
const INTERCEPTS = /^(?:Chain)?(?:Unary|Stream)Interceptor$/;
const LISTS =
  /^(?:(?:global|route)? ?(?:middlewares?|interceptors?)|pre ?handler|on ?request|pre ?validation|before ?enter|pre)$/;

/** `app.use(fence)`, `{ preHandler: [fence] }`, `MIDDLEWARE = ['app.Fence']`. */
function* putBeforeAll({ unit }: Reading): Generator<SyntaxNode> {
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee?.kind === 'member' ? (lastName(unit, callee) ?? '') : '';
    if (INTERCEPTS.test(name)) yield* childrenOf(call, 'call.argument').filter(({ kind }) => kind === 'name');
    if (!PUTS.test(name)) continue;
    yield* childrenOf(call, 'call.argument').flatMap(spreadOut);
  }
  for (const entry of unit.ofKind('entry')) {
    const key = childOf(entry, 'entry.key');
    const value = childOf(entry, 'entry.value');
    if (key === null || value === null || !LISTS.test(wordsOf(unit.textOf(key).replace(/["'`]/g, '')))) continue;
    yield* spreadOut(value);
  }
}

function membersOf({ unit }: Reading, { node, handler }: Route): readonly SyntaxNode[] {
  if (unit.language.id === 'python')
    return handler === null || handler.kind !== 'function'
      ? []
      : handler.children.filter(({ kind }) => kind === 'decorator').flatMap(({ children }) => children);
  if (node.kind === 'function' || node.kind === 'class') return [];
  let call: SyntaxNode | undefined;
  for (const at of descendants(node))
    if (at.kind === 'call' && childrenOf(at, 'call.argument').length > 1) {
      call = at;
      break;
    }
  return call === undefined ? [] : childrenOf(call, 'call.argument').slice(1, -1).flatMap(spreadOut);
}

/** The members of a list that is given. */
function spreadOut(node: SyntaxNode): readonly SyntaxNode[] {
  return node.kind === 'array' ? node.children : [node];
}

function nameOf({ unit }: Reading, node: SyntaxNode): string | null {
  const named = node.kind === 'call' || node.kind === 'new' ? childOf(node, 'call.callee') : node;
  return named !== null && (named.kind === 'name' || named.kind === 'member') ? lastName(unit, named) : null;
}
