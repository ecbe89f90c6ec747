import { expect, test } from 'vitest';
import type { Fact } from '../../../server/src/core/model/fact.ts';
import { compareNeeds, toIamPolicy, toVersion } from '../../../server/src/core/verbs.ts';
import { matchesWildcards } from '../../../server/src/core/text/wildcard.ts';
import { reviewChanges, reviewTexts } from '../../golden/review-texts.ts';
import { factsOf } from './facts-of.ts';

const code = `import boto3
s3 = boto3.client("s3")
def run(name):
    s3.get_object(Bucket="in", Key="k")
    s3.put_object(Bucket="out", Key="k")
    s3.delete_object(Bucket="out", Key="k")
    boto3.client("sqs").send_message(QueueUrl=name, MessageBody="x")
    boto3.client("sqs").send_message(QueueUrl="https://sqs.eu-west-1.amazonaws.com/1/jobs", MessageBody="x")
`;
const policy = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = (Action: unknown, Resource: unknown): object => ({ Effect: 'Allow', Action, Resource });

async function factsIn(files: Readonly<Record<string, string>>): Promise<Fact[]> {
  const all: Fact[] = [];
  for (const [file, text] of Object.entries(files)) all.push(...(await factsOf(file, text)).facts);
  return all;
}

test('what code needs is declared, undeclared, or granted without need', async () => {
  const facts = await factsIn({
    'app.py': code,
    'test_app.py': 'import boto3\nboto3.client("s3").create_bucket(Bucket="x")\n',
    'policy.json': policy(
      allow(['s3:Get*', 's3:PutObject'], 'arn:aws:s3:::in/*'),
      allow('sqs:SendMessage', { 'Fn::GetAtt': ['Jobs', 'Arn'] }),
      allow('ec2:*', '*'),
      { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
    ),
  });
  const { needs, excess } = compareNeeds(facts);
  expect(needs.map(({ action, resource, grant }) => `${grant} ${action} ${resource}`)).toEqual([
    'undeclared s3:DeleteObject arn:aws:s3:::out/*',
    'declared s3:GetObject arn:aws:s3:::in/*',
    'undeclared s3:PutObject arn:aws:s3:::out/*',
    'declared sqs:SendMessage *',
    'declared sqs:SendMessage arn:aws:sqs:*:*:jobs',
  ]);
  expect(needs[1]!.at).toEqual([{ path: 'app.py', line: 4 }]);
  expect(excess.map(({ action, at }) => `${action} ${at.path}`)).toEqual([
    's3:PutObject policy.json',
    'ec2:* policy.json',
  ]);
});

test('the least policy joins actions on the same resources, and the widest resource wins', async () => {
  expect(toIamPolicy(compareNeeds(await factsIn({ 'app.py': code })))).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['s3:DeleteObject', 's3:PutObject'], Resource: ['arn:aws:s3:::out/*'] },
      { Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::in/*'] },
      { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: ['*'] },
    ],
  });
});

test('without any policy nothing is said about grants', async () => {
  const { needs } = compareNeeds(await factsIn({ 'app.py': code }));
  expect(new Set(needs.map(({ grant }) => grant))).toEqual(new Set([null]));
});

test('a review says of a need whether an unchanged policy of the workspace grants it', async () => {
  const unchanged = { 'policy.json': policy(allow('s3:*', 'arn:aws:s3:::in/*')) };
  const { facts } = await reviewTexts({
    before: { ...unchanged, 'worker/app.py': 'import boto3\n' },
    after: { ...unchanged, 'worker/app.py': code },
  });
  const states = facts
    .filter(({ kind }) => kind === 'permission.cloud')
    .map(({ action, detail, confidence }) => `${detail?.grant} ${action}: ${confidence.why.at(-1)}`);
  expect(states).toContain('declared s3:GetObject: Granted in policy.json:1.');
  expect(states).toContain('undeclared s3:PutObject: No policy that is known grants it.');
});

test('a policy on what only a deployment knows may be it; one that names the resource comes first', async () => {
  const why = async (...resources: readonly string[]): Promise<string | undefined> => {
    const unchanged = { 'policy.json': policy(...resources.map((resource) => allow('s3:GetObject', resource))) };
    const { facts } = await reviewTexts({
      before: { ...unchanged, 'app.py': 'import boto3\n' },
      after: { ...unchanged, 'app.py': code },
    });
    return facts.find(({ action }) => action === 's3:GetObject')?.confidence.why.at(-1);
  };
  const symbol = 'arn:aws:s3:::${Uploads}/*';
  expect(await why(symbol)).toBe(
    `Granted in policy.json:1 on \`${symbol}\`: only a deployment knows whether that is it.`,
  );
  expect(await why(symbol, 'arn:aws:s3:::in/*')).toBe('Granted in policy.json:1.');
});

test('a policy counts where it was moved to, also when what stood there moved on', async () => {
  const [one, two] = ['one', 'two'].map((name) => toVersion(policy(allow('s3:GetObject', `arn:aws:s3:::${name}/*`))));
  const app = toVersion('import boto3\nboto3.client("s3").get_object(Bucket="one", Key="k")\n');
  const moved = { status: 'renamed', hunks: [] } as const;
  const files = [
    { path: 'app.py', status: 'added', after: app, hunks: [] } as const,
    { ...moved, previousPath: 'a.json', path: 'b.json', before: one!, after: one! },
    { ...moved, previousPath: 'b.json', path: 'c.json', before: two!, after: two! },
  ];
  const origin = { kind: 'unknown', channel: 'test', held: false, claimedBy: 'test' } as const;
  const { facts } = await reviewChanges({ id: 'renames', files, origin }, []);
  expect(facts.find(({ kind }) => kind === 'permission.cloud')?.confidence.why.at(-1)).toBe('Granted in b.json:1.');
});

test('of a policy that is too large to be told whole, nothing is said to be missing', async () => {
  const many = Array.from({ length: 700 }, (_, index) => `arn:aws:s3:::b${index}`);
  const unchanged = { 'policy.json': policy(allow('s3:GetBucketAcl', many)) };
  const { facts } = await reviewTexts({
    before: { ...unchanged, 'app.py': 'import boto3\n' },
    after: { ...unchanged, 'app.py': code },
  });
  const needs = facts.filter(({ kind }) => kind === 'permission.cloud');
  expect(new Set(needs.map(({ detail }) => detail?.grant))).toEqual(new Set([undefined]));
});

test.each([
  ['s3:*', 's3:getobject', true],
  ['*', '', true],
  ['a*b*c', 'axxbyyc', true],
  ['a*b*c', 'axxbyy', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['**a', 'bba', true],
  ['', 'a', false],
])('%s covers %s: %s', (pattern, text, isMatch) => expect(matchesWildcards(pattern, text)).toBe(isMatch));

test('a hostile pattern costs no more than its length times that of the text', () => {
  expect(matchesWildcards(`${'a*'.repeat(500)}b`, 'a'.repeat(5000))).toBe(false);
});
