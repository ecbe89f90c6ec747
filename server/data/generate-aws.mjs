// Derives aws.json from published fact tables: node server/data/generate-aws.mjs FOLDER
// FOLDER holds the upstream files named below; they are not part of this repository. Attribution: THIRD_PARTY_NOTICES.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Say where the fact tables are: node server/data/generate-aws.mjs FOLDER');
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

const { exceptions, service_prefix: prefixes } = read('aws-sdk-iam-exceptions.json');
const map = read('aws-sdk-iam-map.2022-08.json');
const levels = read('aws-access_level_overrides.json');
const tags = read('aws-tags.json').iam;
const autopilot = read('iam-policy-autopilot/service-configuration.json');
const utilities = read('iam-policy-autopilot/boto3_utilities_mapping.json').services;
const libraries = read('iam-policy-autopilot/js_v3_libraries.json');

const plain = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Names that newer SDKs use and the map does not know. */
const NEWER = {
  sfn: 'StepFunctions',
  opensearch: 'OpenSearch',
  eventbridge: 'EventBridge',
  cognitoidentityprovider: 'CognitoIdentityServiceProvider',
  cognitoidp: 'CognitoIdentityServiceProvider',
  cloudwatchevents: 'EventBridge',
  events: 'EventBridge',
  logs: 'CloudWatchLogs',
  stepfunctions: 'StepFunctions',
  costexplorer: 'CostExplorer',
  apigatewayv2: 'ApiGatewayV2',
  redshiftdata: 'RedshiftData',
  elasticloadbalancingv2: 'ELBv2',
  elbv2: 'ELBv2',
};

// Service alias -> [name in the exception table, IAM prefix].
const services = {};
const sdkNames = new Set(Object.keys(map.sdk_method_iam_mappings).map((key) => key.split('.')[0]));
const put = (alias, sdkName, prefix) => {
  services[plain(alias)] ??= [sdkName, prefix];
};
const prefixOf = (sdkName) => prefixes[sdkName] ?? sdkName.toLowerCase();
for (const [alias, sdkName] of Object.entries(NEWER)) put(alias, sdkName, prefixOf(sdkName));
for (const sdkName of [...sdkNames].sort()) put(sdkName, sdkName, prefixOf(sdkName));
for (const [name, prefix] of Object.entries(prefixes)) {
  const sdkName = [...sdkNames].find((each) => plain(each) === plain(name)) ?? name;
  put(name, sdkName, prefix);
}
for (const sdkName of [...sdkNames].sort()) put(prefixOf(sdkName), sdkName, prefixOf(sdkName));
for (const [name, prefix] of Object.entries(autopilot.RenameServicesOperationActionMap)) put(name, name, prefix);
for (const [smithy, botocore] of Object.entries(autopilot.SmithyBotocoreServiceNameMapping)) {
  const known = services[plain(botocore)] ?? services[plain(smithy)];
  if (known !== undefined) {
    put(smithy, ...known);
    put(botocore, ...known);
  }
}

const operations = (rows) => rows.map((row) => row.operation ?? row);
const methods = {};
for (const [service, { client_methods: client = {}, resource_methods: resources = {} }] of Object.entries(utilities)) {
  for (const [name, row] of Object.entries(client))
    methods[`${service}.${name}`] = [operations(row.operations), row.accepted_params];
  for (const [resource, named] of Object.entries(resources)) {
    for (const [name, row] of Object.entries(named))
      methods[`${service}.${resource}.${name}`] = [operations(row.operations), row.accepted_params];
  }
}

// boto3 spells `DescribeDBInstances` describe_db_instances: operations whose capitals cannot be guessed from that.
const snake = (name) =>
  name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
const pascal = (name) =>
  name
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
const irregular = {};
for (const key of Object.keys(map.sdk_method_iam_mappings)) {
  const operation = key.split('.')[1];
  if (pascal(snake(operation)) !== operation) irregular[plain(operation)] = operation;
}

const risks = {};
for (const [risk, actions] of Object.entries(tags)) for (const action of actions) (risks[action] ??= []).push(risk);

// What a service does in its caller's name: `S3.PutObject` -> kms:GenerateDataKey. Where the caller's role must allow it too.
const forwarded = {};
for (const file of readdirSync(join(folder, 'iam-policy-autopilot/operation-fas-maps')).sort()) {
  const { Name, Operations } = read(join('iam-policy-autopilot/operation-fas-maps', file));
  for (const { Name: operation, FasOperations = [] } of Operations) {
    if (FasOperations.length > 0)
      forwarded[`${services[plain(Name)][0]}.${operation}`] = FasOperations.map(
        (row) => `${row.Service}:${row.Operation}`,
      );
  }
}

// Operations that pass a role only when one of these input parameters names it. Those that pass one anyway have no row.
const passes = {};
for (const [key, rows] of Object.entries(map.sdk_method_iam_mappings)) {
  const templates = rows.filter((row) => row.action === 'iam:PassRole').map((row) => row.arn_override?.template ?? '*');
  const isAlways = templates.some(
    (template) => template === '*' || (template.endsWith('%*%%') && !template.endsWith('%*%%%')),
  );
  if (templates.length === 0 || isAlways) continue;
  const names = templates.flatMap((template) => [...template.matchAll(/\$\{(\w+)/g)].map((match) => match[1]));
  const parameters = [...new Set(names)].filter((name) => !['Partition', 'Account', 'Region'].includes(name));
  if (parameters.length > 0) passes[key] = parameters;
}

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const table = {
  source:
    'iann0036/iamlive and iann0036/iam-dataset (MIT), awslabs/iam-policy-autopilot (Apache-2.0); derived by generate-aws.mjs',
  services: sorted(services),
  // Operations that need other actions than `prefix:Operation`.
  exceptions: sorted(exceptions),
  permissionless: map.sdk_permissionless_actions,
  // Access levels where the operation's verb misleads.
  levels: sorted(levels),
  risks: sorted(risks),
  // boto3 conveniences -> operations, and parameters in their order.
  methods: sorted(methods),
  // Operation in lower case -> operation.
  irregular: sorted(irregular),
  forwarded: sorted(forwarded),
  passes: sorted(passes),
  libraries: { 'lib-dynamodb': libraries.dynamodb, 'lib-storage': libraries.storage },
};
const out = join(import.meta.dirname, 'aws.json');
const text = `{\n${Object.entries(table)
  .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  .join(',\n')}\n}\n`;
writeFileSync(out, text);
console.log(
  `${out}: ${text.length} bytes, ${Object.keys(services).length} service names, ${Object.keys(exceptions).length} exceptions`,
);
