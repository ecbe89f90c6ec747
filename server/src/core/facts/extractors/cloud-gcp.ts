import type { SyntaxNode } from '../../model/syntax.ts';
import { chainOf, permissionsOfChain } from '../apis/client-graph.ts';
import { gcpClients, gcpGraph } from '../apis/gcp-libraries.ts';
import {
  apiOfLibrary,
  hasGcpApi,
  levelOfPermission,
  permissionsOfCall,
  permissionsOfPath,
  risksOfPermission,
} from '../apis/gcp.ts';
import { cloudSites, mayUse, namedArguments, targetOfChain, type Cloud, type CloudUse } from '../cloud-need.ts';
import { defineExtractor, type Reading } from '../define.ts';
import { argumentAt, textOfValue, type Value } from '../value.ts';

const PACKAGES =
  /^(?:google(?:\.|apiclient\.)|googleapis|@google-cloud\/|@googleapis\/|com\.google\.cloud\.|firebase[-_]admin|cloud\.google\.com\/go\/|google\.golang\.org\/api\/|firebase\.google\.com\/go)/;
/** Other ways to make a client, which then is one. */
const MADE_FROM = /\.from_service_account_(?:json|file|info)\(\)|(?<=Options)\.getDefaultInstance\(\)|\.create\(\)/g;
const GENERATED =
  /^(?:google\.cloud\.(?<python>[\w.]+?)|@google-cloud\/(?<node>[\w-]+)(?:\.v\d\w*)?|com\.google\.cloud\.(?<java>[\w.]+?))\.(?<owner>\w+?)(?:Async)?Client\(\)\.(?<method>\w+)$/;
/** `secretmanager/apiv1.Client().AccessSecretVersion`, `compute/apiv1.InstancesRESTClient().Insert`. */
const GO_GENERATED =
  /^cloud\.google\.com\/go\/(?<go>[\w/]+?\/apiv\d\w*(?:\/admin)?)\.(?<owner>\w*?)(?:REST)?Client\(\)\.(?<method>\w+)$/;
/** `google.golang.org/api/compute/v1.Service().Instances.Insert`, which its `Do` only sends. */
const GO_DISCOVERY = /^google\.golang\.org\/api\/(?<api>\w+)(?:\/v\w+)?\.(?:Service|New)\(\)\.(?<rest>\w+(?:\.\w+)+)$/;
const DISCOVERY =
  /^(?:googleapiclient\.discovery\.build|(?:googleapis\.google|@googleapis\/\w+)\.(?<api>\w+))\(\)\.(?<rest>[\w.()]+)$/;
/** Members of clients that ask for nothing. */
const NO_CALL =
  /^(?:close|transport|api_endpoint|universe_domain|get_mtls_endpoint_and_cert_source|initialize|getProjectId|shutdown\w*|awaitTermination|\w+_path|parse_\w+|\w+Path|match\w+From\w+|common_\w+|stop|execute|new_batch_http_request|test_?iam_?permissions)$/i;

const gcp: Cloud = { provider: 'gcp', levelOf: levelOfPermission, risksOf: risksOfPermission };

/** Permissions of Google Cloud that calls of its client libraries need. */
export const cloudGcp = defineExtractor({
  id: 'cloud-gcp',
  kinds: ['permission.cloud'],
  languages: 'code',
  *extract(reading) {
    if (!mayUse(reading.unit, /google|firebase/)) return;
    for (const call of reading.unit.ofKind('call')) {
      const path = reading.resolver.calleeOf(call);
      if (path === null || !PACKAGES.test(path)) continue;
      const use = useOf(reading, call, path.replace(MADE_FROM, '()').replaceAll('()()', '()'));
      if (use !== null) yield* cloudSites(gcp, call, use);
    }
  },
});

function useOf(reading: Reading, call: SyntaxNode, path: string): CloudUse | null {
  return libraryUse(reading, call, path) ?? generatedUse(reading, call, path) ?? discoveryUse(reading, call, path);
}

/** `storage.Client().bucket('x').blob('k').upload_from_filename('f')`. */
function libraryUse(reading: Reading, call: SyntaxNode, path: string): CloudUse | null {
  const chain = chainOf(path, gcpClients);
  if (chain === null) return null;
  const { start, steps, last } = chain;
  if (last === '' || NO_CALL.test(last)) return null;
  const permissions = signedFor(reading, call, last) ?? permissionsOfChain(gcpGraph, start, steps);
  // The classes of Pub/Sub in Python are generated but for what the graph has.
  if (permissions === null && /^(?:publisher|subscriber)$/.test(start)) return null;
  if (permissions?.length === 0) return null;
  // What an answer holds is no client any more: `client.query().to_dataframe()`.
  if (permissions === null && steps.length > 1) return null;
  return { permissions, what: `\`${path}\``, target: targetOfChain(reading, call, steps) };
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
  const groups = (GENERATED.exec(path) ?? GO_GENERATED.exec(path))?.groups;
  const library = groups?.['python'] ?? groups?.['node'] ?? groups?.['java'] ?? groups?.['go'];
  const api = library === undefined ? null : apiOfLibrary(library.replace(/\.services(?:\.\w+)?$/, ''));
  const method = (groups?.['method'] ?? '').replace(/(?:Paged)?Callable$|(?<=[a-z])Async$|(?<=^list\w+)Stream$/, '');
  if (library === undefined || groups === undefined || NO_CALL.test(method)) return null;
  if (api === null) return { permissions: null, what: `\`${path}\``, target: null };
  const permissions = permissionsOfCall(api, groups['owner'] ?? '', method);
  return { permissions, what: `\`${path}\` of ${api}`, target: requestTarget(reading, call) };
}

/** `name` or `parent` of a request, given as keywords, as one object, or as the only text. */
function requestTarget(reading: Reading, call: SyntaxNode): Value | null {
  const args = reading.resolver.argumentsOf(call);
  const request = args.find(({ name }) => name === 'request')?.value() ?? namedArguments(reading, call)[0]?.value();
  for (const key of ['name', 'parent', 'topic', 'subscription', 'resource', 'bucket', 'keyName', 'secret']) {
    const given = args.find(({ name }) => name === key)?.value() ?? fieldOf(request, key);
    if (given !== undefined) return given;
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
  const groups = (DISCOVERY.exec(path) ?? GO_DISCOVERY.exec(path))?.groups;
  const api = groups === undefined ? null : (groups['api'] ?? builtApi(reading, call));
  if (groups === undefined || api === null || !hasGcpApi(api)) return null;
  const rest = (groups['rest'] ?? '').replaceAll('()', '');
  // A resource is named before it is acted on, and what a call gives is no API.
  const permissions = permissionsOfPath(api, rest);
  const method = rest.slice(rest.lastIndexOf('.') + 1);
  const isResource = !rest.includes('.') || method.endsWith('s');
  if (NO_CALL.test(method) || method.endsWith('_next') || (permissions === null && isResource)) return null;
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
