/** Clients of Google Cloud that are not called like their namespace: `KeyManagementServiceClient` of `Google.Cloud.Kms.V1`. */
const CALLED_OTHERWISE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    BigQuery: 'BigQueryReadClient BigQueryWriteClient',
    Compute:
      'AddressesClient AutoscalersClient BackendServicesClient DisksClient FirewallsClient ForwardingRulesClient ' +
      'GlobalAddressesClient HealthChecksClient ImagesClient InstanceGroupManagersClient InstanceGroupsClient ' +
      'InstanceTemplatesClient InstancesClient MachineTypesClient NetworksClient RegionsClient RoutersClient RoutesClient ' +
      'SnapshotsClient SubnetworksClient ZonesClient',
    Container: 'ClusterManagerClient',
    Dataproc: 'ClusterControllerClient JobControllerClient',
    Functions: 'CloudFunctionsServiceClient FunctionServiceClient',
    'Iam.Admin': 'IAMClient',
    'Iam.Credentials': 'IAMCredentialsClient',
    Kms: 'KeyManagementServiceClient EkmServiceClient',
    Logging: 'ConfigServiceV2Client MetricsServiceV2Client',
    Monitoring: 'AlertPolicyServiceClient MetricServiceClient UptimeCheckServiceClient',
    PubSub: 'PublisherClient PublisherServiceApiClient SchemaServiceClient SubscriberClient SubscriberServiceApiClient',
    ResourceManager: 'FoldersClient OrganizationsClient ProjectsClient TagKeysClient TagValuesClient',
    Run: 'JobsClient RevisionsClient ServicesClient',
    Scheduler: 'CloudSchedulerClient',
    Storage: 'UrlSigner',
    Tasks: 'CloudTasksClient',
    Workflows: 'ExecutionsClient',
  }).flatMap(([namespace, types]) => types.split(' ').map((type) => [type, namespace] as const)),
);

/** Types of SDKs whose names are anybody's: they count where their namespace is opened. */
const OPENED: Readonly<Record<string, string>> = {
  Table: 'Amazon.DynamoDBv2.DocumentModel',
  Container: 'Microsoft.Azure.Cosmos',
  Database: 'Microsoft.Azure.Cosmos',
  ArmClient: 'Azure.ResourceManager',
};

const CLIENT = /(?:Client|Db|Connection|Reference|Service)(?:Builder)?$/;
const GOOGLE = /^Google\.(?:Cloud|Apis)\./;

/**
 * The full name of a client of Google Cloud in a file that opens its namespace: the one that it is called like, or the one that
 * has it. A file that opens another is not taken to use it.
 */
function googleName(name: string, namespaces: readonly string[]): string | null {
  if (!CLIENT.test(name)) return null;
  const plain = name.replace(/Builder$/, '');
  const otherwise = Object.hasOwn(CALLED_OTHERWISE, plain) ? CALLED_OTHERWISE[plain]! : null;
  const google = namespaces.filter((namespace) => GOOGLE.test(namespace));
  const found =
    google.find((namespace) => otherwise !== null && `${namespace}.`.startsWith(`Google.Cloud.${otherwise}.`)) ??
    google.find((namespace) => isCalledLike(plain, namespace)) ??
    google.find(
      (namespace) => namespace === 'Google.Cloud.Firestore' && /^(?:Collection|Document)Reference$/.test(name),
    );
  return found === undefined ? null : `${found}.${name}`;
}

/** `SecretManagerServiceClient` of `Google.Cloud.SecretManager.V1`, `FirestoreDb` of `Google.Cloud.Firestore`. */
function isCalledLike(name: string, namespace: string): boolean {
  const parts = namespace.split('.').slice(2);
  return parts.some((part) => !/^v\d/i.test(part) && name.toLowerCase().startsWith(part.toLowerCase()));
}

/** The full name of a type of an SDK, by the namespaces that a file opens. */
export function openedName(name: string, namespaces: readonly string[]): string | null {
  const opened = Object.hasOwn(OPENED, name) ? OPENED[name]! : null;
  if (opened !== null && namespaces.includes(opened)) return `${opened}.${name}`;
  const isManaged = /^[A-Z]\w+(?:Resource|Collection)$/.test(name);
  if (isManaged && namespaces.some((each) => /^Azure\.ResourceManager\b/.test(each)))
    return `Azure.ResourceManager.${name}`;
  return googleName(name, namespaces);
}
