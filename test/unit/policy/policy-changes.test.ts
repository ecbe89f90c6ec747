import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { printObligation } from '../../../server/src/core/model/obligation.ts';
import { loadPolicy } from '../../../server/src/core/verbs.ts';
import { reviewTexts } from '../../golden/review-texts.ts';

const packs = {
  'countersign:recommended': {
    file: 'countersign:recommended',
    text: readFileSync('server/rules/recommended.yaml', 'utf8'),
  },
};
const file = '.countersign/policy.yaml';

const base = `version: 1
extends: [ countersign:recommended ]
roles: { security: [ "SHA256:a" ], team: [ "SHA256:b" ] }
governedBy: security
ignore: [ dist/ ]
attention:
  fullyInView: explain
guards: [ ourAuth.must ]
rules:
  - { id: guards, match: { kind: identity.guard, change: [removed, weakened] }, obligation: { approve: security } }
  - { id: flows, match: { kind: data.flow }, obligation: explain }
  - { id: tests, match: { context: test }, obligation: none }
hold: [ { kind: permission.grant } ]
`;

/** What is asked about an edit of the file, by the policy that it had. */
async function asked(before: string | null, after: string | null, path = file): Promise<readonly string[]> {
  const isPolicy = path === file;
  const text = isPolicy && before !== null ? before : base;
  const { value } = loadPolicy({ packs, repository: before === null && isPolicy ? null : { file, text } });
  const { findings } = await reviewTexts(
    { before: before === null ? {} : { [path]: before }, after: after === null ? {} : { [path]: after } },
    value,
  );
  return findings.map(
    ({ detectorId, message, obligation }) => `${detectorId}: ${message} (${printObligation(obligation)})`,
  );
}

describe('an edit of the policy', () => {
  test.each<[string, string, string]>([
    ['{ approve: security } }', 'explain }', 'The rule "guards" asks for explain instead of approve: security.'],
    [
      '{ approve: security } }',
      '{ approve: team } }',
      'The rule "guards" asks for approve: team instead of approve: security.',
    ],
    ['[removed, weakened]', 'removed', 'The rule "guards" is about other changes than before.'],
    [
      '  - { id: flows, match: { kind: data.flow }, obligation: explain }\n',
      '',
      'The rule "flows" is gone; it asked for explain.',
    ],
    ['match: { context: test }', 'match: {}', 'The rule "tests" is about other changes than before.'],
    ['extends: [ countersign:recommended ]', 'extends: []', 'The policy no longer extends countersign:recommended.'],
    ['team: [ "SHA256:b" ]', 'team: [ "SHA256:b", "SHA256:x" ]', '"SHA256:x" may now approve as team.'],
    ['governedBy: security\n', '', 'Changes of the policy no longer need approval by security.'],
    [
      'ignore: [ dist/ ]',
      'ignore: [ dist/ ]\ngate: { unsigned: count }',
      'Records without a signature count at the gate.',
    ],
    ['ignore: [ dist/ ]', 'ignore: [ dist/ ]\ngate: { bypass: team }', 'The gate lets bypasses of team pass.'],
    ['ignore: [ dist/ ]', 'ignore: [ dist/, src/ ]', '"src/" is no longer reviewed.'],
    ['attention:\n  fullyInView: explain\n', '', 'Hunks can be accepted that were not fully in view.'],
    [
      'fullyInView: explain',
      'fullyInView: approve',
      'Only hunks that ask to approve or more must have been fully in view, instead of explain or more.',
    ],
    ['guards: [ ourAuth.must ]\n', '', '"guards" no longer has "ourAuth.must" as it was.'],
    [
      'hold: [ { kind: permission.grant } ]',
      'hold: []',
      'What waits before it is written is less: kind permission.grant no longer does.',
    ],
    ['version: 1\n', 'version: 1\nmode: observe\n', 'The policy only observes: it stops nobody.'],
    ['version: 1\n', 'version: [\n', 'The policy can no longer be read, so none of its rules count.'],
    [
      'hold:',
      'exceptions: [ { id: old, match: { path: old/ }, reason: r, role: team, until: 2999-01-01 } ]\nhold:',
      'The exception "old" asks for acknowledge only until 2999-01-01.',
    ],
    [
      'hold:',
      '  - { id: easy, match: { kind: identity.guard, path: src/ }, obligation: acknowledge }\nhold:',
      'The rule "easy" asks for acknowledge where "guard-lost" asks for explain.',
    ],
  ])('%j -> %j', async (from, to, message) => {
    expect(base).toContain(from);
    const found = await asked(base, base.replace(from, to));
    expect(found).toEqual([`policy-weakened: ${message} (approve: security)`]);
  });

  test.each<[string, string]>([
    ['explain }', 'block }'],
    ['kind: data.flow }', 'kind: "data.*" }'],
    ['rules:\n', 'rules:\n  - { id: more, match: { kind: data.field }, obligation: block }\n'],
    ['ignore: [ dist/ ]\n', ''],
    ['team: [ "SHA256:b" ]', 'team: []'],
  ])('more is asked: %j -> %j', async (from, to) => {
    const found = await asked(base, base.replace(from, to));
    expect(found).toEqual([
      expect.stringMatching(/^agent-config-changed: Changes Countersign policy. \(approve: security\)$/),
    ]);
  });

  test('deleting it, and writing one where there was none', async () => {
    expect(await asked(base, null)).toEqual([
      'policy-weakened: The policy is deleted, with 5 rules. (approve: security)',
    ]);
    expect(
      await asked(null, 'version: 1\nrules: [ { id: mine, match: { kind: data.field }, obligation: block } ]\n'),
    ).toEqual(['policy-weakened: The policy no longer extends countersign:recommended. (explain)']);
    expect(
      await asked(
        null,
        base.replace('{ id: tests, match: { context: test }, obligation: none }', '{ match: {}, obligation: block }'),
      ),
    ).toEqual([expect.stringMatching(/^policy-weakened: "dist\/" is no longer reviewed/)]);
  });

  test('the same edit has one fingerprint, whatever the words', async () => {
    const prints = async (to: string): Promise<readonly string[]> => {
      const { value } = loadPolicy({ packs, repository: { file, text: base } });
      const after = base.replace('{ approve: security } }', to);
      return (await reviewTexts({ before: { [file]: base }, after: { [file]: after } }, value)).findings.map(
        (it) => it.fingerprint,
      );
    };
    expect(await prints('explain }')).toEqual(await prints('acknowledge }'));
  });
});

describe('who may sign, and who owns', () => {
  const signers = 'ada@example.com ssh-ed25519 AAAA\n# words\nbob@example.com ssh-ed25519 BBBB\n';
  const path = '.countersign/allowed_signers';

  test('a new key is a new person', async () => {
    expect(await asked(signers, `${signers}eve@example.com ssh-ed25519 EEEE\n`, path)).toEqual([
      'signers-changed: eve@example.com may sign approvals and records. (approve: security)',
    ]);
    expect(await asked(signers, signers.replace('BBBB', 'CCCC'), path)).toEqual([
      'signers-changed: What bob@example.com signs with, or for how long, is another than before. (approve: security)',
    ]);
    const same = signers.replace('# words\n', '').replace('bob@example.com ', 'bob@example.com   ');
    expect(await asked(signers, same, path)).toEqual([]);
  });

  test('a file that is gone is told besides its people', async () => {
    expect(await asked(signers, null, path)).toContain(
      'agent-config-changed: Removes Countersign policy. (approve: security)',
    );
  });

  test('owners of paths', async () => {
    const owners = '* @acme/dev\n/src/auth/ @acme/identity\n';
    expect(await asked(owners, '* @acme/dev\n', '.github/CODEOWNERS')).toEqual([
      'owners-changed: Changes of /src/auth/ are no longer for @acme/identity to review. (approve: security)',
    ]);
    expect(await asked(owners, owners.replace('@acme/identity', '@acme/dev'), 'CODEOWNERS')).toEqual([
      'owners-changed: Changes of /src/auth/ are for @acme/dev to review instead of @acme/identity. (approve: security)',
    ]);
    expect(await asked(owners, owners.replace('/src', '# why\n/src'), 'CODEOWNERS')).toEqual([]);
  });
});

test('lists of people and policies of any size are compared at once', async () => {
  const rows = (word: string, count: number): string =>
    Array.from({ length: count }, (_, at) => `/path/${at}/ @${word}\n`).join('');
  const told = await asked(rows('a', 30_000), rows('b', 30_000), 'CODEOWNERS');
  expect(told).toHaveLength(51);
  expect(told.at(-1)).toBe('owners-changed: 29950 more rows are others than before. (approve: security)');
  const rules = (obligation: string): string =>
    `version: 1\nrules:\n${Array.from({ length: 480 }, (_, at) => `  - { match: { kind: data.flow, path: "p${at}/" }, obligation: ${obligation} }\n`).join('')}`;
  expect(await asked(rules('block'), rules('explain'))).toHaveLength(480);
});

describe('the gate of a build', () => {
  const workflow = `on: pull_request
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npx countersign gate --base origin/main --require-origin any
      - run: npm test
`;
  const path = '.github/workflows/review.yml';

  test.each<[string, string, string]>([
    [
      '      - run: npx countersign gate --base origin/main --require-origin any\n',
      '',
      'The gate is no longer run: `run: npx countersign gate --base origin/main --require-origin any`.',
    ],
    [
      'origin any\n',
      'origin any || true\n',
      'The build goes on when the gate is closed: `run: npx countersign gate --base origin/main --require-origin any || true`.',
    ],
    [
      ' --require-origin any\n',
      '\n',
      'The gate is run as `run: npx countersign gate --base origin/main` instead of `run: npx countersign gate --base origin/main --require-origin any`.',
    ],
    [
      '    runs-on',
      '    continue-on-error: true\n    runs-on',
      'The build may go on when the gate is closed: `continue-on-error: true`.',
    ],
  ])('%j -> %j', async (from, to, message) => {
    const found = (await asked(workflow, workflow.replace(from, to), path)).filter((it) => it.startsWith('gate-'));
    expect(found).toEqual([`gate-weakened: ${message} (approve: security)`]);
  });

  test('other steps are not the gate’s', async () => {
    const found = await asked(workflow, workflow.replace('npm test', 'npm test || true'), path);
    expect(found.filter((it) => it.startsWith('gate-'))).toEqual([]);
    const other = 'on: push\njobs:\n  a:\n    steps:\n      - run: npm test\n';
    expect(
      (await asked(other, other.replace('npm test', 'npm test || true'), path)).filter((it) => it.startsWith('gate-')),
    ).toEqual([]);
  });

  const action = `on:
  pull_request:
  merge_group:
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with: { fetch-depth: 0 }
      - uses: acme/countersign-action@v1
        with: { base: origin/main }
`;

  test.each<[string, string, string]>([
    ['    runs-on', '    if: false\n    runs-on', 'The job that runs the gate has `if: false`.'],
    [
      'action@v1\n',
      "action@v1\n        if: github.actor != 'bot'\n",
      "The job that runs the gate has `if: github.actor != 'bot'`.",
    ],
    [
      '  pull_request:\n',
      '  pull_request: { branches: [nothing] }\n',
      'The job that runs the gate has `on.pull_request.branches: nothing`.',
    ],
    [
      '  pull_request:\n',
      '  pull_request:\n    paths-ignore: ["**"]\n',
      'The job that runs the gate has `on.pull_request.paths-ignore: **`.',
    ],
    ['  pull_request:\n', '  workflow_dispatch:\n', 'The job that runs the gate no longer has `on.pull_request`.'],
    ['base: origin/main', 'base: HEAD', 'The job that runs the gate has `with.base: HEAD`, before `origin/main`.'],
    [
      'base: origin/main',
      'base: origin/main, program: /bin/true',
      'The job that runs the gate has `with.program: /bin/true`.',
    ],
    [
      '      - uses: acme',
      '      - run: echo ./bin >> $GITHUB_PATH\n      - uses: acme',
      'Before the gate `echo ./bin >> $GITHUB_PATH` is run.',
    ],
    ['checkout@v5', 'checkout@v6', ''],
    ['  merge_group:\n', '  merge_group:\n  push:\n', ''],
    ['    runs-on', '    name: Review\n    timeout-minutes: 9\n    runs-on', ''],
    ['      - uses: acme', '      - run: npm ci\n      - uses: acme', ''],
    [
      'action@v1',
      'action@v2',
      'The gate is run as `uses: acme/countersign-action@v2` instead of `uses: acme/countersign-action@v1`.',
    ],
  ])('of an action: %j -> %j', async (from, to, message) => {
    const found = (await asked(action, action.replace(from, to), path)).filter((it) => it.startsWith('gate-'));
    expect(found).toEqual(message === '' ? [] : [`gate-weakened: ${message} (approve: security)`]);
  });

  const pipeline = `stages: [test]
gate:
  stage: test
  script:
    - countersign gate --base origin/main
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
other:
  script: [npm test]
`;

  test.each<[string, string, string]>([
    ['  stage: test\n', '  stage: test\n  when: manual\n', 'The job that runs the gate has `when: manual`.'],
    [
      '"merge_request_event"',
      '"schedule"',
      'The job that runs the gate has `rules.if: $CI_PIPELINE_SOURCE == "schedule"`, before `$CI_PIPELINE_SOURCE == "merge_request_event"`.',
    ],
    [
      '  script:\n',
      '  before_script: [alias countersign=true]\n  script:\n',
      'The job that runs the gate has `before_script: alias countersign=true`.',
    ],
    [
      '    - countersign',
      '    - alias countersign=true\n    - countersign',
      'Before the gate `alias countersign=true` is run.',
    ],
    ['[npm test]', '[npm test]\n  when: manual', ''],
  ])('of GitLab: %j -> %j', async (from, to, message) => {
    const found = (await asked(pipeline, pipeline.replace(from, to), '.gitlab-ci.yml')).filter((it) =>
      it.startsWith('gate-'),
    );
    expect(found).toEqual(message === '' ? [] : [`gate-weakened: ${message} (approve: security)`]);
  });

  test('of one of two jobs, and of one that is called otherwise', async () => {
    const second = action.slice(action.indexOf('  gate:')).replace('gate:', 'queue:').replace('    runs-on', "    if: github.event_name == 'merge_group'\n    runs-on"); // prettier-ignore
    const both = `${action}${second}`;
    const told = async (after: string): Promise<readonly string[]> =>
      (await asked(both, after, path)).filter((it) => it.startsWith('gate-'));
    expect(await told(both.replace('    runs-on', '    if: false\n    runs-on'))).toEqual([
      'gate-weakened: The job that runs the gate has `if: false`. (approve: security)',
    ]);
    expect(await told(both.replace('  gate:', '  review:'))).toEqual([]);
  });

  test.each([
    `${action}&a [*a, *b, *a`,
    `${action}${'#'.repeat(200_000)}`,
    `env:\n${Array.from({ length: 2_001 }, (_, at) => `  A${at}: x\n`).join('')}${action}`,
  ])('of a file that cannot be read any more', async (after) => {
    const found = (await asked(action, after, path)).filter((it) => it.startsWith('gate-'));
    expect(found).toEqual([expect.stringContaining('cannot be compared')]);
  });
});
