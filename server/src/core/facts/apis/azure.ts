import table from '../../../../data/azure.json' with { type: 'json' };
import { rowOf } from '../../text/row-of.ts';
import { lazily } from './lazily.ts';

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

interface ResourceType {
  /** `Microsoft.Storage/storageAccounts`. */
  readonly name: string;
  /** In lower case without punctuation -> the operation's end: `listkeys` -> `listKeys/action`. */
  readonly verbs: ReadonlyMap<string, string>;
}

/** How the operation groups of a provider's client call its resource types: `virtualmachineextensions`. */
const typesOf = lazily((provider: string): ReadonlyMap<string, ResourceType> => {
  const text = rowOf<string>(table.providers, provider) ?? '';
  const rows = text
    .split(' ')
    .filter((row) => row !== '')
    .map((row) => {
      const [path = '', verbs = ''] = row.split('=');
      const ends = verbs.split(',').map((verb) => verb.replace('!', '/action'));
      return { path, verbs: new Map(ends.map((end) => [plain(end.replace('/action', '')), end])) };
    })
    // Of two types that a group could be called after, the outer one, and `servers` before `managedInstances`.
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length || a.path.length - b.path.length);
  const types = new Map<string, ResourceType>();
  for (const { path, verbs } of rows) {
    const segments = path.split('/');
    const names = segments.map((_, index) => {
      const [last = '', ...outer] = segments.slice(index).toReversed();
      return plain(`${outer.toReversed().map(singular).join('')}${last}`);
    });
    for (const name of names) if (!types.has(name)) types.set(name, { name: `${provider}/${path}`, verbs });
  }
  return types;
});

function singular(noun: string): string {
  return noun.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '');
}

/** Packages that are not called like the provider: `azure.mgmt.cosmosdb`, `@azure/arm-appservice`. */
const PACKAGES: Readonly<Record<string, string>> = {
  resource: 'Microsoft.Resources',
  resourcepolicy: 'Microsoft.Authorization',
  resourcelocks: 'Microsoft.Authorization',
  policy: 'Microsoft.Authorization',
  locks: 'Microsoft.Authorization',
  resources: 'Microsoft.Resources',
  cosmosdb: 'Microsoft.DocumentDB',
  cosmos: 'Microsoft.DocumentDB',
  web: 'Microsoft.Web',
  appservice: 'Microsoft.Web',
  appcontainers: 'Microsoft.App',
  monitor: 'Microsoft.Insights',
  applicationinsights: 'Microsoft.Insights',
  appinsights: 'Microsoft.Insights',
  loganalytics: 'Microsoft.OperationalInsights',
  operationalinsights: 'Microsoft.OperationalInsights',
  msi: 'Microsoft.ManagedIdentity',
  dns: 'Microsoft.Network',
  privatedns: 'Microsoft.Network',
  trafficmanager: 'Microsoft.Network',
  frontdoor: 'Microsoft.Network',
  redis: 'Microsoft.Cache',
  rediscache: 'Microsoft.Cache',
  iothub: 'Microsoft.Devices',
  managementgroups: 'Microsoft.Management',
  signalr: 'Microsoft.SignalRService',
  machinelearning: 'Microsoft.MachineLearningServices',
  machinelearningservices: 'Microsoft.MachineLearningServices',
  rdbmspostgresql: 'Microsoft.DBforPostgreSQL',
  rdbmsmysql: 'Microsoft.DBforMySQL',
  postgresqlflexible: 'Microsoft.DBforPostgreSQL',
  postgresqlflexibleservers: 'Microsoft.DBforPostgreSQL',
  postgresql: 'Microsoft.DBforPostgreSQL',
  mysqlflexible: 'Microsoft.DBforMySQL',
  mysqlflexibleservers: 'Microsoft.DBforMySQL',
  mysql: 'Microsoft.DBforMySQL',
};

/** Groups that are not called like the resource type. */
const GROUPS: Readonly<Record<string, string>> = {
  webapps: 'sites',
  appserviceplans: 'serverfarms',
  zones: 'dnszones',
  resourcegroups: 'resourcegroups',
  containergroups: 'containergroups',
  blobcontainers: 'containers',
  managedclusters: 'managedclusters',
  systemassignedidentities: 'identities',
};

/** The provider behind a management package: `storage`, `cosmosdb`; null when there is no row. */
export function providerOf(library: string): string | null {
  const name = plain(library.replace(/[._]v\d\w*$/, ''));
  // `azure.mgmt.resource.resources` is a part of `azure.mgmt.resource`.
  const known = rowOf(PACKAGES, name) ?? rowOf(PACKAGES, plain(library.split('.')[0]!));
  if (known !== undefined) return known;
  return Object.keys(table.providers).find((each) => plain(each) === `microsoft${name}`) ?? null;
}

/** The operation that a method of an operation group needs: (`Microsoft.Storage`, `storage_accounts`, `begin_create`). */
export function operationOf(provider: string, group: string, method: string): string | null {
  const named = plain(group.replace(/_?operations$/i, ''));
  const types = typesOf(provider);
  const type =
    types.get(rowOf(GROUPS, named) ?? named) ?? types.get(`${named}s`) ?? types.get(named.replace(/y$/, 'ies'));
  if (type === undefined) return null;
  const name = plain(method.replace(/^begin_?/i, '').replace(/AndWait$/, ''));
  const end =
    type.verbs.get(name) ??
    type.verbs.get(singular(name)) ??
    (/^(?:create|createorupdate|update|put|set|replace)/.test(name) ? type.verbs.get('write') : undefined) ??
    (name.startsWith('delete') ? type.verbs.get('delete') : undefined) ??
    (/^(?:get|list|checkexistence|exists)/.test(name) ? type.verbs.get('read') : undefined);
  return end === undefined ? null : `${type.name}/${end}`;
}

/** `Read`, `Write` or `Permissions management`. */
export function levelOfOperation(operation: string): string {
  if (/^Microsoft\.Authorization\/\w+\/(?:write|delete|elevateAccess\/action)$/i.test(operation))
    return 'Permissions management';
  return /\/read$|\/(?:get|read|list|peek|receive|query|execute)\w*(?:\/action)?$/i.test(operation) ? 'Read' : 'Write';
}

/** What holding an operation can be used for. Microsoft's documentation of built-in roles and of data actions, 2026-11. */
const RISKS: readonly (readonly [RegExp, string])[] = [
  [
    /^Microsoft\.Authorization\/(?:roleAssignments|roleDefinitions)\/write$|\/elevateAccess\/action$|userAssignedIdentities\/assign\/action$|virtualMachines\/(?:runCommand\/action|extensions\/write)$/i,
    'PrivEsc',
  ],
  [
    /\/(?:list\w*keys?|regenerate\w*keys?|list\w*credentials?|list\w*sas|listSecrets|listConnectionStrings|getSecret|generateUserDelegationKey)\/action$/i,
    'CredentialExposure',
  ],
  [
    /\/(?:blobs|files|messages|entities|items)\/(?:read|process\/action|receive\/action)$|getSecret\/action$/i,
    'DataAccess',
  ],
];

export function risksOfOperation(operation: string): readonly string[] {
  return RISKS.filter(([pattern]) => pattern.test(operation)).map(([, risk]) => risk);
}
