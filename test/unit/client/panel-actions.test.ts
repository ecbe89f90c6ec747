import { describe, expect, test } from 'vitest';
import { checkAction } from '../../../client/src/panel-actions.ts';
import { readRequestId } from '../../../client/src/request-link.ts';
import type { FindingView, HunkView, PanelView, RequestView } from '../../../server/src/protocol/view.ts';
import { command } from '../../../server/src/protocol/messages.ts';
import { sampleFinding, sampleHunk, sampleRequest, sampleSet, sampleView } from '../../lsp/view-samples.ts';

const named = { changeSet: 'c1', hunk: 'h1' };
const view = sampleView();
const settled = sampleView({
  changeSets: [
    sampleSet({ hunks: [sampleHunk({ blockedBecause: null, findings: [sampleFinding({ state: 'settled' })] })] }),
  ],
});

describe('an act of the panel', () => {
  test('becomes the server command it names', () => {
    expect(checkAction({ kind: 'acknowledge', ...named, fingerprint: 'f1' }, view)).toEqual({
      kind: 'decide',
      command: command.acknowledge,
      argument: { ...named, fingerprint: 'f1' },
      hunk: 'h1',
    });
    expect(checkAction({ kind: 'accept', ...named }, settled)).toMatchObject({
      kind: 'decide',
      command: command.accept,
      argument: named,
    });
    expect(checkAction({ kind: 'reject', ...named, reason: 'no' }, view)).toMatchObject({
      argument: { ...named, reason: 'no' },
    });
  });

  test('is for all that say the same only as they were shown', () => {
    const hunks = [sampleHunk({ findings: [sampleFinding({ alike: 'g1' })] })];
    const shown = sampleView({ changeSets: [sampleSet({ hunks })] });
    const act = { kind: 'acknowledge', ...named, fingerprint: 'f1', alike: 'g1' };
    expect(checkAction(act, shown)).toMatchObject({ argument: { ...named, fingerprint: 'f1', alike: 'g1' } });
    expect(checkAction({ ...act, alike: 'g2' }, shown)).toMatchObject({ kind: 'refused' });
    expect(checkAction(act, view)).toMatchObject({ kind: 'refused' });
  });

  test('tells which lines were in view', () => {
    const seen = { before: [], after: [[0, 4]] };
    expect(checkAction({ kind: 'attention', ...named, visibleMs: 5, seen, expanded: ['f1'] }, view)).toEqual({
      kind: 'attention',
      attention: { ...named, visibleMs: 5, seen, expanded: ['f1'] },
    });
  });

  test('tells nothing of a look at what is gone: nobody asked for anything that could be refused', () => {
    const look = { kind: 'attention', visibleMs: 5 };
    expect(checkAction({ ...look, changeSet: 'c1', hunk: 'other' }, view)).toEqual({ kind: 'nothing' });
    expect(checkAction({ ...look, changeSet: 'other', hunk: 'h1' }, view)).toEqual({ kind: 'nothing' });
  });

  test('sends only the fields the command has', () => {
    const action = checkAction({ kind: 'accept', ...named, force: true }, settled);
    expect(action).toMatchObject({ kind: 'decide' });
    expect(JSON.stringify(action)).not.toContain('force');
  });

  test.each([
    ['accepting while something is open', { kind: 'accept', ...named }],
    ['a hunk that is not shown', { kind: 'reject', changeSet: 'c1', hunk: 'other', reason: '' }],
    ['a change set that is not shown', { kind: 'reject', changeSet: 'other', hunk: 'h1', reason: '' }],
    ['a finding that is not on the hunk', { kind: 'acknowledge', ...named, fingerprint: 'other' }],
    ['undoing what was not decided', { kind: 'undo', ...named }],
    ['acknowledging a judged hunk as a whole', { kind: 'acknowledge-not-judged', ...named }],
    ['accepting hunks without findings when there are none', { kind: 'accept-without-findings', changeSet: 'c1' }],
    [
      'a place that no finding names',
      { kind: 'open-place', changeSet: 'c1', place: { path: '../../etc/passwd', line: 1, side: 'after', text: '' } },
    ],
    ['a rule that no finding names', { kind: 'open-rule', source: '/etc/passwd' }],
    ['a file that is not in the change set', { kind: 'open-diff', changeSet: 'c1', path: 'src/b.ts', line: 1 }],
    ['a field that is missing', { kind: 'acknowledge', ...named }],
    ['a field of the wrong type', { kind: 'accept', changeSet: 'c1', hunk: {} }],
    ['an unknown kind', { kind: 'constructor' }],
    ['no object at all', 'accept'],
    ['nothing', null],
  ])('is refused with a sentence: %s', (_name, message) => {
    const action = checkAction(message, view);
    expect(action.kind === 'refused' && action.why).toMatch(/\.$/);
  });

  test('on records is of the folder of the change set that it was pressed under', () => {
    const seal = { kind: 'command', command: 'seal' };
    expect(checkAction({ ...seal, changeSet: 'c1' }, view)).toEqual({ ...seal, rootUri: 'file:///w' });
    expect(checkAction(seal, view)).toEqual({ ...seal, rootUri: null });
    expect(checkAction({ ...seal, changeSet: 'other' }, view)).toMatchObject({ kind: 'refused' });
  });

  test('cannot settle a finding with less than it asks for', () => {
    const act = (obligation: 'explain' | 'approve' | 'block', kind: 'acknowledge' | 'explain', words = '') => {
      const asked = sampleView({
        changeSets: [sampleSet({ hunks: [sampleHunk({ findings: [sampleFinding({ obligation })] })] })],
      });
      return checkAction({ kind, ...named, fingerprint: 'f1', reason: 'needed', words }, asked).kind;
    };
    expect(act('explain', 'acknowledge')).toBe('refused');
    expect(act('explain', 'explain', '  ')).toBe('refused');
    expect(act('explain', 'explain', 'The bucket is ours.')).toBe('decide');
    expect(act('approve', 'acknowledge')).toBe('refused');
    expect(act('approve', 'explain', 'words')).toBe('decide');
    expect(act('block', 'explain', 'words')).toBe('refused');
  });

  test('takes back an answer that was given here and is not recorded, and no other', () => {
    const acknowledgement = {
      obligation: 'acknowledge',
      reason: null,
      words: '',
      at: '2026-11-20T10:00:00.000Z',
      by: null,
    } as const;
    const answered = sampleFinding({ state: 'settled', acknowledgement });
    const check = (hunk: Partial<HunkView>, more: object, request: RequestView | null) => {
      const changeSets = [sampleSet({ request, hunks: [sampleHunk({ findings: [answered], ...hunk })] })];
      return checkAction({ kind: 'withdraw', ...named, ...more }, sampleView({ changeSets }));
    };
    const act = (hunk: Partial<HunkView>, more: object = { fingerprint: 'f1' }, request: RequestView | null = null) =>
      check(hunk, more, request).kind;
    expect(check({}, { fingerprint: 'f1' }, null)).toMatchObject({
      kind: 'decide',
      command: command.withdraw,
      argument: { ...named, fingerprint: 'f1' },
    });
    expect(act({ findings: [sampleFinding()] })).toBe('refused'); // nothing was answered
    expect(act({ outcome: 'accepted' })).toBe('refused');
    expect(act({}, { fingerprint: 'other' })).toBe('refused');
    expect(act({}, { fingerprint: ['f1'] })).toBe('refused');
    expect(act({}, { fingerprint: 'f1' }, sampleRequest())).toBe('refused');
    const unread = { judged: false, findings: [], notJudgedAcknowledged: true };
    expect(act(unread, {})).toBe('decide');
    expect(act({ ...unread, notJudgedAcknowledged: false }, {})).toBe('refused');
    expect(act(unread, {}, sampleRequest())).toBe('refused');
  });

  test('leaves to whoever asks what is theirs to do', () => {
    const act = (act: object, request: RequestView | null, hunk: Partial<HunkView> = {}) => {
      const changeSets = [sampleSet({ request, hunks: [sampleHunk({ blockedBecause: null, ...hunk })] })];
      return checkAction({ ...named, ...act }, sampleView({ changeSets })).kind;
    };
    const theirs: readonly (readonly [object, Partial<HunkView>])[] = [
      [{ kind: 'acknowledge', fingerprint: 'f1' }, {}],
      [{ kind: 'explain', fingerprint: 'f1', reason: 'needed', words: 'w' }, {}],
      [{ kind: 'acknowledge-not-judged' }, { judged: false, findings: [] }],
      [{ kind: 'accept' }, {}],
      [{ kind: 'undo' }, { outcome: 'accepted' }],
    ];
    for (const [action, hunk] of theirs) {
      expect(act(action, null, hunk)).toBe('decide');
      expect(act(action, sampleRequest(), hunk)).toBe('refused');
    }
    expect(act({ kind: 'reject', reason: 'No.' }, sampleRequest())).toBe('sign');
  });

  test('asks for an approval of what is explained, and hands over the command when somebody was asked', () => {
    const approval = {
      roles: [{ role: 'identity-team', holders: ['ben@example.org'], given: null }],
      askedAt: null,
      command: null,
      declined: null,
      yours: null,
    };
    const viewOf = (given: Partial<FindingView>): PanelView =>
      sampleView({
        changeSets: [
          sampleSet({
            hunks: [sampleHunk({ findings: [sampleFinding({ obligation: 'approve', approval, ...given })] })],
          }),
        ],
      });
    const asking = { kind: 'request-approval', ...named, contents: 'without' };
    expect(checkAction(asking, viewOf({}))).toMatchObject({ kind: 'refused' });
    const waiting = viewOf({ state: 'waiting' });
    expect(checkAction(asking, waiting)).toEqual({
      kind: 'request-approval',
      argument: { changeSet: 'c1', contents: 'without' },
      hunk: 'h1',
    });
    expect(checkAction({ ...asking, contents: 'all' }, waiting)).toMatchObject({ kind: 'refused' });
    expect(
      checkAction({ kind: 'explain', ...named, fingerprint: 'f1', reason: 'needed', words: 'w' }, waiting),
    ).toEqual({
      kind: 'refused',
      hunk: 'h1',
      why: 'This is explained, and waits for the approval of another person.',
    });
    const copying = { kind: 'copy-request', ...named, fingerprint: 'f1' };
    expect(checkAction(copying, waiting)).toMatchObject({ kind: 'refused', hunk: 'h1' });
    const asked = viewOf({ state: 'waiting', approval: { ...approval, command: 'countersign fetch' } });
    expect(checkAction(copying, asked)).toEqual({ kind: 'copy', text: 'countersign fetch' });
    expect(checkAction({ ...copying, fingerprint: 'other' }, asked)).toMatchObject({ kind: 'refused', hunk: 'h1' });
  });

  test('signs under what waits for whoever sits here and nothing else, and refuses a hunk with a signature', () => {
    const approval = { roles: [], askedAt: null, command: null, declined: null };
    const viewOf = (yours: 'open' | 'unsealed' | null): PanelView => {
      const finding = sampleFinding({ obligation: 'approve', state: 'waiting', approval: { ...approval, yours } });
      return sampleView({
        changeSets: [
          sampleSet({ request: sampleRequest(), hunks: [sampleHunk({ under: 'r1', findings: [finding] })] }),
        ],
      });
    };
    const ticked = { hunk: 'h1', fingerprint: 'f1', under: 'r1' };
    const approve = { kind: 'approve', changeSet: 'c1', findings: [ticked], words: 'Fine.' };
    expect(checkAction(approve, viewOf('open'))).toEqual({
      kind: 'sign',
      command: command.approveRequest,
      argument: { changeSet: 'c1', findings: JSON.stringify([ticked]), words: 'Fine.' },
      hunk: null,
      rootUri: 'file:///w',
    });
    for (const yours of ['unsealed', null] as const)
      expect(checkAction(approve, viewOf(yours))).toMatchObject({ kind: 'refused' });
    for (const findings of [
      [],
      [{ ...ticked, fingerprint: 'other' }],
      [{ ...ticked, under: 'r0' }],
      [null],
      { length: 1 },
    ])
      expect(checkAction({ ...approve, findings }, viewOf('open'))).toMatchObject({ kind: 'refused' });
    expect(checkAction({ kind: 'reject', ...named, reason: 'No.' }, viewOf('open'))).toEqual({
      kind: 'sign',
      command: command.reject,
      argument: { ...named, reason: 'No.' },
      hunk: 'h1',
      rootUri: 'file:///w',
    });
  });

  test('a look for approvals is answered where it was asked', () => {
    expect(checkAction({ kind: 'fetch-approvals', ...named }, view)).toEqual({
      kind: 'fetch-approvals',
      rootUri: sampleSet({}).rootUri,
      hunk: 'h1',
    });
    expect(checkAction({ kind: 'fetch-approvals', changeSet: 'c1' }, view)).toMatchObject({ kind: 'refused' });
  });

  test('of two commands the one of the named finding is copied', () => {
    const asked = (fingerprint: string, command: string): FindingView =>
      sampleFinding({
        fingerprint,
        obligation: 'approve',
        state: 'waiting',
        approval: { roles: [], askedAt: null, command, declined: null, yours: null },
      });
    const hunks = [sampleHunk({ findings: [asked('f1', 'decide one'), asked('f2', 'decide two')] })];
    const shown = sampleView({ changeSets: [sampleSet({ hunks })] });
    expect(checkAction({ kind: 'copy-request', ...named, fingerprint: 'f2' }, shown)).toEqual({
      kind: 'copy',
      text: 'decide two',
    });
  });

  test('a link names a request by its id alone', () => {
    const read = (path: string, query: string) => readRequestId({ path, query });
    expect(read('/open', 'request=0123456789ab')).toBe('0123456789ab');
    for (const query of ['', 'request=', 'request=0123456789ab%3B%20rm', 'request=01234', 'id=0123456789ab'])
      expect(read('/open', query)).toBeNull();
    expect(read('/other', 'request=0123456789ab')).toBeNull();
  });

  test('cannot decide twice', () => {
    const accepted = sampleView({
      changeSets: [sampleSet({ hunks: [sampleHunk({ outcome: 'accepted', blockedBecause: null })] })],
    });
    expect(checkAction({ kind: 'accept', ...named }, accepted)).toMatchObject({ kind: 'refused' });
    expect(checkAction({ kind: 'undo', ...named }, accepted)).toMatchObject({ kind: 'decide', command: command.undo });
  });

  test('opens the place of a finding', () => {
    const place = { path: 'src/a.ts', line: 3, side: 'after', text: '' };
    expect(checkAction({ kind: 'open-place', changeSet: 'c1', place }, view)).toMatchObject({
      kind: 'open-place',
      place,
    });
  });
});
