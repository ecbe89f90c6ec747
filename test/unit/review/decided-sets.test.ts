import { describe, expect, test } from 'vitest';
import { decidedInSight, type DecidedSet } from '../../../server/src/lsp/decided-sets.ts';
import { origin } from './fixtures.ts';

const set = (id: string, outcomes: DecidedSet['outcomes'], more: Partial<DecidedSet> = {}): DecidedSet => ({
  id,
  origin,
  landedAt: `2026-11-21T10:00:${id.padStart(2, '0')}Z`,
  outcomes,
  isPutAway: false,
  ...more,
});
const inSight = (...sets: readonly DecidedSet[]) => [...decidedInSight(sets)].toSorted();
const other = { ...origin, agent: 'gemini' };

describe('a decided set', () => {
  test('stays when another turn lands, and when that one is rejected', () => {
    expect(inSight(set('1', ['rejected']), set('2', [null]))).toEqual(['1']);
    expect(inSight(set('1', ['rejected']), set('2', ['accepted', null]))).toEqual(['1']);
    expect(inSight(set('1', ['rejected', 'accepted']), set('2', ['rejected']))).toEqual(['1', '2']);
  });

  test('goes when a later turn of the same agent is accepted, not of another', () => {
    expect(inSight(set('1', ['rejected']), set('2', ['amended', 'rejected']))).toEqual(['2']);
    expect(inSight(set('1', ['rejected']), set('2', ['accepted'], { origin: other }))).toEqual(['1', '2']);
    expect(inSight(set('2', ['rejected']), set('1', ['accepted']))).toEqual(['1', '2']);
  });

  test('goes when the person puts it away, and still makes room for itself', () => {
    expect(inSight(set('1', ['rejected'], { isPutAway: true }))).toEqual([]);
    expect(inSight(set('1', ['rejected']), set('2', ['accepted'], { isPutAway: true }))).toEqual([]);
  });

  test('is one of the newest five; one that holds nothing is none', () => {
    const many = Array.from({ length: 7 }, (_, at) => set(String(at + 1), ['rejected']));
    expect(inSight(...many)).toEqual(['3', '4', '5', '6', '7']);
    expect(inSight(set('1', []))).toEqual([]);
  });
});
