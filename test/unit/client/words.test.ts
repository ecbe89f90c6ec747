import { describe, expect, test } from 'vitest';
import { toBadges } from '../../../client/src/badge-words.ts';
import { commitWarning } from '../../../client/src/commit-words.ts';
import { glyphs, toSvg, type Mark } from '../../../client/src/change-glyphs.ts';
import { roleLines } from '../../../client/src/finding-items.ts';
import { toLineMarks } from '../../../client/src/line-marks.ts';
import { toPanelHtml } from '../../../client/src/panel-html.ts';
import { toStatusWords } from '../../../client/src/status-words.ts';
import type { ChangeSetView, PanelView } from '../../../server/src/protocol/view.ts';
import {
  sampleAsked,
  sampleFinding,
  sampleHunk,
  sampleRequest,
  sampleSet,
  sampleView,
} from '../../lsp/view-samples.ts';

const progress = { total: 7, settled: 4, withoutFindings: 31, withoutFindingsOpen: 31, notJudged: 0 };
const status = (given: Partial<PanelView>) => toStatusWords(sampleView(given));

test('of several roles a finding says which has approved, when, and who can as the others', () => {
  const role = (name: string, holders: readonly string[], given = false) => ({
    role: name,
    holders,
    given: given ? { by: 'ben@example.org', at: '2026-11-30T10:00:00Z' } : null,
  });
  const linesOf = (...roles: readonly ReturnType<typeof role>[]) =>
    roleLines(sampleFinding({ approval: { roles, askedAt: null, command: null, declined: null, yours: null } }), 'en');
  expect(linesOf(role('team', ['ana', 'eve'], true), role('cloud', ['ana', 'eve']), role('legal', []))).toEqual([
    expect.stringMatching(/^team: approved by ben@example\.org, Nov 30, 2026/u),
    'cloud: ana or eve can approve it.',
    'legal: nobody holds this role yet.',
  ]);
  expect(linesOf(role('team', ['ana']))).toEqual([]);
});

describe('the status bar', () => {
  test('counts what is left', () => {
    const words = status({ changeSets: [sampleAsked(7, 4)] });
    expect(words.text).toBe('3 of 7 to acknowledge');
    expect(words.tooltip).toContain('4 of 7 findings settled, 3 to acknowledge.');
    expect(status({}).tooltip).toContain('0 of 1 finding settled, 1 to acknowledge.');
    expect(status({ changeSets: [sampleAsked(7, 7)] }).text).toBe('All 7 acknowledged');
  });

  test.each([
    [['explain', 'explain'], '2 of 2 to explain', '2 to explain.'],
    [['approve'], '1 of 1 without approval', '1 needs approval.'],
    [['block'], '1 of 1 blocked', '1 blocked.'],
    [['acknowledge', 'explain', 'approve'], '3 of 3 open', '1 needs approval, 1 to explain, 1 to acknowledge.'],
  ] as const)('says what is asked: %j', (obligations, text, tooltip) => {
    const findings = obligations.map((obligation, index) => sampleFinding({ fingerprint: String(index), obligation }));
    const words = status({ changeSets: [sampleSet({ hunks: [sampleHunk({ findings })] })] });
    expect(words.text).toBe(text);
    expect(words.tooltip).toContain(`settled, ${tooltip}`);
    const settled = findings.map((finding) => ({ ...finding, state: 'settled' as const }));
    expect(status({ changeSets: [sampleSet({ hunks: [sampleHunk({ findings: settled })] })] }).text).toBe(
      `All ${obligations.length} settled`,
    );
  });

  test('says of what waits for an approval that nothing is to be done here', () => {
    const findings = [sampleFinding({ obligation: 'approve', state: 'waiting' })];
    const words = status({ changeSets: [sampleSet({ hunks: [sampleHunk({ findings })] })] });
    expect(words.text).toBe('1 of 1 waiting for approval');
    expect(words.tooltip).toContain('1 waits for approval.');
  });

  test('calls nothing accepted that was rejected', () => {
    const none = { total: 0, settled: 0, withoutFindings: 2, withoutFindingsOpen: 0, notJudged: 0 };
    const decided = (...outcomes: readonly ('accepted' | 'amended' | 'rejected')[]): string => {
      const hunks = outcomes.map((outcome, at) => sampleHunk({ id: `h${at}`, findings: [], outcome }));
      return status({ changeSets: [sampleSet({ progress: none, hunks })] }).text;
    };
    expect(decided('accepted', 'amended')).toBe('All accepted');
    expect(decided('rejected', 'accepted')).toBe('All decided');
    expect(decided('rejected', 'rejected')).toBe('All decided');
  });

  test('calls nothing acknowledged that was rejected unread', () => {
    const changeSet = sampleAsked(7, 0, { outcome: 'rejected' });
    expect(status({ changeSets: [changeSet] }).text).toBe('All 7 settled');
  });

  test('adds up change sets', () => {
    const words = status({ changeSets: [sampleAsked(7, 4), sampleAsked(7, 4)] });
    expect(words.text).toBe('6 of 14 to acknowledge');
    expect(words.waiting).toBe(6);
  });

  test('never calls an edit that was not judged one without findings', () => {
    const hunks = [sampleHunk({ judged: false, findings: [] })];
    const words = status({ changeSets: [sampleSet({ hunks, progress: { ...progress, total: 0, settled: 0 } })] });
    expect(words.text).toBe('1 not judged');
    expect(words.waiting).toBe(1);
  });

  describe('of requests of others', () => {
    const asked = (yours: ('open' | 'unsealed' | null)[], settled = 0, more: readonly ChangeSetView[] = []) => {
      const findings = yours.map((each, index) =>
        sampleFinding({
          fingerprint: String(index),
          obligation: 'approve',
          approval: { roles: [], askedAt: null, command: null, declined: null, yours: each },
        }),
      );
      const request = sampleSet({
        request: sampleRequest(),
        hunks: [sampleHunk({ landing: 'offered', findings })],
        progress: { total: yours.length, settled, withoutFindings: 0, withoutFindingsOpen: 0, notJudged: 0 },
      });
      return status({ changeSets: [request, ...more], waitingRequests: 1 });
    };

    test('counts what whoever sits here may approve, and says how many ask where that is known', () => {
      const words = asked(['open', null], 1);
      expect(words.text).toBe('1 of 2 to approve');
      expect(words.waiting).toBe(1);
      expect(words.tooltip).toMatch(/1 of 2 findings approved, 1 to approve.*\n1 review request waits/u);
      expect(asked(['open']).tooltip).toContain('0 of 1 finding approved, 1 to approve.');
    });

    test.each([
      ['Waits for others', [null], 0],
      ['Not sealed', ['unsealed'], 0],
      ['Approved', [null], 1],
      ['Nothing to approve', [], 0],
    ] as const)('asks for nothing that is not theirs: %s', (text, yours, settled) => {
      const words = asked([...yours], settled);
      expect(words.text).toBe(text);
      expect(words.waiting).toBe(0);
    });

    test('are no part of what is to be acknowledged', () => {
      const words = asked(['open'], 0, [sampleAsked(7, 4)]);
      expect(words.text).toBe('3 of 7 to acknowledge');
      expect(words.waiting).toBe(4);
      expect(asked(['open'], 0, [sampleAsked(7, 7)]).text).toBe('1 of 1 to approve');
    });
  });

  test('warns only while something is held', () => {
    expect(status({}).held).toBeNull();
    const held = (heldUntil: string | null) =>
      status({ changeSets: [sampleSet({ heldUntil, hunks: [sampleHunk({ landing: 'held' })] })] }).held;
    expect(held('2026-11-20T10:00:00.000Z')).toEqual({
      text: '1 held',
      tooltip: expect.stringContaining('the agent is waiting') as string,
    });
    expect(held(null)?.tooltip).toMatch(/the agent went on/u);
  });

  test.each(['starting', 'analysing', 'empty', 'queue', 'done', 'failed', 'restricted'] as const)(
    'has words for the state %s',
    (state) => {
      const words = status({ state });
      expect(words.text).not.toBe('');
      expect(words.tooltip).toMatch(/^Countersign: .+\.$/);
    },
  );
});

test('a commit message is warned of what is on disk and waits, in its own work tree', () => {
  const words = (...sets: readonly ChangeSetView[]) =>
    commitWarning({ changeSets: sets }, (uri) => uri === 'file:///w');
  expect(words(sampleSet())).toMatch(/^1 hunk on disk waits/);
  expect(words(sampleSet({ hunks: [sampleHunk(), sampleHunk({ id: 'h2' })] }))).toMatch(/^2 hunks on disk wait/);
  expect(words(sampleSet({ rootUri: 'file:///other' }))).toBeNull();
  expect(words(sampleSet({ hunks: [sampleHunk({ outcome: 'accepted' })] }))).toBeNull();
  // What is held or offered is not on disk by it.
  expect(words(sampleSet({ hunks: [sampleHunk({ landing: 'held' }), sampleHunk({ landing: 'offered' })] }))).toBeNull();
});

describe('badges', () => {
  const badge = (...hunks: Parameters<typeof sampleHunk>[0][]) =>
    toBadges(sampleView({ changeSets: [sampleSet({ hunks: hunks.map((hunk) => sampleHunk(hunk)) })] })).get('src/a.ts')
      ?.text;

  test('count open findings of a file over its hunks', () => expect(badge({}, {})).toBe('◇2'));
  test('say that something was not judged', () => expect(badge({}, { judged: false, findings: [] })).toBe('◇?'));
  test('say what is asked, and that an analysis was cancelled', () => {
    const tooltip = (hunk: Parameters<typeof sampleHunk>[0]) =>
      toBadges(sampleView({ changeSets: [sampleSet({ hunks: [sampleHunk(hunk)] })] })).get('src/a.ts')?.tooltip;
    expect(tooltip({ findings: [sampleFinding({ obligation: 'explain' })] })).toBe('Findings: 1 to explain');
    expect(tooltip({ isCancelled: true })).toBe('analysis cancelled');
    expect(tooltip({ judged: false, findings: [], notJudged: 'binary' })).toBe('not judged, binary');
  });
  test('put held before everything', () => expect(badge({ judged: false }, { landing: 'held' })).toBe('H1'));
  test('vanish when nothing is open', () =>
    expect(badge({ findings: [sampleFinding({ state: 'settled' })] })).toBeUndefined());
  test('stay within two characters', () => {
    const findings = Array.from({ length: 12 }, (_, index) => sampleFinding({ fingerprint: String(index) }));
    expect(badge({ findings })).toBe('◇+');
  });
});

describe('line marks', () => {
  test('put the sentence behind the line of a finding', () => {
    expect(toLineMarks([sampleHunk()])).toEqual([
      { line: 3, mark: 'added', note: '+ Needs s3:PutObject on ledger-exports' },
    ]);
  });

  test('show one mark where findings meet: that of the first open one', () => {
    const findings = [
      sampleFinding({ state: 'settled' }),
      sampleFinding({ change: 'removed', message: 'No longer requires admin.' }),
    ];
    const [mark, ...more] = toLineMarks([sampleHunk({ findings })]);
    expect(more).toEqual([]);
    expect(mark?.mark).toBe('removed');
    expect(mark?.note).toContain('− No longer requires admin');
  });

  test('tick what is settled or accepted, and leave rejected lines alone', () => {
    expect(toLineMarks([sampleHunk({ findings: [sampleFinding({ state: 'settled' })] })])).toMatchObject([
      { mark: 'settled' },
    ]);
    expect(toLineMarks([sampleHunk({ outcome: 'accepted' })])).toMatchObject([{ mark: 'settled', note: '' }]);
    expect(toLineMarks([sampleHunk({ outcome: 'rejected' })])).toEqual([]);
  });

  test('say that nothing was analysed', () => {
    expect(toLineMarks([sampleHunk({ judged: false, notJudged: 'binary', findings: [] })])).toMatchObject([
      { mark: 'unknown', note: '? not judged, binary' },
    ]);
  });

  test.each(Object.keys(glyphs) as Mark[])('have a picture for %s in both themes', (mark) => {
    expect(toSvg(mark, 'dark')).toMatch(/^<svg [^>]+>.+<\/svg>$/);
    expect(toSvg(mark, 'dark')).not.toBe(toSvg(mark, 'light'));
  });
});

describe('the page of the panel', () => {
  const html = toPanelHtml({
    cspSource: 'https://host',
    script: 'https://host/webview.js',
    style: 'https://host/webview.css',
    nonce: 'n0',
  });

  test('allows one script by nonce and nothing else', () => {
    expect(html).toContain(
      `content="default-src 'none'; script-src 'nonce-n0'; style-src https://host; font-src https://host; img-src https://host data:"`,
    );
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/unsafe-inline|unsafe-eval|<style|style="|onload=/);
  });
});
