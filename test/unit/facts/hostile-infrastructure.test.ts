import { expect, it } from 'vitest';
import { factsOf } from './facts-of.ts';

const times = 3_000;
const document = (statement: string): string =>
  `data "aws_iam_policy_document" "d" {\n  statement {\n${statement}\n  }\n}\n`;
const list = (of: (index: number) => string, count: number): string =>
  `[${Array.from({ length: count }, (_, index) => `"${of(index)}"`).join(', ')}]`;

const cases: readonly (readonly [what: string, path: string, text: string])[] = [
  [
    'locals in a circle',
    'a.tf',
    `locals {\n  a = local.b\n  b = [local.a, local.a]\n}\n${document('actions = local.a\nresources = [local.b]')}`,
  ],
  [
    'a local that contains itself twice',
    'a.tf',
    `locals {\n  a = "\${local.a}\${local.a}"\n}\n${document('actions = [local.a]')}`,
  ],
  [
    'locals that double',
    'a.tf',
    `locals {\n  l0 = ["s3:a", "s3:b"]\n${Array.from({ length: 40 }, (_, i) => `  l${i + 1} = concat(local.l${i}, local.l${i})`).join('\n')}\n}\n${document('actions = local.l40')}`,
  ],
  [
    'lists of nothing, ten times ten times',
    'a.tf',
    `locals {\n  l0 = []\n${Array.from({ length: 40 }, (_, i) => `  l${i + 1} = concat(${`local.l${i}, `.repeat(10)}[])`).join('\n')}\n}\n${document('actions = local.l40')}`,
  ],
  [
    'texts that double',
    'a.tf',
    `locals {\n  t0 = "0123456789"\n${Array.from({ length: 40 }, (_, i) => `  t${i + 1} = "\${local.t${i}}\${local.t${i}}"`).join('\n')}\n}\n${document('actions = [local.t40]')}`,
  ],
  [
    'many actions on many resources',
    'a.tf',
    document(`actions = ${list((i) => `s3:A${i}`, times)}\nresources = ${list((i) => `r${i}`, times)}`),
  ],
  [
    'many ranges and ports',
    'a.tf',
    `resource "google_compute_firewall" "f" {\n  source_ranges = ${list((i) => `10.0.${i % 256}.0/24`, times)}\n  allow {\n    protocol = "tcp"\n    ports = ${list(String, times)}\n  }\n}\n`,
  ],
  ['a long heredoc that is no JSON', 'a.tf', `a = <<EOF\n${'{"a": ['.repeat(10_000)}\nEOF\n`],
  [
    'a heredoc of JSON, 20,000 statements',
    'a.tf',
    `resource "aws_iam_policy" "p" {\n  policy = <<EOF\n{"Statement":[${'{"Effect":"Allow","Action":"s3:*","Resource":"*"},'.repeat(20_000)}]}\nEOF\n}\n`,
  ],
  [
    'names of prototypes',
    'a.tf',
    `resource "__proto__" "constructor" {\n  __proto__ = "a"\n}\nresource "constructor" "x" {}\nlocals {\n  __proto__ = local.constructor\n}\n${document('actions = [local.__proto__, local.constructor]')}`,
  ],
  [
    'nested joins',
    'a.json',
    `{"Resources":{"R":{"Type":"AWS::IAM::Role","Properties":{"ManagedPolicyArns":[${'{"Fn::Join":["",['.repeat(60)}"x"${']]}'.repeat(60)}]}}}}`,
  ],
  [
    'a substitution that doubles',
    'a.yaml',
    `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - !Sub ['${'${A}'.repeat(200)}', { A: '${'${A}'.repeat(200)}', A1: x }]\n`,
  ],
  [
    'aliases that double',
    'a.yaml',
    `a: &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`}, *${i === 0 ? 'a' : `b${i - 1}`}]`).join('\n')}\nStatement:\n  Effect: Allow\n  Action: *b29\n  Resource: '*'\n`,
  ],
  [
    'a marker of many groups, resources and verbs',
    'a.go',
    `package a\n\n// +kubebuilder:rbac:groups=a${Array.from({ length: 300 }, (_, i) => `;g${i}`).join('')},resources=${Array.from({ length: 300 }, (_, i) => `r${i}`).join(';')},verbs=${Array.from({ length: 300 }, (_, i) => `v${i}`).join(';')}\n`,
  ],
  [
    'a role of many groups, resources and verbs',
    'a.json',
    `{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"a"},"rules":[{"apiGroups":${list((i) => `g${i}`, times)},"resources":${list((i) => `r${i}`, times)},"verbs":${list((i) => `v${i}`, times)}}]}`,
  ],
  [
    'verbs of a dynamic client and providers that are names of prototypes',
    'a.py',
    `import pulumi\nfrom kubernetes import dynamic\nfrom pulumi_constructor import iam\nfrom pulumi_aws import constructor\nc = dynamic.DynamicClient(x)\npods = c.resources.get(api_version="v1", kind="Pod")\npods.toString()\npods.constructor()\npods.hasOwnProperty()\npods.__proto__()\niam.Role("a")\nconstructor.Role("b")\n`,
  ],
  [
    'paths that name paths, two hundred times two hundred times',
    'a.ts',
    `import * as path from 'path';\nimport * as lambda from 'aws-cdk-lib/aws-lambda';\nconst p0 = path.join('a', 'b');\n${Array.from({ length: 9 }, (_, i) => `const p${i + 1} = path.join(${`p${i}, `.repeat(200)}'x');`).join('\n')}\nnew lambda.Function(this, 'F', { code: lambda.Code.fromAsset(p9), handler: 'a.b' });\n`,
  ],
  [
    'principals in principals',
    'a.ts',
    `import * as iam from 'aws-cdk-lib/aws-iam';\nnew iam.Role(this, 'R', { assumedBy: ${'new iam.CompositePrincipal('.repeat(100)}new iam.AnyPrincipal()${')'.repeat(100)} });\n`,
  ],
  ['comments of JSON5 that never end', 'renovate.json5', `{ ${'/*'.repeat(100_000)}`],
  ['quotation marks of JSON5 that never end', 'renovate.json5', `{ a: ${`"'`.repeat(100_000)}`],
  [
    'an action whose name never ends',
    '.github/workflows/a.yml',
    `on: push\njobs:\n  a:\n    steps:\n      - uses: a/${'a'.repeat(200_000)}\n      - run: ${'contains('.repeat(20_000)}\n        if: contains('${'a'.repeat(200_000)}\n`,
  ],
  ['a recipe of one line', 'Makefile', `test:\n\t${'go test '.repeat(50_000)}\n`],
  ['a setting that never ends', '.npmrc', `${'ignore-scripts'.repeat(20_000)}\n${' '.repeat(200_000)}=\n`],
];

it.each(cases)('%s ends, with few facts', async (_, path, text) => {
  const { facts, failures } = await factsOf(path, text);
  expect(failures).toEqual([]);
  expect(facts.filter(({ kind }) => kind === 'permission.grant').length).toBeLessThan(3_000);
  expect(Math.max(0, ...facts.map(({ resource, action }) => resource.norm.length + action.length))).toBeLessThan(2_000);
});
