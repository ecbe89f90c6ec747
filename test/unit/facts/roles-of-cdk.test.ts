import { expect, test } from 'vitest';
import { explained, statesIn, type Files } from './permissions-in.ts';

const get = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export const handler = async (event: { id: string }) =>
  client.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: event.id } } }));
`;
const put = `import boto3
import os
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
def handler(event, context):
    table.put_item(Item={"id": event["id"]})
`;
const stack = (...lines: readonly string[]): string => `import { Stack, StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { LambdaToSqs } from '@aws-solutions-constructs/aws-lambda-sqs';
import * as path from 'path';
import { Construct } from 'constructs';
export class ShopStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const table = new dynamodb.Table(this, 'Orders', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const reader = new NodejsFunction(this, 'Reader', { entry: path.join(__dirname, '../src/get.ts') });
    const writer = new lambda.Function(this, 'Writer', {
      runtime: lambda.Runtime.PYTHON_3_13,
      code: lambda.Code.fromAsset('lambda'),
      handler: 'put.handler',
    });
    new apigateway.LambdaRestApi(this, 'Api', { handler: reader });
${lines.map((line) => `    ${line}\n`).join('')}  }
}
`;
const typescript = (...lines: readonly string[]): Files => ({
  'cdk.json': '{ "app": "npx ts-node --prefer-ts-exts bin/shop.ts" }',
  'bin/shop.ts':
    "import { App } from 'aws-cdk-lib';\nimport { ShopStack } from '../lib/shop-stack';\nnew ShopStack(new App(), 'Shop');\n",
  'lib/shop-stack.ts': stack(...lines),
  'src/get.ts': get,
  'lambda/put.py': put,
});
const needed = (lines: readonly string[]): readonly string[] => lines.filter((line) => !line.includes(' excess '));

test('TypeScript: what the stack grants a function lets its code through, and no other', async () => {
  expect(await statesIn(typescript('table.grantReadData(reader);', 'table.grantWriteData(writer);'))).toEqual([
    'Reader declared dynamodb:GetItem src/get.ts:4',
    'Writer declared dynamodb:PutItem lambda/put.py:5',
  ]);
  expect(needed(await statesIn(typescript('table.grantReadData(writer);', 'table.grantWriteData(reader);')))).toEqual([
    'Reader undeclared dynamodb:GetItem src/get.ts:4',
    'Writer undeclared dynamodb:PutItem lambda/put.py:5',
  ]);
});

test('TypeScript: a grant that goes leaves the need behind', async () => {
  expect(await statesIn(typescript('table.grantReadData(reader);'))).toEqual([
    'Reader declared dynamodb:GetItem src/get.ts:4',
    'Writer undeclared dynamodb:PutItem lambda/put.py:5',
  ]);
});

test('TypeScript: statements, roles of their own, and policies that hang on them', async () => {
  const statement = "new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [table.tableArn] })";
  const ways = [
    [`reader.addToRolePolicy(${statement});`],
    [`reader.role!.attachInlinePolicy(new iam.Policy(this, 'Read', { statements: [${statement}] }));`],
    [`reader.role!.addToPrincipalPolicy(${statement});`],
    [`table.grant(reader, 'dynamodb:GetItem');`],
    [`reader.role!.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonDynamoDBReadOnlyAccess'));`],
  ];
  for (const lines of ways)
    expect((await statesIn(typescript(...lines)))[0]).toBe('Reader declared dynamodb:GetItem src/get.ts:4');
  const role = stack().replace(
    "{ entry: path.join(__dirname, '../src/get.ts') }",
    "{ entry: path.join(__dirname, '../src/get.ts'), role: new iam.Role(this, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }) }",
  );
  expect((await statesIn({ ...typescript(), 'lib/shop-stack.ts': role }))[0]).toBe(
    'Own undeclared dynamodb:GetItem src/get.ts:4',
  );
});

test('TypeScript: who hands the function on, or grants by a way that is not read, is not taken at their word', async () => {
  const first = async (...lines: readonly string[]): Promise<string | undefined> =>
    (await statesIn(typescript(...lines)))[0];
  expect(await first("new LambdaToSqs(this, 'Queue', { existingLambdaObj: reader });")).toBe(
    'Reader unknown dynamodb:GetItem src/get.ts:4: it is handed to `LambdaToSqs`.',
  );
  expect(await first('table.grantEverything(reader);')).toBe(
    'Reader unknown dynamodb:GetItem src/get.ts:4: what `table.grantEverything` gives it is not known.',
  );
  expect(
    await first(
      "const s = new iam.PolicyStatement({ actions: ['dynamodb:*'], resources: ['*'] });",
      'add(s, [reader]);',
    ),
  ).toBe('Reader unknown dynamodb:GetItem src/get.ts:4: lib/shop-stack.ts:21 grants it, and it is not known to whom.');
});

test('TypeScript: a statement that is put together step by step may give anything', async () => {
  const lines = [
    'const s = new iam.PolicyStatement();',
    "s.addActions('dynamodb:GetItem');",
    'reader.addToRolePolicy(s);',
  ];
  expect((await statesIn(typescript(...lines)))[0]).toBe(
    'Reader unknown dynamodb:GetItem src/get.ts:4: a statement is put together step by step.',
  );
});

test('TypeScript: a grant in another file of the program counts for whoever is handed over', async () => {
  const files = typescript("new Grants(this, 'Grants', { table, reader });");
  const other = `import { Construct } from 'constructs';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
export class Grants extends Construct {
  constructor(scope: Construct, id: string, props: { table: Table; reader: IFunction }) {
    super(scope, id);
    props.table.grantReadData(props.reader);
  }
}
`;
  const withImport = `import { Grants } from './grants';\n${files['lib/shop-stack.ts']}`;
  expect((await statesIn({ ...files, 'lib/shop-stack.ts': withImport, 'lib/grants.ts': other }))[0]).toBe(
    'Reader unknown dynamodb:GetItem src/get.ts:4: lib/grants.ts:7 grants it, and it is not known to whom.',
  );
});

test('the stack of an unchanged program is found from the code', async () => {
  const need = async (...lines: readonly string[]): Promise<readonly string[]> => {
    const facts = await explained(typescript(...lines), 'src/get.ts');
    return facts.find(({ action }) => action === 'dynamodb:GetItem')?.confidence.why.slice(-2) ?? [];
  };
  expect(await need('table.grantReadData(reader);')).toEqual([
    'Runs as `Reader` (lib/shop-stack.ts:14), whose handler stands here.',
    'Granted in lib/shop-stack.ts:21 on `${Orders}`: only a deployment knows whether that is it.',
  ]);
  expect(await need()).toEqual([
    'Runs as `Reader` (lib/shop-stack.ts:14), whose handler stands here.',
    'No policy of that role grants it.',
  ]);
});

const python = (...lines: readonly string[]): Files => ({
  'cdk.json': '{ "app": "python3 app.py" }',
  'app.py': 'import aws_cdk as cdk\nfrom shop.shop_stack import ShopStack\nShopStack(cdk.App(), "Shop")\n',
  'shop/shop_stack.py': `from aws_cdk import Stack, aws_dynamodb as dynamodb, aws_iam as iam, aws_lambda as lambda_
from constructs import Construct
class ShopStack(Stack):
    def __init__(self, scope: Construct, id: str, **kwargs) -> None:
        super().__init__(scope, id, **kwargs)
        table = dynamodb.Table(self, "Orders", partition_key=dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING))
        writer = lambda_.Function(
            self, "Writer",
            runtime=lambda_.Runtime.PYTHON_3_13,
            code=lambda_.Code.from_asset("lambda"),
            handler="put.handler",
        )
${lines.map((line) => `        ${line}\n`).join('')}`,
  'lambda/put.py': put,
});

test('Python: a grant, another one, and none', async () => {
  expect(await statesIn(python('table.grant_write_data(writer)'))).toEqual([
    'Writer declared dynamodb:PutItem lambda/put.py:5',
  ]);
  expect(needed(await statesIn(python('table.grant_read_data(writer)')))).toEqual([
    'Writer undeclared dynamodb:PutItem lambda/put.py:5',
  ]);
  expect(await statesIn(python())).toEqual(['Writer undeclared dynamodb:PutItem lambda/put.py:5']);
  expect(
    await statesIn(
      python(
        'writer.add_to_role_policy(iam.PolicyStatement(actions=["dynamodb:PutItem", "dynamodb:DeleteItem"], resources=[table.table_arn]))',
      ),
    ),
  ).toEqual([
    'Writer declared dynamodb:PutItem lambda/put.py:5',
    'Writer excess dynamodb:DeleteItem shop/shop_stack.py:13',
  ]);
});

test('Python: the stack is found from the code', async () => {
  const facts = await explained(python('table.grant_write_data(writer)'), 'lambda/put.py');
  expect(facts.find(({ action }) => action === 'dynamodb:PutItem')?.detail?.grant).toBe('declared');
  const without = await explained(python(), 'lambda/put.py');
  expect(without.find(({ action }) => action === 'dynamodb:PutItem')?.detail?.grant).toBe('undeclared');
});
