import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { plainName } from './given.ts';
import type { Given, SettingRow } from './define.ts';
import { SWITCH } from './define.ts';
import { oneOf, protects, waives } from './meanings.ts';

const base = { kind: 'identity.principal', values: SWITCH, loose: 'off', otherwise: null } as const;

/** Keys around an entry, outermost first, as one name: `managementendpointswebexposure`. Up to eight. */
function keysAround({ unit }: FileReading, node: SyntaxNode): string {
  const keys: string[] = [];
  for (let at = node.parent, step = 0; at !== null && step < 24; at = at.parent, step += 1) {
    const key = at.kind === 'entry' ? childOf(at, 'entry.key') : null;
    if (key !== null && keys.length < 8) keys.unshift(plainName(unit.textOf(key)));
  }
  return keys.join('');
}

/** An entry below such keys, of data; the name itself may hold them: `management.endpoints.web.exposure.include`. */
export const below =
  (path: RegExp) =>
  (given: Given, reading: FileReading): boolean =>
    !reading.unit.language.isCode && path.test(`${keysAround(reading, given.node)}${given.name}`);

const isRealm = (_: Given, { unit }: FileReading): boolean =>
  unit.language.id === 'json' && /"realm"\s*:/.test(unit.tree.text.slice(0, 20_000));

/** What servers and identity servers are configured to ask. Sources: their documentation, 2026-11. */
export const serverRows: readonly SettingRow[] = [
  {
    ...base,
    id: 'actuator-endpoints',
    title: 'the reach of management endpoints',
    values: ['listed', 'some that reveal or change things', 'all of them'],
    loose: 'all of them',
    names:
      'include managementendpointswebexposureinclude endpointswebexposureinclude webexposureinclude exposureinclude',
    means: (value) =>
      value.kind === 'text' || value.kind === 'list'
        ? isAll(value)
          ? 'all of them'
          : textsOf(value).some((text) => REVEALING.test(text))
            ? 'some that reveal or change things'
            : 'listed'
        : null,
    when: below(/exposureinclude$/),
  },
  {
    ...base,
    id: 'database-console',
    title: 'the lock on the console of the database',
    names: 'enabled h2consoleenabled springh2consoleenabled consoleenabled',
    means: waives,
    when: below(/h2consoleenabled$/),
  },
  {
    ...base,
    id: 'authentication',
    title: 'authentication',
    names: 'enabled securitybasicenabled managementsecurityenabled springsecurityenabled',
    means: protects,
    when: below(/(?:^|management|spring|micronaut|xpack|server)security(?:basic)?enabled$|quarkushttpauth\w*enabled$/),
  },
  {
    ...base,
    id: 'security-configuration',
    title: 'the sign-in that Spring configures by itself',
    names: 'exclude springautoconfigureexclude autoconfigureexclude',
    means: (value) =>
      textsOf(value).some((text) => /(?:Security|UserDetailsService)AutoConfiguration$/.test(text)) ? 'off' : 'on',
    when: below(/autoconfigureexclude$/),
  },
  {
    ...base,
    id: 'database-authorization',
    title: 'the sign-in to the database',
    names: 'authorization postgreshostauthmethod',
    means: oneOf({
      enabled: 'on',
      disabled: 'off',
      trust: 'off',
      scramsha256: 'on',
      md5: 'on',
      password: 'on',
    }),
    when: below(/securityauthorization$|postgreshostauthmethod$/),
  },
  {
    ...base,
    id: 'anonymous-access',
    title: 'the sign-in of every visitor',
    names: 'gfauthanonymousenabled anonymousauth kcanonymous',
    means: waives,
  },
  {
    ...base,
    id: 'guessed-passwords',
    title: 'the protection against guessed passwords',
    names: 'bruteforceprotected',
    otherwise: 'off',
    means: protects,
    when: isRealm,
  },
  {
    ...base,
    id: 'realm-transport',
    title: 'the encrypted connection of sign-ins',
    names: 'sslrequired',
    values: ['all', 'external', 'none'],
    loose: 'none',
    otherwise: 'external',
    means: oneOf({ all: 'all', external: 'external', none: 'none' }),
    when: isRealm,
  },
  {
    ...base,
    id: 'realm-registration',
    title: 'the closed registration',
    names: 'registrationallowed',
    loose: null,
    means: waives,
    when: isRealm,
  },
  {
    ...base,
    id: 'client-redirects',
    title: 'the range of addresses that a sign-in may lead to',
    values: ['listed', 'any'],
    loose: 'any',
    names: 'redirecturis',
    means: (value) => (textsOf(value).some((text) => /^(?:\*|https?:\/\/\*.*|\/\*)$/.test(text)) ? 'any' : 'listed'),
    when: (given, reading) => isRealm(given, reading) || /"clientId"/.test(reading.unit.tree.text.slice(0, 20_000)),
  },
];

/** Endpoints that give away secrets and memory, or act. @see https://docs.spring.io/spring-boot/reference/actuator/endpoints.html (2026-11) */
const REVEALING =
  /^(?:env|heapdump|threaddump|configprops|loggers|logfile|shutdown|sessions|httpexchanges|httptrace|jolokia)$/;

type Value = Parameters<SettingRow['means']>[0];

export function textsOf(value: Value): readonly string[] {
  if (value.kind === 'text') return value.text.split(',').map((text) => text.trim());
  return value.kind === 'list' ? value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])) : [];
}

function isAll(value: Value): boolean {
  return textsOf(value).includes('*');
}
