import { describe, expect, test } from 'vitest';
import { type Texts, ingestTexts } from '../../../server/src/core/ingest.ts';
import type { ChangeSet } from '../../../server/src/core/model/change.ts';
import type { Finding } from '../../../server/src/core/model/finding.ts';
import type { ReviewResult } from '../../../server/src/core/model/result.ts';
import { advance, openReview, toAnalysedHunks } from '../../../server/src/core/review.ts';
import { type ViewInput, toChangeSetView } from '../../../server/src/lsp/to-view.ts';
import { finding, origin } from './fixtures.ts';

function input(
  texts: Texts,
  toFindings: (changeSet: ChangeSet) => readonly Finding[],
  more: Partial<ReviewResult> = {},
): ViewInput {
  const { changeSet } = ingestTexts(texts, origin);
  const result: ReviewResult = {
    schemaVersion: 1,
    files: changeSet.files.map(({ path, status, hunks }) => ({
      path,
      status,
      hunks,
      language: 'typescript',
      parsed: 'clean',
    })),
    facts: [],
    findings: toFindings(changeSet),
    failures: [],
    problems: [],
    stats: { files: 1, bytes: 1 },
    ...more,
  };
  const review = openReview(
    { id: changeSet.id, origin, title: 'Turn 1', landedAt: '2026-11-21T10:00:00Z' },
    toAnalysedHunks(result, {}),
  );
  return {
    review,
    changeSet,
    result,
    mode: 'enforce',
    decided: new Map(),
    records: new Map(),
    asked: null,
    askedIsPrivate: false,
    holdersOf: () => ['ben@example.org'],
  };
}

const texts: Texts = {
  before: { 'a.ts': 'x\ny\n', 'b.ts': '1\n2\n3\n4\n5\n6\n' },
  after: { 'a.ts': 'x\nz\n', 'b.ts': '1\n2\n3\n5\n6\n' },
};

function firstHunk(changeSet: ChangeSet, path: string): string {
  return changeSet.files.find((file) => file.path === path)?.hunks[0]?.id ?? '';
}

describe('the view of a change set', () => {
  const made = input(texts, (changeSet) => [
    finding('weak', 'acknowledge', firstHunk(changeSet, 'a.ts'), { path: 'a.ts' }),
    finding('strong', 'explain', firstHunk(changeSet, 'b.ts'), {
      path: 'b.ts',
      side: 'before',
      range: { start: { line: 3, character: 0 }, end: { line: 3, character: 1 } },
      evidence: [
        { path: 'b.ts', range: { start: { line: 3, character: 0 }, end: { line: 3, character: 1 } }, role: 'guard' },
      ],
    }),
  ]);

  test('puts the strongest obligation first and anchors what was removed at its place', () => {
    const view = toChangeSetView(made);
    expect(view.hunks.map((hunk) => hunk.path)).toEqual(['b.ts', 'a.ts']);
    const [deletion] = view.hunks;
    expect(deletion).toMatchObject({
      firstLine: 4,
      lastLine: 4,
      blockedBecause: '1 open on this hunk: the finding is not explained yet.',
    });
    expect(deletion?.findings[0]).toMatchObject({
      line: 4,
      state: 'open',
      evidence: [{ path: 'b.ts', line: 4, side: 'before', text: '4' }],
    });
    expect(deletion?.diff.map((line) => [line.kind, line.before, line.after, line.text])).toEqual([
      ['context', 1, 1, '1'],
      ['context', 2, 2, '2'],
      ['context', 3, 3, '3'],
      ['removed', 4, null, '4'],
      ['context', 5, 4, '5'],
      ['context', 6, 5, '6'],
    ]);
    expect(view.progress).toEqual({ total: 2, settled: 0, withoutFindings: 0, withoutFindingsOpen: 0, notJudged: 0 });
    expect(view).toMatchObject({ claimedBy: 'codex hook', agent: 'Codex', askedIsPrivate: false });
  });

  test('follows the review: settled, then accepted with its record', () => {
    const [hunk] = toChangeSetView(made).hunks;
    const id = hunk?.id ?? '';
    const explained = advance(
      made.review,
      { kind: 'explain', hunk: id, fingerprint: 'strong', reason: 'needed', words: 'w', at: 'now' },
      'enforce',
    ).review;
    const settled = toChangeSetView({ ...made, review: explained });
    expect(settled.hunks[0]).toMatchObject({
      blockedBecause: null,
      findings: [{ state: 'settled', acknowledgement: { reason: 'needed', words: 'w' } }],
    });
    const accepted = advance(explained, { kind: 'accept', hunk: id, as: 'accepted' }, 'enforce').review;
    const view = toChangeSetView({ ...made, review: accepted, records: new Map([[id, { seq: 7, hash: 'h' }]]) });
    expect(view.hunks[0]).toMatchObject({ outcome: 'accepted', record: { seq: 7 } });
    expect(view.progress).toMatchObject({ total: 2, settled: 1 });
  });

  test('shows a decided hunk that is gone as it was', () => {
    const [hunk] = made.review.hunks;
    const file = made.changeSet.files.find((it) => it.path === hunk?.path);
    const [placed] = file?.hunks ?? [];
    if (hunk === undefined || file === undefined || placed === undefined) throw new Error('no hunk');
    const rejected = advance(made.review, { kind: 'reject', hunk: hunk.id, reason: 'no' }, 'enforce').review;
    const later = advance(rejected, { kind: 'analysed', hunks: [] }, 'enforce').review;
    const none = { ...made.changeSet, files: [] };
    const view = toChangeSetView({
      ...made,
      review: later,
      changeSet: none,
      decided: new Map([[hunk.id, { file, hunk: placed }]]),
    });
    expect(view.hunks[0]).toMatchObject({ outcome: 'rejected', rejectReason: 'no' });
    expect(view.hunks[0]?.diff.length).toBeGreaterThan(0);
    expect(toChangeSetView({ ...made, review: later, changeSet: none }).hunks[0]).toMatchObject({
      diff: [],
      firstLine: 1,
    });
  });

  test('says why a hunk was not judged, and counts it apart', () => {
    const failed = input(texts, () => [], { failures: [{ path: 'a.ts', stage: 'parse', message: 'It broke.' }] });
    const view = toChangeSetView(failed);
    expect(view.hunks.find((hunk) => hunk.path === 'a.ts')).toMatchObject({
      judged: false,
      notJudged: 'It broke.',
      blockedBecause: 'Not judged: acknowledge that nothing was analysed first.',
    });
    expect(view.progress).toEqual({ total: 0, settled: 0, withoutFindings: 1, withoutFindingsOpen: 1, notJudged: 1 });
    const blind = input(texts, () => [], { failures: [{ path: '', stage: 'detect', message: 'A detector crashed.' }] });
    expect(toChangeSetView(blind).hunks.map((hunk) => hunk.notJudged)).toEqual([
      'A detector crashed.',
      'A detector crashed.',
    ]);
  });

  test('a long hunk is cut and says by how much', () => {
    const long = input({ before: {}, after: { 'a.ts': 'line\n'.repeat(500) } }, () => []);
    expect(toChangeSetView(long).hunks[0]).toMatchObject({ diffOmitted: 300 });
    expect(toChangeSetView(long).hunks[0]?.diff).toHaveLength(200);
  });
});

describe('the summary', () => {
  const summary = (...findings: readonly Finding[]): unknown => {
    const made = input({ before: {}, after: { 'a.ts': 'x\n' } }, (changeSet) =>
      findings.map((it) => ({ ...it, hunk: firstHunk(changeSet, 'a.ts') })),
    );
    const { mayNowDo, touches, decides } = toChangeSetView(made).summary;
    const short = (entries: typeof mayNowDo): unknown =>
      entries.map(({ change, text, secondary }) => `${change}: ${text} | ${secondary}`);
    return { mayNowDo: short(mayNowDo), touches: short(touches), decides: short(decides) };
  };
  const subject = { type: 'function', symbol: 'report' } as const;

  test('sorts by facet into what it may do, touches and decides', () => {
    const flow = {
      facet: 'data',
      kind: 'data.flow',
      change: 'added',
      subject,
      action: 'send',
      sink: 'third-party',
      resource: { kind: 'host', norm: 'api.mixpanel.com', dynamic: false },
    } as const;
    expect(
      summary(
        finding('1', 'explain'),
        finding('2', 'acknowledge', '', {
          facet: 'permission',
          kind: 'permission.cloud',
          change: 'added',
          subject,
          action: 's3:PutObject',
          resource: { kind: 'bucket', norm: 'ledger', dynamic: false },
        }),
        finding('3', 'acknowledge', '', {
          facet: 'permission',
          kind: 'permission.network',
          change: 'added',
          subject,
          action: 'connect',
          resource: { kind: 'host', norm: 'dynamic', value: 'WEBHOOK_URL', dynamic: true },
        }),
        finding('4', 'none', '', {
          facet: 'permission',
          kind: 'permission.network',
          change: 'removed',
          subject,
          action: 'connect',
          resource: { kind: 'host', norm: 'x', dynamic: false },
        }),
        finding('5', 'explain', '', { ...flow, dataClasses: ['contact.email'] }),
        finding('6', 'explain', '', { ...flow, dataClasses: ['identity.date-of-birth'] }),
        finding('7', 'none', '', { context: ['test'] }),
        finding('8', 'explain', '', {
          kind: 'identity.session',
          change: 'weakened',
          comparison: { before: '15 min', after: '30 d' },
        }),
        finding('9', 'explain', '', {
          facet: 'workflow',
          kind: 'permission.grant',
          change: 'widened',
          subject: { type: 'file', symbol: '(file)', principal: 'GITHUB_TOKEN' },
          comparison: { before: 'contents: read', after: 'contents: write' },
        }),
      ),
    ).toEqual({
      mayNowDo: [
        'widened: contents: read → write | GITHUB_TOKEN',
        'added: s3:PutObject | ledger',
        'unknown: a host set at run time | WEBHOOK_URL',
      ],
      touches: ['added: email, date of birth | → api.mixpanel.com'],
      decides: ['removed: admin | DELETE /users/:id', 'weakened: 15 min → 30 d | DELETE /users/:id'],
    });
  });

  test('names a check, a secret and a receiver in words, never by an id', () => {
    expect(
      summary(
        finding('1', 'explain', '', {
          subject: { type: 'file', symbol: '(file)' },
          kind: 'identity.credential',
          change: 'added',
          action: 'hardcode',
          dataClasses: ['credential.secret'],
          resource: {
            kind: 'credential',
            norm: 'credential.secret:ff0a',
            value: 'credential.secret:ff0a',
            dynamic: false,
          },
        }),
        finding('2', 'explain', '', {
          comparison: { before: 'requireAuth, requireAdmin', after: 'requireAuth' },
          resource: { kind: 'role', norm: 'admin', value: 'requireAdmin', dynamic: false },
        }),
        finding('3', 'explain', '', {
          facet: 'data',
          kind: 'data.flow',
          change: 'added',
          subject,
          action: 'send',
          sink: 'analytics',
          dataClasses: ['contact.email'],
          resource: { kind: 'class', norm: 'contact.email', value: 'contact.email', dynamic: false },
          qualifiers: { sink: 'analytics', to: 'api.mixpanel.com' },
        }),
      ),
    ).toEqual({
      mayNowDo: [],
      touches: ['added: email | → api.mixpanel.com'],
      decides: ['added: a hardcoded secret | a.ts', 'removed: requireAdmin | DELETE /users/:id'],
    });
  });
});
