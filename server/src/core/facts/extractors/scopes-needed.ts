import type { SyntaxNode } from '../../model/syntax.ts';
import { rowOf } from '../../text/row-of.ts';
import { childOf } from '../../text/tree.ts';
import table from '../../../../data/scopes.json' with { type: 'json' };
import { permissionsOfChain } from '../apis/client-graph.ts';
import { githubGraph, githubScope, octokitScope } from '../apis/github-scopes.ts';
import { graphScope } from '../apis/graph-scopes.ts';
import type { NetworkCall } from '../apis/network-call.ts';
import { networkCalls } from '../apis/network-calls.ts';
import type { ScopeProvider } from '../apis/scope-providers.ts';
import { defineExtractor, type Reading, type Site, type Unlisted } from '../define.ts';
import { readModule } from '../scopes.ts';
import { scopeSite } from '../scope-site.ts';
import { pathOf, textOfValue, type Value } from '../value.ts';
import { destination } from './network.ts';

/** A call of an API that scopes guard. */
interface Call {
  readonly provider: ScopeProvider;
  readonly scope: string | null;
  readonly what: string;
  /** No row where there should be one. */
  readonly isMissing: boolean;
  readonly isByName?: true;
}

/** Scopes that calls of Microsoft Graph, Slack and GitHub need: the least privileged one that is enough. */
export const scopesNeeded = defineExtractor({
  id: 'scopes-needed',
  kinds: ['permission.scope'],
  languages: 'code',
  *extract(reading) {
    if (!/graph|slack|octokit|github/i.test(reading.unit.tree.text)) return;
    const isBolt = usesBolt(reading);
    for (const call of reading.unit.ofKind('call')) {
      const path = reading.resolver.calleeOf(call);
      const found = path === null ? (isBolt ? givenClient(reading, call) : null) : callOf(reading, call, path);
      if (found !== null) yield* sitesOf(call, found);
    }
  },
});

function* sitesOf(call: SyntaxNode, { provider, scope, what, isMissing, isByName }: Call): Generator<Site | Unlisted> {
  if (scope === null) {
    if (isMissing)
      yield { kind: 'unlisted', node: call, what: `The table has no scope of ${what}, so none is claimed.` };
    return;
  }
  const tier = isByName === true ? 'pattern' : 'resolved';
  const site = scopeSite({
    scope,
    provider,
    node: call,
    role: 'call',
    tier,
    why: `${what} needs \`${scope}\` at least.`,
  });
  if (site !== null) yield site;
}

function callOf(reading: Reading, call: SyntaxNode, path: string): Call | null {
  if (path.startsWith('@microsoft/microsoft-graph-client.')) return graphRequest(reading, call, path);
  if (/^(?:msgraph|msgraph_beta|@microsoft\/msgraph-sdk)\./.test(path)) return graphChain(path);
  if (/^(?:@slack\/|slack_sdk\.|slack_bolt\.|slack\.)/.test(path)) return slackCall(path);
  if (/^(?:octokit|@octokit\/|@actions\/github|probot)/.test(path)) return octokitCall(reading, call, path);
  if (path.startsWith('github.Github()')) return pyGithub(path);
  const row = networkCalls.get(path);
  return row === undefined ? null : webRequest(reading, call, row);
}

const VERBS: Readonly<Record<string, string>> = {
  get: 'GET',
  getStream: 'GET',
  post: 'POST',
  create: 'POST',
  put: 'PUT',
  putStream: 'PUT',
  patch: 'PATCH',
  update: 'PATCH',
  delete: 'DELETE',
  del: 'DELETE',
};

/** `client.api('/me/messages').top(5).get()`. */
function graphRequest(reading: Reading, call: SyntaxNode, path: string): Call | null {
  const verb = /\.api\(\)(?:\.\w+\(\))*\.(\w+)$/.exec(path)?.[1];
  const method = verb === undefined ? undefined : rowOf(VERBS, verb);
  if (method === undefined) return null;
  const result = reading.resolver.valueOf(call);
  for (let at: Value | null = result; at !== null && (at.kind === 'call' || at.kind === 'symbol'); at = at.receiver) {
    if (at.kind !== 'call' || !at.of.endsWith('.api')) continue;
    const target = at.args[0]?.value();
    return graphCall(method, target === undefined ? null : textOfValue(target));
  }
  return null;
}

function graphCall(method: string, path: string | null): Call | null {
  if (path === null) return null;
  const plain = path.replace(/^https:\/\/graph\.microsoft\.com/i, '');
  return {
    provider: 'microsoft-graph',
    scope: graphScope(method, plain),
    what: `${method} ${plain} of Microsoft Graph`,
    isMissing: true,
  };
}

/** `client.me.messages.get()`, `client.users.by_user_id(id).send_mail.post(body)`. */
function graphChain(path: string): Call | null {
  const split = path.indexOf('()');
  if (split === -1 || !/(?:GraphServiceClient|createGraphServiceClient)$/.test(path.slice(0, split))) return null;
  const steps = path.slice(split + 3).split('.');
  const method = rowOf(VERBS, steps.pop() ?? '');
  if (method === undefined || steps.length === 0) return null;
  const segments = steps.map((step) => (/^by_?[A-Za-z]\w*\(\)$/.test(step) ? '*' : step.replace(/\(\)|_/g, '')));
  return graphCall(method, `/${segments.join('/')}`);
}

/** `client.chat.postMessage(…)` and `client.chat_postMessage(…)`. */
function slackCall(path: string): Call | null {
  const method = /\(\)\.(?:client\.|web\.)?((?:[a-z]\w*[._])+\w+)$/.exec(path)?.[1];
  return method === undefined ? null : slackMethod(method);
}

function slackMethod(method: string): Call | null {
  const name = method.replaceAll('_', '.').replace(/\.v2$/, 'V2');
  const scope = rowOf<string>(table.slack, name) ?? null;
  return { provider: 'slack', scope, what: `${name} of Slack`, isMissing: false };
}

function usesBolt({ unit }: Reading): boolean {
  return unit.ofKind('import').some((node) => {
    const module = childOf(node, 'import.module');
    return module !== null && /^(?:@slack\/bolt|slack_bolt)\b/.test(readModule(unit, module));
  });
}

/** Bolt gives its handlers a client: `async ({ client }) => client.chat.postMessage(…)`. */
function givenClient(reading: Reading, call: SyntaxNode): Call | null {
  const callee = childOf(call, 'call.callee');
  const text = callee?.kind === 'member' ? reading.unit.textOf(callee) : '';
  const method = /^client\.((?:[a-z]\w*[._])+\w+)$/.exec(text)?.[1];
  const found = method === undefined ? null : slackMethod(method);
  return found === null ? null : { ...found, isByName: true };
}

/** `octokit.rest.repos.get(…)`, `octokit.request('POST /repos/…')`, `octokit.paginate(octokit.rest.issues.list, …)`. */
function octokitCall(reading: Reading, call: SyntaxNode, path: string): Call | null {
  const first = reading.resolver.argumentsOf(call)[0]?.value();
  const paged = path.endsWith('.paginate') && first !== undefined ? pathOf(first) : null;
  const [, group, method] = /\.(\w+)\.(\w+)$/.exec((paged ?? path).replace('.rest.', '.')) ?? [];
  if (group !== undefined && method !== undefined && !/\.(?:request|paginate|graphql)$/.test(paged ?? path)) {
    const scope = octokitScope(group, method);
    return { provider: 'github', scope, what: `${group}.${method} of GitHub`, isMissing: false };
  }
  const route = /\.(?:request|paginate)$/.test(path) && first !== undefined ? textOfValue(first) : null;
  const [, verb = '', target = ''] = /^(GET|HEAD|POST|PUT|PATCH|DELETE) (\/\S*)$/.exec(route ?? '') ?? [];
  return verb === '' ? null : githubCall(verb, target);
}

function githubCall(method: string, path: string): Call {
  return {
    provider: 'github',
    scope: githubScope(method, path),
    what: `${method} ${path} of GitHub`,
    isMissing: false,
  };
}

function pyGithub(path: string): Call | null {
  const steps = path
    .slice('github.Github()'.length + 1)
    .split('.')
    .map((step) => step.replace('()', ''));
  const scope = permissionsOfChain(githubGraph, 'github', steps)?.[0] ?? null;
  return { provider: 'github', scope, what: `\`${path}\``, isMissing: false };
}

/** `fetch('https://graph.microsoft.com/v1.0/me')`. */
function webRequest(reading: Reading, call: SyntaxNode, row: NetworkCall): Call | null {
  const args = reading.resolver.argumentsOf(call);
  const url = textOfValue(destination(reading, call, args, row));
  const [, host = '', rest = ''] = /^https:\/\/([a-z.]+)(\/.*)$/i.exec(url ?? '') ?? [];
  if (!['graph.microsoft.com', 'api.github.com', 'slack.com'].includes(host)) return null;
  const method = methodOf(reading, call, row);
  if (host === 'graph.microsoft.com') return graphCall(method, rest);
  if (host === 'api.github.com') return githubCall(method, rest);
  const called = /^\/api\/([a-z]\w*(?:\.\w+)+)$/.exec(rest)?.[1];
  return called === undefined ? null : slackMethod(called);
}

function methodOf(reading: Reading, call: SyntaxNode, row: NetworkCall): string {
  const args = reading.resolver.argumentsOf(call);
  if (row.method !== undefined && !row.method.startsWith('argument:')) return row.method;
  const own = row.method === undefined ? undefined : args[Number(row.method.slice('argument:'.length))]?.value();
  if (own?.kind === 'text') return own.text.toUpperCase();
  for (const value of args.map((arg) => (arg.name === 'method' || arg.name === null ? arg.value() : null))) {
    const named = value?.kind === 'object' ? reading.resolver.memberOf(value, 'method', call) : null;
    if (named?.kind === 'text') return named.text.toUpperCase();
  }
  return 'GET';
}
