import type { Alternative } from '../../model/requirement.ts';
import { type Directive, readLineDirectives, readSemicolonDirectives } from '../../text/server-directives.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { roleNorm } from '../guards/words.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { declared, guardsOf, liftedAt, NOBODY, placeIn } from './declare.ts';

/** What one directive asks, or takes back of what is asked around it. */
interface Asked {
  readonly directive: Directive;
  readonly asked: Alternative;
  readonly isLifted?: true;
}

const ADDRESS: Alternative = { kind: 'check', value: 'address' };
const CERTIFICATE: Alternative = { kind: 'check', value: 'client-certificate' };
const LIMIT: Alternative = { kind: 'rate-limit', value: 'rate-limit' };
const WHY = 'The web server asks for it before it answers.';

/**
 * What web servers ask of callers, by the block it stands in.
 * @see https://nginx.org/en/docs/http/ngx_http_access_module.html, https://httpd.apache.org/docs/2.4/mod/mod_authz_core.html,
 * https://caddyserver.com/docs/caddyfile/directives (2026-11)
 */
export const webServers = defineRouteFinder({
  id: 'web-servers',
  languages: ['server-config'],
  *find(reading) {
    const { path, tree } = reading.unit;
    const isByLine =
      /caddyfile|\.htaccess$|httpd|apache/i.test(path.slice(path.lastIndexOf('/') + 1)) ||
      /^\s*<[A-Z]/m.test(tree.text);
    const directives = isByLine ? readLineDirectives(tree.text) : readSemicolonDirectives(tree.text);
    yield* inBlock(reading, 'Every request', directives, isByLine);
  },
});

/** Blocks that are about a part of what is served, by the first word; others are read as part of what is around them. */
const PLACES =
  /^(?:server|location|Location|LocationMatch|Directory|DirectoryMatch|Files|FilesMatch|VirtualHost|handle|handle_path|route)$/;

function* inBlock(
  reading: FileReading,
  name: string,
  directives: readonly Directive[],
  isByLine: boolean,
): Generator<Route> {
  const own: Directive[] = [];
  for (const directive of directives) {
    const { inner, words } = directive;
    if (inner === null) own.push(directive);
    else if (PLACES.test(words[0] ?? '') || isSite(words, isByLine, name))
      yield* inBlock(reading, placeName(directive, name), inner, isByLine);
    else if (ASKED_BY_BLOCK.test(words[0] ?? '')) own.push(directive);
    else if (/^(?:RequireAny|RequireAll|http|IfModule|Limit|LimitExcept)$/.test(words[0] ?? ''))
      own.push(...inner.filter((each) => each.inner === null), ...inner.filter(isBlockThatAsks));
    if (words[0] === 'http' && inner !== null) yield* inBlock(reading, name, inner, isByLine);
  }
  const guards = toGuards(reading, own);
  const [first] = guards;
  if (first !== undefined) yield declared({ symbol: name, node: first.node!, group: 'addresses', guards, as: 'rule' });
}

const ASKED_BY_BLOCK = /^(?:basic_?auth|forward_auth|jwtauth|authorize|authenticate)$/;

function isBlockThatAsks({ inner, words }: Directive): boolean {
  return inner !== null && ASKED_BY_BLOCK.test(words[0] ?? '');
}

/** `example.com {` of Caddy. */
function isSite(words: readonly string[], isByLine: boolean, name: string): boolean {
  return (
    isByLine &&
    name === 'Every request' &&
    /^(?:[\w*-]+\.)+[\w-]+[:,]?|^:\d+$|^localhost|^https?:\/\//.test(words[0] ?? '')
  );
}

function placeName({ words, inner }: Directive, outer: string): string {
  const [kind = '', ...rest] = words;
  if (kind === 'server') {
    const named = inner?.find(({ words: [first] }) => first === 'server_name')?.words[1];
    return `Every request to ${named ?? 'the server'}`;
  }
  if (kind === 'location') return `location ${rest.join(' ')}`;
  return PLACES.test(kind)
    ? `${kind} ${rest.join(' ')}`.trim()
    : `Every request to ${words.join(' ')}`.replace(/^Every request$/, outer);
}

function toGuards(reading: FileReading, directives: readonly Directive[]): readonly GuardUse[] {
  const all = directives.flatMap((directive) => askedBy(directive, directives) ?? []);
  const isAny = directives.some(
    ({ words }) => words[0]?.toLowerCase() === 'satisfy' && words[1]?.toLowerCase() === 'any',
  );
  const asked = all.filter(({ isLifted }) => isLifted !== true);
  const node = ({ directive: { start, end } }: Asked): ReturnType<typeof placeIn> => placeIn(reading, start, end);
  const lifted = all.flatMap((each) =>
    each.isLifted === true ? [liftedAt(reading, node(each), each.asked, WHY)] : [],
  );
  const [first] = asked;
  if (isAny && first !== undefined) return [...guardsOf(reading, node(first), [distinct(asked)], WHY), ...lifted];
  return [...asked.flatMap((each) => guardsOf(reading, node(each), [[each.asked]], WHY)), ...lifted];
}

function distinct(all: readonly Asked[]): readonly Alternative[] {
  return [...new Map(all.map(({ asked }) => [`${asked.kind}:${asked.value}`, asked])).values()];
}

/** What a directive asks for, in the words of nginx, Apache and Caddy. */
function askedBy(directive: Directive, beside: readonly Directive[]): Asked | null {
  const [name = '', first = '', second = ''] = directive.words;
  const asks = (asked: Alternative, isOff = false): Asked => ({
    directive,
    asked,
    ...(isOff ? { isLifted: true } : {}),
  });
  switch (name) {
    case 'auth_basic':
    case 'auth_request':
    case 'auth_jwt':
    case 'auth_digest':
      return asks(SIGNED_IN, first === 'off');
    case 'basicauth':
    case 'basic_auth':
    case 'forward_auth':
    case 'jwtauth':
    case 'authorize':
    case 'authenticate':
      return asks(SIGNED_IN);
    case 'ssl_verify_client':
      return first === 'on' ? asks(CERTIFICATE) : null;
    case 'SSLVerifyClient':
      return first === 'require' ? asks(CERTIFICATE) : null;
    case 'limit_req':
    case 'limit_conn':
    case 'rate_limit':
      return asks(LIMIT);
    case 'deny':
      if (first !== 'all') return null;
      return asks(beside.some(({ words }) => words[0] === 'allow' && words[1] !== 'all') ? ADDRESS : NOBODY);
    case 'internal':
      return asks(NOBODY);
    case 'Require':
    case 'require':
      return requirement(directive, first.toLowerCase(), second, asks);
    case 'Deny':
      return /^from$/i.test(first) && /^all$/i.test(second) ? asks(NOBODY) : null;
    default:
      return null;
  }
}

function requirement(
  { words }: Directive,
  first: string,
  second: string,
  asks: (asked: Alternative) => Asked,
): Asked | null {
  switch (first) {
    case 'valid-user':
    case 'expr':
      return asks(SIGNED_IN);
    case 'user':
    case 'ldap-user':
      return asks({ kind: 'role', value: `user ${words.slice(2).sort().join(' ')}` });
    case 'group':
    case 'ldap-group':
    case 'claim':
      return asks({ kind: 'role', value: roleNorm(words.slice(2).join(' ')) });
    case 'ip':
    case 'host':
    case 'local':
      return asks(ADDRESS);
    case 'all':
      return second.toLowerCase() === 'denied' ? asks(NOBODY) : null;
    default:
      return null;
  }
}
