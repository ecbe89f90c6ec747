import { expect, test } from 'vitest';
import { mayHoldAutomation, readAutomations } from '../../../server/src/core/verbs.ts';
import { engine } from '../facts/facts-of.ts';
import { automationsIn } from './read-as-text.ts';

// Counts bound the work, so each of these ends in well under the time a test has.

const cancel = { isCancelled: () => false, pause: () => Promise.resolve() };
const flow = (nodes: string): string => `{"name":"x","nodes":[${nodes}],"connections":{}}`;
const node = (parameters: string): string =>
  `{"name":"n","type":"n8n-nodes-base.executeCommand","parameters":{"command":${JSON.stringify(parameters)}}}`;

test('an export of 200 MB is said to be too large', async () => {
  const text = `{"nodes":[],"connections":{},"n8n-nodes":"${'x'.repeat(200_000_000)}"}`;
  expect(mayHoldAutomation('flow.json', text, engine)).toBe(true);
  const { automations, failures } = await readAutomations('flow.json', { text, blob: 'x' }, { engine, cancel });
  expect(automations).toEqual([]);
  expect(failures).toEqual([
    { path: 'flow.json', stage: 'parse', message: `The text has ${text.length} characters; up to 2000000 are parsed.` },
  ]);
});

test('a key that stands twice is told', async () => {
  const text = '{"name":"a","name":"b","nodes":[{"name":"w","type":"n8n-nodes-base.webhook"}],"connections":{}}';
  const { automations } = await automationsIn('flow.json', text);
  expect(automations).toMatchObject([
    { name: 'b', gaps: ['The key name stands twice in one object; here the last one counts.'] },
  ]);
});

test('a bomb of aliases is read in bounded time', async () => {
  const lines = ['.a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 40; level += 1)
    lines.push(`.a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`);
  lines.push('job:', '  stage: test', '  script: *a39', '');
  const { automations, failures } = await automationsIn('.gitlab-ci.yml', lines.join('\n'));
  expect(failures).toEqual([]);
  expect(automations).toMatchObject([{ kind: 'gitlab-ci', steps: [{ name: 'job' }] }]);
});

test('aliases that hold themselves end', async () => {
  const text = 'job: &job\n  <<: *job\n  stage: test\n  script: &script [*script, make]\n';
  const { automations, failures } = await automationsIn('.gitlab-ci.yml', text);
  expect(failures).toEqual([]);
  expect(automations[0]?.steps).toMatchObject([{ name: 'job' }]);
});

test('a long chain of merges ends', async () => {
  const lines = ['.j0: &j0 { stage: test, script: [make] }'];
  for (let at = 1; at < 5_000; at += 1) lines.push(`.j${at}: &j${at}\n  <<: *j${at - 1}\n  k${at}: 1`);
  lines.push('job:', '  <<: *j4999', '  script: [make]', '');
  const { automations, failures } = await automationsIn('.gitlab-ci.yml', lines.join('\n'));
  expect(failures).toEqual([]);
  expect(automations[0]?.steps).toMatchObject([{ name: 'job', detail: 'make' }]);
});

test.each([
  ['flow.json', flow(node(`=${'{{ $json'.repeat(50_000)}`))],
  ['flow.json', flow(node(`=${'{{ $json.a }}'.repeat(50_000)}`))],
  ['flow.json', flow(Array.from({ length: 8_000 }, () => node('=x {{ $json.a }}')).join(','))],
  ['.gitlab-ci.yml', `job:\n  stage: test\n  script:\n    - ${'ssh eval '.repeat(60_000)}\n`],
  ['azure-pipelines.yml', `trigger: none\nsteps:\n  - script: ${'$('.repeat(200_000)}\n`],
  ['Jenkinsfile', `pipeline { stage('x') { ${'{'.repeat(200_000)} sh "${'${'.repeat(100_000)}" } }`],
  ['Jenkinsfile', `node { stage('x') { ${'sh('.repeat(100_000)} } }`],
  ['crontab', `${'* '.repeat(500_000)}\n`],
  ['workflow.yaml', `apiVersion: argoproj.io/v1\nkind: Workflow\nmetadata: {name: x}\n---\n`.repeat(2_000)],
  [
    'order.asl.json',
    `{"StartAt":"a","States":${'{"a":{"Type":"Map","Iterator":{"StartAt":"a","States":'.repeat(150)}{}${'}}}'.repeat(150)}}`,
  ],
  [
    'flow.json',
    `{"flow":[{"module":"a:b","mapper":{},"routes":${'[{"flow":[{"module":"a:b","routes":'.repeat(150)}[]${'}]}]'.repeat(150)}}]}`,
  ],
  ['.github/workflows/a.yml', `on: push\njobs:\n  a:\n    if: ${'${{ a }} && '.repeat(20_000)}\n    steps: []\n`],
])('%s of a hostile form is read in bounded time', async (path, text) => {
  const { failures } = await automationsIn(path, text);
  expect(failures.filter(({ stage }) => stage === 'facts')).toEqual([]);
});

test('names of prototypes are ordinary names', async () => {
  const text = '__proto__:\n  stage: test\n  script: [make]\nconstructor:\n  stage: test\n  script: [make]\n';
  const { automations } = await automationsIn('.gitlab-ci.yml', text);
  expect(automations[0]?.steps.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
});
