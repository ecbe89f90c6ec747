import type { Alternative } from '../../model/requirement.ts';
import type { Directive } from '../../text/server-directives.ts';
import { SIGNED_IN } from '../routes/said-guard.ts';
import { NOBODY } from './declare.ts';
import { addressClauses } from './server-addresses.ts';
import { type Asked, nameWithServer, type ServerPlace, wordOf } from './server-places.ts';

/** What a block asks, its own or what stands around it. */
interface Context {
  readonly settings: ReadonlyMap<string, Directive>;
  readonly addresses: readonly Asked[];
  readonly limits: ReadonlyMap<string, readonly Directive[]>;
  readonly included: readonly string[];
}

const NOTHING: Context = { settings: new Map(), addresses: [], limits: new Map(), included: [] };

const SIGN_IN: readonly string[] = ['auth_basic', 'auth_request', 'auth_jwt', 'auth_digest'];
const SETTINGS: ReadonlySet<string> = new Set([...SIGN_IN, 'satisfy', 'ssl_verify_client']);
const LIMITS: ReadonlySet<string> = new Set(['limit_req', 'limit_conn']);
/** What a block answers with. */
const ANSWERS = /^(?:\w+_pass|root|alias|return|rewrite|try_files|stub_status|empty_gif)$/;
/** Files that come with the server, which set parameters and types. */
const OF_PARAMETERS = /(?:^|\/)(?:mime\.types|(?:fastcgi|proxy|scgi|uwsgi)_params)$/;
const MAX_LIMITS = 20;
const MAX_INCLUDED = 20;

const CERTIFICATE: Alternative = { kind: 'check', value: 'client-certificate' };
const LIMIT: Alternative = { kind: 'rate-limit', value: 'rate-limit' };

/**
 * Servers and locations of nginx. What a block does not set itself it has from around it: each of the settings, the list of
 * addresses as a whole, and the limits of one kind as a whole.
 * @see https://nginx.org/en/docs/http/ngx_http_access_module.html, ngx_http_auth_basic_module, ngx_http_core_module (satisfy)
 */
export function* nginxPlaces(directives: readonly Directive[]): Generator<ServerPlace> {
  yield* placesIn({ directives, name: 'Every request', server: '', block: null }, NOTHING);
}

interface Block {
  readonly directives: readonly Directive[];
  readonly name: string;
  readonly server: string;
  readonly block: Directive | null;
}

function* placesIn({ directives, name, server, block }: Block, outer: Context): Generator<ServerPlace> {
  const context = contextIn(directives, outer);
  const blocks = directives.filter(({ inner }) => inner !== null);
  const around = { server, block };
  // What a server asks of every request, its `location /` asks of them: the rest have places of their own.
  const rest = block !== null && wordOf(block) === 'server' ? blocks.find(isRest) : undefined;
  if (rest !== undefined) yield* placesIn({ ...around, directives: rest.inner!, name }, context);
  else if (!blocks.some((each) => /^(?:server|http)$/.test(wordOf(each))))
    yield {
      name,
      block,
      included: context.included,
      asked: [...askedIn(directives, context), ...liftedIn(directives)],
      isWhole:
        block !== null &&
        !isLiftedOf(directives, outer) &&
        (wordOf(block) === 'server' || directives.some((each) => ANSWERS.test(wordOf(each)))),
    };
  for (const each of blocks) {
    if (each === rest) continue;
    const inner = each.inner!;
    const below = { directives: inner, block: each, server };
    switch (wordOf(each)) {
      case 'http':
        yield* placesIn({ ...below, name }, context);
        break;
      case 'server': {
        const named = inner.find((one) => wordOf(one) === 'server_name')?.words[1] ?? '';
        yield* placesIn({ ...below, name: `Every request to ${named || 'the server'}`, server: named }, context);
        break;
      }
      case 'location':
        yield* placesIn({ ...below, name: nameWithServer(each.words.join(' '), server) }, context);
        break;
      case 'limit_except':
        yield* placesIn({ ...below, name: `${name} except by ${each.words.slice(1).toSorted().join(', ')}` }, context);
        break;
      default:
    }
  }
}

function isRest({ words }: Directive): boolean {
  return words.length === 2 && words[0] === 'location' && words[1] === '/';
}

function contextIn(directives: readonly Directive[], outer: Context): Context {
  const settings = new Map<string, Directive>();
  const limits = new Map<string, Directive[]>();
  const rules: Directive[] = [];
  const included = [...outer.included];
  for (const directive of directives) {
    const name = wordOf(directive);
    if (directive.inner !== null) continue;
    if (SETTINGS.has(name)) settings.set(name, directive);
    const [, file = ''] = directive.words;
    if (name === 'include' && included.length < MAX_INCLUDED && !OF_PARAMETERS.test(file)) included.push(file);
    if (name === 'allow' || name === 'deny') rules.push(directive);
    if (!LIMITS.has(name)) continue;
    const list = limits.get(name);
    if (list === undefined) limits.set(name, [directive]);
    else if (list.length < MAX_LIMITS) list.push(directive);
  }
  const last = rules.find(({ words: [name, of] }) => name === 'deny' && of === 'all') ?? rules[0];
  return {
    settings: settings.size === 0 ? outer.settings : new Map([...outer.settings, ...settings]),
    addresses:
      last === undefined ? outer.addresses : addressClauses(rules).map((clause) => ({ directive: last, clause })),
    limits: limits.size === 0 ? outer.limits : new Map([...outer.limits, ...limits]),
    included,
  };
}

function isOff(directive: Directive | undefined): boolean {
  return directive === undefined || directive.words[1] === 'off';
}

function askedIn(directives: readonly Directive[], { settings, addresses, limits }: Context): readonly Asked[] {
  const signIn = SIGN_IN.flatMap((name): readonly Asked[] => {
    const directive = settings.get(name);
    return isOff(directive) ? [] : [{ directive: directive!, clause: [SIGNED_IN] }];
  });
  const isAny = settings.get('satisfy')?.words[1] === 'any';
  const both = [...signIn, ...addresses];
  const access = isAny && both.length > 0 ? [{ ...both[0]!, clause: both.flatMap(({ clause }) => clause) }] : both;
  const verified = settings.get('ssl_verify_client');
  const internal = directives.find((each) => wordOf(each) === 'internal');
  return [
    ...access,
    ...(verified?.words[1] === 'on' ? [{ directive: verified, clause: [CERTIFICATE] }] : []),
    ...(internal === undefined ? [] : [{ directive: internal, clause: [NOBODY] }]),
    ...[...limits.values()].flat().map((directive) => ({ directive, clause: [LIMIT] })),
  ];
}

/** Signing in that is switched off here. */
function liftedIn(directives: readonly Directive[]): readonly Asked[] {
  return directives
    .filter((each) => SIGN_IN.includes(wordOf(each)) && isOff(each))
    .map((directive) => ({ directive, clause: [SIGNED_IN], isLifted: true }));
}

/** It has effect, since it is asked around it: a new place like that is told. */
function isLiftedOf(directives: readonly Directive[], outer: Context): boolean {
  return liftedIn(directives).some(({ directive }) => !isOff(outer.settings.get(wordOf(directive))));
}
