import type { Alternative } from '../../model/requirement.ts';
import { rememberNames } from '../../text/remember.ts';
import { anchored, ROLE_WORDS, roleNorm, wordsOf } from './words.ts';

/**
 * Where a name stands. `middleware`: in front of a handler, as a decorator or a dependency, where little else stands.
 * `call`: a statement of its own. `condition`: asked, with somebody else denying.
 */
export type Position = 'middleware' | 'call' | 'condition';

/** Constant texts of the arguments; null for arguments nobody knows. */
export type Texts = readonly string[] | null;

const VERB =
  'reqs?|requires?|required|ensures?|ensured|asserts?|checks?|verify|verifies|validates?|must|must be|must have|enforces?|needs?|demands?|restrict(?:ed)?(?: to)?|authori[sz]e|protect|confirm|guard|only|expects?|reject unless|deny unless|throw unless|abort unless|fail unless|allow|allow only|permit|with';
const ASKING =
  'is|has|can|may|check|checks|does|do|verify|validate|are|should|user is|user has|current user is|current user has|allow|allowed|ensure';
const AFTER =
  '(?: (?:required|middleware|guard|only|check|checker|handler|filter|decorator|mw|policy|permission|interceptor|validator|hook|pre handler|or throw|or fail|or redirect|or 40[134]|access|strict|async|sync|api))*';

const AUTH_SURE =
  'auth|authn|authenticated|authentication|authed|login|logged in|logged in user|loggedin|signed in|sign in|signed in user|jwt|(?:access|bearer|auth|id|api|jwt|session) token|api key|api auth|bearer|authenticated user|auth user|user auth|user authenticated|user authentication|user session|user login|user logged in|authenticated session|auth session|authenticated request|session auth|jwt auth|token auth|basic auth|bearer auth|api key auth|firebase auth|auth0|clerk|keycloak|passport|fresh jwt|jwt fresh|fresh token|active session|be authenticated|be logged in|valid session|valid token|valid user|auth token|server session|auth state|auth header';
const AUTH_LIKELY = `${AUTH_SURE}|session|token|user|current user|identity|principal|credentials|current active user|active user`;

/** `preventGuestAccess`: who is refused is whoever is not signed in. */
const REFUSED =
  '(?:prevent|deny|refuse|block|reject|forbid|disallow|prohibit) (?:guests?|anonymous|unauthenticated|unauthori[sz]ed)(?: (?:users?|access|visitors?|requests?|callers?))*';

const AUTH = {
  middleware: anchored(
    REFUSED,
    `(?:${VERB}|is|has) (?:${AUTH_SURE})${AFTER}`,
    `(?:reqs?|require|requires|ensure|verify|check|validate|must have|enforce|needs?|protect|authorize) (?:${AUTH_LIKELY})${AFTER}`,
    '\\w+ (?:login|auth|authentication) required',
    `(?:${AUTH_SURE}|token|user|session) (?:optionally )?(?:required|needed|middleware|guard|check)${AFTER}`,
    `(?:auth|authenticated|authentication|authn|authenticate|authenticate (?:user|token|jwt|request|session|api|firebase|admin|access token|api key|me|middleware|async)|authorization|authori[sz]e|authori[sz]e(?:d)? (?:user|request)|protect|protected|protect route|protected route|is auth|jwt auth|auth jwt|basic auth|bearer auth|jwt bearer|session auth|deserialize user|get (?:(?:current|active|verified|auth|logged in) )+user|current(?: active| verified)? user|get authenticated user|get user from token|ensure logged in|logged in|must authenticate|check auth.*|private route)${AFTER}`,
  ),
  call: anchored(
    `(?:${VERB}) (?:${AUTH_SURE}|session)${AFTER}`,
    REFUSED,
    `require (?:user|current user|principal|identity|viewer|account session)${AFTER}`,
    'authenticate (?:user|request|token|jwt|session|api key)',
    'verify (?:(?:id|access|auth|session|jwt|bearer|firebase|user) )*token(?: (?:or throw|async|sync))?',
    'ensure authenticated.*',
    `(?:${VERB}) (?:request|req|http|api|admin|s3) (?:auth|authn|authentication|authori[sz]ation)(?: type)?`,
    'protect',
  ),
  condition: anchored(
    `(?:${ASKING}) (?:${AUTH_SURE}|session valid|authenticated .*|authori[sz]ed user)`,
    'authenticate|authenticated',
  ),
};

/** What a role is one of: `reqRepoAdmin`, `requireChannelModerator`. */
const PART =
  '(?:repo(?:sitory)?|orgs?|organi[sz]ation|project|team|workspace|site|channel|board|room|course|account|tenant|cluster|namespace|server)';

const ROLE = {
  middleware: anchored(
    `(?:${VERB}|is|has|is user|user is|auth) (?:user )?(?:an? |the |be |active |current )?(${ROLE_WORDS})(?: (?:or|and) (.+?))?(?: (?:user|role|member|auth|rights|privileges?|permissions?))*${AFTER}`,
    `(${ROLE_WORDS})(?: (?:user|member|auth|role|rights))* (?:required|only|guard|middleware|auth|access|check|protected|permission|policy)${AFTER}`,
    `get (?:(?:current|active|verified) )*(${ROLE_WORDS})(?: user)?`,
    `(?:authenticate|protect|authori[sz]e) (${ROLE_WORDS})`,
    `(${ROLE_WORDS})`,
    `(?:reqs?|requires?|ensures?|must be|only) (?:any |user )?${PART} (${ROLE_WORDS}|writer|reader|member|contributor)${AFTER}`,
  ),
  call: anchored(
    `(?:${VERB}) (?:user )?(?:is |has |be )?(?:an? |the )?(${ROLE_WORDS})(?: (?:or|and) (.+?))?(?: (?:user|role|member|rights|privileges?|permissions?|access|session|request|req))*${AFTER}`,
  ),
  condition: anchored(
    `(?:(?:${ASKING}) )(?:user |current user )?(?:an? |the |active )?(${ROLE_WORDS})(?: (?:or|and) (.+?))?(?: (?:user|role|member|of .*|for .*|in .*))?`,
  ),
};
const ROLES = anchored(
  `(?:(?:${VERB}|${ASKING}) )?(?:user |any |all |one of |min(?:imum)? |at least |in |required |allowed |current |my )*(?:roles?|group|groups)(?: (?:in|any|all|of|at least|or higher|or above|and above|accepted|allowed))*${AFTER}`,
  'restrict to|permit roles?|authori[sz]e roles?|allow roles?|allowed roles?|in group|is in role|is in group|user has role|grant to|roles accepted',
);

const ACCESS =
  '(?:permissions?|perms?|scopes?|abilit(?:y|ies)|access|privileges?|acl|rbac|abac|capabilit(?:y|ies)|polic(?:y|ies)|rights|authority|authori[sz]ation|authori[sz]ed|grants?|claims)';
const SCOPE = {
  middleware: anchored(
    `(?:(?:${VERB}|${ASKING}) )?(?:any |all |user |required |api |oauth )*${ACCESS}(?: (?:to|for|on|of|in) .+)?${AFTER}`,
    `(?:${VERB}|has|check) (?:\\w+ ){1,2}(?:permissions?|perms?|access|rights|privileges?|authori[sz]ation)${AFTER}`,
    `(?:${VERB})? ?(?:can|could|may)(?: .+)?`,
    '(?:authori[sz]e|authz|enforce|acl|rbac|permit|is allowed|check policies|policy|policies)(?: .+)?|allow|guard',
  ),
  call: anchored(
    `(?:${VERB}) (?:any |all |user |the |current |object |required )*${ACCESS}(?: (?:to|for|on|of|in|by|or) .+)?${AFTER}`,
    `(?:${VERB}) (?:\\w+ ){1,3}(?:permissions?|perms?|access|rights|privileges?|authori[sz]ation)(?: (?:to|for|on|of|in|by) .+)?${AFTER}`,
    `(?:${VERB}) (?:user |member |actor |viewer )?(?:can|could|may|is allowed|allowed|permitted|is permitted)(?: .+)?`,
    'authori[sz]e(?: (?:user|action|access|request|operation|or .*|for .*|[a-z]+))?',
    '(?:user|member|actor|caller|viewer) (?:has|have|can|may) (?:\\w+ ){0,3}or (?:\\w+ )?(?:40[134]|throw|raise|abort|fail|deny|error|redirect)',
    'deny access unless granted|check object permissions|enforce(?: policy| access| permission)?',
  ),
  condition: anchored(
    `(?:(?:${ASKING}) )?(?:any |all |user |the |full |read |write |edit |admin |required |sufficient |valid |object |global |site )*(?:permissions?|perms?|scopes?|access|privileges?|rights|abilit(?:y|ies)|authority)(?: (?:to|for|on|of|in|granted) .+)?`,
    '(?:user )?(?:has|check|checks) (?:permissions?|perms?)(?: .+)?',
    `(?:${ASKING}) (?:\\w+ ){1,3}(?:permissions?|perms?|access|rights|privileges?)(?: (?:to|for|on|of|in) .+)?`,
    '(?:can|cannot|may|could)(?: .+)?',
    '(?:user |is user |member |is )?(?:can|allowed|permitted|authori[sz]ed|is authori[sz]ed|is allowed|is permitted|may)(?: (?:to|for|in|on|access|view|edit|delete|update|create|read|write|manage|see) ?.*)?',
    '(?:is )?(?:\\w+ ){0,3}(?:accessible|viewable|editable|readable|writable|manageable|deletable|owned|permitted)(?: (?:by|to|for) .*)?',
    'authori[sz]e|enforce|allows?|granted|is granted',
    'check access(?: .*)?',
  ),
};
const OWNER = {
  middleware: anchored(
    `(?:${VERB}|${ASKING}) (?:\\w+ ){0,3}(?:owner|ownership|author|creator|self|same user|own \\w+|owned|mine)(?: (?:or|and) (.+?))?(?: (?:of|by|for) .+)?${AFTER}`,
  ),
  call: anchored(
    `(?:${VERB}) (?:\\w+ ){0,3}(?:owner|ownership|is owner|is author|same user|own \\w+|owned(?: by .*)?|belongs to(?: .*)?|is self)(?: (?:or|and) (.+?))?(?: (?:of|by|for) .+)?${AFTER}`,
  ),
  condition: anchored(
    `(?:${ASKING}) (?:the |\\w+ ){0,2}(?:owner|ownership|author|creator|own|owned|mine|same user|self|own \\w+)(?: (?:or|and) (.+?))?(?: (?:of|by|for) .+)?`,
    'owns(?: .*)?',
    '(?:\\w+ ){0,2}belongs? to(?: .*)?',
    'owned by(?: .*)?',
    'user owns(?: .*)?',
    `\\w+ belongs to (?:user|account|me|current user|owner)`,
  ),
};
const MEMBER_OF =
  '(?:\\w+ ){0,3}(?:membership|member|participant|collaborator|same tenant|tenant|same org|org member|team member|tenant access)(?: (?:or|and) (.+?))?(?: (?:of|by|for|in) .+)?';
const MEMBER = {
  call: anchored(`(?:${VERB}) ${MEMBER_OF}${AFTER}`),
  asked: anchored(
    `(?:${VERB}|${ASKING}) ${MEMBER_OF}${AFTER}`,
    'belongs to (?:tenant|org|organi[sz]ation|team|workspace|company)',
  ),
};

const CSRF =
  /^(?:(?:double |form |verify |validate |check |require |requires |ensure |enforce |protect |use |lusca |csrf )*(?:csrf|xsrf|csurf)(?: (?:protect|protection|protected|token|tokens|guard|middleware|check|validation|required|verify|synchronis(?:ed|er)|synchroni[sz]ation|view|header|valid|prevention|validator))*|csrf protect .*)$/;
const CSRF_MAKES = /\b(?:get|generate|create|set|make|new|issue|send|refresh|fetch|exempt|meta|provide|attach|add)\b/;
const RATE_LIMIT =
  /^(?:\w+ ){0,3}(?:rate limit(?:er|ed|ing|s)?|ratelimit(?:er|ed)?|limiter|throttle|throttler|throttled|throttling|slow down|brute force|bruteforce)(?: (?:guard|middleware|check|consume|prevent|limit|hit|for|by|\w+)){0,2}$/;
const RATE_MAKES =
  /\b(?:get|set|create|config|configure|reset|error|exceeded|exempt|skip|store|headers?|options|info|status|remaining|debounce)\b/;
const MFA =
  /^(?:requires?|ensure|verify|check|validate|assert|enforce|confirm|has|is|with) (?:\w+ )?(?:mfa|2fa|two factor|totp|otp|second factor|step up|otp code|mfa code|totp code|two factor code)(?: \w+)?$|^(?:mfa|2fa|otp|two factor) (?:required|guard|check|verified|middleware)$/;
const SIGNATURE =
  /^(?:verify|check|validate|require|ensure|assert|is valid|valid|verified|is) (?:\w+ ){0,3}(?:signature|hmac|webhook|signed request|sig|signature header|webhook signature|request signature|webhook secret|webhook request)(?: \w+)?$|^(?:construct event|signature (?:required|guard|check|valid|verification))$/;
const PASSWORD =
  /^(?:check|verify|compare|validate|is valid|valid|matches|match|is|correct|authenticate) (?:\w+ )?(?:password|pass|password hash|credentials|pin|password match|passwd)(?: \w+)?$|^(?:compare password|password (?:matches|match|valid|is valid|correct)|check password hash|valid password)$/;

const NOT_A_GUARD =
  /\b(?:optional|optionally(?! required)|maybe|try|register|signup|sign up|sign out|logout|log out|schema|(?<!request auth )type|types|config|options|provider|button|form|page|view|component|screen|modal|loading|error|errors|message|url|link|path|count|list|name|names|email|emails|email exists|exists|input|inputs|body|payload|format|null|undefined|empty|string|number|array|object|env|environment|version|deps|dependency|dependencies|file|files|dir|directory|params|header name|cors|origin|origins|methods|csp|frame|iframe|camera|clerk middleware|location permission|notification permission|microphone)\b/;
const EXEMPT =
  /^(?:(?:csrf|auth|login|rate ?limit|limiter|permission|jwt|mfa|authentication|authorization)? ?exempt(?: .*)?|(?:is |make |mark )?public(?: (?:route|endpoint|api|access|procedure|view))?|allow any|allow all|allow anonymous|allow unauthenticated|skip auth(?:entication|orization)?|skip (?:jwt|guard|guards|csrf|throttle|rate limit|permission check)|no auth(?: required)?|auth not required|unauthenticated|permit all|anonymous|is anonymous|disable auth|without auth|bypass auth|unprotected)$/;

/** Names of calls and conditions that ask for nothing, whatever they are given: nearly all names, again and again. */
const asksNothing: Readonly<Record<Exclude<Position, 'middleware'>, (name: string) => boolean>> = {
  call: rememberNames((name) => readName(name, null, 'call') === null),
  condition: rememberNames((name) => readName(name, null, 'condition') === null),
};

const AUTHORIZES = /^authori[sz]e(?: \w+){2,6}$/;
/** The other side of OAuth, and what only shows or makes something. */
const NOT_AUTHORIZED =
  /\b(?:ur[il]|link|page|view|button|config|options|provider|code|client|form|header|query|params?|types?)\b/;

/** `@require_recent_sign_in`: whatever it is that must be. */
const DEMANDS = /^(?:reqs?|requires?|must) \w+(?: \w+){0,4}$/;
const OF_THINGS =
  /\b(?:https?|methods?|json|xhr|ajax|content|args?|arguments?|fields?|torch|tf|flax|gpu|cuda|cpu|package|module|library|backend|backends|feature|features|plugin|setup|database|db|once|lock|transaction|queue|python|node|browser|dom|import|imports|context|network|internet|get|post|put|patch|delete|safe|mongo|redis|postgres|mysql|sqlite|docker|windows|linux|mac|unix|memory|disk|cache|platform|tokenizers?|vision|audio|sentencepiece|multi|deprecated|installed|enabled|available|running|started|ready|initiali[sz]ed)\b/;

/** What a guard of this name asks for; null when the name is that of none. */
export function requirementInName(name: string, texts: Texts, position: Position): readonly Alternative[] | null {
  return position !== 'middleware' && asksNothing[position](name) ? null : readName(name, texts, position);
}

/** Only of middleware the texts decide whether anything is asked; of the others they say what. */
function readName(name: string, texts: Texts, position: Position): readonly Alternative[] | null {
  const words = wordsOf(name);
  if (words === '' || EXEMPT.test(words)) return null;
  if (CSRF.test(words) && !CSRF_MAKES.test(words)) return [{ kind: 'csrf', value: 'csrf' }];
  // Django asks for a CSRF token only where something is sent.
  if (position === 'middleware' && isMethodLimit(words, texts)) return [{ kind: 'input', value: SENT_BY_POST }];
  if (/^is (?:\w+ ){1,2}(?:owner|author)$/.test(words)) return [{ kind: 'owner', value: 'owner' }];
  // Django's admin site puts it in front of views of one's own.
  if (position === 'middleware' && words === 'admin view') return [{ kind: 'role', value: 'staff' }];
  // `authorizeObjectRead(caller, object)`: of what it is asked, the name says only that.
  if (position === 'call' && AUTHORIZES.test(words) && !NOT_AUTHORIZED.test(words)) return scopeOf(words, texts);
  if (NOT_A_GUARD.test(words)) return null;
  if (position !== 'call' && RATE_LIMIT.test(words) && !RATE_MAKES.test(words))
    return [{ kind: 'rate-limit', value: 'rate-limit' }];
  if (MFA.test(words)) return [{ kind: 'mfa', value: 'mfa' }];
  if (SIGNATURE.test(words)) return [{ kind: 'signature', value: 'signature' }];
  if (position !== 'middleware' && PASSWORD.test(words)) return [{ kind: 'credential', value: 'password' }];
  return (
    ownerIn(OWNER[position].exec(words), 'owner') ??
    ownerIn(MEMBER[position === 'call' ? 'call' : 'asked'].exec(words), 'tenant') ??
    roleIn(ROLE[position].exec(words)) ??
    (ROLES.test(words) ? rolesOf(texts) : null) ??
    (AUTH[position].test(words) ? authOf(words, texts) : null) ??
    (SCOPE[position].test(words) ? scopeOf(words, texts) : null) ??
    (position === 'middleware' && DEMANDS.test(words) && !OF_THINGS.test(words)
      ? [{ kind: 'check', value: checkName(words) }]
      : null)
  );
}

/** What routes, decorators and branches that take nothing by GET have in common. */
export const SENT_BY_POST = 'sent-by-post';

/** `@require_POST`, `@require_http_methods(['POST'])`. */
function isMethodLimit(words: string, texts: Texts): boolean {
  if (/^require (?:post|delete|put|patch)$/.test(words)) return true;
  return (
    words === 'require http methods' &&
    texts !== null &&
    texts.length > 0 &&
    texts.every((text) => /^(?:POST|PUT|PATCH|DELETE)$/.test(text))
  );
}

/** `csrf_exempt`, `AllowAny`, `@Public()`: what is no longer asked. Null when the name is no exemption. */
export function exemptionInName(name: string): Alternative | null {
  const words = wordsOf(name);
  if (!EXEMPT.test(words)) return null;
  if (/csrf/.test(words)) return { kind: 'csrf', value: 'csrf' };
  if (/rate|throttle|limiter/.test(words)) return { kind: 'rate-limit', value: 'rate-limit' };
  return { kind: 'auth', value: 'authenticated' };
}

function ownerIn(found: RegExpExecArray | null, value: string): readonly Alternative[] | null {
  return found === null ? null : [{ kind: 'owner', value }, ...alsoIn(found[1])];
}

function roleIn(found: RegExpExecArray | null): readonly Alternative[] | null {
  if (found === null) return null;
  const [, ...groups] = found;
  const role = groups.find((group) => group !== undefined && anchored(ROLE_WORDS).test(group));
  if (role === undefined) return null;
  const other = groups.find((group) => group !== undefined && group !== role);
  if (/^owner$|^author$|^creator$/.test(role)) return [{ kind: 'owner', value: 'owner' }, ...alsoIn(other)];
  return [{ kind: 'role', value: roleNorm(role) }, ...alsoIn(other)];
}

/** The second half of `requireOwnerOrAdmin`. */
function alsoIn(words: string | undefined): readonly Alternative[] {
  if (words === undefined) return [];
  if (/owner|self|author|creator|own/.test(words)) return [{ kind: 'owner', value: 'owner' }];
  const role = new RegExp(`(?:^| )(${ROLE_WORDS})(?: |$)`).exec(words)?.[1];
  return role === undefined ? [] : [{ kind: 'role', value: roleNorm(role) }];
}

function rolesOf(texts: Texts): readonly Alternative[] {
  if (texts === null || texts.length === 0) return [{ kind: 'role', value: 'dynamic' }];
  return texts.map((text) => ({ kind: 'role', value: roleNorm(text) }));
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'JWT']);

/** `auth('admin')`, `protect(['admin'])`: with roles given it asks for one of them. */
function authOf(words: string, texts: Texts): readonly Alternative[] {
  const isRoles =
    texts !== null &&
    texts.length > 0 &&
    /^(?:auth|authenticate|authori[sz]e|protect|require auth|auth guard|auth middleware|authori[sz]ation)$/.test(words);
  if (isRoles && texts.every((text) => anchored(ROLE_WORDS).test(wordsOf(text)))) return rolesOf(texts);
  // `@login_required('MODIFY')`: constants in capitals that are no methods say what one must be allowed to.
  const isRights =
    texts !== null &&
    texts.length > 0 &&
    /(?:^require|required$)/.test(words) &&
    texts.every((text) => /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(text) && !METHODS.has(text));
  if (isRights)
    return [
      {
        kind: 'scope',
        value: texts
          .map((text) => text.toLowerCase())
          .sort()
          .join('+'),
      },
    ];
  return [{ kind: 'auth', value: 'authenticated' }];
}

function scopeOf(words: string, texts: Texts): readonly Alternative[] {
  if (texts !== null && texts.length > 0) {
    if (texts.every((text) => anchored(ROLE_WORDS).test(wordsOf(text)))) return rolesOf(texts);
    const scopes = [...new Set(texts.map((text) => text.toLowerCase()))].sort();
    if (/\b(?:any|one of|either)\b/.test(words)) return scopes.map((value) => ({ kind: 'scope', value }));
    return [{ kind: 'scope', value: scopes.join('+') }];
  }
  return [{ kind: 'check', value: checkName(words) }];
}

/** A check by its name, without the verb: `checkAccess` and `verifyAccess` are one. */
export function checkName(words: string): string {
  const rest = words.replace(new RegExp(`^(?:${VERB}|${ASKING}) (?=.)`), '').replace(new RegExp(`(?<=.)${AFTER}$`), '');
  const isBare = /^(?:|any|all|user|the|object|no|test|get|for|of|instance)$/.test(rest);
  return (isBare ? words : rest).replace(/ /g, '-');
}
