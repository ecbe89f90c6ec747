import { describe, expect, test } from 'vitest';
import type { HookVerdict } from '../../../server/src/core/model/hook.ts';
import { snapshotOfBytes } from '../../../server/src/host/files.ts';
import type { FileEdit } from '../../../server/src/host/landed-model.ts';
import type { Proposal } from '../../../server/src/host/proposal.ts';
import { isAnswerTo, isOver, type Told } from '../../../server/src/lsp/held-answers.ts';

const minute = 60_000;
const claude = { agent: 'claude-code', session: 's1', toolCall: 't1' };
const asked = { call: claude } as unknown as Proposal;
const accepted: HookVerdict = { kind: 'accepted' };
const rejected: HookVerdict = { kind: 'denied', reason: 'No.' };
const decided = (verdict: HookVerdict | null, told: readonly Told[] = [], isSpent = false) => ({
  asked,
  verdict,
  decidedMs: 0,
  told,
  isSpent,
  isFromQueue: false,
});
const toldFirst = [{ call: claude, atMs: 0 }];

describe('what a person accepted', () => {
  test('answers whoever asked, when it repeats the call', () => {
    expect(isAnswerTo(decided(accepted), { ...claude, toolCall: 't2' }, minute)).toBe(true);
  });

  test.each([
    ['another agent', { ...claude, agent: 'gemini-cli' }],
    ['another session', { ...claude, session: 's2' }],
    ['a call without a session', { agent: 'claude-code' }],
  ])('does not answer %s', (_, call) => {
    expect(isAnswerTo(decided(accepted), { ...call, toolCall: 't2' }, minute)).toBe(false);
  });

  test('answers one call, and every hook of that one', () => {
    expect(isAnswerTo(decided(accepted, toldFirst), claude, minute)).toBe(true);
    expect(isAnswerTo(decided(accepted, toldFirst), { ...claude, agent: 'vscode' }, minute)).toBe(true);
    expect(isAnswerTo(decided(accepted, toldFirst), { ...claude, toolCall: 't2' }, minute)).toBe(false);
  });

  test('answers hooks of a call that has no name for a few seconds', () => {
    const call = { agent: 'gemini-cli', session: 's1' };
    const unnamed = { ...decided(accepted, [{ call, atMs: 0 }]), asked: { call } as unknown as Proposal };
    expect(isAnswerTo(unnamed, call, 1_000)).toBe(true);
    expect(isAnswerTo(unnamed, call, minute)).toBe(false);
    // Leave is asked for by the name of the call, and the write that follows has none.
    expect(isAnswerTo(decided(accepted, toldFirst), { agent: 'claude-code', session: 's1' }, 1_000)).toBe(true);
    expect(isAnswerTo(decided(accepted, toldFirst), { agent: 'claude-code', session: 's1' }, minute)).toBe(false);
    expect(isAnswerTo(unnamed, { ...call, agent: 'claude-code' }, 1_000)).toBe(false);
  });

  test('answers nobody once it has landed, or after a quarter of an hour', () => {
    expect(isAnswerTo(decided(accepted, toldFirst, true), claude, 0)).toBe(false);
    expect(isAnswerTo(decided(accepted), claude, 16 * minute)).toBe(false);
  });
});

test('what waited in the queue answers its agent in whatever session, once', () => {
  const queued = (told: readonly Told[] = []) => ({ ...decided(accepted, told), isFromQueue: true });
  const later = { ...claude, session: 's2', toolCall: 't2' };
  expect(isAnswerTo(queued(), later, minute)).toBe(true);
  expect(isAnswerTo(queued(), { ...later, agent: 'gemini-cli' }, minute)).toBe(false);
  expect(isAnswerTo(queued(toldFirst), later, minute)).toBe(false);
});

test('what a person rejected answers the same session again, and nobody else', () => {
  expect(isAnswerTo(decided(rejected, toldFirst), { ...claude, toolCall: 't2' }, minute)).toBe(true);
  expect(isAnswerTo(decided(rejected, toldFirst), { ...claude, session: 's2', toolCall: 't2' }, minute)).toBe(false);
  expect(isAnswerTo(decided(null), claude, 0)).toBe(false);
});

test('an acceptance is over when none of its files is still to come', () => {
  const [before, after] = ['a\n', 'b\n'].map((text) => snapshotOfBytes(new TextEncoder().encode(text), '100644'));
  const edit = { before: before!, after: after! };
  const of = (files: readonly (readonly [string, FileEdit])[]): Proposal =>
    ({ files: new Map(files) }) as unknown as Proposal;
  const both = of([
    ['a.js', edit],
    ['same.js', { before: before!, after: before! }],
  ]);
  expect(isOver(both, { awaits: (path) => path === 'a.js' })).toBe(false);
  expect(isOver(both, { awaits: (path) => path === 'same.js' })).toBe(true);
  expect(isOver(of([]), { awaits: () => false })).toBe(false);
  expect(isOver(null, { awaits: () => false })).toBe(false);
});
