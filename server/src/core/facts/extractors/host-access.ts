import type { SyntaxNode } from '../../model/syntax.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { roleSite } from '../grants/sites.ts';
import { toSettingSite } from '../settings/read.ts';
import { FILE_SUBJECT } from '../subjects.ts';

/**
 * Lines that let somebody onto a machine or into a database.
 *
 * @see https://www.postgresql.org/docs/18/auth-pg-hba-conf.html, https://www.sudo.ws/docs/man/sudoers.man/,
 *   https://man.openbsd.org/sshd#AUTHORIZED_KEYS_FILE_FORMAT (2026-11)
 */
export const hostAccess = defineExtractor({
  id: 'host-access',
  kinds: ['identity.principal', 'permission.grant'],
  languages: ['access-lines'],
  *extract(reading) {
    const { unit } = reading;
    const name = unit.path.slice(unit.path.lastIndexOf('/') + 1);
    for (const node of unit.ofKind('string')) {
      const line = unit.textOf(node);
      if (line.startsWith('#') || line.length > MAX_LINE) continue;
      if (name.includes('pg_hba')) yield* ofDatabase(reading, node, line);
      else if (name.startsWith('authorized_keys')) yield* ofKey(node, line);
      else yield* ofSudo(node, line);
    }
  },
});

/** Characters: the longest keys have about 1,500. */
const MAX_LINE = 4_000;

function* ofDatabase(reading: Reading, node: SyntaxNode, line: string): Generator<Site> {
  const [type = '', database = '', user = '', ...rest] = line.split(/\s+/);
  if (!/^(?:local|host|hostssl|hostnossl|hostgssenc|hostnogssenc)$/.test(type)) return;
  const from =
    type === 'local'
      ? 'the machine'
      : `${rest[0] ?? ''}${/^\d+\.\d+\.\d+\.\d+$/.test(rest[1] ?? '') ? `/${rest[1]}` : ''}`;
  const method = rest.find((word) => METHODS.has(word));
  if (method === undefined || method === 'reject') return;
  const row = {
    kind: 'identity.principal',
    id: `database-sign-in ${database} ${user} ${from}`,
    title: `the sign-in of ${user} to ${database} from ${from}`,
    values: ['on', 'off'],
    loose: 'off',
    otherwise: null,
  } as const;
  yield toSettingSite(reading, row, { node }, method === 'trust' ? 'off' : 'on');
}

const METHODS: ReadonlySet<string> = new Set(
  'trust reject scram-sha-256 md5 password gss sspi ident peer ldap radius cert pam bsd oauth'.split(' '),
);

function* ofSudo(node: SyntaxNode, line: string): Generator<Site> {
  const found = /^([%+]?[\w.-]+)\s+[\w.,-]+\s*=\s*(?:\(([^)]*)\)\s*)?((?:[A-Z_]+:\s*)*)(.+)$/.exec(line);
  if (found === null || /^(?:Defaults|\w+_Alias)/.test(line)) return;
  const [, who = '', as = 'root', tags = '', commands = ''] = found;
  const isFree = tags.includes('NOPASSWD');
  yield roleSite({
    role: `sudo ${commands.trim()}${isFree ? ' without a password' : ''}`,
    principal: who,
    scope: `this machine${as === 'root' || as.startsWith('ALL') ? '' : ` as ${as}`}`,
    accessLevel: commands.trim() === 'ALL' ? 'all' : 'Write',
    subject: FILE_SUBJECT,
    node,
  });
}

function* ofKey(node: SyntaxNode, line: string): Generator<Site> {
  const found = /(?:^|\s)((?:ssh|ecdsa|sk)-[\w@.-]+)\s+([\w+/=]{4,})(?:\s+(.*))?$/.exec(line);
  if (found === null) return;
  const [, , key = '', comment = ''] = found;
  yield roleSite({
    role: 'sign-in with a key',
    principal: comment.trim() === '' ? `the key …${key.slice(-8)}` : `${comment.trim()} (…${key.slice(-8)})`,
    scope: 'this machine',
    accessLevel: 'all',
    subject: FILE_SUBJECT,
    node,
  });
}
