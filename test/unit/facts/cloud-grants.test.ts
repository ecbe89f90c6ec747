import { expect, test } from 'vitest';
import type { Fact } from '../../../server/src/core/model/fact.ts';
import { compareNeeds } from '../../../server/src/core/verbs.ts';
import { factsOf } from './facts-of.ts';

const code = `import boto3
boto3.client("s3").get_object(Bucket="in", Key="k")
boto3.client("s3").put_object(Bucket="out", Key="k")
boto3.client("sqs").send_message(QueueUrl="https://sqs.eu-west-1.amazonaws.com/1/jobs", MessageBody="x")
boto3.client("dynamodb").get_item(TableName="orders", Key={})
`;

async function compared(path: string, text: string): Promise<readonly string[]> {
  const facts: Fact[] = [...(await factsOf('app.py', code)).facts, ...(await factsOf(path, text)).facts];
  const { needs, excess } = compareNeeds(facts);
  return [
    ...needs.map(({ action, grant }) => `${grant} ${action}`),
    ...excess.map(({ action, resource }) => `excess ${action} ${resource}`),
  ];
}

test('Terraform: documents, ready-made policies, and what only a deployment knows', async () => {
  const text = `
data "aws_iam_policy_document" "app" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::\${var.bucket}/*"]
  }
  statement {
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::elsewhere/*"]
  }
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.t.arn]
  }
}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sqs:SendMessage"]
    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }
  }
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess"
}
resource "google_project_iam_member" "m" {
  project = "p"
  role    = "roles/owner"
  member  = "user:a@example.com"
}
`;
  expect(await compared('infra/main.tf', text)).toEqual([
    'declared dynamodb:GetItem',
    'declared s3:GetObject',
    'undeclared s3:PutObject',
    'undeclared sqs:SendMessage',
    'excess s3:PutObject arn:aws:s3:::elsewhere/*',
    'excess sns:Publish ${aws_sns_topic.t.arn}',
  ]);
});

test('SAM: policy templates with their parameters', async () => {
  const text = `
Resources:
  App:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - S3ReadPolicy: { BucketName: in }
        - SQSSendMessagePolicy: { QueueName: !GetAtt Jobs.QueueName }
        - AdministratorAccessLater
        - AmazonDynamoDBFullAccess
`;
  expect((await compared('template.yaml', text)).filter((line) => !line.startsWith('excess'))).toEqual([
    'declared dynamodb:GetItem',
    'declared s3:GetObject',
    'undeclared s3:PutObject',
    'declared sqs:SendMessage',
  ]);
});

test('everything but some', async () => {
  const statement = { Effect: 'Allow', NotAction: ['sqs:*', 's3:Put*'], Resource: '*' };
  expect(await compared('policy.json', JSON.stringify({ Statement: [statement] }))).toEqual([
    'declared dynamodb:GetItem',
    'declared s3:GetObject',
    'undeclared s3:PutObject',
    'undeclared sqs:SendMessage',
  ]);
});
