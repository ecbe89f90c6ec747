import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { isErrorAnswer } from './error-answers.ts';
import { AN_ERROR, outcomeReturned } from './outcome.ts';
import { lastName } from './paths.ts';
import { wordsOf } from './words.ts';

/**
 * How a statement ends what it stands in. `denial`: it says that the caller may not (401, 403, PermissionDenied, to the
 * login page). `hint`: only its words say so ("not allowed"), which validations say too. `failure`: an error of some kind,
 * 404 included. `empty`: it just returns, or nothing. `pass`: it lets the request go on. `answer`: it returns something else.
 */
export type Ending = 'denial' | 'hint' | 'failure' | 'empty' | 'pass' | 'answer';

const DENIED_NAME = new RegExp(
  [
    '^(?:deny|refuse|reject) (?:access|request|model|caller|user|token|call|login|connection|client|with|invalid|unauthori[sz]ed)\\b',
    '^forbid$|^challenge$|forbidden|unauthori[sz]ed|unauthenticated|unauthori[sz]e$',
    '(?:permission|access|authori[sz]ation) ?denied|denied$|permission ?(?:error|exception)|access ?(?:error|control)',
    'not ?(?:authori[sz]ed|authenticated|permitted|logged ?in)|no ?permission|no (?:\\w+ )?perms?$|handle no permission',
    'auth(?:entication|ori[sz]ation)? ?(?:error|exception|failed|failure|required)|(?:require )?login ?required|redirect to login',
    '(?:account |user )?(?:locked|disabled|blocked|suspended|excessive attempts|bad credentials)(?: account| user)? (?:exception|error)$',
    'http 40[13]|http status 40[13]|status 40[13]|insufficient ?(?:permission|scope|privilege|right|role)',
    '(?:you are|user is|not) not allowed to|not allowed to (?:set|change|access|update|delete|view|edit|create|assign|use)',
    'invalid ?(?:token|credentials|session|api ?key|signature)|too ?many ?requests|csrf ?(?:error|failed|failure)',
  ].join('|'),
);
const DENIED_TEXT =
  /(?:code|token|otp|nonce|passcode|ticket|assertion|link) (?:has |was |is )?(?:already (?:been )?)(?:used|redeemed|consumed|spent)|unauthori[sz]ed|forbidden|unauthenticated|\bnot (?:\w+ )?(?:authori[sz]ed|permitted|logged in|signed in|authenticated|entitled)|permission[ _]denied|access (?:is )?denied|access_denied|(?:authentication|authori[sz]ation) (?:(?:has )?failed|failure)|(?:authentication|authori[sz]ation|login) (?:is )?required|(?:no|insufficient|lacks?|missing|without|enough) (?:\w+ ){0,2}(?:permissions?|privileges?|rights)|(?:must|need to|have to|please) (?:be )?(?:first )?(?:log(?:ged)?|sign(?:ed)?)[ -]?in|(?:invalid|missing|expired|no|bad) (?:or \w+ )?(?:auth\w* |access |api |bearer |jwt |csrf )?(?:token|session|api key|signature|credentials)|token (?:is )?(?:invalid|expired|missing|required|not valid)|signature (?:is )?(?:required|missing|invalid|not valid)|too many (?:\w+ )?(?:requests|attempts|tries|times)|rate limit(?:ed)? exceeded/i;
const HINT_TEXT =
  /(?:log|sign) in (?:first|to|required|again)|\b(?:not|isn'?t|hasn'?t) (?:yet )?(?:been )?(?:verified|confirmed|activated)\b|permissions? (?:required|to)|\bdenied\b|\bnot allowed|\baccess\b.*\bto (?:this|that|the)|(?:don'?t|do not|doesn'?t|does not|cannot|can'?t|can not|may not|not) (?:\w+ ){0,2}(?:permissions?|access|allowed)|only (?:the |an? |your |their )?(?:\w+ ){0,3}(?:can|may|allowed|is allowed|are allowed|has access)|\b(?:admins?|administrators?|staff|owners?|superusers?) only|not (?:the |your |an? |yours )(?:\w+ )?(?:owner|admin\w*|author|own|account|member)|not (?:an? )?(?:admin\w*|owner|member)\b|requires? (?:an? )?(?:admin|owner|staff|elevated|higher)\w*|\b(?:inactive|disabled|suspended|blocked|banned|deactivated|locked) (?:user|account|member)|(?:user|account) (?:is |has been )?(?:not active|inactive|disabled|suspended|blocked|banned|deactivated|locked)|\b(?:is |are )?not yours\b|your own|someone else|another user|other users?'?/i;
const NO_DENIAL =
  /method not allowed|not allowed (?:in|for|here|to contain)|allowed (?:values|types|characters|extensions)/i;
const LOGIN =
  /(?:^|[/:._-])(?:log-?in|sign-?in|auth|unauthori[sz]ed|forbidden|403|401|access-?denied|no-?access|session|sso|oauth2?)(?:$|[/?#._-])/i;
/** Of HTTP, and by which WebSockets are closed. */
const DENIED_STATUS = new Set([
  '401',
  '403',
  '419',
  '429',
  '511',
  '1008',
  '3000',
  '3003',
  '4001',
  '4003',
  '4401',
  '4403',
]);
const PASS = new Set(['next', 'done', 'call_next', 'callNext']);

/** Answers of Go's servers, whatever their values and packages are called. */
const ANSWERS =
  /^net\/http\.(?:Error|Redirect|NotFound|ResponseWriter\(\)\.WriteHeader)$|^github\.com\/(?:gin-gonic\/gin\.Context|labstack\/echo\.Context|gofiber\/fiber\.Ctx)\(\)\.(?:JSON|String|Status|SendStatus|NoContent|Redirect|AbortWith\w+)$/;
const GOES_ON =
  /^net\/http\.Handler(?:Func)?\(\)\.ServeHTTP$|^github\.com\/(?:gin-gonic\/gin\.Context|gofiber\/fiber\.Ctx)\(\)\.Next$/;

/** Calls that end the request by themselves: no `return` is needed after them. */
const ABORTS =
  /^(?:head|render|redirect to|abort|throw|forbidden|unauthorized|unauthorised|redirect|not ?found|deny|reject|fail|send ?status|send ?error|abort ?unless|permission ?denied|assert ?never|bail|halt|raise|handle no permission|permanent ?redirect)$/;

/** By statement: a walk asks for the ending of a branch in several ways, and several functions walk the same one. */
const knownEndings = oncePerUnit((): Map<SyntaxNode, Ending | null> => new Map());

export function endingOf(reading: FileReading, statement: SyntaxNode): Ending | null {
  const known = knownEndings(reading);
  let ending = known.get(statement);
  if (ending === undefined) known.set(statement, (ending = readEnding(reading, statement)));
  return ending;
}

function readEnding(reading: FileReading, statement: SyntaxNode): Ending | null {
  const { unit } = reading;
  switch (statement.kind) {
    case 'throw':
      return saysDenied(reading, statement) ?? 'failure';
    case 'return': {
      const value = statement.children.find((child) => child.kind !== 'comment');
      if (value === undefined) return 'empty';
      return endingOfValue(reading, value);
    }
    case 'call':
    case 'await':
    case 'new': {
      // `new Forbidden('…')` that nobody throws refuses nobody.
      if (isUnthrown(reading, statement)) return null;
      if (isPass(reading, statement)) return 'pass';
      if (!isResponse(reading, statement)) return null;
      return (
        saysDenied(reading, statement) ??
        (isError(unit.textOf(statement)) || isRefusing(reading, statement) ? 'failure' : null)
      );
    }
    case 'assign': {
      const target = childOf(statement, 'assign.target');
      const value = childOf(statement, 'assign.value');
      if (target === null || value === null || target.kind !== 'member') return null;
      const isStatus = /status(?:_?code)?$/i.test(unit.textOf(target));
      return isStatus ? saysDenied(reading, value) : null;
    }
    case 'name':
      // `deny_access`, `render_403`: in Ruby a name that stands alone is called.
      if (unit.language.id === 'ruby' && REFUSES_ALONE.test(wordsOf(unit.textOf(statement)))) return 'denial';
      return isReturned(statement) ? saysDenied(reading, statement) : null;
    default:
      return isReturned(statement) ? saysDenied(reading, statement) : null;
  }
}

/** Calls without arguments by which a controller refuses. */
const REFUSES_ALONE =
  /^(?:deny|refuse|reject|block)(?: \w+)? (?:access|request|login|caller|user)$|^render (?:40[13]|403 or 404|forbidden|unauthori[sz]ed|access denied)$|^(?:user |login |access )?(?:not authori[sz]ed|unauthori[sz]ed|forbidden|access denied)!?$|^require (?:login|user|admin)$/;

/** `("", 403)` of `return page if may_see(page) else ("", 403)`. */
function isReturned({ role, parent }: SyntaxNode): boolean {
  return (role === 'if.then' || role === 'if.else') && parent?.parent?.kind === 'return';
}

/** `self.fail("…")`, `reject(…)`: called for nothing else. */
function isRefusing({ unit }: FileReading, statement: SyntaxNode): boolean {
  const call = statement.kind === 'await' ? statement.children[0] : statement;
  const callee = call?.kind === 'call' ? childOf(call, 'call.callee') : null;
  return (
    callee !== null && /^(?:fail|reject|refuse|deny|throw(?: \w+){0,4})$/.test(wordsOf(lastName(unit, callee) ?? ''))
  );
}

/** An error that is made as a statement of its own. Of Python's classes only the capital letter says that they are made. */
function isUnthrown({ unit }: FileReading, statement: SyntaxNode): boolean {
  if (statement.kind === 'new') return true;
  const callee = statement.kind === 'call' ? childOf(statement, 'call.callee') : null;
  return callee?.kind === 'name' && unit.language.id === 'python' && /^[A-Z][a-z]/.test(unit.textOf(callee));
}

export function endingOfValue(reading: FileReading, value: SyntaxNode): Ending {
  const text = reading.unit.textOf(value);
  if (value.kind === 'function') return 'answer';
  if (reading.unit.language.returnsSeveral) return endingOfSeveral(reading, value);
  if (isPass(reading, value)) return 'pass';
  const denied = saysDenied(reading, value);
  if (denied !== null) return denied;
  if (
    value.kind === 'null' ||
    value.kind === 'boolean' ||
    /^(?:None|undefined|\[\]|\{\}|''|""|-1|Promise\.resolve\(\)|of\(false\)|of\(null\)|\(\))$/.test(text)
  ) {
    return /^true$/i.test(text) ? 'pass' : 'empty';
  }
  return isError(text) || isErrorAnswer(reading, value) ? 'failure' : 'answer';
}

/** `return nil, status.Error(codes.PermissionDenied, "…")`: how it went says the last value. */
function endingOfSeveral(reading: FileReading, value: SyntaxNode): Ending {
  if (isPass(reading, value)) return 'pass';
  const denied = saysDenied(reading, value);
  if (denied !== null) return denied;
  const last = outcomeReturned(value);
  const text = reading.unit.textOf(last);
  if (last.kind === 'boolean') return /^true$/.test(text) ? 'pass' : 'empty';
  if (AN_ERROR.test(text)) return 'failure';
  if (last.kind === 'null')
    return last === value || value.children[0]?.kind === 'null' || isStatusOnly(reading, value) ? 'empty' : 'answer';
  return /^""$/.test(text) ? 'empty' : isError(text) ? 'failure' : 'answer';
}

/** `return http.StatusAccepted, nil`: a status and nothing else tells whoever asked nothing. */
function isStatusOnly(reading: FileReading, value: SyntaxNode): boolean {
  const [first] = value.children;
  return first !== undefined && value.children.length === 2 && /^http\.Status\w+$/.test(reading.unit.textOf(first));
}

function isError(text: string): boolean {
  return /\b(?:400|402|404|405|406|409|41[0-7]|42[2-8]|431|451|500)\b|\bnot[_ ]?found|Error(?:Response|JSON)?\b|reject\(|BAD_REQUEST|NOT_FOUND|bad_?request|notFound|error:|"error"|'error'|redirect/i.test(
    text.slice(0, 300),
  );
}

/** `next()` and not `next(error)`; `return f(*args)` is read by whoever knows the wrapped function. */
function isPass(reading: FileReading, node: SyntaxNode): boolean {
  const call = node.kind === 'await' ? node.children[0] : node;
  if (call?.kind !== 'call') return false;
  const callee = childOf(call, 'call.callee');
  if (callee === null) return false;
  const name = lastName(reading.unit, callee) ?? '';
  const args = call.children.filter((child) => child.role === 'call.argument');
  return (
    (callee.kind === 'name' && PASS.has(name) && args.length === 0) ||
    /^(?:NextResponse\.next|call_next|next\.handle|(?:\w+\.)?\w+\.ServeHTTP|c(?:tx)?\.Next)$/.test(
      reading.unit.textOf(callee),
    ) ||
    (reading.unit.language.returnsSeveral && GOES_ON.test(reading.resolver.calleeOf(call) ?? ''))
  );
}

/** A connection that is closed answers whoever opened it. */
const SOCKET = /(?:^|\.)(?:ws|wss|socket|websocket|web_socket|client|conn|connection|peer)\./i;

/** The call answers, aborts or hands an error on: `res.status(403).json(…)`, `abort(403)`, `next(new Forbidden())`. */
function isResponse(reading: FileReading, statement: SyntaxNode): boolean {
  const call = statement.kind === 'await' ? statement.children[0] : statement;
  const callee = call === undefined ? null : childOf(call, 'call.callee');
  if (call === undefined || callee === null) return false;
  if (reading.unit.language.returnsSeveral && ANSWERS.test(reading.resolver.calleeOf(call) ?? '')) return true;
  const text = reading.unit.textOf(callee);
  const name = wordsOf(lastName(reading.unit, callee) ?? '');
  if (
    /^(?:res|response|resp|reply|ctx|context|c|rep|Response|NextResponse|h|self|this|set|w|rw|writer|http|gin|render)\b/.test(
      text,
    ) &&
    /^(?:send|json|jsonp|end|status|send status|render|redirect|throw|code|set status|write head|respond|error|abort|text|html|body|forbidden|unauthori[sz]ed|not found|destroy|close|fail|status code|write|write header|send error|set|handle no permission|finish|string|xml|abort with (?:status|error)(?: json| pure json)?)$/.test(
      name,
    )
  )
    return true;
  if (SOCKET.test(text) && /^(?:close|terminate|disconnect|destroy|close with)$/.test(name)) return true;
  // `error(403)` and `redirect(303, '/login')` of SvelteKit throw by themselves.
  if (name === 'error' && callee.kind === 'name') return reading.resolver.calleeOf(call) === '@sveltejs/kit.error';
  return (
    (callee.kind === 'name' && (/^(?:next|callback|cb|done|reject|fn)$/.test(name) || ABORTS.test(name))) ||
    /^(?:write|send|respond|render|json|return|reply|http)(?: with| json)?(?: error| err| problem| response| json)+$|^error (?:response|json)$|^handle (?:response|(?:http |api )?err(?:or)?)$/.test(
      name,
    ) ||
    /^(?:process exit|sys exit|exit|die|header|abort|reject|disconnect|close|flash|throw(?: \w+){0,4}|respond)$/.test(
      name,
    ) ||
    ABORTS.test(name) ||
    DENIED_NAME.test(name)
  );
}

/** The statement says that the caller may not: by status, by the name of an error, by where it sends to, or in words. */
export function saysDenied(reading: FileReading, node: SyntaxNode): 'denial' | 'hint' | null {
  const { unit } = reading;
  let isHint = false;
  for (const at of descendants(node, (each) => each.kind !== 'function' || each === node)) {
    switch (at.kind) {
      case 'number':
        if (DENIED_STATUS.has(unit.textOf(at))) return 'denial';
        break;
      case 'name':
      case 'property':
        if (DENIED_NAME.test(wordsOf(unit.textOf(at)))) return 'denial';
        break;
      case 'string':
      case 'template-text': {
        const text = unit
          .textOf(at)
          .slice(0, 300)
          .replace(/(?<=[a-z])[-_](?=[a-z])/g, ' ');
        if (NO_DENIAL.test(text)) break;
        if (DENIED_TEXT.test(text)) return 'denial';
        isHint ||= HINT_TEXT.test(text);
        break;
      }
      case 'call':
        if (isLoginRedirect(reading, at)) return 'denial';
        break;
      default:
    }
  }
  return isHint ? 'hint' : null;
}

/** `putMsg(result, Status.USER_NO_OPERATION_PERM)` before a return: a constant that is handed on says why. */
export function namesDenial(reading: FileReading, statement: SyntaxNode): boolean {
  const callee = statement.kind === 'call' ? childOf(statement, 'call.callee') : null;
  if (callee === null || /log|print|debug|trace|metric|audit/i.test(reading.unit.textOf(callee))) return false;
  return statement.children.some((arg) => {
    if (arg.role !== 'call.argument') return false;
    if (arg.kind === 'number') return /^40[13]$/.test(reading.unit.textOf(arg));
    if (arg.kind !== 'member' && arg.kind !== 'name') return false;
    const name = lastName(reading.unit, arg) ?? '';
    return /^(?:[A-Z][A-Z0-9_]+|Status\w+)$/.test(name) && DENIED_NAME.test(wordsOf(name));
  });
}

function isLoginRedirect(reading: FileReading, call: SyntaxNode): boolean {
  const callee = childOf(call, 'call.callee');
  const name = callee === null ? '' : wordsOf(lastName(reading.unit, callee) ?? '');
  if (!/redirect|^(?:push|replace|navigate|goto|header)$/.test(name)) return false;
  return call.children.some(
    (arg) => arg.role === 'call.argument' && LOGIN.test(reading.unit.textOf(arg).replace(/["'`)\s]+/g, '/')),
  );
}
