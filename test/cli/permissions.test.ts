import { describe, expect, it } from 'vitest';
import { repository, scratch } from '../unit/host/scratch.ts';
import { countersign } from './run-cli.ts';
import { countersignHere } from './run-here.ts';

const code = `import { S3Client, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
const s3 = new S3Client({});
export const read = (key: string) => s3.send(new GetObjectCommand({ Bucket: 'reports', Key: key }));
export const write = (key: string) => s3.send(new PutObjectCommand({ Bucket: 'reports', Key: key }));
`;
const policy = `{ "Statement": [
  { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
  { "Effect": "Allow", "Action": "sqs:*", "Resource": "*" }
] }
`;

describe('permissions', () => {
  const files = repository();
  files.write('src/reports.ts', code);
  files.write('infra/policy.json', policy);
  files.write('ignored/more.ts', code.replaceAll('reports', 'ignored'));
  files.write('.gitignore', 'ignored/\n');

  it('says what is granted, what is not, and what nothing needs', async () => {
    const run = await countersign(['permissions'], { directory: files.root });
    expect(run).toEqual({
      exitCode: 0,
      errors: '',
      output: [
        'declared    s3:GetObject on arn:aws:s3:::reports/*',
        '  src/reports.ts:3',
        'undeclared  s3:PutObject on arn:aws:s3:::reports/*',
        '  src/reports.ts:4',
        'excess      sqs:* on *',
        '  infra/policy.json:3',
        '',
      ].join('\n'),
    });
  });

  it('prints a policy that IAM takes, and beside it the lines each entry comes from', async () => {
    const run = await countersignHere(['permissions', 'src', '--format', 'iam'], { directory: files.root });
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.output)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: ['arn:aws:s3:::reports/*'] }],
    });
    expect(run.errors).toContain('s3:PutObject on arn:aws:s3:::reports/*  src/reports.ts:4\n');
  });

  it('says it by role where the code of a role is known, and of each policy whose it is', async () => {
    const app = repository();
    app.write('src/reports.ts', code.replaceAll('export const read', 'export const handler'));
    app.write(
      'template.yaml',
      [
        'Resources:',
        '  Reports:',
        '    Type: AWS::Serverless::Function',
        '    Properties:',
        '      CodeUri: src',
        '      Handler: reports.handler',
        '      Policies:',
        '        - Statement:',
        '            Effect: Allow',
        '            Action: [s3:GetObject, s3:DeleteBucket]',
        '            Resource: arn:aws:s3:::reports/*',
        '',
      ].join('\n'),
    );
    expect(await countersignHere(['permissions'], { directory: app.root })).toEqual({
      exitCode: 0,
      errors: '',
      output: [
        'Reports  template.yaml:3',
        '  runs src/reports.ts',
        'declared    s3:GetObject on arn:aws:s3:::reports/*',
        '  src/reports.ts:3',
        'undeclared  s3:PutObject on arn:aws:s3:::reports/*',
        '  src/reports.ts:4',
        'excess      s3:DeleteBucket on arn:aws:s3:::reports/*',
        '  template.yaml:10',
        '',
      ].join('\n'),
    });
    const run = await countersignHere(['permissions', '--format', 'iam'], { directory: app.root });
    expect(JSON.parse(run.output)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Reports',
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: ['arn:aws:s3:::reports/*'],
        },
      ],
    });
    expect(run.errors).toBe(
      [
        '# Reports  template.yaml:3',
        's3:GetObject on arn:aws:s3:::reports/*  src/reports.ts:3',
        's3:PutObject on arn:aws:s3:::reports/*  src/reports.ts:4',
        '',
      ].join('\n'),
    );
    const explained = await countersignHere(['explain', 'src/reports.ts:3'], { directory: app.root });
    expect(explained.output).toContain('Runs as `Reports` (template.yaml:3), whose handler stands here.');
    expect(explained.output).toContain('Granted in template.yaml:10.');
  });

  it('claims no excess of a folder, and tells apart what a cluster is asked', async () => {
    const app = repository();
    const template =
      'Resources:\n  Reports:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: src\n' +
      '      Handler: reports.handler\n      Policies:\n        - Statement:\n            Effect: Allow\n' +
      '            Action: [s3:GetObject, s3:PutObject, s3:DeleteBucket]\n            Resource: "*"\n';
    app.write('app/src/reports.ts', code.replaceAll('export const read', 'export const handler'));
    app.write('app/template.yaml', template);
    app.write('app/pods.py', 'from kubernetes import client\nclient.CoreV1Api().list_namespaced_pod("shop")\n');
    const whole = await countersignHere(['permissions'], { directory: app.root });
    expect(whole.output).toContain('excess      s3:DeleteBucket on *');
    expect(whole.output).not.toContain('whose role is not known');
    expect(whole.output).toContain('\n\na cluster\nlist on core/pods in shop');
    const part = await countersignHere(['permissions', 'app'], { directory: app.root });
    expect(part.output).not.toContain('excess      ');
    expect(part.output).toContain('declared    s3:GetObject');
    expect(part.output).toContain('Only a folder was read');
  });

  it('reads a folder that is no repository, and nothing outside of it', async () => {
    const plain = scratch();
    plain.write('app.py', 'import boto3\nboto3.client("s3").get_object(Bucket="b", Key="k")\n');
    const run = await countersignHere(['permissions', '--format', 'json'], { directory: plain.root });
    expect(JSON.parse(run.output)).toMatchObject({
      needs: [{ action: 's3:GetObject', resource: 'arn:aws:s3:::b/*', at: [{ path: 'app.py', line: 2 }], grant: null }],
      excess: [],
    });
    const outside = await countersignHere(['permissions', '..'], { directory: plain.root });
    expect(outside).toMatchObject({ exitCode: 2, output: '' });
  });

  it('prints the least permissions of each job of the workflows, and what it cannot know', async () => {
    const workflows = repository();
    workflows.write(
      '.github/workflows/release.yml',
      [
        'on: push',
        'jobs:',
        '  build:',
        '    runs-on: ubuntu-latest',
        '    steps:',
        '      - uses: actions/checkout@v4',
        '      - uses: actions/setup-node@v4',
        '      - run: make',
        '  release:',
        '    runs-on: ubuntu-latest',
        '    steps:',
        '      - uses: actions/checkout@v4',
        '      - run: |',
        '          # gh issue create',
        '          gh release create v1',
        '        env:',
        '          GH_TOKEN: ${{ github.token }}',
        '      - uses: docker/login-action@v3',
        '        with: { registry: ghcr.io, username: x, password: "${{ secrets.GITHUB_TOKEN }}" }',
        '      - uses: docker/build-push-action@v6',
        '        with: { push: true }',
        '      - uses: acme/announce@v1',
        '      - run: gh pr comment 1',
        '        env:',
        '          GH_TOKEN: ${{ secrets.BOT_TOKEN }}',
        '  idle:',
        '    runs-on: ubuntu-latest',
        '    steps:',
        '      - run: make',
        '',
      ].join('\n'),
    );
    const run = await countersignHere(['permissions', '--format', 'github-actions'], { directory: workflows.root });
    expect(run).toEqual({
      exitCode: 0,
      errors: '',
      output: [
        '# .github/workflows/release.yml',
        'permissions: {}',
        'jobs:',
        '  build:',
        '    permissions:',
        '      contents: read # line 6: actions/checkout@v4',
        '  release:',
        '    permissions:',
        '      contents: write # line 15: gh release create',
        '      packages: write # line 18: docker/login-action@v3',
        '    # not known: line 22: acme/announce@v1',
        '',
      ].join('\n'),
    });
  });

  it('prints the least roles of a cluster, place by place, and what no role of the manifests gives', async () => {
    const cluster = repository();
    cluster.write(
      'app/pods.py',
      [
        'from kubernetes import client',
        'v1 = client.CoreV1Api()',
        'def run(namespace, plural):',
        '    v1.list_namespaced_pod("shop")',
        '    v1.delete_namespaced_pod("web-0", "shop")',
        '    v1.list_node()',
        '    v1.read_namespaced_secret("db", namespace)',
        '    client.CustomObjectsApi().list_namespaced_custom_object("example.com", "v1", "shop", plural)',
        '',
      ].join('\n'),
    );
    cluster.write(
      'deploy.sh',
      '#!/bin/sh\nkubectl apply -f k8s/ -n shop\nkubectl rollout restart deploy/web -n shop\n',
    );
    cluster.write(
      'k8s/rbac.yaml',
      [
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: Role',
        'metadata: { name: web, namespace: shop }',
        'rules:',
        '  - { apiGroups: [""], resources: [pods], verbs: [list, watch] }',
        '---',
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: Role',
        'metadata: { name: people, namespace: shop }',
        'rules:',
        '  - { apiGroups: [""], resources: [pods], verbs: [delete] }',
        '---',
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: RoleBinding',
        'metadata: { name: web, namespace: shop }',
        'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: web }',
        'subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]',
        '---',
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata: { name: web, namespace: shop }',
        'spec: { template: { spec: { serviceAccountName: web, containers: [{ name: web, image: web }] } } }',
        '',
      ].join('\n'),
    );
    const run = await countersignHere(['permissions', '--format', 'kubernetes'], { directory: cluster.root });
    expect(run).toEqual({
      exitCode: 0,
      errors: '',
      output: [
        '# What the code needs in all of the cluster.',
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: ClusterRole',
        'metadata:',
        '  name: code-cluster',
        'rules:',
        '  - apiGroups: [""]',
        '    resources: ["nodes"]',
        '    verbs:',
        '      - list # app/pods.py:6; undeclared',
        '---',
        '# What the code needs in shop.',
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: Role',
        'metadata:',
        '  name: code-here',
        '  namespace: "shop"',
        'rules:',
        '  - apiGroups: [""]',
        '    resources: ["pods"]',
        '    verbs:',
        '      - list # app/pods.py:4',
        '  - apiGroups: [""]',
        '    resources: ["pods"]',
        '    resourceNames: ["web-0"]',
        '    verbs:',
        '      - delete # app/pods.py:5; undeclared',
        '# not known: list on example.com/* in shop # app/pods.py:8',
        '---',
        '# What the code needs in a namespace that only a run knows: bind it there with a RoleBinding.',
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: ClusterRole',
        'metadata:',
        '  name: code-namespaced',
        'rules:',
        '  - apiGroups: [""]',
        '    resources: ["secrets"]',
        '    resourceNames: ["db"]',
        '    verbs:',
        '      - get # app/pods.py:7; undeclared; CredentialExposure',
        '---',
        '# What kubectl and helm need, as scripts and workflows call them, in shop.',
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: Role',
        'metadata:',
        '  name: commands-here',
        '  namespace: "shop"',
        'rules:',
        '  - apiGroups: ["apps"]',
        '    resources: ["deployments"]',
        '    resourceNames: ["web"]',
        '    verbs:',
        '      - get # deploy.sh:3',
        '      - patch # deploy.sh:3; PrivEsc',
        '# not known: create on objects of k8s/ in shop # deploy.sh:2',
        '# not known: get on objects of k8s/ in shop # deploy.sh:2',
        '# not known: patch on objects of k8s/ in shop # deploy.sh:2',
        '',
      ].join('\n'),
    });
    const text = await countersignHere(['permissions'], { directory: cluster.root });
    expect(text.output).toContain('declared    list on core/pods in shop\n  app/pods.py:4\n');
    expect(text.output).toContain('undeclared  delete on core/pods named web-0 in shop\n  app/pods.py:5\n');
    // What nobody runs as is no grant of the program.
    expect(text.output.split('\n').filter((line) => line.startsWith('excess'))).toEqual([
      'excess      watch on core/pods by Role/web (ServiceAccount shop/web)',
    ]);
  });
});
