import type { Alternative } from '../../model/requirement.ts';
import type { Directive } from '../../text/server-directives.ts';
import { always, both, either, literal, negate } from '../guards/formula.ts';
import { roleNorm } from '../guards/words.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { apacheAccess } from './apache-access.ts';
import { clausesOf, type Condition, THAT } from './rule-conditions.ts';
import { addresses, isAnywhere } from './server-addresses.ts';
import { type Asked, nameWithServer, type ServerPlace, wordOf } from './server-places.ts';

/** Sections that are about a part of what is served, as they are written; the server does not mind the case. */
const PLACES: ReadonlyMap<string, string> = new Map(
  ['Location', 'LocationMatch', 'Directory', 'DirectoryMatch', 'Files', 'FilesMatch', 'VirtualHost', 'Proxy', 'If'].map(
    (name) => [name.toLowerCase(), name],
  ),
);
const CONTAINERS: ReadonlySet<string> = new Set(['requireall', 'requireany', 'requirenone']);
/** They say when what is in them counts, and it counts for what is around them. */
const TRANSPARENT = /^(?:ifmodule|ifdefine|ifversion|iffile|ifdirective|ifsection)$/i;
const ANSWERS = /^(?:proxypass|proxypassmatch|sethandler|redirect|alias|rewriterule)$/i;
/** Requirements of one section. */
const MAX_REQUIRED = 100;

const CERTIFICATE: Alternative = { kind: 'check', value: 'client-certificate' };

/**
 * Sections of Apache. Of several requirements in one section one is enough, unless a container says otherwise.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_authz_core.html, https://httpd.apache.org/docs/2.4/mod/mod_access_compat.html
 */
export function* apachePlaces(
  directives: readonly Directive[],
  name = 'Every request',
  server = '',
): Generator<ServerPlace> {
  yield* placesIn(directives, { name, server, block: null });
}

interface Section extends Pick<ServerPlace, 'name' | 'block'> {
  readonly server: string;
}

function* placesIn(directives: readonly Directive[], { name, server, block }: Section): Generator<ServerPlace> {
  const all = [...withoutConditions(directives)];
  const asked = askedIn(all);
  const isWhole =
    block !== null && (/^virtualhost$/i.test(wordOf(block)) || all.some((each) => ANSWERS.test(wordOf(each))));
  yield { name, block, asked, isWhole };
  for (const each of all) {
    if (each.inner === null) continue;
    const [kind = '', ...rest] = each.words;
    const lower = kind.toLowerCase();
    const place = PLACES.get(lower);
    const of = rest.join(' ');
    const inside = lower === 'virtualhost' ? (nameOfServer(each) ?? of) : server;
    const below = { server: inside, block: each };
    const methods = rest.toSorted().join(', ');
    if (place !== undefined) {
      const written = `${place} ${of}`.trim();
      yield* placesIn(each.inner, { ...below, name: inside === of ? written : nameWithServer(written, inside) });
    } else if (lower === 'limit') yield* placesIn(each.inner, { ...below, name: `${name} by ${methods}` });
    else if (lower === 'limitexcept') yield* placesIn(each.inner, { ...below, name: `${name} except by ${methods}` });
  }
}

function nameOfServer({ inner }: Directive): string | undefined {
  return inner?.find((each) => /^servername$/i.test(wordOf(each)))?.words[1];
}

function* withoutConditions(directives: readonly Directive[]): Generator<Directive> {
  for (const directive of directives) {
    if (directive.inner !== null && TRANSPARENT.test(wordOf(directive))) yield* withoutConditions(directive.inner);
    else yield directive;
  }
}

function askedIn(directives: readonly Directive[]): readonly Asked[] {
  const required = directives.filter(isRequirement);
  const access = apacheAccess(directives);
  const needs = required.length === 0 ? always<Alternative>(true) : requirementOf('requireany', required);
  const isAny = directives.some(({ words }) => /^satisfy$/i.test(words[0] ?? '') && /^any$/i.test(words[1] ?? ''));
  const isEither = isAny && required.length > 0 && access !== null;
  const from = access?.condition ?? always<Alternative>(true);
  const first = (required[0] === undefined ? undefined : firstOf(required[0])) ?? access?.directive;
  const clauses = first === undefined ? [] : clausesOf(isEither ? either(needs, from) : both(needs, from));
  const verified = directives.find(({ words }) => /^sslverifyclient$/i.test(words[0] ?? '') && words[1] === 'require');
  return [
    ...clauses.map((clause) => ({ directive: first!, clause })),
    ...(verified === undefined ? [] : [{ directive: verified, clause: [CERTIFICATE] }]),
  ];
}

function isRequirement({ words, inner }: Directive): boolean {
  const name = (words[0] ?? '').toLowerCase();
  return inner === null ? name === 'require' : CONTAINERS.has(name);
}

/** The line that asks, not the container around it. */
function firstOf(directive: Directive): Directive {
  const inner = directive.inner?.find(isRequirement);
  return inner === undefined ? directive : firstOf(inner);
}

function requirementOf(container: string, all: readonly Directive[]): Condition {
  const parts = all.slice(0, MAX_REQUIRED).map((each) => {
    const name = wordOf(each).toLowerCase();
    const inner = each.inner === null ? null : [...withoutConditions(each.inner)].filter(isRequirement);
    return inner === null ? required(each.words.slice(1)) : requirementOf(name, inner);
  });
  if (container === 'requireall') return both(...parts);
  return container === 'requirenone' ? negate(either(...parts)) : either(...parts);
}

function required([first = '', ...rest]: readonly string[]): Condition {
  const oneOf = (of: readonly Alternative[]): Condition =>
    either(...of.slice(0, MAX_REQUIRED).map((each) => literal(each)));
  switch (first.toLowerCase()) {
    case 'not':
      return negate(required(rest));
    case 'all':
      return always(rest[0]?.toLowerCase() !== 'denied');
    case 'valid-user':
    case 'shib-session':
      return literal(SIGNED_IN);
    case 'user':
    case 'ldap-user':
      return oneOf(rest.map((name) => ({ kind: 'role', value: `user ${name}` })));
    case 'ldap-group':
      return literal<Alternative>({ kind: 'role', value: roleNorm(rest.join(' ')) });
    case 'group':
    case 'claim':
    case 'role':
      return oneOf(rest.map((name) => ({ kind: 'role', value: roleNorm(name) })));
    case 'ip':
    case 'host':
    case 'forward-dns':
      return rest.some(isAnywhere) ? always(true) : oneOf(addresses(rest));
    case 'local':
      return oneOf(addresses(['localhost']));
    default:
      return literal<Alternative>({
        kind: 'check',
        value: `${THAT}${[first, ...rest].join(' ')}`.replaceAll('|', '/'),
      });
  }
}
