import type { SettingRow } from './define.ts';
import { SWITCH } from './define.ts';
import { asks, oneOf, protects, waives } from './meanings.ts';

const session = { kind: 'identity.session', values: SWITCH, loose: 'off', otherwise: null } as const;

/** What protects a session besides the flags of its cookie. Sources: the frameworks' documentation, 2026-11. */
export const sessionRows: readonly SettingRow[] = [
  {
    ...session,
    id: 'csrf-protection',
    title: 'the protection against requests of other sites (CSRF)',
    names:
      'wtfcsrfenabled wtfcsrfcheckdefault csrfenabled csrfprotection enablecsrf csrfcheck jwtcookiecsrfprotect enablecsrfprotection allowforgeryprotection csrfcheckorigin checkorigin',
    means: protects,
    when: ({ name, holder }, { unit }) =>
      name !== 'checkorigin' || /csrf/i.test(holder) || /svelte\.config/.test(unit.path),
  },
  {
    ...session,
    id: 'csrf-protection',
    title: 'the protection against requests of other sites (CSRF)',
    names: 'disablecsrf csrfdisabled skipcsrfcheck skipcsrf disablecsrfprotection',
    means: waives,
  },
  {
    ...session,
    id: 'open-redirects',
    title: 'the refusal to redirect to other sites',
    names: 'raiseonopenredirects',
    otherwise: 'off',
    means: protects,
  },
  {
    ...session,
    id: 'open-redirects',
    title: 'the refusal to redirect to other sites',
    names: 'actiononopenredirect',
    means: oneOf({ raise: 'on', log: 'off', notify: 'off' }),
  },
  {
    ...session,
    id: 'websocket-origin',
    title: 'the check of which site a web socket comes from',
    names: 'insecureskipverify',
    means: waives,
    when: ({ callee }) => callee.endsWith('AcceptOptions'),
  },
  {
    ...session,
    id: 'websocket-origin',
    title: 'the check of which site a web socket comes from',
    names: 'checkorigin',
    means: asks,
    when: ({ value }, { unit }) => value.kind === 'function' || unit.language.id === 'go',
  },
  {
    ...session,
    id: 'session-fixation',
    title: 'the new session at sign-in',
    names: 'sessionfixation sessionfixationprotection',
    means: oneOf({ none: 'off', newsession: 'on', migratesession: 'on', changesessionid: 'on' }),
  },
  {
    ...session,
    id: 'session-absolute-end',
    title: 'the absolute end of a session',
    names: 'rolling slidingexpiration sessionsaveeveryrequest sessionrefresheachrequest',
    means: waives,
    loose: null,
    otherwise: null,
    when: ({ callee, holder, name }) => name.startsWith('session') || /session|cookie/i.test(`${callee} ${holder}`),
  },
  {
    ...session,
    id: 'session-revoked-with-password',
    title: 'the end of other sessions when the password changes',
    names:
      'logoutonpasswordchange oldpasswordfieldenabled revokesessionsonpasswordreset revokesessionsonpasswordchange logoutotherdevices',
    means: protects,
  },
];
