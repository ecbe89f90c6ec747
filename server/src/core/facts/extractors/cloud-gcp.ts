import type { SyntaxNode } from '../../model/syntax.ts';
import { rowOf } from '../../text/row-of.ts';
import { chainOf, permissionsOfChain } from '../apis/client-graph.ts';
import { gcpClients, gcpGraph } from '../apis/gcp-libraries.ts';
import { discoveryCall, GCP_PACKAGES, generatedCall, plainGcpPath } from '../apis/gcp-paths.ts';
import {
  apiOfLibrary,
  hasGcpApi,
  levelOfPermission,
  permissionsOfCall,
  permissionsOfPath,
  risksOfPermission,
} from '../apis/gcp.ts';
import { namedInput } from '../apis/aws-sdks/named-input.ts';
import { stepsOf } from '../built.ts';
import { cloudSites, mayUse, namedArguments, targetOfChain, type Cloud, type CloudUse } from '../cloud-need.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { argumentAt, pathOf, textOfValue, type Value } from '../value.ts';

/** Members of clients that ask for nothing. */
const NO_CALL =
  /^(?:close|transport|api_endpoint|universe_domain|get_mtls_endpoint_and_cert_source|initialize|getProjectId|shutdown\w*|awaitTermination|\w+_path|parse_\w+|\w+Path|match\w+From\w+|common_\w+|new_batch_http_request|test_?iam_?permissions)$/i;
/** Those that are calls of some API. */
const SELDOM_CALL = /^(?:stop|execute|use|let|also|apply|run|\w+Name)$/;

const gcp: Cloud = { provider: 'gcp', levelOf: levelOfPermission, risksOf: risksOfPermission };

/** Permissions of Google Cloud that calls of its client libraries need. */
export const cloudGcp = defineExtractor({
  id: 'cloud-gcp',
  kinds: ['permission.cloud'],
  languages: 'code',
  *extract(reading) {
    if (!mayUse(reading.unit, /google|firebase/i)) return;
    for (const [call, path] of callsIn(reading)) {
      const use = GCP_PACKAGES.test(path) ? useOf(reading, call, plainGcpPath(path)) : null;
      if (use !== null) yield* cloudSites(gcp, call, use);
    }
  },
});

/** Calls, and what Ruby writes like a field: `bucket.delete`. */
function* callsIn({ unit, resolver }: Reading): Generator<readonly [SyntaxNode, string]> {
  for (const call of unit.ofKind('call')) {
    const path = resolver.calleeOf(call);
    if (path !== null) yield [call, path];
  }
  if (unit.language.id !== 'ruby') return;
  for (const node of unit.ofKind('member')) {
    const path = node.role === 'call.callee' ? null : pathOf(resolver.valueOf(node));
    if (path !== null) yield [node, path];
  }
}

function useOf(reading: Reading, call: SyntaxNode, path: string): CloudUse | null {
  const use = libraryUse(reading, call, path);
  return use === undefined ? (generatedUse(reading, call, path) ?? discoveryUse(reading, call, path)) : use;
}

/** `storage.Client().bucket('x').blob('k').upload_from_filename('f')`. Null: it needs nothing; undefined: it may be called otherwise. */
function libraryUse(reading: Reading, call: SyntaxNode, path: string): CloudUse | null | undefined {
  const chain = chainOf(path, gcpClients);
  if (chain === null) return undefined;
  const { start, steps, last } = chain;
  if (last === '' || NO_CALL.test(last)) return undefined;
  const permissions =
    signedFor(reading, call, last) ??
    (start === 'javastorage' ? ofArgument(reading, call, last) : null) ??
    permissionsOfChain(gcpGraph, start, steps);
  // The classes of Pub/Sub in Python are generated but for what the graph has.
  if (permissions === null && (SELDOM_CALL.test(last) || /^(?:publisher|subscriber)$/.test(start))) return undefined;
  if (permissions?.length === 0 || isUnasked(reading, call)) return null;
  // What an answer holds is no client any more: `client.query().to_dataframe()`.
  if (permissions === null && steps.length > 1) return undefined;
  return { permissions, what: `\`${path}\``, target: targetOfChain(reading, call, steps) };
}

const JAVA_VERBS: Readonly<Record<string, string>> = { create: 'create', get: 'get', update: 'update' };

/** Java's `storage.create(BlobInfo…)` makes an object, `storage.create(BucketInfo…)` a bucket. */
function ofArgument(reading: Reading, call: SyntaxNode, method: string): readonly string[] | null {
  const verb = rowOf(JAVA_VERBS, method);
  const given = reading.resolver.argumentsOf(call)[0]?.value();
  const [, noun] = /^com\.google\.cloud\.storage\.(Blob|Bucket)/.exec((given && pathOf(given)) ?? '') ?? [];
  if (verb === undefined || noun === undefined) return null;
  return [`storage.${noun === 'Blob' ? 'objects' : 'buckets'}.${verb}`];
}

/** Ruby's `bucket('x', skip_lookup: true)` only names it. */
function isUnasked({ resolver }: Reading, call: SyntaxNode): boolean {
  return call.kind === 'call' && resolver.argumentsOf(call).some(({ name }) => name === 'skip_lookup');
}

/** What a signed address lets its holder do, when it is told: `generate_signed_url(method='PUT')`, `{ action: 'write' }`. */
function signedFor(reading: Reading, call: SyntaxNode, method: string): readonly string[] | null {
  if (!/^(?:generate_signed_url|getSignedUrl|SignedURL)$/.test(method)) return null;
  const args = reading.resolver.argumentsOf(call);
  const options = args[0]?.value();
  const given =
    args.find(({ name }) => name === 'method')?.value() ??
    fieldOf(args[1]?.value(), 'method') ??
    (options?.kind === 'object' ? reading.resolver.memberOf(options, 'action', call) : undefined);
  const act = given === undefined ? '' : (textOfValue(given) ?? '').toLowerCase();
  if (/^(?:put|post|write|resumable)$/.test(act)) return ['storage.objects.create'];
  return act === 'delete' ? ['storage.objects.delete'] : null;
}

/** `SecretManagerServiceClient().access_secret_version(name=…)`, `InstancesClient().insert(…)`. */
function generatedUse(reading: Reading, call: SyntaxNode, path: string): CloudUse | null {
  const called = generatedCall(path);
  if (called === null || NO_CALL.test(called.method)) return null;
  const { library, owner, method } = called;
  const api = apiOfLibrary(library);
  const permissions = api === null ? null : permissionsOfCall(api, owner, method);
  if (permissions === null && SELDOM_CALL.test(method)) return null;
  if (api === null) return { permissions, what: `\`${path}\``, target: null };
  return { permissions, what: `\`${path}\` of ${api}`, target: requestTarget(reading, call) };
}

/** `name` or `parent` of a request, given as keywords, as one object, or as the only text. */
function requestTarget(reading: Reading, call: SyntaxNode): Value | null {
  const args = reading.resolver.argumentsOf(call);
  const request = args.find(({ name }) => name === 'request')?.value() ?? namedArguments(reading, call)[0]?.value();
  const result = reading.resolver.valueOf(call);
  // Rust fills a request on the way to its `send`.
  const isSent = reading.unit.language.id === 'rust' && result.kind === 'call';
  const steps = stepsOf(isSent ? result.receiver : (request ?? null));
  const named = namedInput(reading, call, args);
  for (const key of ['name', 'parent', 'topic', 'subscription', 'resource', 'bucket', 'keyName', 'secret']) {
    const said = args.find(({ name }) => name === key) ?? steps.get(key.toLowerCase());
    const given = said?.value() ?? fieldOf(request, key) ?? named(key);
    if (given !== null) return given;
    if (request?.kind !== 'object' || !reading.resolver.entriesOf(request.node).has(key)) continue;
    return reading.resolver.memberOf(request, key, call);
  }
  return request !== undefined && textOfValue(request) !== null ? request : null;
}

/** `&secretmanagerpb.AccessSecretVersionRequest{Name: …}`: fields begin with a capital. */
function fieldOf(request: Value | undefined, key: string): Value | undefined {
  if (request?.kind !== 'call' || request.node?.kind !== 'new') return undefined;
  const field = key.charAt(0).toUpperCase() + key.slice(1);
  return request.args.find(({ name }) => name === field)?.value();
}

/** `build('storage', 'v1').objects().insert(…)`, `google.storage('v1').objects.insert(…)`. */
function discoveryUse(reading: Reading, call: SyntaxNode, path: string): CloudUse | null {
  const called = discoveryCall(path);
  const api = called === null ? null : (called.api ?? builtApi(reading, call));
  if (called === null || api === null || !hasGcpApi(api)) return null;
  const { rest } = called;
  const isNamed = reading.unit.language.id === 'ruby';
  // PHP may not call a method `list`: `listBuckets`.
  const spelled = rest.replace(/(?<=\.)list[A-Z]\w*$/, 'list');
  const permissions = isNamed
    ? permissionsOfCall(api, '', rest)
    : (permissionsOfPath(api, rest) ?? permissionsOfPath(api, spelled));
  const method = rest.slice(rest.lastIndexOf('.') + 1);
  // A resource is named before it is acted on, and what a call gives is no API.
  const isResource = !isNamed && (!rest.includes('.') || method.endsWith('s'));
  const isUnknown = permissions === null && (isResource || SELDOM_CALL.test(method));
  if (NO_CALL.test(method) || method.endsWith('_next') || isUnknown) return null;
  return { permissions, what: `\`${rest}\` of ${api}`, target: requestTarget(reading, call) };
}

function builtApi(reading: Reading, call: SyntaxNode): string | null {
  const result = reading.resolver.valueOf(call);
  for (let at: Value | null = result; at !== null && (at.kind === 'call' || at.kind === 'symbol'); at = at.receiver) {
    if (at.kind !== 'call' || at.of !== 'googleapiclient.discovery.build') continue;
    const name = argumentAt(at.args, 0, 'serviceName')?.value();
    return name?.kind === 'text' ? name.text : null;
  }
  return null;
}
