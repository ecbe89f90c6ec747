import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import { stepsOf } from '../../built.ts';
import type { Reading } from '../../define.ts';
import { destination } from '../../extractors/network.ts';
import { hostOf } from '../../normalise.ts';
import { textOfValue, type Argument } from '../../value.ts';
import type { NetworkCall } from '../network-call.ts';
import { networkCalls } from '../network-calls.ts';
import { anyVendorOfHost } from '../team-vendors.ts';
import { defineSinks, type DataSink } from './define.ts';
import { isBrowserCode } from './places.ts';

const OWN_HOST =
  /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|host\.docker\.internal|[a-z0-9-]+(?::\d+)?$)|\.(?:local|internal|svc|lan|localhost|test|cluster\.local)(?::\d+)?$/;
/** What a variable that holds one's own address is called. */
const OWN_NAME = /(?:^|_)(?:API|BACKEND|SERVER|BASE|GATEWAY|APP|HOST|SITE|SELF|INTERNAL|FRONTEND|AUTH|SERVICE)(?:_|$)/i;

/** Requests to hosts of others. */
export const network = defineSinks({
  id: 'network',
  find({ reading, call, callee, path, args }) {
    if (path === null) return null;
    if (path === 'php.curl_setopt' || path === 'php.curl_setopt_array') return curlBody(reading, args());
    if (networkCalls.get(path) !== undefined) return requestTo(reading, call, path, args());
    return /^https?\.request\(\)\.(?:write|end)$/.test(path) ? requestBody(reading, callee, args()) : null;
  },
});

function requestTo(reading: Reading, call: SyntaxNode, path: string, args: readonly Argument[]): DataSink | null {
  const row = networkCalls.get(path)!;
  const value = destination(reading, call, args, row);
  const text = textOfValue(value);
  if (text === null) {
    // A browser posts its forms to the server it came from; only code of a server sends elsewhere when it does not say where.
    if (value.kind !== 'environment' || isBrowserCode(reading) || isOwnName(value.name)) return null;
    const why = `\`${path}\` sends it to the address in \`${value.name}\`.`;
    return { action: 'send', sink: 'network', to: `env:${value.name}`, tier: 'resolved', why, args };
  }
  if (!isOfOthers(text)) return null;
  const host = hostOf(text);
  if (host === '' || host.startsWith('*') || OWN_HOST.test(host)) return null;
  const vendor = anyVendorOfHost(reading.unit.team.vendors, host);
  return {
    action: vendor?.sink === 'model-provider' ? 'prompt' : 'send',
    sink: vendor?.sink ?? 'network',
    to: host,
    tier: 'resolved',
    why: `\`${path}\` sends it to ${host}${vendor === null ? '' : ` (${vendor.name})`}.`,
    args: [...args, ...builtBody(args, row), ...chainedBody(reading, call, row)],
  };
}

function isOwnName(variable: string): boolean {
  const [first = ''] = variable.replace(/_(?:URL|URI|HOST|ENDPOINT|BASE)+$/i, '').split('_');
  return OWN_NAME.test(first);
}

function isOfOthers(text: string): boolean {
  if (/^\/(?!\/)/.test(text) || /^\.{1,2}\//.test(text) || /^(?:\*|blob:|data:)/.test(text)) return false;
  return /^[a-z][a-z0-9+.-]*:\/\/|^\/\/|^[\w-]+(?:\.[\w-]+)+/i.test(text);
}

/** `send(HttpRequest.newBuilder(uri).POST(body).build())`: what the request was made with is sent. */
function builtBody(args: readonly Argument[], row: NetworkCall): readonly Argument[] {
  if (row.built === undefined) return [];
  return args.flatMap((arg) => [...stepsOf(arg.value()).values()]);
}

/** `client.post().uri(url).bodyValue(user)`: the steps that come after the one that says where to. */
function chainedBody({ unit, resolver }: Reading, call: SyntaxNode, row: NetworkCall): readonly Argument[] {
  if (row.receiver === undefined) return [];
  const found: Argument[] = [];
  for (let at = call; at.role === 'member.object' && at.parent?.role === 'call.callee' && at.parent.parent !== null;) {
    const property = childOf(at.parent, 'member.property');
    at = at.parent.parent;
    if (property !== null && unit.textOf(property).startsWith('body')) found.push(...resolver.argumentsOf(at));
  }
  return found;
}

/** `curl_setopt($handle, CURLOPT_POSTFIELDS, $body)`: goes where the handle was opened to. */
function curlBody(reading: Reading, [handle, option, value]: readonly Argument[]): DataSink | null {
  const opened = handle?.value();
  const given = value ?? option;
  const says = option?.node == null ? '' : reading.unit.textOf(option.node).slice(0, 2000);
  if (opened?.kind !== 'call' || opened.node === null || given === undefined || !says.includes('CURLOPT_POSTFIELDS'))
    return null;
  const sink = networkCalls.has(opened.of)
    ? requestTo(reading, opened.node, opened.of, reading.resolver.argumentsOf(opened.node))
    : null;
  return sink === null ? null : { ...sink, args: [given] };
}

/** `request.write(body)`: goes where the request was opened to. */
function requestBody(reading: Reading, callee: SyntaxNode, args: readonly Argument[]): DataSink | null {
  const value = reading.resolver.valueOf(callee);
  const request = value.kind === 'symbol' ? value.receiver : null;
  if (request?.kind !== 'call' || request.node === null || networkCalls.get(request.of) === undefined) return null;
  const opened = requestTo(reading, request.node, request.of, reading.resolver.argumentsOf(request.node));
  return opened === null ? null : { ...opened, args };
}
