import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { pathOf } from '../value.ts';
import { textsOfArguments } from './arguments.ts';
import { actorAtom, type Atom } from './atom.ts';
import { type Formula, literal } from './formula.ts';
import type { Alternative } from '../../model/requirement.ts';
import { ROLE_WORDS, roleNorm, wordsOf } from './words.ts';

/** Guards that packages bring along and whose names do not say it by themselves (`names.ts` knows those that do). */
interface LibraryRow {
  /** Canonical path of what is called or named, `()` after calls. */
  readonly path: RegExp;
  readonly asks: (texts: readonly string[]) => readonly Alternative[];
}

const isRole = (text: string): boolean => new RegExp(`^(?:${ROLE_WORDS})$`).test(wordsOf(text));
const auth = (): readonly Alternative[] => [{ kind: 'auth', value: 'authenticated' }];
const roles = (texts: readonly string[]): readonly Alternative[] =>
  texts.length === 0
    ? [{ kind: 'role', value: 'dynamic' }]
    : texts.map((text) => ({ kind: 'role', value: roleNorm(text) }));
const scopes = (texts: readonly string[]): readonly Alternative[] => [
  { kind: 'scope', value: texts.length === 0 ? 'dynamic' : [...texts].sort().join('+').toLowerCase() },
];
const one = (kind: Alternative['kind'], value: string) => (): readonly Alternative[] => [{ kind, value }];

/** In front of a handler: middleware, decorators, dependencies, permission classes, mixins. */
const IN_FRONT: readonly LibraryRow[] = [
  { path: /^(passport|koa-passport|@fastify\/passport)(\(\))?\.(authenticate|session authenticate)$/, asks: auth },
  {
    path: /^(express-jwt(\.expressjwt)?|koa-jwt|express-basic-auth|hono\/(jwt|bearer-auth|basic-auth|jwk)\.\w+|express-http-bearer-auth|express-ntlm)$/,
    asks: auth,
  },
  {
    path: /^(express-oauth2-jwt-bearer\.auth|express-openid-connect\.requiresAuth|connect-ensure-login(\.ensureLoggedIn)?|express-oauth-server)$/,
    asks: auth,
  },
  {
    path: /^(@clerk\/\w+\.(requireAuth|ClerkExpressRequireAuth|withAuth)|@nestjs\/passport\.AuthGuard|@auth\/\w+\.\w*[aA]uthenticated\w*)$/,
    asks: auth,
  },
  {
    path: /^(express-oauth2-jwt-bearer\.(requiredScopes|scopeIncludesAny)|express-jwt-authz|express-jwt-permissions\(\)\.check)$/,
    asks: scopes,
  },
  {
    path: /^(type-graphql|routing-controllers)\.Authorized$/,
    asks: (texts) => (texts.length === 0 ? auth() : roles(texts)),
  },
  { path: /^nest-keycloak-connect\.(Roles|RealmRoles)$/, asks: roles },
  {
    path: /^@nestjs\/throttler\.(ThrottlerGuard|Throttle)$|^(express-rate-limit|express-slow-down|@fastify\/rate-limit|hono-rate-limiter|koa-ratelimit)(\.\w+)?$/,
    asks: one('rate-limit', 'rate-limit'),
  },
  {
    path: /^(csurf|lusca(\.csrf)?|csrf-csrf\.\w+|koa-csrf|@fastify\/csrf-protection|tiny-csrf|hono\/csrf\.csrf)$/,
    asks: one('csrf', 'csrf'),
  },
  {
    path: /^fastapi\.security\.(\w+\.)?(HTTPBearer|HTTPBasic|OAuth2PasswordBearer|OAuth2AuthorizationCodeBearer|APIKeyHeader|APIKeyQuery|APIKeyCookie|OpenIdConnect)(\(\))?$/,
    asks: auth,
  },
  {
    path: /^rest_framework\.permissions\.(DjangoModelPermissions|DjangoObjectPermissions|DjangoModelPermissionsOrAnonReadOnly)$/,
    asks: one('scope', 'model-permissions'),
  },
  { path: /^rest_framework_api_key\.permissions\.\w+|^rest_framework\.permissions\.IsAuthenticated$/, asks: auth },
  {
    path: /^rest_framework\.permissions\.IsAdminUser$|^django\.contrib\.admin\.views\.decorators\.staff_member_required$/,
    asks: one('role', 'staff'),
  },
  { path: /^oauth2_provider\.contrib\.rest_framework\.\w*(HasScope|MatchesScope)\w*$/, asks: scopes },
  { path: /^rest_framework\.throttling\.\w+$/, asks: one('rate-limit', 'rate-limit') },
  {
    path: /^(flask_limiter\.Limiter|slowapi\.Limiter|ratelimit\.decorators|django_ratelimit\.decorators)(\(\))?\.\w+$/,
    asks: one('rate-limit', 'rate-limit'),
  },
  {
    path: /(^|\.)IsGranted$/,
    asks: (texts) => (texts.every((text) => text.startsWith('ROLE_')) ? roles(texts) : scopes(texts)),
  },
  {
    path: /(^|\.)Authorize(Attribute)?$|(^|\.|\(\)\.)RequireAuthorization$/,
    asks: (texts) => (texts.length === 0 ? auth() : texts.every(isRole) ? roles(texts) : scopes(texts)),
  },
  { path: /(^|\.)(Auto)?ValidateAnti[fF]orgeryToken(Attribute)?$/, asks: one('csrf', 'csrf') },
  {
    path: /^github\.com\/(gofiber\/(contrib\/|jwt|fiber\/middleware\/|keyauth)\/?(jwt|keyauth|basicauth)?|labstack\/echo-jwt)\.(New|JWT|WithConfig)$/,
    asks: auth,
  },
  {
    path: /^github\.com\/(go-chi\/jwtauth\.Authenticator|gin-gonic\/gin\.BasicAuth(ForRealm)?|grpc-ecosystem\/go-grpc-middleware\/(interceptors\/)?auth\.\w+Interceptor)$/,
    asks: auth,
  },
  { path: /^github\.com\/gofiber\/fiber\/middleware\/csrf\.New$/, asks: one('csrf', 'csrf') },
  {
    path: /^github\.com\/gofiber\/fiber\/middleware\/limiter\.New$/,
    asks: one('rate-limit', 'rate-limit'),
  },
  { path: /^flask_httpauth\.\w+\(\)\.login_required$/, asks: auth },
  { path: /^flask_jwt_extended\.(jwt_required|fresh_jwt_required|verify_jwt_in_request)$/, asks: auth },
];

/** Calls that throw unless what they are given is right. */
const CHECKS: readonly LibraryRow[] = [
  {
    path: /^(jsonwebtoken|jose|jose\.jwt)(\.default)?\.(verify|jwtVerify|jwtDecrypt)$|^flask_jwt_extended\.verify_jwt_in_request$|^jose\.jwtVerify$/,
    asks: auth,
  },
  { path: /(^|\.)jwtVerify$|(^|\.|\(\)\.)verifyIdToken$|^google\.oauth2\.id_token\.verify_\w+$/, asks: auth },
  { path: /^@clerk\/[\w-]+(\/\w+)?\.auth(\(\))?\.protect$/, asks: auth },
  {
    path: /(^|\.)webhooks\.(constructEvent|constructEventAsync|verify|unwrap)$|^svix\.Webhook\(\)\.verify$|^stripe\.Webhook\.construct_event$/,
    asks: one('signature', 'signature'),
  },
  { path: /^(rate-limiter-flexible\.\w+\(\)\.consume)$/, asks: one('rate-limit', 'rate-limit') },
  { path: /^frappe\.only_for$/, asks: roles },
];

/** Calls that answer whether. */
const QUESTIONS: readonly LibraryRow[] = [
  {
    path: /^(bcrypt|bcryptjs|argon2|scrypt-kdf|bcrypt-nodejs)(\.default)?\.(compare|compareSync|verify|checkpw)$|^werkzeug\.security\.check_password_hash$|^django\.contrib\.auth\.hashers\.check_password$/,
    asks: one('credential', 'password'),
  },
  {
    path: /^(crypto\.timingSafeEqual|hmac\.compare_digest|secrets\.compare_digest|tsscmp|secure-compare|scmp|django\.utils\.crypto\.constant_time_compare)$/,
    asks: one('signature', 'signature'),
  },
  // ASP.NET Core's `IAuthorizationService`: its answer has `Succeeded`.
  { path: /(^|\.)AuthorizeAsync$/, asks: scopes },
];

function match(
  rows: readonly LibraryRow[],
  path: string | null,
  texts: readonly string[] | null,
): readonly Alternative[] | null {
  if (path === null) return null;
  return rows.find((row) => row.path.test(path))?.asks(texts ?? []) ?? null;
}

/** Null: not a guard of a known package. */
export function libraryGuard(reading: FileReading, node: SyntaxNode): readonly Alternative[] | null {
  const isCall = node.kind === 'call' || node.kind === 'new';
  const path = isCall ? reading.resolver.calleeOf(node) : pathOf(reading.resolver.valueOf(node));
  return match(IN_FRONT, path, isCall ? textsOfArguments(reading, node) : null);
}

export function libraryCheck(reading: FileReading, call: SyntaxNode): readonly Alternative[] | null {
  const path = reading.resolver.calleeOf(call) ?? spelledPath(reading, call);
  return match(CHECKS, path, textsOfArguments(reading, call));
}

export function libraryQuestion(reading: FileReading, call: SyntaxNode): Formula<Atom> | null {
  const path = reading.resolver.calleeOf(call) ?? spelledPath(reading, call);
  const row = path === null ? undefined : QUESTIONS.find((each) => each.path.test(path));
  const found = row?.asks(textsOfArguments(reading, call) ?? [])[0];
  if (found === undefined) return null;
  return literal<Atom>(actorAtom(found.kind, found.value, found.kind === 'scope' ? 'strong' : 'weak', 'resolved'));
}

/** For receivers nobody knows: `stripe.webhooks.constructEvent` as it is spelled. */
function spelledPath(reading: FileReading, call: SyntaxNode): string | null {
  const callee = childOf(call, 'call.callee');
  if (callee === null || callee.end - callee.start > 80) return null;
  return reading.unit.textOf(callee).replace(/\s+|\?/g, '');
}
