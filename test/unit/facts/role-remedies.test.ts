import { expect, test } from 'vitest';
import type { Remedy } from '../../../server/src/core/model/fact.ts';
import { explained, statesIn, type Files } from './permissions-in.ts';

const code = `import boto3
s3 = boto3.client("s3")
def handler(event, context):
    s3.get_object(Bucket="in", Key=event["key"])
    s3.put_object(Bucket="out", Key=event["key"], Body="")
`;

function apply(text: string, { range, newText }: Remedy): string {
  const lines = text.split('\n').map((line) => `${line}\n`);
  const offset = ({ line, character }: Remedy['range']['start']): number =>
    lines.slice(0, line).join('').length + character;
  return text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end));
}

/** The remedies of a file's grants one after the other, until none is left, and what they are called. */
async function mend(
  files: Files,
  path: string,
): Promise<{ readonly text: string; readonly titles: readonly string[] }> {
  const titles: string[] = [];
  for (let text = files[path]!; ;) {
    const facts = await explained({ ...files, [path]: text }, path);
    const remedy = facts.find(({ detail }) => detail?.remedy !== undefined)?.detail?.remedy;
    if (remedy === undefined || titles.length > 5) return { text, titles };
    titles.push(remedy.title);
    text = apply(text, remedy);
  }
}

async function checkMended(
  files: Files,
  path: string,
  changed: readonly (readonly [from: string, to: string])[],
): Promise<void> {
  let expected = files[path]!;
  for (const [from, to] of changed) expected = expected.replace(from, () => to);
  const { text } = await mend(files, path);
  expect(text).toBe(expected);
  const states = await statesIn({ ...files, [path]: text });
  expect(states.filter((line) => line.includes(' declared '))).toHaveLength(2);
  expect(states.filter((line) => / undeclared | excess /.test(line))).toEqual([]);
}

const yaml = (policies: string): string => `# Orders
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: app.handler # the only one
      Policies:
        - Statement:
            - Effect: Allow
${policies}
`;
const arns = '"arn:aws:s3:::in/*", "arn:aws:s3:::out/*"';

test('SAM in YAML: a value, a line of a list, an item of a list on one line', async () => {
  await checkMended(
    { 'template.yaml': yaml('              Action: s3:* # all\n              Resource: "*"'), 'src/app.py': code },
    'template.yaml',
    [
      ['s3:* #', '[s3:GetObject, s3:PutObject] #'],
      ['"*"', `[${arns}]`],
    ],
  );
  await checkMended(
    {
      'template.yaml': yaml(
        "              Action:\n                - 's3:*' # all\n              Resource:\n                - '*'",
      ),
      'src/app.py': code,
    },
    'template.yaml',
    [
      ["'s3:*' #", "'s3:GetObject'\n                - 's3:PutObject' #"],
      ["- '*'", "- 'arn:aws:s3:::in/*'\n                - 'arn:aws:s3:::out/*'"],
    ],
  );
  await checkMended(
    { 'template.yaml': yaml('              Action: ["s3:*"]\n              Resource: ["*"]'), 'src/app.py': code },
    'template.yaml',
    [
      ['"s3:*"', '"s3:GetObject", "s3:PutObject"'],
      ['"*"', arns],
    ],
  );
});

test('everything gives way to what is needed and to what every function writes', async () => {
  const files = {
    'template.yaml': yaml('              Action: "*"\n              Resource: "arn:aws:s3:::*"'),
    'src/app.py': code,
  };
  expect((await mend(files, 'template.yaml')).titles).toEqual([
    'Narrow * to what the code of Orders needs (logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents, s3:GetObject, s3:PutObject)',
  ]);
});

test('CloudFormation in JSON', async () => {
  const template = JSON.stringify(
    {
      Resources: {
        Orders: {
          Type: 'AWS::Serverless::Function',
          Properties: {
            CodeUri: 'src',
            Handler: 'app.handler',
            Policies: [{ Statement: { Effect: 'Allow', Action: ['s3:*'], Resource: '*' } }],
          },
        },
      },
    },
    null,
    2,
  );
  await checkMended({ 'template.json': template, 'template.yaml': '', 'src/app.py': code }, 'template.json', [
    ['"s3:*"', '"s3:GetObject", "s3:PutObject"'],
    ['"*"', `[${arns}]`],
  ]);
});

test('Serverless', async () => {
  const text = `service: shop
provider:
  name: aws
  iam:
    role:
      statements:
        - Effect: Allow
          Action:
            - s3:*
          Resource: '*' # everything
functions:
  orders:
    handler: src/app.handler
`;
  await checkMended({ 'serverless.yml': text, 'src/app.py': code }, 'serverless.yml', [
    ['s3:*', 's3:GetObject\n            - s3:PutObject'],
    ["'*'", "['arn:aws:s3:::in/*', 'arn:aws:s3:::out/*']"],
  ]);
});

const terraform = (policy: string): string => `
data "archive_file" "orders" {
  type        = "zip"
  source_dir  = "\${path.module}/src"
  output_path = "orders.zip"
}
resource "aws_lambda_function" "orders" {
  filename = data.archive_file.orders.output_path
  handler  = "app.handler"
  role     = aws_iam_role.orders.arn
}
resource "aws_iam_role" "orders" {
  assume_role_policy = "{}"
}
${policy}
`;

test('Terraform: a document, jsonencode, and JSON in a text', async () => {
  const inline = 'resource "aws_iam_role_policy" "orders" {\n  role = aws_iam_role.orders.id\n';
  const list: readonly (readonly [string, string])[] = [
    ['"s3:*"', '"s3:GetObject", "s3:PutObject"'],
    ['["*"]', `[${arns}]`],
  ];
  const value: readonly (readonly [string, string])[] = [
    ['"s3:*"', '["s3:GetObject", "s3:PutObject"]'],
    ['"*"', `[${arns}]`],
  ];
  await checkMended(
    {
      'main.tf': terraform(
        `data "aws_iam_policy_document" "orders" {\n  statement {\n    actions   = ["s3:*"] # all\n    resources = ["*"]\n  }\n}\n${inline}  policy = data.aws_iam_policy_document.orders.json\n}`,
      ),
      'src/app.py': code,
    },
    'main.tf',
    list,
  );
  await checkMended(
    {
      'main.tf': terraform(
        `${inline}  policy = jsonencode({\n    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }]\n  })\n}`,
      ),
      'src/app.py': code,
    },
    'main.tf',
    value,
  );
  await checkMended(
    {
      'main.tf': terraform(
        `${inline}  policy = <<EOF\n{ "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] }\nEOF\n}`,
      ),
      'src/app.py': code,
    },
    'main.tf',
    value,
  );
});

test('the CDK, in both languages', async () => {
  await checkMended(
    {
      'cdk.json': '{ "app": "npx ts-node stack.ts" }',
      'stack.ts': `import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as iam from 'aws-cdk-lib/aws-iam';
export function build(stack: any) {
  const orders = new lambda.Function(stack, 'Orders', { code: lambda.Code.fromAsset('src'), handler: 'app.handler' });
  orders.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })); // all
}
`,
      'src/app.py': code,
    },
    'stack.ts',
    [
      ["'s3:*'", "'s3:GetObject', 's3:PutObject'"],
      ["'*'", "'arn:aws:s3:::in/*', 'arn:aws:s3:::out/*'"],
    ],
  );
  await checkMended(
    {
      'cdk.json': '{ "app": "python3 stack.py" }',
      'stack.py': `from aws_cdk import aws_lambda as lambda_, aws_iam as iam
def build(stack):
    orders = lambda_.Function(stack, "Orders", code=lambda_.Code.from_asset("src"), handler="app.handler")
    orders.add_to_role_policy(iam.PolicyStatement(actions=["s3:*"], resources=["*"]))
`,
      'src/app.py': code,
    },
    'stack.py',
    [
      ['"s3:*"', '"s3:GetObject", "s3:PutObject"'],
      ['"*"', arns],
    ],
  );
});

test('nothing is offered while some of what is needed is not known', async () => {
  const offered = async (text: string, app: string): Promise<readonly string[]> =>
    (await mend({ 'template.yaml': text, 'src/app.py': app }, 'template.yaml')).titles;
  const all = yaml('              Action: s3:*\n              Resource: "*"');
  expect(await offered(all, `import awswrangler\n${code}`)).toEqual([]);
  expect(await offered(all, `${code}    s3.frobnicate()\n`)).toEqual([]);
  expect(await offered(all, `${code}    s3.put_object(Bucket="out"`)).toEqual([]);
  expect(await offered(all.replace('src/', 'elsewhere/'), code)).toEqual([]);
  // The bucket is known only when the code runs.
  expect(await offered(all, code.replace('"out"', 'event["out"]'))).toEqual([
    'Narrow s3:* to what the code of Orders needs (s3:GetObject, s3:PutObject)',
  ]);
  // Needed by no code: that is told, and what to do about it is for people.
  expect(await offered(all.replace('s3:*', 'sns:*'), code)).toEqual([]);
  // Event sources read the queue in the name of the function.
  expect(
    await offered(
      all.replace('s3:*', 'sqs:*'),
      `${code}    boto3.client("sqs").send_message(QueueUrl="q", MessageBody="x")\n`,
    ).then((titles) => titles.slice(0, 1)),
  ).toEqual(['Narrow sqs:* to what the code of Orders needs (sqs:SendMessage)']);
  expect(
    await offered(
      `${all.replace('s3:*', 'sqs:*')}      Events:\n        Jobs:\n          Type: SQS\n`,
      `${code}    boto3.client("sqs").send_message(QueueUrl="q", MessageBody="x")\n`,
    ),
  ).toEqual([]);
  // The same in JSON that is a text of YAML, and as Serverless writes it.
  for (const events of [
    '      Events: { Jobs: { "Type": "SQS" } }',
    '      Events:\n        - sqs: arn',
    '      X: {"kafka":"a"}',
  ])
    expect(
      await offered(
        `${all.replace('s3:*', 'sqs:*')}${events}\n`,
        `${code}    boto3.client("sqs").send_message(QueueUrl="q", MessageBody="x")\n`,
      ),
    ).toEqual([]);
});

test('nothing is offered that a name in the code could turn into another policy', async () => {
  const template = yaml('              Action: [s3:GetObject, s3:PutObject]\n              Resource: ["*"]');
  const offered = async (bucket: string): Promise<readonly string[]> => {
    const app = code.replace('"in"', bucket);
    return (await mend({ 'template.yaml': template, 'src/app.py': app }, 'template.yaml')).titles;
  };
  expect(await offered('"in"')).toHaveLength(1);
  for (const bucket of [`'ab", "arn:aws:s3:::*'`, `"ab\\n- x"`, `"ab'"`, `"ab]"`, `"ab # c"`, `"ab&cd"`])
    expect([bucket, await offered(bucket)]).toEqual([bucket, []]);
});

test('rights that a service may use in the name of the code are not narrowed', async () => {
  const athena = `${code}    boto3.client("athena").start_query_execution(QueryString="select 1")\n`;
  const offered = async (action: string, app: string): Promise<readonly string[]> => {
    const statement = yaml(`              Action: ${action}\n              Resource: "*"`);
    const queries =
      '            - Effect: Allow\n              Action: athena:StartQueryExecution\n              Resource: "*"';
    const files = { 'template.yaml': `${statement}${queries}\n`, 'src/app.py': app };
    return (await mend(files, 'template.yaml')).titles.filter((title) => /Narrow (?:s3:)?\*/.test(title));
  };
  for (const action of ['s3:*', '"*"']) {
    expect(await offered(action, code)).not.toEqual([]);
    expect(await offered(action, athena)).toEqual([]);
  }
});
