import type { FileReading } from '../define.ts';
import type { Given, SettingRow } from './define.ts';
import { SWITCH } from './define.ts';
import { oneOf, protects } from './meanings.ts';

/** Cookies whose flags are set one at a time, or by a name of the configuration; `extractors/cookies.ts` reads calls that set all at once. */
const LANGUAGES: ReadonlySet<string> = new Set([
  'java',
  'kotlin',
  'csharp',
  'php',
  'ruby',
  'yaml',
  'json',
  'toml',
  'properties',
]);
const OF_COOKIE = /cookie|session|Options$/i;
const ofCookie = ({ callee, holder, name, node }: Given, { unit }: FileReading): boolean => {
  const { id } = unit.language;
  // Settings that are assigned are read with the calls.
  if (id === 'python') return name.includes('cookie') && node.kind !== 'assign';
  if (id === 'go')
    return callee.endsWith('sessions.Options') || (name.includes('cookie') && /(?:Options|Config)$/.test(callee));
  if (!LANGUAGES.has(id)) return false;
  return (
    name.includes('cookie') ||
    OF_COOKIE.test(`${callee} ${holder}`) ||
    /cookie/i.test(unit.textOf(node.parent?.parent ?? node).slice(0, 120))
  );
};

const flag = {
  kind: 'identity.session',
  values: SWITCH,
  loose: null,
  otherwise: 'off',
  when: ofCookie,
  of: (callee: string, { unit }: FileReading) =>
    unit.language.id === 'go'
      ? /(?:^|\.)(?:sessions?|csrf)\.(?:Options|Config)$/.test(callee)
      : LANGUAGES.has(unit.language.id) && /(?:^|\W)(?:CookieOptions|setcookie)$/.test(callee),
} as const;

/** @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie (2026-11) */
export const cookieRows: readonly SettingRow[] = [
  {
    ...flag,
    id: 'cookie-httponly',
    title: 'keeping the cookie from scripts (HttpOnly)',
    names: 'httponly cookiehttponly sessioncookiehttponly usehttponly remembercookiehttponly csrfcookiehttponly',
    means: protects,
  },
  {
    ...flag,
    id: 'cookie-secure',
    title: 'keeping the cookie to encrypted connections (Secure)',
    names: 'secure cookiesecure sessioncookiesecure securepolicy securecookies remembercookiesecure csrfcookiesecure',
    means: (value, node, reading) =>
      oneOf({ always: 'on', sameasrequest: 'off', none: 'off' })(value, node, reading) ??
      protects(value, node, reading),
  },
  {
    ...flag,
    id: 'cookie-samesite',
    title: 'keeping the cookie from other sites (SameSite)',
    names: 'samesite cookiesamesite sessioncookiesamesite remembercookiesamesite csrfcookiesamesite',
    means: oneOf({ strict: 'strict', lax: 'lax', none: 'none', unspecified: 'none' }),
    values: ['strict', 'lax', 'default', 'none'],
    // What browsers take it for.
    otherwise: 'default',
  },
];
