import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { pathAt, type Path } from './paths.ts';
import { wordsOf } from './words.ts';

/** A path that leads to whoever makes the request, and what is read from there. */
export interface ActorPath {
  /**
   * `strong`: read from the request, the session or a verified token. `weak`: only called `user` or `token`; a record that
   * was looked up by some id may be called that too.
   */
  readonly strength: 'strong' | 'weak';
  /** What is read from the actor, each in words: `role`, `is admin`; empty for the actor itself. */
  readonly rest: readonly string[];
}

const oneOf = (...words: readonly string[]): RegExp => new RegExp(`^(?:${words.join('|')})$`);

const CURRENT =
  'current|auth|authed|authenticated|logged ?in|session|request|requesting|signed ?in|acting|calling|jwt|token';
const SOMEBODY =
  'user|account|member|admin|principal|identity|actor|profile|person|employee|customer|staff|subject|tenant|org|organi[sz]ation';

/** Names that stand for the caller wherever they are met. */
const ACTOR = oneOf(
  `(?:${CURRENT}) (?:${SOMEBODY})(?: id| info| data)?`,
  'login user|viewer|principal|actor|caller|requester|requestor|whoami|current identity|current session',
  '(?:viewer|actor|caller|requester|requestor) id|current uid|auth uid',
  'user (?:session|context|claims)|auth (?:context|info|state|data|claims)',
  '(?:id )?token (?:payload|data|claims|info)|decoded(?: token| jwt)?|jwt (?:payload|claims|data)',
);
/** Members of a request or a context that stand for the caller. */
const REQUEST_MEMBER = oneOf(
  'user|auth|session|account|identity|claims|token|access token|jwt|api ?key|api token|member|decoded|me|client|customer|profile',
);
/** Values of the caller that are read where the caller would be: `req.userId`, `ctx.role`. */
const VALUE = oneOf(
  '(?:user )?roles?|(?:user )?permissions?|scopes?|(?:user |tenant |org |organi[sz]ation |team |workspace |account |member |company |employer |clinic |hospital |practice |school |merchant |customer )(?:uu)?id|uid|sub|tenant',
  'user ?name|user email|is (?:admin|staff|superuser|authenticated|logged in|auth|super ?admin|owner)|admin|authenticated|logged ?in',
);
const REQUEST = oneOf(
  '(?:\\w+ )?(?:user|auth|login|security|identity|account)(?: info| context)? (?:holder|accessor|utils?)',
  'this|req|request|ctx|context|c|g|r|res|response|event|socket|info|locals|state|var|data|this|conn|connection|handshake|raw|auth ctx|http request|graphql context',
);
/** Below these it is what the caller sent, not who the caller is. */
const INPUT = oneOf(
  'body|params|param|query|query params|search params|form|form data|json|post|get|files|args|kwargs|input|path params|match info|view args|values|dto|variables|request body',
);
const HEADERS = oneOf('headers?|cookies|signed cookies|meta');
const CREDENTIAL = oneOf(
  '(?:http )?authorization|(?:x )?(?:auth|access|api|id|session|csrf|refresh)? ?token|(?:x )?api key|bearer|cookie|session(?: id)?|sid|jwt|connect sid|x user(?: id)?',
);
const WEAK = oneOf(
  'users?|usr|token|access token|jwt|claims|identity|auth|account|member|profile|session|authorization|auth header|authorization header|bearer(?: token)?|api ?key|credentials|(?:my|user|db|found|admin|session|existing) user|user (?:info|data|obj|object)|membership',
);
/** Objects that hold the caller inside what is the caller: `session.user`, `getUser().data.user`. */
const ENVELOPE = oneOf('user|data|payload|session|claims|value|result|account|identity|auth|principal');

const RIGHTS = oneOf('perms?|permissions?|rights|privileges|capabilities');

/** What a session holds of the caller. */
const SESSION_KEY = oneOf(
  'user|users?|user ?id|uid|user ?name|account|account id|email|logged ?in|is logged in|authenticated|is authenticated|auth|admin|is admin|role|roles|permissions?|profile|google id|identity|token|access token|jwt|member id|customer id|tenant id',
);
/** Calls that answer with the caller. */
const GETTER = oneOf(
  `(?:(?:get|load|fetch|resolve|require|use|read|retrieve|find|extract|ensure) )?(?:the )?(?:(?:server|active|optional) )?(?:${CURRENT})(?: (?:active|server|auth))? ?(?:${SOMEBODY}|session|uid|user id|claims|payload)?(?: (?:from|or|id|safe|info) ?.*)?`,
  '(?:get|get server|get iron|unstable get server|require|validate|verify|load|resolve|check|use) (?:auth )?session(?: from .*| or .*)?',
  'get login user|get auth|auth|authenticate|authenticate (?:user|request)|whoami|get me|get principal|get identity|validate request|require (?:user|auth|login)|get (?:raw )?jwt(?: identity| claims)?',
  '(?:verify|decode|check|validate|parse) (?:(?:access|id|auth|bearer|jwt) )*(?:token|jwt|auth)|jwt (?:verify|decode)',
  '(?:get )?(?:user|user id|session|account|uid) from .*|get (?:request|ctx|context) user',
);
const VERIFIER =
  /(?:^|\.|_)(?:jwt|jsonwebtoken|jose|tokens?|auth\w*|sessions?|firebase|clerk|lucia|\w*verifier)(?:\(\))?$/i;

/** Who stands at a place; null when it is not the caller. */
export function actorAt(reading: FileReading, node: SyntaxNode): ActorPath | null {
  const path = pathAt(reading, node);
  return path === null ? null : actorIn(path);
}

/** Who a path leads to; null when it does not lead to the caller. */
export function actorIn(path: Path): ActorPath | null {
  const words = path.segments.map(wordsOf);
  const found = findActor(path, words);
  if (found === 'input') return null;
  if (found !== null)
    return { strength: 'strong', rest: isValue(words[found]!) ? words.slice(found) : within(words, found + 1) };
  const [first = ''] = words;
  const isCall = path.segments[0]?.endsWith(')') ?? false;
  if (path.root !== 'import' && !isCall) {
    if (VALUE.test(first)) return { strength: 'weak', rest: words };
    if (WEAK.test(first)) return { strength: 'weak', rest: within(words, 1) };
  }
  for (const alias of path.aliases) {
    const name = wordsOf(alias);
    if (ACTOR.test(name)) return { strength: 'strong', rest: within(words, afterCall(path)) };
    if (WEAK.test(name)) return { strength: 'weak', rest: within(words, afterCall(path)) };
  }
  return null;
}

/** `ctx.org.id`: whose they are, and not who they are. */
const GROUP = oneOf('org|organi[sz]ation|tenant|workspace|team|company');
const CONTEXT = oneOf('ctx|context|req|request|session');

function isValue(word: string): boolean {
  return VALUE.test(word) || GROUP.test(word);
}

/** Index of the segment that is the caller. */
function findActor(path: Path, words: readonly string[]): number | 'input' | null {
  let isOfRequest = true;
  let isHeader = false;
  for (const [index, word] of words.entries()) {
    const isCall = path.segments[index]!.endsWith(')');
    if (isCall && isGetter(path.segments, word, index)) return index;
    if (ACTOR.test(word)) return index;
    // Controllers of Symfony and components ask themselves; an `entry.getUser()` is whose the entry is.
    if (index === 1 && words[0] === 'this' && path.segments[1] === 'getUser()') return index;
    // `d.user.Perm.Download`: whose permissions are read is who is asked for them.
    if (index > 0 && word === 'user' && RIGHTS.test(words[index + 1] ?? '')) return index;
    if (isHeader && CREDENTIAL.test(word)) return index;
    // `self.user` is as often whose the record is.
    if (isOfRequest && index > (words[0] === 'this' ? 1 : 0)) {
      if (INPUT.test(word) && !isHeader) return 'input';
      if (REQUEST_MEMBER.test(word) || VALUE.test(word)) return index;
      if (index === 1 && CONTEXT.test(words[0]!) && GROUP.test(word)) return index;
    }
    // `flask.session`, `request.session` of frameworks that have it as a global.
    if (index === 1 && words[0] === 'session' && SESSION_KEY.test(word)) return VALUE.test(word) ? index : 0;
    isHeader ||= HEADERS.test(word);
    isOfRequest &&= REQUEST.test(word) || isHeader;
  }
  return null;
}

function isGetter(segments: readonly string[], word: string, index: number): boolean {
  if (GETTER.test(word)) return true;
  const receiver = segments.slice(0, index).join('.');
  return (
    /^(?:verify|decode|get user|validate|get session|get claims|introspect)(?: .*)?$/.test(word) &&
    VERIFIER.test(receiver)
  );
}

function within(words: readonly string[], from: number): readonly string[] {
  let at = from;
  while (at < words.length && ENVELOPE.test(words[at]!)) at += 1;
  return words.slice(at);
}

/** What is read after the last call of a path that an alias names: `role` of `currentUser.role`, which is `users.load().role`. */
function afterCall(path: Path): number {
  return path.segments.findLastIndex((segment) => segment.endsWith(')')) + 1;
}
