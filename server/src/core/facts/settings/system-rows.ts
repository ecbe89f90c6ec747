import type { SyntaxNode } from '../../model/syntax.ts';
import { enclosing } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { SWITCH, type Given, type SettingRow } from './define.ts';
import { oneOf, protects, waives } from './meanings.ts';
import { below, textsOf } from './server-rows.ts';

const base = { kind: 'identity.principal', values: SWITCH, loose: 'off', otherwise: null } as const;

/** Something that lets people in when it is on. */
const opening = {
  ...base,
  values: ['off', 'on'],
  loose: 'on',
  means: protects,
} as const;

const isIn =
  (path: RegExp) =>
  (_: Given, { unit }: FileReading): boolean =>
    path.test(unit.path);

/** Files of those who develop: their debug pages are for themselves. */
const OF_DEVELOPERS =
  /(?:^|[/._-])(?:dev|devel|development|local|test|testing|tests|ci|example|sample|template|dist)(?:[/._-]|$)/i;

/** What frameworks call the switch that shows the inside of a program to whoever calls it. */
function isDebugSwitch({ name, callee, node }: Given, { unit }: FileReading): boolean {
  if (OF_DEVELOPERS.test(unit.path)) return false;
  if (name !== 'debug') return true;
  if (unit.language.id === 'python')
    return node.kind === 'keyword' ? /(?:^|\.)run(?:_server)?$/.test(callee) : isSettingOfDjango(node, unit.tree.text);
  return false;
}

function isSettingOfDjango(node: SyntaxNode, text: string): boolean {
  return text.startsWith('DEBUG', node.start) && enclosing(node, 'function', 'class') === null;
}

/** What a network policy lets through; one that goes is told as a limit that goes (`kubernetes-pods`). */
export const podTraffic = {
  ...base,
  id: 'pod-traffic',
  values: ['held back', 'listed', 'open to all'],
  loose: 'open to all',
} as const;

/** How machines, daemons and frameworks are set up to let people in. Their documentation, 2026-11. */
export const systemRows: readonly SettingRow[] = [
  {
    ...opening,
    id: 'debug-mode',
    title: 'debug mode',
    names: 'debug appdebug flaskdebug djangodebug considerallrequestslocal displayerrors',
    when: isDebugSwitch,
  },
  {
    ...base,
    id: 'error-details',
    title: 'keeping details of errors from callers',
    names: 'servererrorincludestacktrace includestacktrace servererrorincludeexception',
    means: (value, ...at) =>
      value.kind === 'text' && /^on[-_]param$/i.test(value.text) ? 'off' : waives(value, ...at),
    when: (_, { unit }) => !unit.language.isCode && !OF_DEVELOPERS.test(unit.path),
  },
  {
    ...base,
    id: 'host-check',
    title: 'the check of the host that is asked for',
    names: 'allowedhosts',
    values: ['listed', 'any'],
    loose: 'any',
    means: (value) => {
      const texts = textsOf(value);
      return texts.length === 0 ? null : texts.some((text) => /^\*$|^\.$/.test(text)) ? 'any' : 'listed';
    },
    when: (_, { unit }) => !OF_DEVELOPERS.test(unit.path),
  },
  {
    ...opening,
    id: 'every-origin',
    title: 'access for every other site (CORS)',
    names: 'corsallowallorigins corsoriginallowall',
  },
  {
    ...base,
    id: 'authentication',
    title: 'authentication',
    names: 'verifyjwt',
    means: protects,
    when: (_, { unit }) => unit.language.id === 'toml',
  },
  {
    ...opening,
    id: 'access-from-internet',
    title: 'access from the internet',
    names: 'publiclyaccessible endpointpublicaccess',
  },
  {
    ...base,
    kind: 'assurance.tls',
    id: 'encryption-of-server',
    title: 'the encryption of what the server says',
    names: 'enabled ssl',
    means: protects,
    when: (given, reading) =>
      below(/(?:^|server)sslenabled$/)(given, reading) ||
      (given.name === 'ssl' && /postgresql|pgbouncer/.test(reading.unit.path)),
  },
  {
    ...base,
    id: 'remote-root',
    title: 'signing in as root from elsewhere',
    names: 'permitrootlogin',
    values: ['off', 'on with a key', 'on'],
    loose: 'on',
    means: oneOf({
      no: 'off',
      forcedcommandsonly: 'on with a key',
      prohibitpassword: 'on with a key',
      withoutpassword: 'on with a key',
      yes: 'on',
    }),
  },
  {
    ...opening,
    id: 'password-sign-in',
    title: 'signing in with a password',
    names: 'passwordauthentication permitemptypasswords',
    when: isIn(/sshd?_config|(?:^|\/)ssh\//),
  },
  {
    ...base,
    id: 'protected-mode',
    title: 'the lock on callers from elsewhere',
    names: 'protectedmode',
    means: protects,
    when: isIn(/redis|sentinel|valkey/i),
  },
  {
    ...opening,
    id: 'remote-include',
    title: 'running code of other sites',
    names: 'allowurlinclude',
  },
  {
    ...base,
    id: 'more-rights',
    title: 'keeping programs from getting more rights',
    names: 'nonewprivileges',
    otherwise: 'off',
    means: protects,
    when: (_, { unit }) => unit.language.id === 'systemd',
  },
];
