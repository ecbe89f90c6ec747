import { describe, expect, test } from 'vitest';
import type { Review } from '../../../server/src/core/model/review.ts';
import { type ReviewEvent, advance, findingState } from '../../../server/src/core/review.ts';
import { approvalBy, at, finding, hunk, review, step } from './fixtures.ts';

function after(start: Review, ...events: readonly ReviewEvent[]): Review {
  return events.reduce((state, event) => {
    const { review: now, refused } = step(state, event);
    expect(refused, event.kind).toBeNull();
    return now;
  }, start);
}

function refusal(state: Review, event: ReviewEvent, mode: 'enforce' | 'observe' = 'enforce'): string | null {
  const { review: now, effects, refused } = step(state, event, mode);
  if (refused !== null) {
    expect(now).toBe(state);
    expect(effects).toEqual([]);
  }
  return refused;
}

const accept: ReviewEvent = { kind: 'accept', hunk: 'h-0', as: 'accepted' };
const tick = (fingerprint: string, id = 'h-0'): ReviewEvent => ({ kind: 'acknowledge', hunk: id, fingerprint, at });
const words = (fingerprint: string, id = 'h-0'): ReviewEvent => ({
  kind: 'explain',
  hunk: id,
  fingerprint,
  reason: 'needed',
  words: 'Because.',
  at,
});

describe('accepting', () => {
  test('is refused over an open obligation, with a sentence that names what is open', () => {
    const state = review(
      hunk('h-0', [
        finding('a', 'approve'),
        finding('n', 'none'),
        finding('b', 'explain'),
        finding('c', 'acknowledge'),
      ]),
    );
    expect(refusal(state, accept)).toBe(
      '3 open on this hunk: identity-team has not approved finding 1, finding 2 is not explained yet, and finding 3 is not acknowledged.',
    );
    expect(refusal(review(hunk('h-0', [finding('b', 'explain')])), accept)).toBe(
      '1 open on this hunk: the finding is not explained yet.',
    );
    expect(
      refusal(
        review(
          hunk(
            'h-0',
            ['a', 'b', 'c', 'd', 'e'].map((it) => finding(it, 'acknowledge')),
          ),
        ),
        accept,
      ),
    ).toBe('5 open on this hunk: finding 1 is not acknowledged, finding 2 is not acknowledged, and 3 more.');
  });

  test('records first and then advances the baseline', () => {
    const state = after(
      review(hunk('h-0', [finding('a', 'explain'), finding('b', 'acknowledge')]), hunk('i-0')),
      words('a'),
      tick('b'),
    );
    const step = advance(state, accept, 'enforce');
    expect(step.effects).toEqual([
      { kind: 'record', outcome: 'accepted', hunks: ['h-0'] },
      { kind: 'advanceBaseline', path: 'a.ts', hunk: 'h-0' },
    ]);
    expect(step.review.status).toBe('open');
    expect(refusal(step.review, accept)).toBe('This hunk is already accepted.');
  });

  test('a tick is no explanation, words are needed, and nothing satisfies block', () => {
    const state = review(hunk('h-0', [finding('a', 'explain'), finding('b', 'block'), finding('n', 'none')]));
    expect(refusal(state, tick('a'))).toContain('asks for an explanation');
    for (const empty of [' \n', '.', '–…'])
      expect(
        refusal(state, { kind: 'explain', hunk: 'h-0', fingerprint: 'a', reason: 'needed', words: empty, at }),
      ).toContain('needs words');
    expect(refusal(state, words('b'))).toContain('blocked by policy');
    expect(refusal(state, tick('n'))).toBe('This finding asks for nothing.');
    expect(refusal(state, tick('x'))).toContain('no longer there');
    expect(refusal(state, tick('a', 'gone-0'))).toContain('no longer there');
  });

  test('the author’s words on a finding that needs approval are kept and leave it open', () => {
    const state = after(review(hunk('h-0', [finding('a', 'approve')])), words('a'));
    expect(state.hunks[0]?.acknowledgements).toHaveLength(1);
    expect(refusal(state, accept)).toBe('1 open on this hunk: the finding waits for identity-team.');
  });

  test('observe stops nobody over an obligation, and still asks for what was not judged', () => {
    expect(refusal(review(hunk('h-0', [finding('a', 'block')])), accept, 'observe')).toBeNull();
    expect(refusal(review(hunk('h-0', [], false)), accept, 'observe')).toContain('Not judged');
  });

  test('what nobody analysed because it was cancelled is closed in every mode until it is, and keeps what was said of it', () => {
    const cancelled = { ...hunk('h-0', [], false), isCancelled: true as const };
    const fresh = review(cancelled);
    for (const mode of ['enforce', 'observe'] as const)
      expect(refusal(fresh, accept, mode)).toBe('Not analysed: cancelled. Analyse it again first.');
    expect(refusal(fresh, { kind: 'acknowledgeNotJudged', hunk: 'h-0' })).toBe(
      'Its analysis was cancelled: analyse it again.',
    );
    expect(refusal(fresh, { kind: 'reject', hunk: 'h-0', reason: 'No.' })).toBeNull();

    const known = hunk('h-0', [finding('a', 'acknowledge')]);
    const ticked = after(review(known, hunk('i-0')), {
      kind: 'acknowledge',
      hunk: 'h-0',
      fingerprint: 'a',
      at,
    });
    const stopped = after(ticked, { kind: 'analysed', hunks: [cancelled, { ...cancelled, id: 'i-0' }] });
    expect(refusal(stopped, accept)).toBe('Not analysed: cancelled. Analyse it again first.');
    expect(refusal(stopped, { kind: 'acceptWithoutFindings', amended: new Set() })).not.toBeNull();
    const again = after(stopped, { kind: 'analysed', hunks: [known, hunk('i-0')] });
    expect(again).toEqual(ticked);
    expect(refusal(again, accept)).toBeNull();
  });

  test('what was not judged is accepted one at a time, after its own acknowledgement', () => {
    const state = review(hunk('h-0', [], false), hunk('i-0', [], false), hunk('j-0'));
    expect(refusal(state, accept)).toBe('Not judged: acknowledge that nothing was analysed first.');
    const together = after(
      state,
      { kind: 'acknowledgeNotJudged', hunk: 'h-0' },
      { kind: 'acceptWithoutFindings', amended: new Set() },
    );
    expect(together.hunks.map((it) => it.outcome)).toEqual([null, null, 'accepted']);
    expect(after(together, accept).hunks.map((it) => it.outcome)).toEqual(['accepted', null, 'accepted']);
    expect(refusal(state, { kind: 'acknowledgeNotJudged', hunk: 'j-0' })).toBe('This hunk was judged.');
  });

  test('hunks without findings that a person changed are accepted as amended, in a record of their own', () => {
    const state = review(hunk('h-0'), hunk('i-0'));
    const { effects } = advance(state, { kind: 'acceptWithoutFindings', amended: new Set(['i-0']) }, 'enforce');
    expect(effects.slice(0, 2)).toEqual([
      { kind: 'record', outcome: 'accepted', hunks: ['h-0'] },
      { kind: 'record', outcome: 'amended', hunks: ['i-0'] },
    ]);
  });

  test('hunks without findings are accepted together in one record', () => {
    const state = review(hunk('h-0', [finding('n', 'none')]), hunk('i-0'), hunk('j-0', [finding('a', 'acknowledge')]));
    const step = advance(state, { kind: 'acceptWithoutFindings', amended: new Set() }, 'enforce');
    expect(step.effects[0]).toEqual({ kind: 'record', outcome: 'accepted', hunks: ['h-0', 'i-0'] });
    expect(refusal(step.review, { kind: 'acceptWithoutFindings', amended: new Set() })).toBe(
      'No hunk without findings is waiting.',
    );
  });
});

describe('rejecting and undo', () => {
  test('a rejected hunk is recorded and restored; undo takes both back and keeps what was acknowledged', () => {
    const state = after(review(hunk('h-0', [finding('a', 'explain')])), words('a'));
    const rejected = advance(state, { kind: 'reject', hunk: 'h-0', reason: ' Keep it. ' }, 'enforce');
    expect(rejected.effects).toEqual([
      { kind: 'record', outcome: 'rejected', hunks: ['h-0'], rejectReason: 'Keep it.' },
      { kind: 'restore', path: 'a.ts', hunk: 'h-0' },
    ]);
    expect(rejected.review.status).toBe('done');
    const undone = advance(rejected.review, { kind: 'undo', hunk: 'h-0' }, 'enforce');
    expect(undone.effects).toEqual([
      { kind: 'record', outcome: 'undone', hunks: ['h-0'] },
      { kind: 'reapply', path: 'a.ts', hunk: 'h-0' },
    ]);
    expect(undone.review).toEqual(state);
    expect(advance(after(state, accept), { kind: 'undo', hunk: 'h-0' }, 'enforce').effects[1]).toMatchObject({
      kind: 'rewindBaseline',
    });
    expect(refusal(state, { kind: 'undo', hunk: 'h-0' })).toBe('This hunk is not decided yet.');
  });

  test('a closed change set refuses everything but undo and new edits', () => {
    const closed = after(review(hunk('h-0', [finding('a', 'acknowledge')])), { kind: 'closed' });
    expect(refusal(closed, tick('a'))).toBe('This change set is closed.');
    expect(after(closed, { kind: 'analysed', hunks: [hunk('i-0')] }).status).toBe('open');
  });
});

describe('a new analysis', () => {
  const settled = after(
    review(hunk('h-0', [finding('a', 'explain'), finding('b', 'acknowledge')])),
    words('a'),
    tick('b'),
  );

  test('keeps acknowledgements where hunk and fingerprint are the same', () => {
    const state = after(settled, {
      kind: 'analysed',
      hunks: [hunk('h-0', [finding('b', 'acknowledge'), finding('c', 'acknowledge')])],
    });
    expect(state.hunks[0]?.acknowledgements.map((it) => it.fingerprint)).toEqual(['b']);
    expect(refusal(state, accept)).toContain('1 open');
  });

  test('makes a settled explanation a draft when its hunk changed, and says that it was reopened', () => {
    const state = after(settled, {
      kind: 'analysed',
      hunks: [hunk('i-0', [finding('a', 'explain', 'i-0'), finding('b', 'acknowledge', 'i-0')])],
    });
    const [changed] = state.hunks;
    expect(changed?.acknowledgements).toEqual([]);
    expect(changed?.drafts).toEqual({ a: { reason: 'needed', words: 'Because.' }, b: {} });
    expect(changed?.findings.map((it) => changed && findingState(changed, it))).toEqual(['reopened', 'reopened']);
    const again = after(state, words('a', 'i-0'));
    expect(again.hunks[0]?.drafts).toEqual({ b: {} });
  });

  test('an acknowledgement weaker than what is asked now is not enough', () => {
    const state = after(settled, {
      kind: 'analysed',
      hunks: [hunk('h-0', [finding('b', 'explain'), finding('a', 'acknowledge')])],
    });
    expect(state.hunks[0]?.findings.map((it) => state.hunks[0] && findingState(state.hunks[0], it))).toEqual([
      'open',
      'settled',
    ]);
  });

  test('one acknowledgement never covers a second place: when one of two equal hunks goes, neither keeps it', () => {
    const two = after(
      review(hunk('h-0', [finding('a', 'acknowledge')]), hunk('h-1', [finding('a2', 'acknowledge', 'h-1')])),
      tick('a'),
    );
    const one = after(two, { kind: 'analysed', hunks: [hunk('h-0', [finding('a', 'acknowledge')])] });
    expect(one.hunks[0]?.acknowledgements).toEqual([]);
  });

  test('a decided hunk that is gone is history; one that comes again starts over', () => {
    const accepted = after(settled, accept);
    const gone = after(accepted, { kind: 'analysed', hunks: [hunk('i-0')] });
    expect(gone.hunks.map((it) => [it.id, it.outcome])).toEqual([
      ['h-0', 'accepted'],
      ['i-0', null],
    ]);
    const again = after(accepted, { kind: 'analysed', hunks: [hunk('h-0', [finding('a', 'explain')])] });
    expect(again.hunks).toMatchObject([{ id: 'h-0', outcome: null, acknowledgements: [] }]);
  });

  test('an acknowledgement that nothing was judged is dropped once something was', () => {
    const state = after(review(hunk('h-0', [], false)), { kind: 'acknowledgeNotJudged', hunk: 'h-0' });
    expect(after(state, { kind: 'analysed', hunks: [hunk('h-0', [], false)] }).hunks[0]?.notJudgedAcknowledged).toBe(
      true,
    );
    const judged = after(state, { kind: 'analysed', hunks: [hunk('h-0')] });
    expect(after(judged, { kind: 'analysed', hunks: [hunk('h-0', [], false)] }).hunks[0]?.notJudgedAcknowledged).toBe(
      false,
    );
  });
});

describe('an approval', () => {
  const start = review(
    hunk('h-0', [finding('a', 'approve'), finding('b', 'acknowledge')]),
    hunk('i-0', [finding('c', 'approve', 'i-0')]),
  );
  const submit: ReviewEvent = { kind: 'submit', request: 'f00d', at };
  const approve = (words = 'Because.', role = 'identity-team', print = 'a', id = 'h-0'): ReviewEvent => ({
    kind: 'approved',
    hunk: id,
    fingerprint: print,
    approval: approvalBy(role),
    under: { reason: 'needed', words },
  });
  const stateOf = (state: Review, at = 0): string | undefined => {
    const it = state.hunks[at];
    const [first] = it?.findings ?? [];
    return it && first && findingState(it, first);
  };

  test('is asked for after an explanation, in a record that accepts nothing', () => {
    expect(refusal(start, submit)).toBe('Nothing that was explained waits for an approval.');
    const explained = after(start, words('a'));
    expect(stateOf(explained)).toBe('waiting');
    const step = advance(explained, submit, 'enforce');
    expect(step.effects).toEqual([{ kind: 'record', outcome: 'submitted', hunks: ['h-0'] }]);
    expect(step.review.hunks[0]).toMatchObject({ outcome: null, submitted: { at, request: 'f00d' } });
    expect(refusal(step.review, submit)).toBe('An approval was asked for already.');
    expect(refusal(step.review, accept)).toContain('finding 1 waits for identity-team');
    const both = advance(after(step.review, words('c', 'i-0')), submit, 'enforce');
    expect(both.effects).toEqual([{ kind: 'record', outcome: 'submitted', hunks: ['i-0'] }]);
  });

  test('is not asked for where only a part is explained', () => {
    const half = after(review(hunk('h-0', [finding('a', 'approve'), finding('b', 'approve')])), words('a'));
    expect(refusal(half, submit)).toBe('Nothing that was explained waits for an approval.');
  });

  test('satisfies, together with the explanation, and with nothing less', () => {
    expect(refusal(start, approve())).toBe('What was approved is not what this finding is explained with now.');
    const explained = after(start, words('a'), submit, tick('b'));
    expect(refusal(explained, approve('Other words.'))).toContain('not what this finding is explained with');
    expect(refusal(explained, approve('Because.', 'others'))).toBe(
      'This finding does not ask for the approval of others.',
    );
    const approved = after(explained, approve());
    expect(stateOf(approved)).toBe('settled');
    expect(after(approved, accept).hunks[0]?.outcome).toBe('accepted');
    expect(after(approved, approve())).toEqual(approved);
    expect(after(approved, accept, { kind: 'undo', hunk: 'h-0' })).toEqual(approved);
  });

  test('may be refused: its author is told, and what the same person had approved counts no more', () => {
    const no = { by: 'ben@example.org', at, words: 'Not this way.', ledger: 'l', record: 'n' };
    const event: ReviewEvent = { kind: 'declined', hunk: 'h-0', declined: no };
    expect(refusal(start, event)).toBe('Nobody was asked about this hunk.');
    const declined = after(start, words('a'), submit, approve(), event);
    expect(after(declined, approve()).hunks[0]).not.toHaveProperty('declined');
    expect(declined.hunks[0]?.declined).toEqual(no);
    expect(stateOf(declined)).toBe('waiting');
    expect(after(declined, { ...words('a'), words: 'Other words.' } as ReviewEvent).hunks[0]).not.toHaveProperty(
      'declined',
    );
  });

  test('does not outlive its words, a byte of its hunk, or its role', () => {
    const approved = after(start, words('a'), submit, tick('b'), approve());
    const reworded = after(approved, { ...words('a'), words: 'Other words.' } as ReviewEvent);
    expect(stateOf(reworded)).toBe('waiting');
    expect(reworded.hunks[0]?.submitted).toBeUndefined();
    expect(after(approved, words('a')).hunks[0]?.approvals).toHaveLength(1);

    const changed = after(approved, { kind: 'analysed', hunks: [hunk('x-0', [finding('a', 'approve', 'x-0')])] });
    expect(changed.hunks[0]).not.toHaveProperty('approvals');
    expect(changed.hunks[0]).not.toHaveProperty('submitted');
    expect(stateOf(changed)).toBe('reopened');

    const same = [hunk('h-0', [finding('a', 'approve'), finding('b', 'acknowledge')])];
    expect(stateOf(after(approved, { kind: 'analysed', hunks: same }))).toBe('settled');
    const role = finding('a', 'approve', 'h-0', { obligation: { kind: 'approve', role: 'owners' } });
    expect(stateOf(after(approved, { kind: 'analysed', hunks: [hunk('h-0', [role])] }))).toBe('waiting');
  });
});
