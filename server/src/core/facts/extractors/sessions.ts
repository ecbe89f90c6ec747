import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { cookieWritten } from '../cookie-attributes.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { givenValues } from '../settings/given.ts';
import { cookieRows } from '../settings/cookie-rows.ts';
import { readDefaults, readSettings, rowsByName, toSettingSite } from '../settings/read.ts';
import { sessionRows } from '../settings/session-rows.ts';
import { known } from '../to-fact.ts';

const settings = rowsByName([...sessionRows, ...cookieRows]);

/** What happens to sessions and to tokens that were given out: renewed, taken back, protected. */
export const sessions = defineExtractor({
  id: 'sessions',
  kinds: ['identity.session', 'identity.token'],
  languages: 'all',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.id === 'text') return;
    yield* readSettings(reading, settings);
    if (!unit.language.isCode) return;
    yield* readDefaults(reading, cookieRows);
    for (const call of unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      const name = callee === null ? null : lastName(unit, callee);
      if (name === null || name.length > 60) continue;
      const object = callee!.kind === 'member' ? childOf(callee!, 'member.object') : null;
      const holder = object === null ? '' : unit.textOf(object).slice(-120);
      const act = actOf(name, holder);
      if (act !== null) yield toSite(call, act);
      yield* ofCsrf(reading, call, name);
    }
    if (unit.language.id === 'ruby') yield* ofRuby(reading);
    for (const decorator of unit.ofKind('decorator')) yield* ofAttribute(reading, decorator);
    yield* ofSpentTokens(reading);
    yield* ofRevokedRecords(reading);
    yield* ofFlagTexts(reading);
  },
});

interface Act {
  readonly kind: 'identity.session' | 'identity.token';
  readonly action: 'rotate' | 'revoke';
  readonly what: string;
}

/** Methods of a session that renew it, whoever has it. */
const ROTATES =
  /^(?:cycle_key|reset_session|changeSessionId|SessionRegenerateID|SessionRegenerateId|session_regenerate_id|RenewToken|regenerateId|regenerate_id|migrateSession|rotateSession|regenerateSession|rotate_session|regenerate_session|renewSession|renew_session|update_session_auth_hash)$/;
const SESSION = /session/i;
const OF_REQUEST = /(?:^|\W)(?:req|request|ctx|context|HttpContext|c)\)?(?:\.|->)session(?:\(\))?$/i;

function actOf(name: string, holder: string): Act | null {
  if (ROTATES.test(name)) return { kind: 'identity.session', action: 'rotate', what: 'session' };
  const isOfSession =
    SESSION.test(holder) && !/^(?:db|database|orm|sql|tf|torch|boto3?|requests|http|aiohttp|tracing)/i.test(holder);
  if (/^(?:regenerate|migrate|rotate|renew)$/.test(name) && isOfSession)
    return { kind: 'identity.session', action: 'rotate', what: 'session' };
  if (
    /^(?:destroy|invalidate|flush|abandon|Abandon|clear)$/.test(name) &&
    isOfSession &&
    (/^(?:flush|clear)$/.test(name) ? OF_REQUEST : /(?:^|[.>:\s()])(?:http_?)?session(?:\(\)|\(false\))?$/i).test(
      holder,
    )
  )
    return { kind: 'identity.session', action: 'revoke', what: 'session' };
  return byWords(wordsOf(name), wordsOf(storeOf(holder)));
}

/** `RefreshToken` of `RefreshToken.objects.filter(user=user)`, `session` of `prisma.session`. */
function storeOf(holder: string): string {
  return holder
    .replace(/^(?:this\.|self\.)?(?:db|prisma|tx|trx|orm|client)\.(?=\w)/i, '')
    .replace(/\([^()]*\)/g, '')
    .replace(/(?:(?:\.|->)(?:objects|filter|where|query|find|all|repo|repository|db|Where|Find))+$/, '')
    .slice(-60);
}

const ENDS =
  /^(?:revoke|invalidate|destroy|expire|terminate|kill|end|purge|blacklist|blocklist|log ?out|sign ?out|delete|remove|clear|update|reset|rotate)(?: |$)/;
const SURE =
  /^(?:rotate|reset(?= (?:api|access|auth|refresh|remember|login))|revoke|invalidate|blacklist|blocklist|terminate|expire|kill)(?: |$)|^remove (?:\w+ )?from (?:all )?sessions?(?: |$)/;
const SESSIONS = /\b(?:(?:all|other|user|active|every|existing|old) )*(?:sessions?|devices|everywhere)\b/;
const TOKENS =
  /\b(?:(?:all|other|user|existing|old) )*(?:(refresh|access|api|auth|personal access|id|user|login|remember|bearer|session|reset) )?(tokens?|grants?|api keys?)\b/;

/** All that somebody has: `deleteTokensByUserId`. */
const OF_USER = /\b(?:tokens|api keys|grants) (?:by|for|of) (?:the )?(?:user|account|member|owner)(?: id)?$/;

/** `revokeRefreshTokens(user)`, `sessionService.deleteAll(userId)`, `logoutEverywhere()`, `RefreshToken.deleteMany(…)`. */
function byWords(name: string, holder: string): Act | null {
  if (
    !ENDS.test(name) ||
    /\b(?:cache|cached|cookie|timer|handler|listener|callback|modal|dialog|chat|db|database|node|ast|parser|syntax)\b/.test(
      `${name} ${holder}`,
    )
  )
    return null;
  if (name.startsWith('update security stamp')) return { kind: 'identity.session', action: 'revoke', what: 'sessions' };
  if (
    /^(?:terminate|revoke|invalidate) (?:(?:user|all|member|account|unproven|unverified|stale|old|other|existing|former) )*(?:access|logins?|credentials)$/.test(
      name,
    )
  )
    return { kind: 'identity.session', action: 'revoke', what: 'sessions' };
  if (name.startsWith('update ')) return null;
  const isAll = /\b(?:all|other|others|every|everywhere|many)\b/.test(name);
  if (/^(?:log ?out|sign ?out)(?: |$)/.test(name))
    return isAll ? { kind: 'identity.session', action: 'revoke', what: 'sessions' } : null;
  const onStore =
    /^(?:delete|remove|destroy|revoke|expire|invalidate|purge|clear)(?: (?:many|all|where|by .*|for .*|older than|async|all async|all for|all for .*|for))*$/.test(
      name,
    );
  const text = onStore ? holder.split(' ').slice(-3).join(' ') : name;
  // Of a database library, which has sessions of its own, one is not enough.
  if (
    onStore &&
    (/\bsession storage\b/.test(text) ||
      (!/\bsessions\b|\btokens?\b/.test(text) && !/ (?:many|all|where|by)\b/.test(name)) ||
      (/^expire\b/.test(name) && /\bsessions?\b/.test(text)))
  )
    return null;
  if (SESSIONS.test(text) && (SURE.test(name) || isAll || onStore || /sessions/.test(text)))
    return { kind: 'identity.session', action: 'revoke', what: 'sessions' };
  const token = TOKENS.exec(onStore ? text : text.slice(text.indexOf(' ') + 1));
  if (token !== null && (SURE.test(name) || token[1] !== undefined || OF_USER.test(name)))
    return {
      kind: 'identity.token',
      action: 'revoke',
      what: `${token[1] === undefined ? '' : `${token[1]} `}${token[2]!.replace(/s?$/, 's')}`,
    };
  return null;
}

function toSite(node: SyntaxNode, { kind, action, what }: Act): Site {
  return {
    kind,
    action,
    resource: { kind: 'session', value: known(what === 'session' ? 'the session' : what), norm: what },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'pattern',
    why: [action === 'rotate' ? 'Gives the session a new id.' : `Ends ${what}.`],
  };
}

/** Ruby calls without parentheses: `reset_session`, `user.api_keys.expire_all!`. */
function* ofRuby({ unit }: Reading): Generator<Site> {
  for (const node of unit.ofKind('name')) {
    if (unit.textOf(node) !== 'reset_session' || node.role === 'call.callee' || node.role === 'function.name') continue;
    if (node.parent?.kind !== 'member')
      yield toSite(node, { kind: 'identity.session', action: 'rotate', what: 'session' });
  }
  for (const node of unit.ofKind('member')) {
    const object = childOf(node, 'member.object');
    const name = lastName(unit, node)?.replace(/!$/, '');
    if (object === null || name === undefined || node.role === 'call.callee' || node.role === 'member.object') continue;
    const act = actOf(name, unit.textOf(object).slice(-120));
    if (act !== null) yield toSite(node, act);
  }
}

const CSRF = {
  kind: 'identity.session',
  id: 'csrf-protection',
  title: 'the protection against requests of other sites (CSRF)',
  values: ['on', 'off'],
  loose: 'off',
  otherwise: 'off',
} as const;
const CSRF_ON =
  /^(?:CSRFProtect|CsrfProtect|SeaSurf|protect_from_forgery|UseAntiforgery|AddAntiforgery|AutoValidateAntiforgeryTokenAttribute)$/;
const CSRF_OFF = /^(?:skip_forgery_protection|DisableAntiforgery)$/;

function* ofCsrf(reading: Reading, call: SyntaxNode, name: string): Generator<Site> {
  if (CSRF_ON.test(name)) yield toSettingSite(reading, CSRF, { node: call }, 'on');
  else if (CSRF_OFF.test(name)) yield toSettingSite(reading, CSRF, { node: call }, 'off');
  else if (/^skip_before_action$/.test(name)) {
    const [first] = childrenOf(call, 'call.argument');
    if (first !== undefined && reading.unit.textOf(first) === ':verify_authenticity_token')
      yield toSettingSite(reading, CSRF, { node: call }, 'off');
  }
}

/** `[IgnoreAntiforgeryToken]` of ASP.NET; `[ValidateAntiForgeryToken]` is a guard of its action. */
function* ofAttribute(reading: Reading, decorator: SyntaxNode): Generator<Site> {
  if (/^\[?@?IgnoreAnti[fF]orgeryToken\b/.test(reading.unit.textOf(decorator).slice(0, 60)))
    yield toSettingSite(reading, CSRF, { node: decorator }, 'off');
}

/** `db.update(invitationTokens).set({ status: 'revoked' })`, `token.revokedAt = now`. */
function* ofRevokedRecords(reading: Reading): Generator<Site> {
  const { unit, resolver } = reading;
  for (const name of ['status', 'state', 'revokedat', 'revoked', 'isrevoked', 'invalidatedat']) {
    for (const { node, value, callee, holder } of givenValues(reading).get(name) ?? []) {
      const given = resolver.valueOf(value);
      const isRevoked =
        given.kind === 'text'
          ? /^(?:revoked|invalidated)$/i.test(given.text)
          : /^(?:revoked|isrevoked)$/.test(name)
            ? given.kind === 'boolean' && given.value
            : /^(?:revokedat|invalidatedat)$/.test(name) && value.kind !== 'null';
      // Entries of one statement are one act.
      if (!isRevoked || (name.endsWith('at') && /revoked["']/.test(unit.textOf(node.parent ?? node)))) continue;
      const words = wordsOf(`${callee} ${holder}`.slice(-160));
      const what = TOKENS.exec(words)?.[0] ?? SESSIONS.exec(words)?.[0];
      if (what === undefined || !/\b(?:update|set|save|token|session|key|grant)/.test(words)) continue;
      const isSession = /session/.test(what);
      yield toSite(node, {
        kind: isSession ? 'identity.session' : 'identity.token',
        action: 'revoke',
        what: isSession ? 'sessions' : what.replace(/s?$/, 's'),
      });
    }
  }
}

const FLAGS = [
  ['cookie-httponly', /^httponly$/i, 'keeping the cookie from scripts (HttpOnly)'],
  ['cookie-secure', /^secure$/i, 'keeping the cookie to encrypted connections (Secure)'],
  ['cookie-samesite', /^samesite=(?:strict|lax)$/i, 'keeping the cookie from other sites (SameSite)'],
] as const;

/** `[]string{"Path=/", "SameSite=Lax", "HttpOnly"}`, and `` `sid=${id}; Path=/; HttpOnly` ``. */
function* ofFlagTexts(reading: Reading): Generator<Site> {
  const { unit } = reading;
  if (!/cookie/i.test(unit.tree.text)) return;
  for (const kind of ['string', 'template-text'] as const) {
    for (const node of unit.ofKind(kind)) {
      if (node.end - node.start > 200 || node.end - node.start < 8) continue;
      // A whole one is a cookie with a name, which is told as that.
      if (kind === 'string' && cookieWritten(reading, node) !== null) continue;
      const text = unit.textOf(node).replace(/^["'`]|["'`]$/g, '');
      const parts = text.split(';').map((part) => part.trim());
      const isWhole = parts.length > 1 && /(?:^|;)\s*(?:path=|max-age=|httponly\b|samesite=)/i.test(text);
      if (!isWhole && node.parent?.kind !== 'array' && node.role !== 'call.argument') continue;
      for (const [id, pattern, title] of FLAGS) {
        const has = parts.some((part) => pattern.test(part));
        // `secure` alone is a word like others.
        if (!has && !isWhole) continue;
        if (!isWhole && id === 'cookie-secure') continue;
        const value = has
          ? id === 'cookie-samesite'
            ? /strict/i.test(text)
              ? 'strict'
              : 'lax'
            : 'on'
          : id === 'cookie-samesite'
            ? 'default'
            : 'off';
        const row = {
          kind: 'identity.session',
          id,
          title,
          values: id === 'cookie-samesite' ? ['strict', 'lax', 'default', 'none'] : ['on', 'off'],
          loose: null,
          otherwise: isWhole ? null : id === 'cookie-samesite' ? 'default' : 'off',
        } as const;
        yield toSettingSite(reading, row, { node }, value);
      }
    }
  }
}

const SPENT =
  /^(?:password)?(?:reset|verification|verify|confirmation|invite|invitation|magiclink|recovery|otp|onetime|activation|mfa|login)(?:password)?(?:token|code|secret|hash|digest|otp)(?:hash)?$|^(?:otp|resetpasswordtoken|resetdigest|onetimepassword)$/;

/** `user.resetToken = null`: what was used cannot be used again. */
function* ofSpentTokens(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const [name, all] of givenValues(reading)) {
    if (!SPENT.test(name)) continue;
    for (const { node, value } of all) {
      if (node.kind === 'field' || !/^(?:null|undefined|None|nil|''|"")$/.test(unit.textOf(value))) continue;
      // A form that begins empty spends nothing.
      if (node.kind === 'entry' && /^(?:''|"")$/.test(unit.textOf(value))) continue;
      if (node.kind === 'assign' && childOf(node, 'assign.target')?.kind === 'name') continue;
      yield {
        ...toSite(node, { kind: 'identity.token', action: 'revoke', what: 'the one-time token' }),
        why: ['What was used is taken back.'],
      };
    }
  }
}
