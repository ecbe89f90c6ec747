import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, enclosing } from '../../text/tree.ts';
import { providerOfScope, type ScopeProvider } from '../apis/scope-providers.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { scopeSite } from '../scope-site.ts';
import { textOfValue } from '../value.ts';

/** Names under which scopes are given. */
const NAMED =
  /^(?:default_?|user_?|bot_?|additional_user_|oauth_?|extra_?|google_?|graph_?|github_?|slack_?|login_?|required_?)?scopes?$/i;

/** Libraries that sign people in, or get tokens: what they are told under a name for scopes is asked for. */
const ASKS =
  /^(?:passport(?:[-./]|$)|next-auth\/|@auth\/|@azure\/(?:msal|identity)|msal\.|azure\.identity|google\.auth|google\.oauth2|google_auth_oauthlib|google-auth-library|googleapis\.google\.auth|@googleapis\/[\w-]+\.auth|googleapiclient|oauth2client|gspread|@octokit\/(?:auth|oauth)|octokit\.|simple-oauth2|requests_oauthlib|authlib|flask_dance|@slack\/(?:oauth|bolt)|slack_bolt|slack_sdk\.oauth|openid-client|better-auth|arctic|expo-auth-session|@react-oauth\/|firebase\/auth|@fastify\/oauth2|oauth4webapi|social_core)/;
/** Where they take scopes by position. */
const POSITIONS: readonly (readonly [RegExp, number])[] = [
  [/InstalledAppFlow\.from_client_(?:secrets_file|config)$|\bFlow\.from_client_(?:secrets_file|config)$/, 1],
  [/\.acquire_token_(?:for_client|interactive|silent|by_device_flow)$/, 0],
  [/^google\.auth\.default$/, 0],
  [/\.createAuthorizationURL$/, 1],
  [/^(?:@azure\/identity|azure\.identity)\..*\.(?:getToken|get_token)$/, 0],
  [/\.addScope$/, 0],
];

/** OAuth scopes that code asks for: in the options of a library, in a constant for them, in a URL. */
export const scopesRequested = defineExtractor({
  id: 'scopes-requested',
  kinds: ['permission.scope'],
  languages: ['typescript', 'tsx', 'javascript', 'python', 'json', 'yaml'],
  *extract(reading) {
    if (!/scope|google\.auth|acquire_?token|get_?token/i.test(reading.unit.tree.text)) return;
    if (!reading.unit.language.isCode) {
      yield* manifestScopes(reading);
      if (reading.unit.path.endsWith('appsscript.json')) yield* scriptScopes(reading);
      return;
    }
    for (const entry of reading.unit.ofKind('entry'))
      yield* namedScopes(reading, childOf(entry, 'entry.key'), childOf(entry, 'entry.value'), askerOf(reading, entry));
    for (const keyword of reading.unit.ofKind('keyword'))
      yield* namedScopes(
        reading,
        childOf(keyword, 'keyword.name'),
        childOf(keyword, 'keyword.value'),
        askerOf(reading, keyword),
      );
    for (const assign of reading.unit.ofKind('assign'))
      yield* namedScopes(reading, childOf(assign, 'assign.target'), childOf(assign, 'assign.value'), null);
    yield* positionalScopes(reading);
    yield* urlScopes(reading);
  },
});

interface Asker {
  readonly path: string;
  readonly hint: ScopeProvider | null;
}

/** The library's call around options, however deep: `Google({ authorization: { params: { scope: '…' } } })`. */
function askerOf(reading: Reading, node: SyntaxNode): Asker | null {
  let call = enclosing(node, 'call', 'new');
  for (let depth = 0; call !== null && depth < 4; depth += 1, call = enclosing(call, 'call', 'new')) {
    const path = reading.resolver.calleeOf(call);
    if (path !== null && ASKS.test(path)) return { path, hint: hintOf(reading, call, path) };
  }
  return null;
}

function hintOf(reading: Reading, call: SyntaxNode, path: string): ScopeProvider | null {
  const first = reading.resolver.argumentsOf(call)[0]?.value();
  const words = `${path} ${first === undefined ? '' : (textOfValue(first) ?? '')}`.toLowerCase();
  if (/github|octokit/.test(words)) return 'github';
  if (words.includes('google')) return 'google';
  if (words.includes('slack')) return 'slack';
  return /msal|azure|microsoft|entra/.test(words) ? 'microsoft-graph' : null;
}

function* namedScopes(
  reading: Reading,
  key: SyntaxNode | null,
  value: SyntaxNode | null,
  asker: Asker | null,
): Generator<Site> {
  if (key === null || value === null) return;
  const name = reading.unit.textOf(key).replace(/^["']|["']$/g, '');
  if (!NAMED.test(name.slice(name.lastIndexOf('.') + 1))) return;
  yield* askedFor(reading, value, asker);
}

function* positionalScopes(reading: Reading): Generator<Site> {
  for (const call of reading.unit.ofKind('call')) {
    const path = reading.resolver.calleeOf(call);
    if (path === null || !ASKS.test(path)) continue;
    const index = POSITIONS.find(([pattern]) => pattern.test(path))?.[1];
    const given =
      index === undefined ? undefined : reading.resolver.argumentsOf(call).filter(({ name }) => name === null)[index];
    if (given?.node) yield* askedFor(reading, given.node, { path, hint: hintOf(reading, call, path) });
  }
}

/** Texts of a list, or of one text with blanks or commas. Without a library around, only scopes that nothing else looks like. */
function* askedFor(reading: Reading, value: SyntaxNode, asker: Asker | null): Generator<Site> {
  for (const { node, text } of textsIn(reading, value, 0)) {
    for (const scope of text.split(/[\s,]+/)) {
      if (scope === '' || scope.includes('*') || !/^[\w.:/-]+$/.test(scope)) continue;
      const provider = providerOfScope(scope, asker?.hint ?? null);
      const isOwnForm =
        provider === 'google' ||
        (provider === 'microsoft-graph' && /^(?:https:|[A-Z]\w+\.(?:Read|Send|Manage))/.test(scope));
      if (asker === null && !isOwnForm) continue;
      const why =
        asker === null ? `\`${scope}\` stands in a list of scopes.` : `\`${asker.path}\` asks for \`${scope}\`.`;
      const tier = asker === null ? 'pattern' : 'resolved';
      const site = scopeSite({ scope, provider, node, role: 'declaration', tier, why });
      if (site !== null) yield site;
    }
  }
}

interface Text {
  readonly node: SyntaxNode;
  readonly text: string;
}

/** The literals of a list where they stand; a name is followed to what it is. */
function* textsIn(reading: Reading, node: SyntaxNode, depth: number): Generator<Text> {
  if (node.kind === 'array' || (node.kind === 'other' && node.children.length > 0)) {
    for (const child of node.children) if (depth < 3) yield* textsIn(reading, child, depth + 1);
    return;
  }
  const value = reading.resolver.valueOf(node);
  if (value.kind === 'list' && value.node !== null && value.node !== node && depth < 3) {
    yield* textsIn(reading, value.node, depth + 1);
    return;
  }
  const items = value.kind === 'list' ? value.items : [value];
  for (const item of items) {
    const text = textOfValue(item);
    if (text !== null) yield { node, text };
  }
}

/** Longer ones are no addresses that people are sent to; and the pattern below is slow on them. */
const MAX_URL = 4000;
const AUTHORISES = /^https?:\/\/[^?#]*(?:authori[sz]e|oauth|auth|login)[^?#]*\?/i;

/** `https://github.com/login/oauth/authorize?client_id=…&scope=repo%20user`. */
function* urlScopes(reading: Reading): Generator<Site> {
  if (!reading.unit.tree.text.includes('scope=')) return;
  for (const kind of ['string', 'template', 'binary'] as const) {
    for (const node of reading.unit.ofKind(kind)) {
      if (node.parent?.kind === 'binary' || !reading.unit.textOf(node).includes('scope=')) continue;
      const url = textOfValue(reading.resolver.valueOf(node));
      if (url === null || url.length > MAX_URL || !AUTHORISES.test(url)) continue;
      const given = /[?&](?:user_)?scope=([^&#]*)/.exec(url)?.[1] ?? '';
      for (const scope of given
        .replaceAll('%3A', ':')
        .replaceAll('%2F', '/')
        .split(/%20|%2C|[+,\s]/i)) {
        if (!/^[\w.:/-]+$/.test(scope)) continue;
        const provider = providerOfScope(scope, hintOfUrl(url));
        const why = `The address asks for \`${scope}\`.`;
        const site = scopeSite({ scope, provider, node, role: 'declaration', tier: 'resolved', why });
        if (site !== null) yield site;
      }
    }
  }
}

function hintOfUrl(url: string): ScopeProvider | null {
  if (url.startsWith('https://github.com/')) return 'github';
  if (url.startsWith('https://slack.com/')) return 'slack';
  if (url.startsWith('https://accounts.google.com/')) return 'google';
  return url.startsWith('https://login.microsoftonline.com/') ? 'microsoft-graph' : null;
}

/** A Slack app's manifest: `oauth_config: { scopes: { bot: […], user: […] } }`. */
function* manifestScopes(reading: Reading): Generator<Site> {
  for (const entry of reading.unit.ofKind('entry')) {
    const key = childOf(entry, 'entry.key');
    const value = childOf(entry, 'entry.value');
    const holder = enclosing(entry, 'entry');
    const outer = holder === null ? null : enclosing(holder, 'entry');
    if (key === null || value === null || holder === null || outer === null) continue;
    if (!isKey(reading, key, /^(?:bot|user)$/) || !isKey(reading, childOf(holder, 'entry.key'), /^scopes$/)) continue;
    if (!isKey(reading, childOf(outer, 'entry.key'), /^oauth_config$/)) continue;
    for (const { node, text } of textsIn(reading, value, 0)) {
      const why = `The app's manifest asks for \`${text}\`.`;
      const site = scopeSite({ scope: text, provider: 'slack', node, role: 'declaration', tier: 'proven', why });
      if (site !== null) yield site;
    }
  }
}

/** The manifest of a script of Google: `oauthScopes: […]`. */
function* scriptScopes(reading: Reading): Generator<Site> {
  for (const entry of reading.unit.ofKind('entry')) {
    const value = childOf(entry, 'entry.value');
    if (value === null || !isKey(reading, childOf(entry, 'entry.key'), /^oauthScopes$/)) continue;
    for (const { node, text } of textsIn(reading, value, 0)) {
      const why = `The script asks for \`${text}\`.`;
      const site = scopeSite({ scope: text, provider: 'google', node, role: 'declaration', tier: 'proven', why });
      if (site !== null) yield site;
    }
  }
}

function isKey({ unit }: Reading, key: SyntaxNode | null, name: RegExp): boolean {
  return key !== null && name.test(unit.textOf(key).replace(/^["']|["']$/g, ''));
}
