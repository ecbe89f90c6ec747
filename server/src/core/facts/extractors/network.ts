import type { SyntaxNode } from '../../model/syntax.ts';
import type { NetworkCall } from '../apis/network-call.ts';
import { type ListenCall, listenCalls, networkCalls } from '../apis/network-calls.ts';
import { withoutSetters } from '../apis/go-network-calls.ts';
import { networkAnnotations, withoutSteps } from '../apis/java-network-calls.ts';
import { rowOf } from '../../text/row-of.ts';
import { stepsOf } from '../built.ts';
import { connectionSite } from '../connection-site.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { argumentAt, pathOf, textOfValue, unknown, type Argument, type Value } from '../value.ts';

/** Where code connects to, and what it lets connect. */
export const network = defineExtractor({
  id: 'network',
  kinds: ['permission.network'],
  languages: 'code',
  *extract(reading) {
    for (const kind of ['call', 'new'] as const) {
      for (const call of reading.unit.ofKind(kind)) {
        const path = reading.resolver.calleeOf(call);
        if (path === null) continue;
        const connects = networkCalls.get(path) ?? networkCalls.get(withoutSetters(withoutSteps(path)));
        if (connects !== undefined && isConnection(reading, call, connects))
          yield connection(reading, call, path, connects);
        const listens = listenCalls.get(path);
        if (listens !== undefined) yield listener(reading, call, path, listens);
      }
    }
    yield* annotated(reading);
  },
});

/** `@FeignClient(url = "https://…")`: calls of the interface connect there. */
function* annotated(reading: Reading): Generator<Site> {
  for (const decorator of reading.unit.ofKind('decorator')) {
    const call = decorator.children[0];
    const path = call?.kind === 'call' ? reading.resolver.calleeOf(call) : null;
    const names = path === null ? undefined : networkAnnotations.get(path);
    if (call === undefined || path === null || names === undefined) continue;
    const args = reading.resolver.argumentsOf(call);
    const given =
      names.map((name) => args.find((arg) => arg.name === name)).find((arg) => arg !== undefined) ?? args[0];
    const value = given?.value() ?? unknown;
    const text = textOfValue(value);
    // A setting of Spring: `${users.url}`.
    const setting = text === null ? null : /^\$\{([^:}]+)/.exec(text)?.[1];
    const target: Value = setting == null ? value : { kind: 'environment', name: setting, fallback: null };
    yield connectionSite(call, target, 'Methods of this interface connect', text);
  }
}

/** `file_get_contents` of a file, `curl_setopt` of a header: no connection. */
function isConnection(reading: Reading, call: SyntaxNode, row: NetworkCall): boolean {
  const args = reading.resolver.argumentsOf(call);
  // `curl_init()` says later where it goes.
  const isOfObject = row.base !== undefined || row.ofObject !== undefined || row.receiver !== undefined;
  if (args.length === 0 && !isOfObject) return false;
  if (row.when !== undefined) {
    const [index, path] = row.when;
    if (pathOf(argumentAt(args, index)?.value() ?? unknown) !== path) return false;
  }
  if (row.onlyUrls === undefined) return true;
  return /^(?:https?|ftp|wss?):\/\//i.test(textOfValue(destination(reading, call, args, row)) ?? '');
}

function connection(reading: Reading, call: SyntaxNode, path: string, row: NetworkCall): Site {
  const target = destination(reading, call, reading.resolver.argumentsOf(call), row);
  return connectionSite(call, target, `\`${path}\` connects`);
}

/** The URL as far as it is known: of the call, of its options, relative ones on the client's base. */
export function destination(
  { resolver }: Reading,
  call: SyntaxNode,
  args: readonly Argument[],
  row: NetworkCall,
): Value {
  const result = row.ofObject === true ? resolver.valueOf(call) : unknown;
  const object = result.kind === 'call' ? result.receiver : null;
  const own = object?.kind === 'call' ? object.args : args;
  const given = argumentAt(own, row.url[0], row.url[1])?.value() ?? unknown;
  const first = args[0]?.value() ?? unknown;
  let url = given;
  const made = row.options === undefined || first.kind !== 'call' ? null : first;
  const field = made?.args.find(({ name }) => name !== null && row.options!.includes(name));
  if (field !== undefined) url = field.value();
  else if (row.options !== undefined && (first.kind === 'object' || given.kind === 'object')) {
    const options = first.kind === 'object' ? first : given;
    url = unknown;
    for (const name of row.options) {
      const value = resolver.memberOf(options, name, call);
      if (value.kind === 'unknown') continue;
      url = isRelative(value) && url.kind !== 'unknown' ? url : value;
      if (!isRelative(url)) break;
    }
  } else if (given.kind === 'list') url = given.items[0] ?? unknown;
  if (row.built !== undefined && textOfValue(url) === null) {
    const steps = stepsOf(given);
    url = row.built.map((name) => steps.get(name)?.value()).find((value) => value !== undefined) ?? unknown;
  }
  if (row.receiver !== undefined && (isRelative(url) || url.kind === 'unknown')) {
    const steps = stepsOf(resolver.valueOf(call));
    url = row.receiver.map((name) => steps.get(name)?.value()).find((value) => value !== undefined) ?? url;
  }
  if (row.base !== undefined && (isRelative(url) || url.kind === 'unknown' || url.kind === 'parameter')) {
    const base = baseOf(resolver.valueOf(call), row.base, resolver, call);
    if (base !== null) return base;
  }
  return url;
}

function isRelative(value: Value): boolean {
  const text = textOfValue(value);
  return text !== null && !/^([a-z][a-z0-9+.-]*:)?\/\//i.test(text) && !text.startsWith('*');
}

/** The base URL given to the client a method is called on. */
function baseOf(value: Value, option: string, resolver: Reading['resolver'], call: SyntaxNode): Value | null {
  const client = value.kind === 'call' ? value.receiver : null;
  if (client === null || client.kind !== 'call') return null;
  const named = client.args.find((arg) => arg.name === option)?.value();
  if (named !== undefined) return named;
  const options = client.args[0]?.value();
  if (options?.kind === 'text' && !isRelative(options)) return options;
  if (options?.kind !== 'object') return null;
  const base = resolver.memberOf(options, option, call);
  return base.kind === 'unknown' ? null : base;
}

/** Addresses that libraries have names for. */
const ADDRESSES: Readonly<Record<string, string>> = {
  'System.Net.IPAddress.Any': '0.0.0.0',
  'System.Net.IPAddress.IPv6Any': '::',
  'System.Net.IPAddress.Loopback': '127.0.0.1',
  'std.net.Ipv4Addr.UNSPECIFIED': '0.0.0.0',
  'std.net.Ipv4Addr.LOCALHOST': '127.0.0.1',
};

function listener(reading: Reading, call: SyntaxNode, path: string, row: ListenCall): Site {
  const args = reading.resolver.argumentsOf(call);
  const result = reading.resolver.valueOf(call);
  const object = result.kind === 'call' && result.receiver?.kind === 'call' ? result.receiver : null;
  const host =
    (row.ofObject === undefined
      ? argumentAt(args, row.host[0], row.host[1])
      : object?.args.find(({ name }) => name === row.ofObject)
    )?.value() ?? unknown;
  const named = rowOf(ADDRESSES, pathOf(host) ?? '');
  const value: Value =
    named !== undefined
      ? { kind: 'text', text: named }
      : textOfValue(host) === null && host.kind !== 'environment'
        ? { kind: 'text', text: 'default' }
        : host;
  return {
    kind: 'permission.network',
    action: 'listen',
    resource: { kind: 'host', value },
    node: call,
    evidence: [{ node: call, role: 'call' }],
    tier: 'resolved',
    why: [`\`${path}\` accepts connections.`],
  };
}
