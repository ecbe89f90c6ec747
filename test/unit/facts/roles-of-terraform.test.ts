import { expect, test } from 'vitest';
import { explained, statesIn, type Files } from './permissions-in.ts';

const code = `import boto3
sqs = boto3.client("sqs")
def handler(event, context):
    sqs.send_message(QueueUrl=event["queue"], MessageBody="x")
`;
const main = (archive = 'source_dir = "${path.module}/../src"'): string => `
data "archive_file" "worker" {
  type        = "zip"
  ${archive}
  output_path = "\${path.module}/worker.zip"
}
resource "aws_lambda_function" "worker" {
  function_name = "worker"
  filename      = data.archive_file.worker.output_path
  handler       = "app.handler"
  role          = aws_iam_role.worker.arn
}
`;
const role = `
resource "aws_iam_role" "worker" {
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
`;
const document = (...actions: readonly string[]): string => `
data "aws_iam_policy_document" "worker" {
  statement {
    actions   = [${actions.map((action) => `"${action}"`).join(', ')}]
    resources = ["*"]
  }
}
`;
const inline = 'resource "aws_iam_role_policy" "worker" {\n  role = aws_iam_role.worker.id\n';
const attached = `
resource "aws_iam_policy" "worker" {
  policy = data.aws_iam_policy_document.worker.json
}
resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = aws_iam_policy.worker.arn
}
`;
const files = (iam: string, archive?: string): Files => ({
  'infra/main.tf': main(archive),
  'infra/iam.tf': `${role}${iam}`,
  'src/app.py': code,
});

test('policies of a role, in whatever file of the folder and by whatever way they hang on it', async () => {
  const ways = [
    `${inline}  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })\n}\n`,
    `${inline}  policy = <<EOF\n{ "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*" }] }\nEOF\n}\n`,
    `${inline}  policy = data.aws_iam_policy_document.worker.json\n}\n${document('sqs:SendMessage')}`,
    `${attached}${document('sqs:SendMessage')}`,
    `${attached}${document('sqs:*')}`,
  ];
  for (const way of ways)
    expect(await statesIn(files(way))).toEqual(['aws_iam_role.worker declared sqs:SendMessage src/app.py:4']);
});

test('a policy that is taken away, that is of another role, and that cannot be read', async () => {
  expect(await statesIn(files(''))).toEqual(['aws_iam_role.worker undeclared sqs:SendMessage src/app.py:4']);
  // Nobody knows who has the policy.
  expect(await statesIn(files(document('sqs:SendMessage')))).toEqual([
    'aws_iam_role.worker unknown sqs:SendMessage src/app.py:4: infra/iam.tf:10 grants it, and it is not known to whom.',
  ]);
  expect(await statesIn(files(`${inline}  policy = file("policy.json")\n}\n`))).toEqual([
    'aws_iam_role.worker unknown sqs:SendMessage src/app.py:4: aws_iam_role_policy.worker is computed.',
  ]);
  expect(
    await statesIn(
      files(`${attached}${document('sqs:ReceiveMessage')}`.replace('aws_iam_policy.worker.arn', 'var.policy')),
    ),
  ).toEqual(['aws_iam_role.worker unknown sqs:SendMessage src/app.py:4: var.policy stands in no file that was read.']);
  expect(await statesIn(files('module "more" {\n  source = "./more"\n  role = aws_iam_role.worker.name\n}\n'))).toEqual(
    ['aws_iam_role.worker unknown sqs:SendMessage src/app.py:4: module.more is handed aws_iam_role.worker.'],
  );
});

test('what the code does not need is told of the role that has it', async () => {
  expect(await statesIn(files(`${attached}${document('sqs:SendMessage', 's3:GetObject')}`))).toEqual([
    'aws_iam_role.worker declared sqs:SendMessage src/app.py:4',
    'aws_iam_role.worker excess s3:GetObject infra/iam.tf:18',
  ]);
  const others = role.replace('lambda.amazonaws.com', 'ecs-tasks.amazonaws.com');
  const shared = { ...files(''), 'infra/iam.tf': `${others}${attached}${document('sqs:SendMessage', 's3:GetObject')}` };
  expect(await statesIn(shared)).toEqual([
    'aws_iam_role.worker declared sqs:SendMessage src/app.py:4',
    'aws_iam_role.worker excess unknown: others than the functions that were read may run as aws_iam_role.worker.',
  ]);
});

test('a document says who may take on the role', async () => {
  const trust = (principal: string): string => `
data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"${principal}]
    }
  }
}
resource "aws_iam_role" "worker" {
  assume_role_policy = data.aws_iam_policy_document.assume.json
}
`;
  const given = `${attached}${document('sqs:SendMessage', 's3:GetObject')}`;
  const withTrust = (iam: string): Files => ({ ...files(''), 'infra/iam.tf': `${iam}${given}` });
  const shared =
    'aws_iam_role.worker excess unknown: others than the functions that were read may run as aws_iam_role.worker.';
  expect(await statesIn(withTrust(trust('')))).toEqual([
    'aws_iam_role.worker declared sqs:SendMessage src/app.py:4',
    expect.stringMatching(/^aws_iam_role\.worker excess s3:GetObject /),
  ]);
  expect(await statesIn(withTrust(trust(', "ecs-tasks.amazonaws.com"')))).toContain(shared);
  const unread = trust('').replace('data.aws_iam_policy_document.assume.json', 'var.trust');
  expect(await statesIn(withTrust(unread))).toContain(shared);
});

test('nothing is claimed of what is too much to tell apart', async () => {
  const tooMuch = 'it is too much to tell apart.';
  const given = `${attached}${document('sqs:ReceiveMessage', 's3:GetObject')}`;
  const resources = Array.from({ length: 700 }, (_, index) => `"arn:aws:sqs:*:*:q${index}"`).join(', ');
  const large = given.replace('resources = ["*"]', `resources = [${resources}]`);
  const people = Array.from({ length: 600 }, (_, index) => `"arn:aws:iam::1:role/r${index}"`).join(', ');
  const many = given.concat(
    `resource "aws_sqs_queue_policy" "q" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = [${people}] }, Action = "sqs:*", Resource = "*" }] })\n}\n`,
  );
  const roles = Array.from({ length: 25 }, (_, index) => `aws_iam_role.r${index}.arn`).join(', ');
  const handed = given.concat(`module "all" {\n  source = "./all"\n  roles = [${roles}, aws_iam_role.worker.arn]\n}\n`);
  for (const policies of [large, many, handed])
    expect(await statesIn(files(policies))).toEqual([
      `aws_iam_role.worker unknown sqs:SendMessage src/app.py:4: ${tooMuch}`,
      `aws_iam_role.worker excess unknown: ${tooMuch}`,
    ]);
});

test('one file is packed, or what is packed is made elsewhere', async () => {
  const policy = `${attached}${document('sqs:SendMessage')}`;
  expect(await statesIn(files(policy, 'source_file = "${path.module}/../src/app.py"'))).toEqual([
    'aws_iam_role.worker declared sqs:SendMessage src/app.py:4',
  ]);
  // The code is not known: it is compared as code of any role.
  expect(await statesIn(files(policy, 'source_dir = var.source'))).toEqual(['- declared sqs:SendMessage src/app.py:4']);
});

test('the module that makes functions gives them a role of their own', async () => {
  const module = (given: string): Files => ({
    'main.tf': `module "worker" {
  source      = "terraform-aws-modules/lambda/aws"
  handler     = "app.handler"
  source_path = "\${path.module}/src"
  ${given}
}
`,
    'src/app.py': code,
  });
  const statement = (action: string): string =>
    `attach_policy_statements = true\n  policy_statements = { queue = { effect = "Allow", actions = ["${action}"], resources = ["*"] } }`;
  expect(await statesIn(module(statement('sqs:SendMessage')))).toEqual([
    'module.worker declared sqs:SendMessage src/app.py:4',
  ]);
  expect(await statesIn(module(statement('dynamodb:GetItem')))).toEqual([
    'module.worker undeclared sqs:SendMessage src/app.py:4',
    'module.worker excess dynamodb:GetItem main.tf:6',
  ]);
  expect(await statesIn(module('attach_policy_json = true\n  policy_json = var.policy'))).toEqual([
    'module.worker unknown sqs:SendMessage src/app.py:4: var.policy stands in no file that was read.',
  ]);
  expect(await statesIn(module('lambda_role = var.role'))).toEqual([
    '- unknown sqs:SendMessage src/app.py:4: the role of module.worker is not known.',
  ]);
});

test('of one file, policies of its role count in whatever file of the folder they stand', async () => {
  const all = files(`${attached}${document('sqs:SendMessage')}`);
  const moved = {
    'infra/main.tf': all['infra/main.tf']!,
    'infra/roles-of-workers.tf': all['infra/iam.tf']!,
    'src/app.py': all['src/app.py']!,
  };
  const facts = await explained(moved, 'src/app.py');
  expect(facts.map(({ detail }) => detail?.grant)).toContain('declared');
  const without = { ...moved, 'infra/roles-of-workers.tf': role };
  expect((await explained(without, 'src/app.py')).map(({ detail }) => detail?.grant)).toContain('undeclared');
});
