import { wordsOf } from '../guards/words.ts';

/** Words of who somebody is, of what they may do, and of what proves it. */
const IDENTITY = new RegExp(
  `\\b(?:${[
    'auth\\w*|unauth\\w*|permi(?:t|ts|tted|ssions?|ssive)|perms?|privileges?|grant(?:s|ed|ing)?|acl|access|forbid\\w*|den(?:y|ied)|allow(?:ed|list)|disallow\\w*|restrict\\w*|polic(?:y|ies)|scopes?',
    'roles?|admins?|sysadmins?|administrators?|owners?|owned|users?|caller|principal|members?|memberships?|moderator|staff|superuser|guest|anonymous|tenants?|organi[sz]ations?|accounts?|impersonat\\w*|identity',
    'sessions?|tokens?|jwt|bearer|login|log in|logged|sign ?up|sign ?in|ssrf|sso|oidc|oauth|saml|csrf|xsrf|nonce|otp|mfa|2fa|captcha|password\\w*|passwd|secrets?|credentials?|client id|api key|issuer|audience|signatures?|signed|redirect ur[il]s?|origins?',
    'security|cookies?|verif(?:y|ied|ies|ication)|trust\\w*|untrusted|secure|insecure|csp|published|private|banned|suspended|blocked|installed',
    'passcodes?|totp|pkce|passkeys?|recovery codes?|replay\\w*|sandbox\\w*|public clients?|clients? secret|http ?only|same ?site',
  ].join('|')})\\b`,
);

/** Words of states that keep somebody out, where somebody is kept out. */
const STATE =
  /\b(?:expired?|consumed|spent|already used|traversal|outside|sub ?path|loopback|internal|reserved|illegal|malicious|dangerous|revoked|visib\w*|hidden|disabled|locked|deactivated|inactive|redirect\w*|whitelist\w*|blacklist\w*|spoof\w*)\b/;

export function speaksOfState(text: string): boolean {
  return STATE.test(wordsOf(text));
}

/** By the words of names and texts. */
export function speaksOfIdentity(text: string): boolean {
  return IDENTITY.test(wordsOf(text));
}

const CONTROL =
  /^(?:check|verify|validate|authori[sz]e|authenticate|ensure|assert|require|restrict|redact|saniti[sz]e|mask|throttle|rate limit|protect|guard|enforce|revoke|invalidate|deny|forbid|refuse|reject|audit|permit|prevent|constant time|is|has|can|may|must|should|with|needs?|throw|raise|vet|redirect|block|stop|abort|disallow|exclude|omit|hide|strip|limit|only|disconnect|lock|expire|regenerate|rotate|renew|encrypt)\b/;

/** Says by itself what it keeps from happening. */
const SURE = /^(?:authori[sz]e|authenticate|redact|throttle|revoke|deny|forbid|saniti[sz]e|rate limit|constant time)\b/;

/** Sets up what protects. */
const SETS_UP =
  /^(?:apply|add|set|enable|install|register|configure|set ?up|modify|use|init(?:ialize)?) (?:\w+ )?(?:secure|security|csrf|xsrf|auth\w*|cors|csp|helmet|throttl\w*|rate limit\w*)\b/;

/** Of what a value must look like. */
const SHAPE = /\b(?:inputs?|data|formats?|fields?|names?|agent|interface|settings|options)$/;

const KEPT = /\b(?:restricted|forbidden|unauthori[sz]ed|protected)\b/;

/** A call that by its name keeps something from happening to do with identity. */
export function isControl(name: string): boolean {
  const words = wordsOf(name);
  return (
    SURE.test(words) ||
    SETS_UP.test(words) ||
    (CONTROL.test(words) && (!SHAPE.test(words) || KEPT.test(words)) && IDENTITY.test(words.replace(/^\w+/, '')))
  );
}

/** A name that by itself says yes or no: `isPublished`, `fallbackAllowed`. */
export function isFlag(name: string): boolean {
  return /^(?:is|has|can|may|should|must|needs?|no|not)\b|\b(?:allowed|permitted|enabled|required|only)$/.test(
    wordsOf(name),
  );
}
