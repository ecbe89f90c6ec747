// Derives gcp.json from published fact tables: node server/data/generate-gcp.mjs FOLDER
// FOLDER holds the upstream files named below; they are not part of this repository. Attribution: THIRD_PARTY_NOTICES.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Say where the fact tables are: node server/data/generate-gcp.mjs FOLDER');
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const { api: apis } = read('gcp-map.json');

/**
 * Methods of which the map knows no permission or another one, as Google's IAM references have them (2026-11). Reads and writes of
 * documents are permissions of Datastore.
 */
const OWN = {
  pubsub: {
    'projects.subscriptions.pull': 'pubsub.subscriptions.consume',
    'projects.subscriptions.streamingPull': 'pubsub.subscriptions.consume',
    'projects.subscriptions.acknowledge': 'pubsub.subscriptions.consume',
    'projects.subscriptions.modifyAckDeadline': 'pubsub.subscriptions.consume',
    'projects.subscriptions.seek': 'pubsub.subscriptions.consume',
    'projects.subscriptions.modifyPushConfig': 'pubsub.subscriptions.update',
    'projects.subscriptions.detach': 'pubsub.topics.detachSubscription',
    'projects.subscriptions.create': 'pubsub.subscriptions.create pubsub.topics.attachSubscription',
    'projects.topics.subscriptions.list': 'pubsub.topics.get',
  },
  firestore: {
    'projects.databases.documents.get': 'datastore.entities.get',
    'projects.databases.documents.list': 'datastore.entities.get datastore.entities.list',
    'projects.databases.documents.runQuery': 'datastore.entities.get datastore.entities.list',
    'projects.databases.documents.createDocument': 'datastore.entities.create',
    'projects.databases.documents.patch': 'datastore.entities.update',
    'projects.databases.documents.delete': 'datastore.entities.delete',
  },
  datastore: {
    'projects.lookup': 'datastore.entities.get',
    'projects.runQuery': 'datastore.entities.get datastore.entities.list',
    'projects.allocateIds': 'datastore.entities.allocateIds',
  },
  storage: {
    'buckets.update': 'storage.buckets.update',
    'objects.update': 'storage.objects.update',
    'objects.compose': 'storage.objects.create storage.objects.get',
    'objects.copy': 'storage.objects.create storage.objects.get',
    'objects.rewrite': 'storage.objects.create storage.objects.get',
    'objects.insert': 'storage.objects.create',
    'objects.patch': 'storage.objects.update',
    'buckets.patch': 'storage.buckets.update',
  },
  bigquery: {
    'jobs.insert': 'bigquery.jobs.create',
    'jobs.query': 'bigquery.jobs.create',
    'jobs.getQueryResults': 'bigquery.jobs.get',
    'jobs.cancel': 'bigquery.jobs.update',
    'tabledata.insertAll': 'bigquery.tables.updateData',
    'tabledata.list': 'bigquery.tables.getData',
    'tables.patch': 'bigquery.tables.update',
    'tables.update': 'bigquery.tables.update',
  },
  logging: {
    'entries.write': 'logging.logEntries.create',
    'entries.list': 'logging.logEntries.list',
    'entries.tail': 'logging.logEntries.list',
  },
  sqladmin: Object.fromEntries(
    ['instances', 'databases', 'users', 'sslCerts', 'backupRuns'].flatMap((resource) =>
      Object.entries({
        list: 'list',
        get: 'get',
        insert: 'create',
        patch: 'update',
        update: 'update',
        delete: 'delete',
      }).map(([method, verb]) => [`${resource}.${method}`, `cloudsql.${resource}.${verb}`]),
    ),
  ),
  iamcredentials: {
    'projects.serviceAccounts.generateAccessToken': 'iam.serviceAccounts.getAccessToken',
    'projects.serviceAccounts.generateIdToken': 'iam.serviceAccounts.getOpenIdToken',
    'projects.serviceAccounts.signBlob': 'iam.serviceAccounts.signBlob',
    'projects.serviceAccounts.signJwt': 'iam.serviceAccounts.signJwt',
  },
};

const VERBS = { insert: 'create', patch: 'update', aggregatedList: 'list' };

/**
 * The permission that is called like the method, if there is one: the others are asked for when a call names more than the thing
 * itself (a disk, a network, the policy beside it). Else all of them, without policies where the method is about none.
 */
function ownOf(path, names) {
  const [verb, resource] = path.split('.').reverse();
  const own = names.filter((name) => name.endsWith(`.${resource}.${VERBS[verb] ?? verb}`));
  if (own.length > 0) return own;
  const isPolicy = /iam|acl|accessControl|rowAccessPolic/i.test(path);
  const asked = names.filter((name) => isPolicy || !/\.[gs]etIamPolicy$/.test(name));
  return asked.length > 0 ? asked : names;
}

// API -> its methods, without those of which no permission is known: `path=permission,permission`. A permission that begins
// like most of its API leaves that out: `.topics.publish`.
const methods = {};
const prefixes = {};
for (const [api, { methods: given = {} }] of Object.entries(apis).sort(([a], [b]) => (a < b ? -1 : 1))) {
  const found = new Map();
  for (const [path, { permissions = [] }] of Object.entries(given)) {
    // The same permission may stand there once for each way it was found.
    const names = [...new Set(permissions.map(({ name }) => name))].filter((name) => /^[\w-]+(\.[\w-]+)+$/.test(name));
    if (names.length > 0) found.set(path.slice(path.indexOf('.') + 1), ownOf(path, names));
  }
  for (const [path, names] of Object.entries(OWN[api] ?? {})) found.set(path, names.split(' '));
  const rows = [...found];
  if (rows.length === 0) continue;
  const counts = new Map();
  for (const [, names] of rows) {
    const prefix = names[0].slice(0, names[0].indexOf('.'));
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const prefix = [...counts].sort((a, b) => b[1] - a[1])[0][0];
  if (prefix !== api) prefixes[api] = prefix;
  const short = (name) => (name.startsWith(`${prefix}.`) ? name.slice(prefix.length) : name);
  methods[api] = rows.map(([path, names]) => `${path}=${names.map(short).join(',')}`).join(' ');
}

const table = {
  source: 'iann0036/iam-dataset (MIT), 2026-08-20; derived by generate-gcp.mjs',
  // What the permissions of an API begin with, where it is not the API's name.
  prefixes,
  // One text an API: it is taken apart when a file first asks for the API.
  methods,
};
const out = join(import.meta.dirname, 'gcp.json');
const text = `{\n${Object.entries(table)
  .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  .join(',\n')}\n}\n`;
writeFileSync(out, text);
console.log(`${out}: ${text.length} bytes, ${Object.keys(methods).length} APIs`);
