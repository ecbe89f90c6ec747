import { expect, test } from 'vitest';
import { explained, permissionsIn, statesIn, type Files } from './permissions-in.ts';
import { entryOf } from '../../../server/src/core/facts/roles/code-paths.ts';
import { filesOfPattern, patternIndex } from '../../../server/src/core/text/folder-pattern.ts';
import { toIamPolicy } from '../../../server/src/core/verbs.ts';

const read = `import boto3
table = boto3.resource("dynamodb").Table("orders")
def handler(event, context):
    return table.get_item(Key={"id": event["id"]})
`;
const write = `const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
const s3 = new S3Client({});
exports.handler = async (event) => s3.send(new PutObjectCommand({ Bucket: 'reports', Key: event.key, Body: '' }));
`;
const sam = (readPolicies: string, writePolicies: string): string => `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    CodeUri: src/
Resources:
  ReadFunction:
    Type: AWS::Serverless::Function
    Properties:
      Handler: read.handler
      Policies:
${readPolicies}
  WriteFunction:
    Type: AWS::Serverless::Function
    Properties:
      Handler: write.handler
      Policies:
${writePolicies}
`;
const readPolicy = `        - DynamoDBReadPolicy:
            TableName: orders`;
const writePolicy = `        - Statement:
            - Effect: Allow
              Action: s3:PutObject
              Resource: arn:aws:s3:::reports/*`;
const inFolder = (template: string): Files => ({
  'app/template.yaml': template,
  'app/src/read.py': read,
  'app/src/write.js': write,
});

test('SAM: a need is declared by the policies of the function that runs the code, and by no others', async () => {
  expect(await statesIn(inFolder(sam(readPolicy, writePolicy)))).toEqual([
    'ReadFunction declared dynamodb:GetItem app/src/read.py:4',
    'WriteFunction declared s3:PutObject app/src/write.js:3',
  ]);
  expect(await statesIn(inFolder(sam(writePolicy, readPolicy)))).toEqual([
    'ReadFunction undeclared dynamodb:GetItem app/src/read.py:4',
    'ReadFunction excess s3:PutObject app/template.yaml:13',
    'WriteFunction undeclared s3:PutObject app/src/write.js:3',
    ...['GetItem', 'Scan', 'Query', 'BatchGetItem', 'DescribeTable'].flatMap((name) => [
      `WriteFunction excess dynamodb:${name} app/template.yaml:20`,
      `WriteFunction excess dynamodb:${name} app/template.yaml:20`,
    ]),
  ]);
});

test('the least policy has the statements of each role under its name', async () => {
  expect(toIamPolicy(await permissionsIn(inFolder(sam(readPolicy, writePolicy))))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReadFunction',
        Effect: 'Allow',
        Action: ['dynamodb:GetItem'],
        Resource: ['arn:aws:dynamodb:*:*:table/orders'],
      },
      { Sid: 'WriteFunction', Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['arn:aws:s3:::reports/*'] },
    ],
  });
});

test('what a role has that cannot be read says so, and nothing is claimed to be missing', async () => {
  const reasons: readonly (readonly [string, string])[] = [
    [
      '        - arn:aws:iam::111122223333:policy/own',
      'what else the policy arn:aws:iam::111122223333:policy/own gives is not known.',
    ],
    ['        - !Ref PolicyArn', 'PolicyArn stands in no file that was read.'],
    ['        - AmazonAthenaFullAccess', 'what else the policy AmazonAthenaFullAccess gives is not known.'],
    [
      '        - Statement:\n            - { Effect: Allow, Action: !Ref Actions, Resource: "*" }',
      'it is given `${Actions}`.',
    ],
  ];
  for (const [policies, why] of reasons)
    expect((await statesIn(inFolder(sam(policies, writePolicy))))[0]).toBe(
      `ReadFunction unknown dynamodb:GetItem app/src/read.py:4: ${why}`,
    );
});

const roles = (statement: string, role = '!GetAtt Role.Arn'): string => `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
      ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: orders
      Roles: [!Ref Role]
      PolicyDocument:
        Statement: [{ Effect: Allow, Action: [${statement}], Resource: "*" }]
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Handler: read.handler
      Runtime: python3.13
      Code: ./src
      Role: ${role}
`;

test('CloudFormation: a role that is declared apart, and a policy that hangs on it', async () => {
  const states = async (template: string): Promise<readonly string[]> =>
    await statesIn({ 'template.yaml': template, 'src/read.py': read });
  expect(await states(roles('dynamodb:GetItem, dynamodb:DeleteTable'))).toEqual([
    'Role declared dynamodb:GetItem src/read.py:4',
    'Role excess dynamodb:DeleteTable template.yaml:14',
  ]);
  expect(await states(roles('dynamodb:Query'))).toEqual([
    'Role undeclared dynamodb:GetItem src/read.py:4',
    'Role excess dynamodb:Query template.yaml:14',
  ]);
  expect(await states(roles('dynamodb:Query', '!Ref RoleArn'))).toEqual([
    '- unknown dynamodb:GetItem src/read.py:4: the role of Function is not known.',
  ]);
});

test('files that a function imports need what they need in its name; nobody says that one of several lacks it', async () => {
  const files = {
    'template.yaml': sam(readPolicy, writePolicy)
      .replace('CodeUri: src/', 'CodeUri: .')
      .replace('write.handler', 'use.handler'),
    'read.py': 'from store import find\ndef handler(event, context):\n    return find(event["id"])\n',
    'use.py': 'import store\ndef handler(event, context):\n    return store.find(event["id"])\n',
    'store.py': read.replace('handler(event, context)', 'find(event)'),
  };
  expect(await statesIn(files)).toEqual([
    'ReadFunction unknown dynamodb:GetItem store.py:4: WriteFunction does not have it, and may not get to this line.',
    'WriteFunction unknown dynamodb:GetItem store.py:4: WriteFunction does not have it, and may not get to this line.',
    'WriteFunction excess s3:PutObject template.yaml:20',
  ]);
  expect(
    (await statesIn({ ...files, 'template.yaml': files['template.yaml'].replace(readPolicy, writePolicy) }))[0],
  ).toBe('ReadFunction undeclared dynamodb:GetItem store.py:4');
});

test('several handlers of one file are told apart by their names', async () => {
  const code = `${read.replace('handler', 'get')}def put(event, context):\n    table.put_item(Item={"id": "1"})\n`;
  const template = sam(readPolicy, readPolicy).replace('read.handler', 'read.get').replace('write.handler', 'read.put');
  expect(
    (await statesIn({ 'template.yaml': template, 'src/read.py': code })).filter((line) => !line.includes('excess')),
  ).toEqual([
    'ReadFunction declared dynamodb:GetItem src/read.py:4',
    'WriteFunction undeclared dynamodb:PutItem src/read.py:6',
  ]);
});

test('nothing is excess while some of the code is not known', async () => {
  const code = (line: string): Files => ({
    'template.yaml': sam(`${writePolicy}\n${readPolicy}`, writePolicy),
    'src/read.py': `${line}\n${read}`,
    'src/write.js': write,
  });
  const excess = async (line: string): Promise<readonly string[]> =>
    (await statesIn(code(line))).filter((each) => each.startsWith('ReadFunction excess'));
  expect(await excess('import json')).toEqual(['ReadFunction excess s3:PutObject template.yaml:13']);
  expect(await excess('import awswrangler')).toEqual([
    'ReadFunction excess unknown: `awswrangler` may ask things of AWS that no table says.',
  ]);
  expect(await excess('from . import missing')).toEqual(['ReadFunction excess unknown: src/missing.py was not read.']);
  expect(await excess('client = boto3.client("s3")\nrun(client)')).toEqual([
    'ReadFunction excess unknown: what is called of s3 is not known.',
  ]);
});

test('an action that stands beside the call, and one on another kind of resource, are not told as missing', async () => {
  const states = async (call: string, action: string, resource: string): Promise<string | undefined> =>
    (
      await statesIn({
        'template.yaml': sam(
          `        - Statement:\n            - { Effect: Allow, Action: "${action}", Resource: "${resource}" }`,
          writePolicy,
        ),
        'src/read.py': `import boto3\ndef handler(event, context):\n    ${call}\n`,
        'src/write.js': write,
      })
    ).find((line) => / (?:undeclared|unknown) /.test(line));
  expect(
    await states(
      'boto3.client("kendra").start_data_source_sync_job(Id="a", IndexId="b")',
      'kendra:StartDataSourceSyncJob',
      '*',
    ),
  ).not.toContain('undeclared');
  expect(
    await states(
      'boto3.client("ssm").send_command(DocumentName="AWS-RunShellScript")',
      'ssm:SendCommand',
      'arn:aws:ssm:*:*:document/AWS-RunShellScript',
    ),
  ).not.toContain('undeclared');
  expect(
    await states(
      'boto3.client("ssm").send_command(DocumentName="AWS-RunShellScript")',
      'ssm:GetCommandInvocation',
      '*',
    ),
  ).toContain('ReadFunction undeclared ssm:SendCommand');
});

test('of a template with syntax errors nothing is claimed', async () => {
  const states = await statesIn(
    inFolder(`${sam(readPolicy, writePolicy).replace('s3:PutObject', '[\n    s3:Put]')}  x: [\n`),
  );
  expect(states.filter((line) => / undeclared | excess /.test(line))).toEqual([]);
});

test('what a service reads for who calls it is not excess, and neither are methods of which one is needed', async () => {
  const image = `import boto3
def handler(event, context):
    boto3.client("rekognition").detect_labels(Image={"S3Object": {"Bucket": "in", "Name": event["name"]}})
`;
  const statement = (...actions: readonly string[]): string =>
    `        - Statement:\n            - { Effect: Allow, Action: [${actions.map((each) => `"${each}"`).join(', ')}], Resource: "*" }`;
  const states = async (...actions: readonly string[]): Promise<readonly string[]> =>
    (
      await statesIn({
        'template.yaml': sam(statement(...actions), writePolicy),
        'src/read.py': image,
        'src/write.js': write,
      })
    ).filter((line) => line.startsWith('ReadFunction excess'));
  expect(await states('rekognition:DetectLabels', 's3:GetObject')).toEqual([]);
  expect(await states('rekognition:DetectLabels', 'sqs:SendMessage')).toEqual([
    'ReadFunction excess sqs:SendMessage template.yaml:12',
  ]);
  // Written by every function, and by Lambda for it.
  expect(await states('rekognition:*', 'logs:PutLogEvents', 'xray:PutTraceSegments')).toEqual([]);
});

const serverless = (own: string): string => `service: shop
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action: [dynamodb:GetItem]
          Resource: "*"
functions:
  read:
    handler: src/read.handler
  write:
    handler: src/write.handler
${own}`;

test('Serverless: functions share the role of the provider, or have statements of their own', async () => {
  const states = async (own: string): Promise<readonly string[]> =>
    await statesIn({ 'serverless.yml': serverless(own), 'src/read.py': read, 'src/write.js': write });
  expect(await states('')).toEqual([
    'provider declared dynamodb:GetItem src/read.py:4',
    'provider undeclared s3:PutObject src/write.js:3',
  ]);
  const statement = '      - { Effect: Allow, Action: "s3:Put*", Resource: "arn:aws:s3:::reports/*" }';
  expect(await states(`    iamRoleStatements:\n${statement}\n`)).toEqual([
    'provider declared dynamodb:GetItem src/read.py:4',
    'write declared s3:PutObject src/write.js:3',
  ]);
  expect(await states('    iamRoleStatements: ${file(roles.yml)}\n')).toEqual([
    'provider declared dynamodb:GetItem src/read.py:4',
    'write unknown s3:PutObject src/write.js:3: its statements stand elsewhere.',
  ]);
  expect(await states('    role: arn:aws:iam::111122223333:role/own\n')).toContain(
    'provider declared dynamodb:GetItem src/read.py:4',
  );
});

test('a reviewer is told as whom the code runs, and why', async () => {
  const facts = await explained(inFolder(sam(readPolicy, writePolicy)), 'app/src/read.py');
  const need = facts.find(({ action }) => action === 'dynamodb:GetItem');
  expect(need?.detail?.grant).toBe('declared');
  expect(need?.confidence.why.slice(-2)).toEqual([
    'Runs as `ReadFunction` (app/template.yaml:7), whose handler stands here.',
    'Granted in app/template.yaml:11.',
  ]);
});

test("a statement's id has letters also where the name of its role has none", async () => {
  const template = sam(readPolicy, writePolicy).replace('ReadFunction', '"Наказ"').replace('WriteFunction', '"Звіт"');
  const { Statement } = toIamPolicy(await permissionsIn(inFolder(template)));
  expect(Statement.map(({ Sid }) => Sid)).toEqual(['Role', 'Role2']);
});

test('what is built stands where its sources do, also below another folder', () => {
  const { paths } = entryOf('services/dist/orders', 'app.handler');
  expect(paths).toContain('services/orders/app.ts');
  expect(paths).toContain('services/src/orders/app.ts');
  expect(entryOf('dist', 'app.handler').paths).toContain('src/app.ts');
  expect(entryOf('a/dist', 'app.handler').paths).toContain('a/app.ts');
});

test('Java and Kotlin take classes of their package without an import', async () => {
  const put = (fun: string): string => `package com.acme;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
${fun}
`;
  const template = `Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: com.acme.Orders::handle
      Policies:
        - Statement:
            Effect: Allow
            Action: s3:PutObject
            Resource: "*"
`;
  const java = (uses: string): Files => ({
    'template.yaml': template,
    'src/main/java/com/acme/Orders.java': `package com.acme;
class Orders { void handle(String key) { ${uses} } }
`,
    'src/main/java/com/acme/Store.java': put(
      'class Store {\n  S3Client s3 = S3Client.create();\n  void put(PutObjectRequest request) { s3.putObject(request, null); }\n}',
    ),
  });
  expect(await statesIn(java('new Store().put(null);'))).toEqual([
    'Orders declared s3:PutObject src/main/java/com/acme/Store.java:6',
  ]);
  // Of one file alone is known what stands beside its code, once that was asked for.
  const [grant] = await explained(java('new Store().put(null);'), 'template.yaml');
  expect(grant?.detail?.grant).toBe('declared');
  const [unused] = await explained(java(''), 'template.yaml');
  expect(unused?.detail?.grant).toBe('excess');
  // The class of another handler in the same folder.
  expect(await statesIn(java(''))).toContain('Orders excess s3:PutObject template.yaml:10');
  const kotlin = {
    'template.yaml': template,
    'src/main/kotlin/com/acme/Orders.kt': 'package com.acme\nclass Orders { fun handle(key: String) { put(key) } }\n',
    'src/main/kotlin/com/acme/Store.kt': put(
      'val s3: S3Client = S3Client.create()\nfun put(key: String) { s3.putObject(PutObjectRequest.builder().key(key).build(), null) }',
    ),
  };
  expect(await statesIn(kotlin)).not.toContain('Orders excess s3:PutObject template.yaml:10');
});

test('of paths that are looked at once, a pattern means the same files', () => {
  const paths = [
    'a.go',
    'main.go',
    'a/b.go',
    'a/b_test.go',
    'a/c.d.go',
    'a/.go',
    'a/d.java',
    'a/b/c.go',
    'a/*.go',
    'a/x',
  ];
  let count = 0;
  const counted = function* (): Generator<string> {
    for (const path of paths) {
      count += 1;
      yield path;
    }
  };
  const pathsOf = patternIndex(counted());
  for (const pattern of ['*.go', 'a/*.go', 'a/*.java', 'a/b/*.go', 'c/*.go', 'a/b.go', '__proto__/*.go'])
    expect(pathsOf(pattern)).toEqual(filesOfPattern(pattern, paths));
  expect(count).toBe(paths.length);
});
