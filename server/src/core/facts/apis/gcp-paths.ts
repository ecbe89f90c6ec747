/** Whose calls are of Google Cloud, however a language spells its client libraries. */
export const GCP_PACKAGES =
  /^(?:google(?:\.|apiclient\.|_cloud_)|Google[._]|googleapis|@google-cloud\/|@googleapis\/|com\.google\.cloud\.|firebase[-_]admin|cloud\.google\.com\/go\/|google\.golang\.org\/api\/|firebase\.google\.com\/go)/;

/** Other ways to make a client, which then is one. */
const MADE_FROM: readonly (readonly [from: RegExp, to: string])[] = [
  [/\.from_service_account_(?:json|file|info)\(\)|(?<=Options)\.getDefaultInstance\(\)|\.create\(\)/g, '()'],
  // Kotlin reads `getService()` like a field.
  [/^(com\.google\.cloud\.[\w.]+)Options(?:\.\w+)?\(\)(?:\.\w+\(\))*\.service(?=\.)/, '$1()'],
  // .NET: `StorageClient.Create()`, `new StorageClientBuilder { … }.Build()`
  [/^(Google\.[\w.]+(?:Client|Db))(?:\.Create(?:Async)?|Builder\(\)\.Build(?:Async)?)\(\)/, '$1()'],
  // Ruby: `Google::Cloud::Storage.new`
  [/^(Google\.[\w.]+)\.new(?:\(\))?(?=\.)/, '$1()'],
  // Rust: `SecretManagerService::builder().build()`
  [/^(google_cloud_\w+\.client\.\w+)\.builder\(\)(?:\.\w+\(\))*?\.build\(\)/, '$1()'],
];

/** One spelling for clients that are made in several ways, and for methods that .NET calls `…Async`. */
export function plainGcpPath(path: string): string {
  let plain = path;
  for (const [from, to] of MADE_FROM) plain = plain.replace(from, to);
  plain = plain.replaceAll('()()', '()');
  const split = plain.startsWith('Google.') ? plain.indexOf('()') : -1;
  return split === -1 ? plain : plain.slice(0, split) + plain.slice(split).replace(/(?<=[a-z])Async(?=\(|\.|$)/g, '');
}

/** A call of a client whose methods are called like those of its API. */
export interface GeneratedCall {
  readonly library: string;
  /** The class it belongs to: `SecretManagerService`. */
  readonly owner: string;
  readonly method: string;
}

const GENERATED: readonly RegExp[] = [
  /^(?:google\.cloud\.(?<python>[\w.]+?)|@google-cloud\/(?<node>[\w-]+)(?:\.v\d\w*)?|com\.google\.cloud\.(?<java>[\w.]+?))\.(?<owner>\w+?)(?:Async)?Client\(\)\.(?<method>\w+)$/,
  // `secretmanager/apiv1.Client().AccessSecretVersion`, `compute/apiv1.InstancesRESTClient().Insert`
  /^cloud\.google\.com\/go\/(?<go>[\w/]+?\/apiv\d\w*(?:\/admin)?)\.(?<owner>\w*?)(?:REST)?Client\(\)\.(?<method>\w+)$/,
  // .NET, and PHP with its `Client` between: `Google\Cloud\Kms\V1\Client\KeyManagementServiceClient`
  /^Google\.Cloud\.(?<typed>[\w.]+?)(?:\.Client)?\.(?<owner>\w+?)(?:ServiceApi|Gapic)?Client\(\)\.(?<method>\w+)$/,
  // Ruby: `SecretManager::V1::SecretManagerService::Client.new`, `SecretManager.secret_manager_service`
  /^Google\.Cloud\.(?<ruby>[\w.]+?)\.(?<owner>[A-Z]\w*)(?:\.Rest)?\.Client\(\)\.(?<method>\w+)$/,
  /^Google\.Cloud\.(?<made>[A-Z]\w*(?:\.V\d\w*)?)\.(?<owner>[a-z]\w*)(?:\(\))?\.(?<method>[a-z]\w*)$/,
  // Rust sends what it has built.
  /^google_cloud_(?<rust>\w+?)\.client\.(?<owner>\w+)\(\)\.(?<method>\w+)\(\)(?:\.\w+\(\))*\.send$/,
];

export function generatedCall(path: string): GeneratedCall | null {
  const groups = firstMatch(GENERATED, path);
  if (groups === null) return null;
  const { owner = '', method = '', ...library } = groups;
  const name = Object.values(library).find((each) => each !== undefined) ?? '';
  return {
    library: name.replace(/\.services(?:\.\w+)?$/, ''),
    owner: owner.replaceAll('_', ''),
    method: method.replace(/(?:Paged)?Callable$|(?<=[a-z])Async$|(?<=^list\w+)Stream$/, ''),
  };
}

const DISCOVERY: readonly RegExp[] = [
  /^(?:googleapiclient\.discovery\.build|(?:googleapis\.google|@googleapis\/\w+)\.(?<node>\w+))\(\)\.(?<rest>[\w.()]+)$/,
  // `google.golang.org/api/compute/v1.Service().Instances.Insert`, which its `Do` only sends.
  /^google\.golang\.org\/api\/(?<go>\w+)(?:\/v\w+)?\.(?:Service|New)\(\)\.(?<rest>\w+(?:\.\w+)+)$/,
  /^Google\.Apis\.(?<dotnet>\w+)\.v\w+\.\w+Service\(\)\.(?<rest>\w+(?:\.\w+)+)$/,
  /^Google(?:\.Service\.|_Service_)(?<php>\w+)\(\)\.(?<rest>\w+(?:\.\w+)+)$/,
  /^Google\.Apis\.(?<ruby>\w+?)V\d\w*\.\w+Service\(\)\.(?<rest>[a-z]\w+)$/,
];

/** A call of a client that is made of an API's description. `api` is null where the client is told which. */
export interface DiscoveryCall {
  readonly api: string | null;
  /** `projects.topics.publish`, in Ruby `publish_topic`. */
  readonly rest: string;
}

export function discoveryCall(path: string): DiscoveryCall | null {
  const groups = firstMatch(DISCOVERY, path);
  if (groups === null) return null;
  const { rest = '', ...apis } = groups;
  const api = Object.values(apis).find((each) => each !== undefined) ?? null;
  return {
    api: path.startsWith('Google') ? (api?.toLowerCase() ?? null) : api,
    rest: path.startsWith('Google') ? rest.replaceAll(/_(?=[a-z]\w*\.)/g, '.') : rest.replaceAll('()', ''),
  };
}

function firstMatch(patterns: readonly RegExp[], path: string): Readonly<Record<string, string | undefined>> | null {
  for (const pattern of patterns) {
    const groups = pattern.exec(path)?.groups;
    if (groups !== undefined) return groups;
  }
  return null;
}
