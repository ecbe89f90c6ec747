import table from '../../../../data/gcp.json' with { type: 'json' };
import { rowOf } from '../../text/row-of.ts';
import { lazily } from './lazily.ts';

/** `topics.publish` -> its permissions; and by how client libraries call it: `createtopic`. */
interface Api {
  readonly byPath: ReadonlyMap<string, readonly string[]>;
  readonly byCall: ReadonlyMap<string, readonly string[]>;
}

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const apiOf = lazily((api: string): Api => {
  const text = rowOf<string>(table.methods, api) ?? '';
  const prefix = rowOf<string>(table.prefixes, api) ?? api;
  const byPath = new Map<string, readonly string[]>();
  const byCall = new Map<string, readonly string[]>();
  const unclear = new Set<string>();
  const rows = text.split(' ').filter((each) => each !== '');
  const paths = new Set(rows.map((row) => row.slice(0, row.indexOf('='))));
  for (const row of rows) {
    const [path = '', given = ''] = row.split('=');
    const permissions = given.split(',').map((name) => (name.startsWith('.') ? `${prefix}${name}` : name));
    byPath.set(path.toLowerCase(), permissions);
    // What an older version of the API has beside `projects.…` is not called any more.
    if (paths.has(`projects.${path}`)) continue;
    for (const call of callsOf(path)) {
      const known = byCall.get(call);
      // Of methods that are called alike, what all of them need.
      const common = known?.filter((permission) => permissions.includes(permission)) ?? permissions;
      if (common.length === 0) unclear.add(call);
      else byCall.set(call, common);
    }
  }
  for (const call of unclear) byCall.delete(call);
  return { byPath, byCall };
});

const VERBS: Readonly<Record<string, readonly string[]>> = {
  patch: ['update'],
  update: ['update'],
  insert: ['insert', 'create'],
  aggregatedList: ['list'],
};
/** Verbs that say nothing without what they act on. */
const BARE = new Set(
  'get list create insert delete patch update getIamPolicy setIamPolicy testIamPermissions'.split(' '),
);

/** Methods that client libraries call otherwise: path -> name. */
const CALLED: Readonly<Record<string, string>> = {
  'entries.write': 'writelogentries',
  'entries.list': 'listlogentries',
  'entries.tail': 'taillogentries',
};

/**
 * How client libraries call a method: `projects.secrets.versions.access` is AccessSecretVersion, `secrets.addVersion` is
 * AddSecretVersion, `cryptoKeys.encrypt` is Encrypt.
 */
function callsOf(path: string): readonly string[] {
  const chain = path.split('.');
  const verb = chain.pop() ?? '';
  const [last = '', before = ''] = chain.toReversed();
  const calls = new Set<string>();
  const called = rowOf(CALLED, path);
  if (called !== undefined) calls.add(called);
  for (const name of VERBS[verb] ?? [verb]) {
    const noun = /list$/i.test(name) ? last : singular(last);
    calls.add(plain(`${name}${noun}`));
    // `CreateTimeSeries`
    if (last.endsWith('ies')) calls.add(plain(`${name}${last}`));
    if (!['', 'projects', 'locations', 'folders', 'organizations'].includes(before))
      calls.add(plain(`${name}${singular(before)}${noun}`));
  }
  const [, first = '', rest = ''] = /^([a-z]+)([A-Z]\w*)$/.exec(verb) ?? [];
  if (first !== '' && !BARE.has(verb)) calls.add(plain(`${first}${singular(last)}${rest}`));
  // Policies of the only thing that has one; of several nobody can say.
  if (!BARE.has(verb) || verb.endsWith('IamPolicy')) calls.add(plain(verb));
  return [...calls];
}

function singular(noun: string): string {
  return noun
    .replace(/ies$/, 'y')
    .replace(/(?<=ss|x|ch|sh)es$/, '')
    .replace(/(?<!s)s$/, '');
}

export function hasGcpApi(api: string): boolean {
  return Object.hasOwn(table.methods, api);
}

/** By the path of the REST method, as discovery clients spell it: `projects.topics.publish`; null when nothing is known. */
export function permissionsOfPath(api: string, path: string): readonly string[] | null {
  return apiOf(api).byPath.get(path.toLowerCase()) ?? null;
}

/**
 * By the method of a client library, and the class that it belongs to: `SecretManagerService`, `AccessSecretVersion`; where it
 * belongs to none, by both its parts: `list_instances`.
 */
export function permissionsOfCall(api: string, owner: string, method: string): readonly string[] | null {
  const { byPath, byCall } = apiOf(api);
  const [verb = '', ...nouns] = owner === '' ? method.split('_') : [];
  const named =
    nouns.length === 0 ? null : (byPath.get(`${nouns.join('')}.${verb}`) ?? byPath.get(`${nouns.join('')}s.${verb}`));
  if (named !== null && named !== undefined) return named;
  const noun = owner.replace(/^Sql(?=[A-Z])|Service$/g, '');
  return byPath.get(`${noun}.${method.replaceAll('_', '')}`.toLowerCase()) ?? byCall.get(plain(method)) ?? null;
}

/** Client libraries that are not called like the API. */
const LIBRARIES: Readonly<Record<string, string>> = {
  kms: 'cloudkms',
  tasks: 'cloudtasks',
  scheduler: 'cloudscheduler',
  functions: 'cloudfunctions',
  sql: 'sqladmin',
  resourcemanager: 'cloudresourcemanager',
  asset: 'cloudasset',
  billing: 'cloudbilling',
  build: 'cloudbuild',
  devtoolscloudbuild: 'cloudbuild',
  devtoolscontaineranalysis: 'containeranalysis',
  deploy: 'clouddeploy',
  iamadmin: 'iam',
  iamcredentials: 'iamcredentials',
  errorreporting: 'clouderrorreporting',
  filestore: 'file',
  bigtableadmin: 'bigtableadmin',
  firestoreadmin: 'firestore',
  videotranscoder: 'transcoder',
  orchestrationairflowservice: 'composer',
  securityprivateca: 'privateca',
  workflowsexecutions: 'workflowexecutions',
  trace: 'cloudtrace',
  profiler: 'cloudprofiler',
  spanneradmindatabase: 'spanner',
  spanneradmininstance: 'spanner',
  identityaccesscontextmanager: 'accesscontextmanager',
};

/**
 * The API behind a client library: `secretmanager_v1`, `secret-manager`, `devtools.cloudbuild_v1`, `kms/apiv1`, `SecretManager.V1`;
 * null when there is no row.
 */
export function apiOfLibrary(library: string): string | null {
  const name = plain(library.toLowerCase().replace(/\/apiv\d\w*(?=\/|$)|[._/-]?v\d+\w*$/g, ''));
  const api = rowOf(LIBRARIES, name) ?? name;
  return hasGcpApi(api) ? api : null;
}

/** `Read`, `List`, `Write` or `Permissions management`, by the verb that a permission ends with. */
export function levelOfPermission(permission: string): string {
  const verb = permission.slice(permission.lastIndexOf('.') + 1);
  if (/^setIamPolicy$|^actAs$|^impersonate/.test(verb)) return 'Permissions management';
  if (verb.startsWith('list')) return 'List';
  return /^(?:get|access|read|view|export|consume|query|select|lookup|search|useToDecrypt|check|connect)/.test(verb)
    ? 'Read'
    : 'Write';
}

/** What holding a permission can be used for. Google's documentation on privilege escalation and on data access, 2026-11. */
const RISKS: readonly (readonly [RegExp, string])[] = [
  [/\.setIamPolicy$/, 'ResourceExposure'],
  [
    /^(?:resourcemanager\.\w+\.setIamPolicy|iam\.roles\.(?:create|update)|iam\.serviceAccounts\.(?:actAs|setIamPolicy|getAccessToken|getOpenIdToken|signBlob|signJwt|implicitDelegation)|iam\.serviceAccountKeys\.create|deploymentmanager\.deployments\.create|cloudbuild\.builds\.create|orgpolicy\.policy\.set)$/,
    'PrivEsc',
  ],
  [
    /^(?:iam\.serviceAccountKeys\.create|iam\.serviceAccounts\.(?:getAccessToken|getOpenIdToken)|secretmanager\.versions\.access|storage\.hmacKeys\.create|apikeys\.keys\.getKeyString|container\.clusters\.getCredentials)$/,
    'CredentialExposure',
  ],
  [
    /^(?:storage\.objects\.get|bigquery\.tables\.(?:getData|export)|datastore\.entities\.(?:get|list)|spanner\.databases\.(?:select|read)|bigtable\.tables\.readRows|secretmanager\.versions\.access|pubsub\.subscriptions\.consume|logging\.logEntries\.list|cloudkms\.cryptoKeyVersions\.useToDecrypt)$/,
    'DataAccess',
  ],
];

export function risksOfPermission(permission: string): readonly string[] {
  return RISKS.filter(([pattern]) => pattern.test(permission)).map(([, risk]) => risk);
}
