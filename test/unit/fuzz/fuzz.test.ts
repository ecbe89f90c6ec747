import { describe, expect, it } from 'vitest';
import { ingestTexts, ingestVersions, toVersion, type Texts } from '../../../server/src/core/ingest.ts';
import { reviewChanges, reviewTexts } from '../../golden/review-texts.ts';
import { makeCase } from './fuzz-case.ts';
import { createRandom, mutateText, pick } from './mutate.ts';
import { readSeedTexts } from './seed-texts.ts';

// Some mutated edits in a moment; `node test/unit/fuzz/run.ts` does many for minutes, through the built CLI.

const origin = { kind: 'unknown', channel: 'test', held: false, claimedBy: 'test' } as const;
/** The sample as a whole takes longer than all others: it is for the long mode. */
const texts = readSeedTexts().filter(({ after }) => Object.keys(after).length < 10);
const cases = Array.from({ length: 20 }, (_, seed): [number, Texts] => [seed, makeCase(seed, texts)]);

describe('a mutated edit', () => {
  it('is the same case for the same seed', () => {
    expect(makeCase(7, texts)).toEqual(makeCase(7, texts));
    expect(makeCase(7, texts)).not.toEqual(makeCase(8, texts));
  });

  it('is judged without a crash, and twice the same', async () => {
    for (const [seed, one] of cases) {
      const result = await reviewTexts(one);
      expect(
        result.failures.filter(({ stage }) => stage === 'facts' || stage === 'detect'),
        `seed ${seed}`,
      ).toEqual([]);
      expect(await reviewTexts(one), `seed ${seed}`).toEqual(result);
    }
  });

  it('changes nothing against itself', async () => {
    for (const [seed, one] of cases.slice(0, 10)) {
      expect(ingestTexts({ before: one.after, after: one.after }, origin).changeSet.files, `seed ${seed}`).toEqual([]);
      // The same text under another mode: it goes through the whole analysis on both sides.
      const sides = Object.entries(one.after)
        .filter(([, text]) => !text.includes('\0'))
        .map(([path, text]) => {
          const version = toVersion(text);
          return {
            path,
            before: { ...version, mode: '100644' as const },
            after: { ...version, mode: '100755' as const },
          };
        });
      const { files, facts, findings } = await reviewChanges(ingestVersions(sides, origin), []);
      expect(
        [files.flatMap(({ hunks }) => hunks.filter(({ after }) => after.lines > 0)), facts, findings],
        `seed ${seed}`,
      ).toEqual([[], [], []]);
    }
  });
});

it('a mutation reaches tokens, lines and bytes', () => {
  const random = createRandom(1);
  const text = 'const a = 1;\nconst b = 2;\n';
  const made = new Set(Array.from({ length: 200 }, () => mutateText(text, random, ['x y\nz\n'])));
  expect(made.size).toBeGreaterThan(150);
  expect([...made].some((each) => each.includes('\ufffd'))).toBe(true);
  expect(pick(random, [1])).toBe(1);
});
