import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { flagOf, optionsOf, type Options, optionsOfValue } from '../options.ts';
import { known } from '../to-fact.ts';
import { textOfValue, type Value } from '../value.ts';

const SET =
  /(?:^|\.)(?:(?:res|response|resp|reply|rep)(?:\.status\([^()]*\))?\.(?:cookie|setCookie|set_cookie)|(?:\w+\.)*cookies(?:\(\))?\.set|set_cookie|setCookie)$/;
const SESSION_PATH =
  /^(?:express-session|cookie-session|koa-session|@fastify\/(?:session|secure-session|cookie)|iron-session\.\w+)$/;
/** Django and Flask: which cookie a setting is about, and which flag of it. */
const SETTING =
  /^((?:SESSION|CSRF|LANGUAGE|REMEMBER|JWT)(?:_ACCESS|_REFRESH)?)_COOKIE_(SECURE|HTTPONLY|SAMESITE|CSRF_PROTECT)$/;

/** Flags of cookies that are set. */
export const cookies = defineExtractor({
  id: 'cookies',
  kinds: ['identity.session'],
  languages: 'code',
  *extract(reading) {
    if (reading.unit.context.test) return;
    // Options that a call of this file is given are told with its cookie.
    const told = new Set<SyntaxNode>();
    for (const call of reading.unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      if (callee === null || callee.end - callee.start > 120) continue;
      const text = reading.unit.textOf(callee).replace(/\s+|\?|await/g, '');
      if (SET.test(text)) yield* ofCall(reading, call, told);
      else if (text.endsWith('serialize') && reading.resolver.calleeOf(call)?.startsWith('cookie.') === true)
        yield* ofCall(reading, call, told);
      else if (SESSION_PATH.test(reading.resolver.calleeOf(call) ?? '')) yield* ofSession(reading, call, told);
    }
    for (const assign of reading.unit.ofKind('assign')) yield* ofSetting(reading, assign);
    for (const kind of ['assign', 'entry'] as const)
      for (const node of reading.unit.ofKind(kind)) yield* ofConfigured(reading, node, kind, told);
    if (reading.unit.language.returnsSeveral) yield* ofStructs(reading);
  },
});

function* ofCall(reading: Reading, call: SyntaxNode, told: Set<SyntaxNode>): Generator<Site> {
  const args = reading.resolver.argumentsOf(call);
  for (const arg of args) noteObject(arg.value(), told);
  // `cookies.set({ name, value, httpOnly })`
  const [first] = args;
  if (first === undefined) return;
  const isWhole = first.value().kind === 'object';
  const options = optionsOf(reading, args, isWhole ? 0 : 2);
  const name = isWhole ? options.get('name') : first.value();
  yield toSite(call, (name === null ? null : textOfValue(name)) ?? 'dynamic', flagsOf(options));
}

function noteObject(value: Value, told: Set<SyntaxNode>): void {
  if (value.kind === 'object') told.add(value.node);
}

const CONFIGURED =
  /^(?:(?:session|default|auth)?[cC]ookie(?:Options|Opts|Config|Settings|Defaults)|(?:SESSION_|AUTH_|DEFAULT_)?COOKIE_(?:OPTIONS|OPTS|CONFIG|SETTINGS))$/;

/** `cookieOptions: { httpOnly: true, sameSite: 'lax' }`: what cookies get that are set elsewhere. */
function* ofConfigured(
  reading: Reading,
  node: SyntaxNode,
  kind: 'assign' | 'entry',
  told: ReadonlySet<SyntaxNode>,
): Generator<Site> {
  const target = childOf(node, kind === 'assign' ? 'assign.target' : 'entry.key');
  const value = childOf(node, `${kind}.value`);
  if (target === null || value?.kind !== 'object' || told.has(value) || target.end - target.start > 40) return;
  const name = reading.unit.textOf(target).replace(/['"]/g, '').split('.').pop() ?? '';
  if (!CONFIGURED.test(name)) return;
  const options = optionsOfValue(reading, reading.resolver.valueOf(value));
  if (
    options.get('httpOnly', 'httponly') === null &&
    options.get('secure') === null &&
    options.get('sameSite', 'samesite') === null
  )
    return;
  yield toSite(node, name, flagsOf(options));
}

const COOKIE_STRUCT = /^(?:net\/http|github\.com\/gofiber\/fiber)\.Cookie$/;

/** `&http.Cookie{Name: "session", HttpOnly: true}`, and `c.SetCookie("session", …)` of gin, whose flags come last. */
function* ofStructs(reading: Reading): Generator<Site> {
  for (const made of reading.unit.ofKind('new')) {
    if (!COOKIE_STRUCT.test(reading.resolver.calleeOf(made) ?? '') || isSent(reading, made)) continue;
    const args = reading.resolver.argumentsOf(made);
    const get = (name: string): Value | null => args.find((arg) => arg.name === name)?.value() ?? null;
    const site = get('SameSite');
    const named = site?.kind === 'symbol' ? /SameSite(Lax|Strict|None)Mode$/.exec(site.name)?.[1] : undefined;
    const age = get('MaxAge');
    const isTaken = (age?.kind === 'number' && age.value < 0) || (age === null && get('Value')?.kind === 'text');
    if (args.length === 0 || isTaken) continue;
    const name = get('Name');
    yield toSite(made, (name === null ? null : textOfValue(name)) ?? 'dynamic', {
      httpOnly: flagOf(get('HttpOnly') ?? get('HTTPOnly')) ?? 'no',
      secure: flagOf(get('Secure')) ?? 'no',
      sameSite: named?.toLowerCase() ?? siteOf(site),
    });
  }
  for (const call of reading.unit.ofKind('call')) {
    if (reading.resolver.calleeOf(call) !== 'github.com/gin-gonic/gin.Context().SetCookie') continue;
    const args = reading.resolver.argumentsOf(call).map((arg) => arg.value());
    const age = args[2];
    if (args.length !== 7 || (age?.kind === 'number' && age.value < 0)) continue;
    yield toSite(call, textOfValue(args[0]!) ?? 'dynamic', {
      httpOnly: flagOf(args[6]!) ?? 'no',
      secure: flagOf(args[5]!) ?? 'no',
      sameSite: 'dynamic',
    });
  }
}

/** `req.AddCookie(&http.Cookie{…})`: a client sends it. */
function isSent({ unit }: Reading, made: SyntaxNode): boolean {
  const callee = made.role === 'call.argument' && made.parent !== null ? childOf(made.parent, 'call.callee') : null;
  return callee !== null && unit.textOf(callee).endsWith('AddCookie');
}

function* ofSession(reading: Reading, call: SyntaxNode, told: Set<SyntaxNode>): Generator<Site> {
  const options = optionsOf(reading, reading.resolver.argumentsOf(call));
  const cookie = options.get('cookie', 'cookieOptions');
  if (cookie !== null) noteObject(cookie, told);
  const flags = cookie === null ? options : optionsOfValue(reading, cookie);
  // Session packages keep scripts out unless they are told otherwise.
  yield toSite(call, 'session', { ...flagsOf(flags), httpOnly: flagOf(flags.get('httpOnly')) ?? 'yes' });
}

function* ofSetting(reading: Reading, assign: SyntaxNode): Generator<Site> {
  const target = childOf(assign, 'assign.target');
  const value = childOf(assign, 'assign.value');
  if (target === null || value === null || target.end - target.start > 80) return;
  const key = target.kind === 'index' ? childOf(target, 'index.key') : target;
  const text = key === null ? '' : reading.unit.textOf(key).replace(/^['"]|['"]$/g, '');
  const found = SETTING.exec(text);
  if (found === null) return;
  const [, cookie, flag] = found;
  const given = reading.resolver.valueOf(value);
  const [name, is] =
    flag === 'SAMESITE' ? ['sameSite', siteOf(given)] : [flag === 'SECURE' ? 'secure' : 'httpOnly', flagOf(given)];
  if (flag === 'CSRF_PROTECT' || is === null) return;
  yield toSite(assign, `${cookie!.toLowerCase()} ${name}`, { [name]: is });
}

function toSite(node: SyntaxNode, name: string, qualifiers: Readonly<Record<string, string>>): Site {
  return {
    kind: 'identity.session',
    action: 'create',
    resource: { kind: 'cookie', value: known(name), norm: name },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'pattern',
    why: [`Sets the cookie \`${name}\`.`],
    qualifiers,
  };
}

function flagsOf(options: Options): Readonly<Record<string, string>> {
  const otherwise = options.isOpen ? 'dynamic' : 'no';
  return {
    httpOnly: flagOf(options.get('httpOnly', 'httponly')) ?? otherwise,
    secure: flagOf(options.get('secure')) ?? otherwise,
    sameSite:
      options.isOpen && options.get('sameSite', 'samesite') === null
        ? 'dynamic'
        : siteOf(options.get('sameSite', 'samesite')),
  };
}

function siteOf(value: Value | null): string {
  if (value === null || value.kind === 'null') return 'default';
  if (value.kind === 'boolean') return value.value ? 'strict' : 'default';
  return value.kind === 'text' && /^(?:strict|lax|none)$/i.test(value.text) ? value.text.toLowerCase() : 'dynamic';
}
