import { describe, expect, test } from 'vitest';
import {
  compareInventories,
  filesOf,
  hasDrift,
  joinInventory,
  loadRegister,
  readCodeOwners,
} from '../../../server/src/core/register.ts';
import { ownersOf } from '../../../server/src/core/register/owners.ts';
import type { LedgerRecord } from '../../../server/src/core/model/record.ts';
import { identity, joined, lineAt, nightly, part, repository, triage, trigger } from './automations.ts';

describe('owners', () => {
  test.each([
    ['* @acme/all\n/.github/ @acme/platform', '.github/workflows/ci.yml', ['@acme/platform']],
    ['/.github/ @acme/platform\n* @acme/all', '.github/workflows/ci.yml', ['@acme/all']],
    ['*.yml @acme/yaml # who else\n', 'a/b/c.yml', ['@acme/yaml']],
    ['/docs/* @acme/docs', 'docs/a.md', ['@acme/docs']],
    ['/docs/* @acme/docs', 'docs/deep/a.md', []],
    ['docs/ @acme/docs', 'x/docs/deep/a.md', ['@acme/docs']],
    ['apps/ @acme/apps\n/apps/github', 'apps/github/a.yml', []],
    ['[Platform] @acme/platform\n/.github/\n/deploy/ @acme/deploy', '.github/a.yml', ['@acme/platform']],
    ['^[Platform][2] @acme/platform\n/.github/', '.github/a.yml', ['@acme/platform']],
    ['path\\ with\\ spaces/ @acme/x', 'path with spaces/a', ['@acme/x']],
    ['# only a comment\n\n', 'a', []],
  ])('of %j for %s', (text, path, owners) => {
    expect(ownersOf(path, readCodeOwners(text))).toEqual(owners);
  });

  test('in the register outrank what the definition says, and that CODEOWNERS', () => {
    const codeOwners = readCodeOwners('* @acme/all');
    const register = loadRegister('version: 1\nautomations: [{ path: deploy/**, owner: "@acme/data" }]');
    expect(joined([nightly()], { codeOwners, register })[0]!.owner).toEqual({ name: '@acme/data', from: 'register' });
    expect(joined([nightly()], { codeOwners })[0]!.owner).toEqual({ name: '@acme/reports', from: 'definition' });
    expect(joined([triage()], { codeOwners })[0]!.owner).toEqual({ name: '@acme/all', from: 'CODEOWNERS' });
    expect(joined([triage()])[0]!.owner).toBeNull();
  });
});

describe('shared credentials', () => {
  test('are told of all that have them', () => {
    const [one, other] = joined([triage(), nightly()]);
    expect(one!.shared).toEqual([{ name: 'secrets.OPENAI_KEY', type: 'credential', others: ['nightly'] }]);
    expect(other!.shared).toEqual([{ name: 'secrets.OPENAI_KEY', type: 'credential', others: ['triage'] }]);
  });

  test('are not users of machines', () => {
    const root = [identity('root', 'user', 'static')];
    expect(
      joined([triage({ identities: root }), nightly({ identities: root })]).flatMap(({ shared }) => shared),
    ).toEqual([]);
  });

  test('are not tokens that each run gets', () => {
    const token = [identity('GITHUB_TOKEN', 'token', 'short-lived')];
    expect(joined([triage({ identities: token }), nightly({ identities: token })]).map(({ shared }) => shared)).toEqual(
      [[], []],
    );
  });

  test('of two repositories are the same only when their name says where they are', () => {
    const one = repository([triage()], { name: 'one' });
    const other = repository([nightly()], { name: 'other' });
    expect(joinInventory([one, other]).flatMap(({ shared }) => shared)).toEqual([]);
    const role = [identity('arn:aws:iam::1:role/deploy', 'role', 'short-lived')];
    const both = joinInventory([
      repository([triage({ identities: role })], { name: 'one' }),
      repository([nightly({ identities: role })], { name: 'other' }),
    ]);
    expect(both.map(({ shared }) => shared.length)).toEqual([1, 1]);
  });
});

test('the files of an automation are those that its steps name and that exist', () => {
  const text =
    'run: |\n  node ./scripts/label.mjs --out ../x\n  python tools/a.py\nuses: ./.github/actions/setup\n# https://a.b/c';
  const paths = new Set(['scripts/label.mjs', '.github/workflows/tools/a.py', '.github/actions/setup/action.yml', 'c']);
  expect(filesOf(triage(), text, paths)).toEqual([
    '.github/workflows/triage.yml',
    'scripts/label.mjs',
    '.github/workflows/tools/a.py',
    '.github/actions/setup/action.yml',
  ]);
});

test('the last review is the newest decision about the file, and says whether the file has changed since', () => {
  const decision = (seq: number, afterBlob: string): LedgerRecord =>
    ({
      kind: 'decision',
      seq,
      decidedAt: `2026-11-0${seq}T10:00:00Z`,
      outcome: 'accepted',
      decidedBy: { name: 'Ada', email: null, key: null, basis: 'claimed', surface: 'panel' },
      hunks: [{ path: triage().path, afterBlob }],
    }) as unknown as LedgerRecord;
  const [entry] = joined([triage()], { records: [decision(1, 'b1'), decision(2, 'b0')] });
  expect(entry!.lastReview).toMatchObject({ seq: 2, by: 'Ada', isCurrent: false });
  const [current] = joined([triage()], { records: [decision(1, 'b0'), decision(2, 'b1')] });
  expect(current!.lastReview).toMatchObject({ seq: 2, isCurrent: true });
});

test('two automations of one name in one file are two', () => {
  const ids = joined([triage(), triage(), nightly()]).map(({ automation }) => automation.id);
  expect(new Set(ids).size).toBe(3);
});

describe('drift', () => {
  test('is none between equal inventories, and none by reordering, moving lines or new details', () => {
    const before = joined([triage(), nightly()]);
    const moved = triage({ range: lineAt(40), models: [part('gpt-4o', 50, 'by ask')] });
    expect(hasDrift(compareInventories(before, joined([nightly(), moved])))).toBe(false);
  });

  test('is told in words', () => {
    const before = joined([triage(), nightly()]);
    const after = joined([
      triage({
        triggers: [trigger('issues', 'comment', 'anybody'), trigger('pull_request_target', 'pull-request', 'anybody')],
        identities: [
          identity('GITHUB_TOKEN of triage', 'token', 'short-lived', ['issues: write', 'contents: write']),
          identity('secrets.OPENAI_KEY', 'credential', 'static'),
          identity('arn:aws:iam::1:role/deploy', 'role', 'short-lived'),
        ],
        connectors: [part('api.openai.com', 10), part('hooks.example.com', 20)],
        models: [part('gpt-5', 11)],
        tools: [],
      }),
      { ...triage(), id: 'new', name: 'New', path: '.github/workflows/new.yml' },
    ]);
    const drift = compareInventories(before, after);
    expect(drift.added.map(({ automation }) => automation.name)).toEqual(['New']);
    expect(drift.removed.map(({ automation }) => automation.name)).toEqual(['nightly-report']);
    expect(drift.changed.flatMap(({ changes }) => changes.map(({ words }) => words))).toEqual([
      'New trigger: pull_request_target, by anybody.',
      'New identity: arn:aws:iam::1:role/deploy.',
      'GITHUB_TOKEN of triage is given contents: write now.',
      'New host: hooks.example.com.',
      'New model: gpt-5.',
      'No longer a model: gpt-4o.',
      'No longer a tool: add_label.',
    ]);
  });

  test('follows an automation whose file or name changed', () => {
    const before = joined([triage()]);
    const moved = compareInventories(before, joined([triage({ id: 'x', path: '.github/workflows/issues.yml' })]));
    expect(moved.changed[0]!.changes.map(({ words }) => words)).toEqual([
      'Path: .github/workflows/triage.yml became .github/workflows/issues.yml.',
    ]);
    const renamed = compareInventories(before, joined([triage({ id: 'x', name: 'Label issues' })]));
    expect(renamed.changed[0]!.changes.map(({ words }) => words)).toEqual(['Name: Triage became Label issues.']);
  });

  test('tells what the registration no longer covers, and another owner', () => {
    const registered = (owner: string) =>
      loadRegister(
        `version: 1\nrequire: [models]\nautomations: [{ path: .github/**, owner: ${owner}, models: [gpt-4o] }]`,
      );
    const before = joined([triage()], { register: registered('Ada') });
    const after = joined([triage({ models: [part('gpt-4o', 3), part('gpt-5', 4)] })], { register: registered('Bo') });
    expect(compareInventories(before, after).changed[0]!.changes.map(({ words }) => words)).toEqual([
      'New model: gpt-5.',
      'Triage calls the model gpt-5, which its registration does not name.',
      'Owner: Ada became Bo.',
    ]);
  });

  test('tells an approval that is gone', () => {
    const before = joined([triage({ approvals: [part('production', 4)] })]);
    expect(compareInventories(before, joined([triage()])).changed[0]!.changes[0]!.words).toBe(
      'No longer waits for approval: production.',
    );
  });
});
