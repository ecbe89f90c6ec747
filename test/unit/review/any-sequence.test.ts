import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Review } from '../../../server/src/core/model/review.ts';
import type { Wording } from '../../../server/src/core/model/wording.ts';
import {
  type AnalysedHunk,
  type ReviewEvent,
  advance,
  blockedBecause,
  mergeReviews,
} from '../../../server/src/core/review.ts';
import { approvalBy, at, finding, hunk, review } from './fixtures.ts';

type Of<K extends ReviewEvent['kind']> = Extract<ReviewEvent, { readonly kind: K }>;

describe('any sequence of events', () => {
  const ids = ['x-0', 'x-1', 'y-0', 'z-0'] as const;
  const id = fc.constantFrom(...ids);
  const fingerprint = fc.constantFrom('a', 'b', 'c');
  const several = fc.uniqueArray(id, { maxLength: 4 });
  const analysedHunks: fc.Arbitrary<readonly AnalysedHunk[]> = fc
    .uniqueArray(
      fc.record({
        id,
        judged: fc.boolean(),
        isCancelled: fc.nat(5).map((it) => it === 0),
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
      hunks.map((it) => ({
        ...hunk(
          it.id,
          it.findings.map((f) => finding(f.fingerprint, f.kind, it.id)),
          it.judged,
        ),
        ...(it.isCancelled && { judged: false, findings: [], isCancelled: true as const }),
      })),
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
    fc.record({
      kind: fc.constant('withdraw' as const),
      hunk: id,
      fingerprint: fc.constantFrom('a', 'b', 'c', null),
    }),
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
    fc.record({ kind: fc.constant('rejectAll' as const), hunks: several, reason: fc.constantFrom('', 'r') }),
    fc.record({ kind: fc.constant('undo' as const), hunk: id }),
    fc.record({ kind: fc.constant('undoAll' as const), hunks: several }),
    fc.record({ kind: fc.constant('closed' as const) }),
  );

  /** The rule again, from the events alone: what was said of exactly this content, in exactly this place. */
  function mayBeAccepted(state: Review, target: string, said: readonly ReviewEvent[]): boolean {
    const it = state.hunks.find((each) => each.id === target);
    if (it === undefined || it.outcome !== null || it.isCancelled === true) return false;
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

  /** What an answer that is taken back takes with it: itself, and what was signed under it. */
  function isTakenBack(each: ReviewEvent, { hunk: of, fingerprint: print }: Of<'withdraw'>): boolean {
    if (!('hunk' in each) || each.hunk !== of) return false;
    if (print === null) return each.kind === 'acknowledgeNotJudged';
    return 'fingerprint' in each && each.fingerprint === print;
  }

  /** Several hunks are decided, or taken back, together: all of those that are named, or none. */
  function isOpenAfter(
    before: Review,
    { kind }: Of<'rejectAll'> | Of<'undoAll'>,
    name: string,
    refused: Wording | null,
  ): boolean {
    if (refused === null) return kind === 'undoAll';
    return before.hunks.find((each) => each.id === name)?.outcome === null;
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
      if (step.refused === null && it.kind === 'withdraw') said = said.filter((each) => !isTakenBack(each, it));
      if (it.kind === 'rejectAll' || it.kind === 'undoAll')
        for (const { id: name, outcome } of step.review.hunks)
          if (it.hunks.includes(name)) expect(outcome === null).toBe(isOpenAfter(state, it, name, step.refused));
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
              .refused?.message,
          ).toBe(blockedBecause(each, 'enforce')?.message);
      }
      state = step.review;
    }
    return all;
  }

  test('accepts no hunk with an open obligation or a cancelled analysis, and none that was not judged without saying so', () => {
    fc.assert(
      fc.property(analysedHunks, fc.array(event, { maxLength: 40 }), (first, events) => void follow(first, events)),
      { numRuns: 10_000 },
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

  /** Two windows on one folder. Each works on what it read last, and saves what it did over what is saved by then. */
  interface World {
    readonly saved: Review;
    readonly windows: readonly { readonly read: Review; readonly now: Review }[];
    readonly said: readonly ReviewEvent[];
  }

  /** `crash`: it ends between the record and the saving. */
  type Step = {
    readonly window: 0 | 1;
    readonly act: ReviewEvent | 'reload';
    readonly ends: 'save' | 'wait' | 'crash';
  };

  const reread = (state: Review): Review => JSON.parse(JSON.stringify(state)) as Review;

  function next(world: World, { window, act, ends }: Step): World {
    const { saved, windows } = world;
    const withOwn = (own: World['windows'][number], more: Partial<World> = {}): World => ({
      ...world,
      ...more,
      windows: windows.map((each, index) => (index === window ? own : each)),
    });
    const fresh = { read: reread(saved), now: reread(saved) };
    if (act === 'reload') return withOwn(fresh);
    // What is on disk is the same for both.
    if (act.kind === 'analysed') {
      const read = windows.map((each) => ({ ...each, now: advance(each.now, act, 'enforce').review }));
      const all = read.reduce((at, each) => mergeReviews(each.read, each.now, at), saved);
      const there = new Set(act.hunks.map(({ id: name }) => name));
      return {
        saved: all,
        windows: read.map(() => ({ read: all, now: all })),
        said: world.said.filter((each) => 'hunk' in each && there.has(each.hunk)),
      };
    }
    const { read, now } = windows[window]!;
    const step = advance(now, act, 'enforce');
    for (const effect of step.effects) {
      if (effect.kind !== 'record' || (effect.outcome !== 'accepted' && effect.outcome !== 'amended')) continue;
      for (const target of effect.hunks) expect(mayBeAccepted(now, target, world.said)).toBe(true);
    }
    const said = step.refused === null && 'hunk' in act ? [...world.said, act] : world.said;
    if (ends === 'crash') return withOwn(fresh, { said });
    if (ends === 'wait') return withOwn({ read, now: step.review }, { said });
    const merged = mergeReviews(read, step.review, saved);
    return withOwn({ read: merged, now: merged }, { said, saved: merged });
  }

  test('in two windows, with reloads and crashes, accepts nothing open and loses no decision that was saved', () => {
    const steps: fc.Arbitrary<Step> = fc.record({
      window: fc.constantFrom(0, 1),
      act: fc.oneof({ weight: 9, arbitrary: event }, { weight: 1, arbitrary: fc.constant('reload' as const) }),
      ends: fc.constantFrom('save', 'save', 'save', 'wait', 'crash'),
    });
    let decided = 0;
    fc.assert(
      fc.property(analysedHunks, fc.array(steps, { minLength: 5, maxLength: 16 }), (first, all) => {
        const start = review(...first);
        let world: World = { saved: start, windows: [0, 1].map(() => ({ read: start, now: start })), said: [] };
        for (const step of all) {
          const before = world.saved.hunks.filter(({ outcome }) => outcome !== null);
          world = next(world, step);
          const isKept = typeof step.act === 'string' || !['undo', 'undoAll', 'analysed'].includes(step.act.kind);
          const after = new Map(world.saved.hunks.map((each) => [each.id, each.outcome]));
          // An undo that waits in the other window is saved with what it does next.
          const isUndone = (name: string): boolean =>
            all.some(
              ({ act }) =>
                typeof act !== 'string' &&
                ((act.kind === 'undo' && act.hunk === name) || (act.kind === 'undoAll' && act.hunks.includes(name))),
            );
          for (const { id: name } of isKept ? before : []) {
            decided += 1;
            if (!isUndone(name)) expect(after.get(name) ?? null).not.toBeNull();
          }
        }
      }),
      { numRuns: 10_000 },
    );
    expect(decided).toBeGreaterThan(1_000);
  });
});
