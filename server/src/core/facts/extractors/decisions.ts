import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import { wordsRead } from '../credentials/named.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { decisionRows } from '../settings/decision-rows.ts';
import { readSettings, rowsByName } from '../settings/read.ts';
import { known } from '../to-fact.ts';

const settings = rowsByName(decisionRows);

/** Decisions about people that stand in the code, and switches outside of it that take the decision away. */
export const decisions = defineExtractor({
  id: 'decisions',
  kinds: ['identity.principal'],
  languages: 'all',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.id === 'text' || unit.language.callsAreCommands) return;
    yield* readSettings(reading, settings);
    if (!unit.language.isCode) return;
    yield* ofComparisons(reading);
    yield* ofLists(reading);
    yield* ofSwitches(reading);
    yield* ofHeaders(reading);
  },
});

const EMAIL = /^(?:.* )?e ?mail(?: address)?$/;
const USER_NAME = /^(?:.* )?(?:user ?name|login|user login|principal name|upn|account name)$/;
const USER_ID = /^(?:user id|uid|account id|sub|user sub)$|^id$/;
const ADDRESS =
  /^(?:client |remote |user |source |request |x forwarded for ?|real )*(?:ip|ip address|remote addr|remote address|x forwarded for|x real ip|forwarded for)$/;
const ACTOR =
  /\b(?:user|current_?user|currentUser|req\.user|request\.user|ctx\.user|session|g\.user|principal|identity|actor|viewer|me|claims|auth|account|profile|token)\b/i;
const POWERFUL = /^(?:admin|administrator|root|superuser|superadmin|sysadmin|system)$/i;
const MAX_LISTED = 20;

/** What a literal says of somebody: their address, their name, their id. Null: it says nothing. */
function personal(reading: Reading, read: SyntaxNode, literal: string): string | null {
  const words = wordsRead(reading, read);
  const text = reading.unit.textOf(read).slice(-120);
  if (EMAIL.test(words)) return /^[^\s@]{1,64}@[^\s@]{3,}$/.test(literal) ? `e-mail ${literal}` : null;
  if (USER_NAME.test(words))
    return POWERFUL.test(literal) || (ACTOR.test(text) && /^[\w.-]{2,40}$/.test(literal) && isActor(text))
      ? `name ${literal}`
      : null;
  if (USER_ID.test(words) && isActor(text))
    return /^(?:\d{1,18}|[0-9a-f]{24}|[0-9a-f-]{36}|(?:auth0|google-oauth2|github)\|.{4,60})$/i.test(literal)
      ? `id ${literal}`
      : null;
  if (ADDRESS.test(words) && /^(?:\d{1,3}(?:\.\d{1,3}){3}|::1|::ffff:127\.0\.0\.1)$/.test(literal)) {
    // A log, too, tells its own machine apart.
    const around = wordsOf(reading.subjectOf(read).symbol);
    return GUARDING.test(around) && !/\b(?:log|logs|logger|logging)\b/.test(around) ? `address ${literal}` : null;
  }
  return null;
}

function isActor(text: string): boolean {
  return /(?:^|\W)(?:req(?:uest)?\.user|ctx\.(?:state\.)?user|current_?user|g\.user|session(?:\.user)?|principal|actor|viewer|locals\.user|auth(?:\.user)?|claims|user)\b/i.test(
    text,
  );
}

/** `user.email === 'alice@shop.example'`, `email.endsWith('@shop.example')`. */
function* ofComparisons(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const node of unit.ofKind('binary')) {
    const operator = childOf(node, 'binary.operator');
    const sign = operator === null ? '' : unit.textOf(operator);
    if (!/^(?:===?|!==?)$/.test(sign)) continue;
    const [left, right] = [childOf(node, 'binary.left'), childOf(node, 'binary.right')];
    if (left === null || right === null) continue;
    yield* equal(reading, node, left, right);
  }
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (callee === null || name === null) continue;
    const args = childrenOf(call, 'call.argument');
    const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
    if (/^(?:equals|equalsIgnoreCase|Equals|eql\?)$/.test(name) && object !== null && args[0] !== undefined)
      yield* equal(reading, call, object, args[0]);
    if (!/^(?:endsWith|endswith|EndsWith|HasSuffix|end_with\?|str_ends_with)$/.test(name)) continue;
    const [read, suffix] = args.length >= 2 ? [args[0]!, args[1]!] : [object, args[0]];
    if (read === null || read === undefined || suffix === undefined) continue;
    const text = literalText(reading, suffix);
    if (text !== null && /^@[\w.-]{3,}$/.test(text) && EMAIL.test(wordsRead(reading, read)))
      yield site(call, `e-mail domain ${text}`, `Whoever has an address at ${text} passes.`);
  }
}

function* equal(reading: Reading, node: SyntaxNode, left: SyntaxNode, right: SyntaxNode): Generator<Site> {
  for (const [read, given] of [
    [left, right],
    [right, left],
  ] as const) {
    if (read.kind === 'string' || read.kind === 'number') continue;
    const literal = literalText(reading, given);
    const who = literal === null ? null : personal(reading, read, literal);
    if (who !== null) yield site(node, who, `Decided by ${who}, which stands in the code.`);
  }
}

/** Literals, and constants of them. */
function literalText({ resolver }: Reading, node: SyntaxNode): string | null {
  const value = resolver.valueOf(node);
  return value.kind === 'text' ? value.text : value.kind === 'number' ? String(value.value) : null;
}

/** `ADMINS.includes(user.email)`, `user.email in ADMINS`. */
function* ofLists(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const node of unit.ofKind('binary')) {
    const operator = childOf(node, 'binary.operator');
    if (operator === null || !/^(?:in|not in)$/.test(unit.textOf(operator))) continue;
    const [read, list] = [childOf(node, 'binary.left'), childOf(node, 'binary.right')];
    if (read !== null && list !== null) yield* among(reading, node, read, list);
  }
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null ? null : lastName(unit, callee);
    if (
      callee === null ||
      name === null ||
      !/^(?:includes|has|contains|Contains|include\?|indexOf|in_array|some)$/.test(name)
    )
      continue;
    const args = childrenOf(call, 'call.argument');
    const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
    const [list, read] =
      args.length >= 2 ? (name === 'in_array' ? [args[1], args[0]] : [args[0], args[1]]) : [object, args[0]];
    if (list != null && read != null) yield* among(reading, call, read, list);
  }
}

function* among(reading: Reading, node: SyntaxNode, read: SyntaxNode, list: SyntaxNode): Generator<Site> {
  const words = wordsRead(reading, read);
  if (![EMAIL, USER_NAME, USER_ID, ADDRESS].some((each) => each.test(words))) return;
  let left = MAX_LISTED;
  for (const literal of listed(reading, list)) {
    if ((left -= 1) < 0) return;
    const who = personal(reading, read, literal);
    if (who !== null) yield site(node, who, `Decided by ${who}, which stands in the code.`);
  }
}

function listed({ resolver }: Reading, node: SyntaxNode): readonly string[] {
  const value = resolver.valueOf(node);
  const items =
    value.kind === 'list'
      ? value.items
      : value.kind === 'call' && /(?:^|\.)(?:Set|of|Of|asList|frozenset|set)$/.test(value.of)
        ? value.args.map((arg) => arg.value())
        : [];
  return items.flatMap((item) =>
    item.kind === 'text'
      ? [item.text]
      : item.kind === 'list'
        ? item.items.flatMap((each) => (each.kind === 'text' ? [each.text] : []))
        : [],
  );
}

const SWITCHES =
  /(?:^|_)(?:(?:DISABLE|SKIP|BYPASS|NO|IGNORE|TURN_OFF|MOCK|FAKE)_(?:\w+_)?(?:AUTH|AUTHENTICATION|AUTHORIZATION|LOGIN|AUTHZ|AUTHN|SECURITY|PERMISSIONS?|SSO|JWT)(?:_CHECKS?)?|(?:AUTH|AUTHENTICATION|AUTHORIZATION|LOGIN|AUTHZ|AUTHN)_(?:\w+_)?(?:DISABLED|BYPASS|OFF|SKIP|ENABLED|REQUIRED|OPTIONAL)|REQUIRE_(?:AUTH|LOGIN|AUTHENTICATION)|ENABLE_(?:AUTH|AUTHENTICATION|LOGIN)|ALLOW_ANONYMOUS)$/;
const STAGE =
  /^(?:NODE_ENV|APP_ENV|ENV|ENVIRONMENT|FLASK_ENV|DJANGO_ENV|RAILS_ENV|GO_ENV|STAGE|DEBUG|FLASK_DEBUG|IS_DEV|DEV|DEV_MODE|LOCAL|ASPNETCORE_ENVIRONMENT|VERCEL_ENV|CI|TESTING|TEST_MODE)$/;
const STAGE_TEXT =
  /\bsettings\.DEBUG\b|\bapp\.debug\b|\bRails\.env\b|\bIsDevelopment\(\)|\b(?:is_?dev(?:elopment)?|isLocal|is_local|isDevMode)\b|\bimport\.meta\.env\.DEV\b/i;
const GUARDING =
  /\b(?:auth|authn|authz|authenticate|authenticated|authorize|authorise|authorization|login|guard|permission|permissions|protect|protected|require|required|verify|session|can activate|access|admin|middleware|policy|is allowed|has)\b/;

/** `if (process.env.DISABLE_AUTH) return next()`, `if (process.env.NODE_ENV !== 'production') return next()` in a guard. */
function* ofSwitches(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const node of unit.ofKind('if')) {
    const condition = childOf(node, 'if.condition');
    const then = childOf(node, 'if.then');
    if (condition === null || then === null) continue;
    const name = switchIn(reading, condition);
    if (name === null) continue;
    const isOwnSwitch = SWITCHES.test(name);
    if (!isOwnSwitch && !isInGuard(reading, node)) continue;
    if (!letsPass(reading, then) && !(isOwnSwitch && guardsInside(reading, then))) continue;
    yield {
      ...site(node, `env:${name}`, `\`${name}\` decides whether anybody is asked.`),
      action: 'switchable',
      detail: { decision: { at: 'config', basis: 'environment', value: name } },
    };
  }
}

/** The variable or setting that a condition asks. */
function switchIn({ unit, resolver }: Reading, condition: SyntaxNode): string | null {
  let left = 40;
  for (const node of descendants(condition)) {
    if ((left -= 1) < 0) return null;
    if (node.kind !== 'name' && node.kind !== 'member' && node.kind !== 'call' && node.kind !== 'index') continue;
    const value = resolver.valueOf(node);
    if (value.kind === 'environment' && (SWITCHES.test(value.name.toUpperCase()) || STAGE.test(value.name)))
      return value.name;
    const written = lastName(unit, node);
    const upper = written === null ? '' : wordsOf(written).replace(/ /g, '_').toUpperCase();
    if (SWITCHES.test(upper)) return written!;
  }
  const text = unit.textOf(condition).slice(0, 200);
  return STAGE_TEXT.exec(text)?.[0] ?? null;
}

function isInGuard(reading: Reading, node: SyntaxNode): boolean {
  const fn = enclosing(node, 'function');
  return fn !== null && GUARDING.test(wordsOf(reading.subjectOf(node).symbol));
}

const PASSES =
  /^(?:return\s+)?(?:await\s+)?(?:next\(\)|true|True|NextResponse\.next\(\)|c\.Next\(\)|next\.ServeHTTP\(\w+,\s*\w+\)|nil|await next\(\)|next\(\w*\)|chain\.doFilter\(\w+,\s*\w+\))\s*;?$/;

/** Its first act lets whoever asks go on. */
function letsPass({ unit }: Reading, then: SyntaxNode): boolean {
  const statements = then.kind === 'block' ? then.children.filter((child) => child.kind !== 'comment') : [then];
  return statements.slice(0, 3).some((statement) => {
    const text = unit.textOf(statement).slice(0, 200).trim();
    return (
      PASSES.test(text) ||
      /^return\s+(?:\{|\w*(?:user|User|USER|admin|mock|fake|dev|anonymous))/.test(text) ||
      /^(?:req|request|ctx|c)\.(?:state\.)?user\s*=/.test(text)
    );
  });
}

/** `if (AUTH_ENABLED) app.use(requireAuth)`. */
function guardsInside({ unit }: Reading, then: SyntaxNode): boolean {
  return GUARDING.test(wordsOf(unit.textOf(then).slice(0, 300)));
}

const TRUSTED_HEADER =
  /^x-(?:[a-z]+-)?(?:admin|is-admin|internal|bypass|skip-auth|role|roles|user-role|trusted|superuser|debug-auth|authenticated)$/i;

/** `if (req.headers['x-internal'] === '1')`: who asks says who they are. */
function* ofHeaders(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const literal of unit.ofKind('string')) {
    if (literal.end - literal.start > 40 || (literal.role !== 'index.key' && literal.role !== 'call.argument'))
      continue;
    const text = unit.language.readString(unit.textOf(literal));
    if (text === null || !TRUSTED_HEADER.test(text)) continue;
    const asked = enclosing(literal, 'if', 'block', 'function', 'assign');
    const condition = asked?.kind === 'if' ? childOf(asked, 'if.condition') : null;
    if (condition === null || literal.start < condition.start || literal.end > condition.end) continue;
    yield {
      ...site(condition, `header ${text.toLowerCase()}`, 'Whoever asks can write the header.'),
      action: 'request-input',
      detail: { decision: { at: 'run-time', basis: 'request-input', value: text } },
    };
  }
}

function site(node: SyntaxNode, norm: string, why: string): Site {
  return {
    kind: 'identity.principal',
    action: 'constant',
    resource: { kind: 'person', value: known(norm), norm },
    node,
    evidence: [{ node, role: 'literal' }],
    tier: 'pattern',
    why: [why],
    detail: { decision: { at: 'hardcoded', basis: 'constant', value: norm } },
  };
}
