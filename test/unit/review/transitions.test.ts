import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Review } from '../../../server/src/core/model/review.ts';
import {
  type AnalysedHunk,
  type ReviewEvent,
  advance,
  blockedBecause,
  findingState,
} from '../../../server/src/core/review.ts';
import { finding, hunk, review } from './fixtures.ts';

const at = '2026-11-21T10:00:00Z';

function after(start: Review, ...events: readonly ReviewEvent[]): Review {
  return events.reduce((state, event) => {
    const step = advance(state, event, 'enforce');
    expect(step.refused, event.kind).toBeNull();
    return step.review;
  }, start);
}

function refusal(state: Review, event: ReviewEvent, mode: 'enforce' | 'observe' = 'enforce'): string | null {
  const step = advance(state, event, mode);
  if (step.refused !== null) {
    expect(step.review).toBe(state);
    expect(step.effects).toEqual([]);
  }
  return step.refused;
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
      '3 open on this hunk: identity-team has not approved finding 1, finding 2 has no words yet, and finding 3 is not acknowledged.',
    );
    expect(refusal(review(hunk('h-0', [finding('b', 'explain')])), accept)).toBe(
      '1 open on this hunk: the finding has no words yet.',
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
    expect(
      refusal(state, { kind: 'explain', hunk: 'h-0', fingerprint: 'a', reason: 'needed', words: ' \n', at }),
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

const approvalBy = (role: string) => ({ role, by: 'ben@example.org', key: 'SHA256:b', at, ledger: 'l', record: 'r' });

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

describe('any sequence of events', () => {
  const ids = ['x-0', 'x-1', 'y-0', 'z-0'] as const;
  const id = fc.constantFrom(...ids);
  const fingerprint = fc.constantFrom('a', 'b', 'c');
  const analysedHunks: fc.Arbitrary<readonly AnalysedHunk[]> = fc
    .uniqueArray(
      fc.record({
        id,
        judged: fc.boolean(),
        findings: fc.uniqueArray(
          fc.record({
            fingerprint,
            kind: fc.constantFrom(
              'none' as const,
              'acknowledge' as const,
              'explain' as const,
              'approve' as const,
              'block' as const,
            ),
          }),
          { selector: (it) => it.fingerprint, maxLength: 3 },
        ),
      }),
      { selector: (it) => it.id, maxLength: 4 },
    )
    .map((hunks) =>
      hunks.map((it) =>
        hunk(
          it.id,
          it.findings.map((f) => finding(f.fingerprint, f.kind, it.id)),
          it.judged,
        ),
      ),
    );
  const event: fc.Arbitrary<ReviewEvent> = fc.oneof(
    fc.record({ kind: fc.constant('analysed' as const), hunks: analysedHunks }),
    fc.record({ kind: fc.constant('acknowledge' as const), hunk: id, fingerprint, at: fc.constant(at) }),
    fc.record({
      kind: fc.constant('explain' as const),
      hunk: id,
      fingerprint,
      reason: fc.constant('needed' as const),
      words: fc.constantFrom('', 'w', 'v'),
      at: fc.constant(at),
    }),
    fc.record({ kind: fc.constant('acknowledgeNotJudged' as const), hunk: id }),
    fc.record({ kind: fc.constant('submit' as const), request: fc.constant('r'), at: fc.constant(at) }),
    fc.record({
      kind: fc.constant('approved' as const),
      hunk: id,
      fingerprint,
      approval: fc.constantFrom('identity-team', 'others').map(approvalBy),
      under: fc.record({ reason: fc.constant('needed'), words: fc.constantFrom('w', 'v') }),
    }),
    fc.record({
      kind: fc.constant('accept' as const),
      hunk: id,
      as: fc.constantFrom('accepted' as const, 'amended' as const),
    }),
    fc.record({ kind: fc.constant('acceptWithoutFindings' as const), amended: fc.constant(new Set(['x-1'])) }),
    fc.record({ kind: fc.constant('reject' as const), hunk: id, reason: fc.constantFrom('', 'r') }),
    fc.record({ kind: fc.constant('undo' as const), hunk: id }),
    fc.record({ kind: fc.constant('closed' as const) }),
  );

  /** The rule again, from the events alone: what was said of exactly this content, in exactly this place. */
  function mayBeAccepted(state: Review, target: string, said: readonly ReviewEvent[]): boolean {
    const it = state.hunks.find((each) => each.id === target);
    if (it === undefined || it.outcome !== null) return false;
    const wasTicked = (kinds: readonly string[], print: string): boolean =>
      said.some(
        (each) =>
          kinds.includes(each.kind) && 'fingerprint' in each && each.hunk === target && each.fingerprint === print,
      );
    if (!it.judged && !said.some((each) => each.kind === 'acknowledgeNotJudged' && each.hunk === target)) return false;
    return it.findings.every(({ obligation, fingerprint: print }) => {
      if (obligation.kind === 'none') return true;
      if (obligation.kind === 'acknowledge') return wasTicked(['acknowledge', 'explain'], print);
      if (obligation.kind === 'explain') return wasTicked(['explain'], print);
      return obligation.kind === 'approve' && wasApproved(said, target, print, obligation.role);
    });
  }

  /** Somebody in the role signed under the words that were said last. */
  function wasApproved(said: readonly ReviewEvent[], target: string, print: string, role: string): boolean {
    const about = said.filter((each) => 'fingerprint' in each && each.hunk === target && each.fingerprint === print);
    const last = about.findLast(({ kind }) => kind === 'explain' || kind === 'acknowledge');
    const no = said.findLastIndex((each) => each.kind === 'declined' && each.hunk === target);
    return about.some(
      (each) =>
        each.kind === 'approved' &&
        said.indexOf(each) > no &&
        each.approval.role === role &&
        last?.kind === 'explain' &&
        each.under.words === last.words,
    );
  }

  /** Answers the hunks that were accepted. */
  function follow(first: readonly AnalysedHunk[], events: readonly ReviewEvent[]): readonly string[] {
    const all: string[] = [];
    let state = review(...first);
    let said: ReviewEvent[] = [];
    for (const it of events) {
      const step = advance(state, it, 'enforce');
      for (const effect of step.effects) {
        if (effect.kind !== 'record' || (effect.outcome !== 'accepted' && effect.outcome !== 'amended')) continue;
        all.push(...effect.hunks);
        for (const target of effect.hunks) expect(mayBeAccepted(state, target, said)).toBe(true);
      }
      const accepted = step.review.hunks
        .filter((each) => each.outcome === 'accepted' || each.outcome === 'amended')
        .map((each) => each.id);
      const recorded = step.effects.flatMap((effect) => (effect.kind === 'record' ? effect.hunks : []));
      const before = state.hunks.filter((each) => each.outcome !== null).map((each) => each.id);
      for (const target of accepted) expect([...before, ...recorded]).toContain(target);
      if (step.refused === null && 'hunk' in it) said.push(it);
      // A hunk that goes and comes back is a new one: what was said before no longer counts. One that was decided and is
      // gone stays as it was, and comes back so when that is undone.
      if (it.kind === 'analysed') {
        const isThere = (name: string): boolean => it.hunks.some((h) => h.id === name);
        said = said.filter((each) => 'hunk' in each && isThere(each.hunk) !== before.includes(each.hunk));
      }
      expect(new Set(step.review.hunks.map((each) => each.id)).size).toBe(step.review.hunks.length);
      for (const each of step.review.hunks) {
        if (each.outcome === null)
          expect(
            advance({ ...step.review, status: 'open' }, { kind: 'accept', hunk: each.id, as: 'accepted' }, 'enforce')
              .refused,
          ).toBe(blockedBecause(each, 'enforce'));
      }
      state = step.review;
    }
    return all;
  }

  test('accepts no hunk with an open obligation, and none that was not judged without saying so', () => {
    fc.assert(
      fc.property(analysedHunks, fc.array(event, { maxLength: 40 }), (first, events) => void follow(first, events)),
      { numRuns: 1500 },
    );
  });

  test('accepts nothing that another person has to approve without that, whatever is said, changed and undone', () => {
    const [print, words] = [fc.constantFrom('a', 'b'), fc.constantFrom('w', 'v')];
    const set = fc
      .tuple(fc.constantFrom('x-0', 'y-0'), fc.constantFrom('approve' as const, 'approve' as const, 'explain' as const))
      .map(([name, kind]) => [hunk(name, [finding('a', 'approve', name), finding('b', kind, name)])]);
    const named = { hunk: fc.constant('x-0'), fingerprint: print };
    const explained = fc.record({
      kind: fc.constant('explain' as const),
      ...named,
      reason: fc.constant('needed' as const),
      words,
      at: fc.constant(at),
    });
    const approval = fc.constantFrom('identity-team', 'identity-team', 'others').map(approvalBy);
    const under = fc.record({ reason: fc.constant('needed'), words });
    const steps: fc.Arbitrary<ReviewEvent> = fc.oneof(
      { weight: 6, arbitrary: explained },
      {
        weight: 8,
        arbitrary: fc.record({ kind: fc.constant('approved' as const), ...named, approval, under }),
      },
      { weight: 6, arbitrary: fc.constant({ kind: 'accept', hunk: 'x-0', as: 'accepted' } as const) },
      { weight: 2, arbitrary: fc.constant({ kind: 'undo', hunk: 'x-0' } as const) },
      {
        weight: 1,
        arbitrary: fc.constant({
          kind: 'declined',
          hunk: 'x-0',
          declined: { by: 'b', at, words: '', ledger: 'l', record: 'n' },
        } as const),
      },
      { weight: 2, arbitrary: fc.constant({ kind: 'submit', request: 'r', at } as const) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('analysed' as const), hunks: set }) },
    );
    let accepted = 0;
    const first = [hunk('x-0', [finding('a', 'approve', 'x-0'), finding('b', 'approve', 'x-0')])];
    fc.assert(
      fc.property(fc.array(steps, { minLength: 20, maxLength: 60 }), (events) => {
        accepted += follow(first, events).length;
      }),
      { numRuns: 1500 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
