import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChangeSet } from '../../../server/src/core/model/change.ts';
import type { Finding } from '../../../server/src/core/model/finding.ts';
import type { Review } from '../../../server/src/core/model/review.ts';
import { type AnalysedHunk, advance, groupAlike, type ReviewEvent } from '../../../server/src/core/review.ts';
import { finding, hunk, origin, review, step } from './fixtures.ts';

const at = '2026-11-21T10:00:00Z';
const line = (number: number) => ({ start: { line: number, character: 0 }, end: { line: number, character: 3 } });
const texts: Readonly<Record<string, string>> = { 'a.ts': 'one();\none();\ntwo();\n', 'b.ts': '  one();\n' };
const changeSet: ChangeSet = {
  id: 'set',
  origin,
  files: Object.entries(texts).map(([path, text]) => ({
    path,
    status: 'modified',
    after: { text, blob: path },
    hunks: [],
  })),
};

/** The same finding in two files and twice in one of them. */
const one = finding('p', 'acknowledge', 'h-0');
const two = finding('q', 'acknowledge', 'i-0', { range: line(1) });
const three = finding('r', 'acknowledge', 'j-0', { path: 'b.ts' });
const hunksOf = (...findings: readonly Finding[]): readonly AnalysedHunk[] =>
  findings.map((it) => ({ ...hunk(it.hunk, [it]), path: it.path }));
const groups = (state: Review) => groupAlike(state.hunks, changeSet).map(({ members }) => members.map((it) => it.hunk));

describe('findings of one change set that say the very same', () => {
  test('are a group, whatever their places', () => {
    expect(groups(review(...hunksOf(one, two, three)))).toEqual([['h-0', 'i-0', 'j-0']]);
    expect(groups(review(...hunksOf(one)))).toEqual([]);
  });

  test('are none when the code they stand on is another', () => {
    expect(groups(review(...hunksOf(one, { ...two, range: line(2) })))).toEqual([]);
    const call = { role: 'call' as const, range: line(2) };
    const other = { ...two, evidence: [{ ...call, path: 'a.ts' }] };
    expect(
      groups(review(...hunksOf({ ...one, evidence: [{ ...call, path: 'a.ts', range: line(1) }] }, other))),
    ).toEqual([]);
  });

  test('leave the group when they are decided, and name it anew', () => {
    const start = review(...hunksOf(one, two, three));
    const { review: next } = advance(start, { kind: 'reject', hunk: 'h-0', reason: 'no' }, 'enforce');
    expect(groups(next)).toEqual([['i-0', 'j-0']]);
    expect(groupAlike(next.hunks, changeSet)[0]?.id).not.toBe(groupAlike(start.hunks, changeSet)[0]?.id);
  });

  test('are not those that ask for nothing, that join facts of several places, or that are steps of such', () => {
    const quiet = hunksOf(finding('p', 'none'), finding('q', 'none', 'i-0'));
    const chain = { kind: 'input-to-action', steps: [] } as unknown as NonNullable<Finding['chain']>;
    const chains = hunksOf({ ...one, chain }, { ...two, chain });
    const steps = hunksOf({ ...one, partOf: 'x' }, { ...two, partOf: 'x' });
    for (const hunks of [quiet, chains, steps]) expect(groups(review(...hunks))).toEqual([]);
  });
});

describe('an answer for all of them', () => {
  const members = [
    { hunk: 'h-0', fingerprint: 'p' },
    { hunk: 'i-0', fingerprint: 'q' },
    { hunk: 'j-0', fingerprint: 'r' },
  ];
  const all: ReviewEvent = { kind: 'acknowledge', hunk: 'h-0', fingerprint: 'p', at, alike: members };
  const said = (state: Review) =>
    state.hunks.map(({ acknowledgements }) => acknowledgements.map((it) => it.fingerprint));

  test('is an answer of its own for each, and each hunk is still accepted by itself', () => {
    const { review: state, effects } = advance(review(...hunksOf(one, two, three)), all, 'enforce');
    expect(said(state)).toEqual([['p'], ['q'], ['r']]);
    expect(state.hunks.map(({ acknowledgements }) => acknowledgements[0]?.hunk)).toEqual(['h-0', 'i-0', 'j-0']);
    expect(effects).toEqual([]);
    expect(state.hunks.every(({ outcome }) => outcome === null)).toBe(true);
  });

  test('leaves earlier words of one of them as they were', () => {
    const words: ReviewEvent = { ...all, kind: 'explain', reason: 'needed', words: 'Each by itself.', alike: [] };
    const start = review(...hunksOf(one, two, three));
    const { review: state } = advance(
      advance(start, { ...words, hunk: 'i-0', fingerprint: 'q' }, 'enforce').review,
      all,
      'enforce',
    );
    expect(state.hunks[1]?.acknowledgements).toMatchObject([{ words: 'Each by itself.' }]);
  });

  test('is refused whole when one of them says something else, is decided, or is gone', () => {
    const other = { ...three, message: 'GET /users no longer requires admin.' };
    for (const state of [
      review(...hunksOf(one, two, other)),
      review(...hunksOf(one, two)),
      advance(review(...hunksOf(one, two, three)), { kind: 'reject', hunk: 'j-0', reason: 'no' }, 'enforce').review,
    ]) {
      const { review: now, refused } = step(state, all);
      expect(refused).toContain('does so no more');
      expect(now).toBe(state);
    }
  });
});

test('findings that differ in anything a person reads never share a control', () => {
  const change = <Key extends keyof Finding>(
    key: Key,
    ...values: readonly Finding[Key][]
  ): fc.Arbitrary<Partial<Finding>> => fc.constantFrom(...values.map((value): Partial<Finding> => ({ [key]: value })));
  const difference = fc.oneof(
    change('detectorId', 'other'),
    change('facet', 'data'),
    change('kind', 'data.flow'),
    change('change', 'weakened'),
    change('message', 'Another sentence.', 'DELETE /users/:id no longer requires admin'),
    change('impact', 'Another reason.'),
    change('fix', ''),
    change('why', [], ['Pattern.']),
    change('tags', [], ['CWE-862', 'ASI03']),
    change('factIds', ['f']),
    change('subject', { type: 'route', symbol: 'GET /users' }),
    change('action', 'require-auth'),
    change('resource', { kind: 'role', norm: 'admin', dynamic: true }, { kind: 'role', norm: 'owner', dynamic: false }),
    change('dataClasses', ['contact.email']),
    change('sink', 'log'),
    change('qualifiers', { shell: 'true' }),
    change('accessLevel', 'Write'),
    change('traits', { grant: 'excess' }),
    change('tier', 'name'),
    change('comparison', { before: 'a', after: 'b' }),
    change('side', 'before'),
    change('context', ['test']),
    change('hold', true),
    change('obligation', { kind: 'explain' }, { kind: 'block' }, { kind: 'approve', role: 'identity-team' }),
    change(
      'rule',
      { id: 'other', layer: 'built-in', source: 'countersign:recommended:12' },
      { id: 'guard-lost', layer: 'repository', source: 'countersign:recommended:12' },
      { id: 'guard-lost', layer: 'built-in', source: 'countersign:recommended:13' },
    ),
    change('outranked', [{ id: 'r', layer: 'pack', obligation: 'explain' }]),
    change(
      'evidence',
      [{ path: 'b.ts', range: line(0), role: 'guard' }],
      [{ path: 'a.ts', range: line(0), role: 'guard' }],
    ),
  );
  fc.assert(
    fc.property(difference, fc.constantFrom(one, two, three), (other, base) => {
      const changed = { ...base, ...other, hunk: 'x-0', fingerprint: 'x' };
      const state = review(...hunksOf(one, two, three, changed));
      expect(groups(state)).toEqual([['h-0', 'i-0', 'j-0']]);
      const members = [{ hunk: 'x-0', fingerprint: 'x' }];
      const asked: ReviewEvent = { kind: 'acknowledge', hunk: 'h-0', fingerprint: 'p', at, alike: members };
      expect(advance(state, asked, 'enforce').refused).not.toBeNull();
    }),
    { numRuns: 400 },
  );
});
