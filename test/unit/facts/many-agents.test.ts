import { expect, it } from 'vitest';
import { reviewTexts } from '../../golden/review-texts.ts';

/** How often maps and sets are asked while one file with so many agents is reviewed. */
async function questions(count: number): Promise<number> {
  const [map, set] = [Map.prototype.has, Set.prototype.has];
  let asked = 0;
  Map.prototype.has = function counted(this: Map<unknown, unknown>, key: unknown): boolean {
    asked += 1;
    return map.call(this, key);
  };
  Set.prototype.has = function counted(this: Set<unknown>, key: unknown): boolean {
    asked += 1;
    return set.call(this, key);
  };
  const text = `from agents import Agent\n${'Agent(tools=[a])\n'.repeat(count)}`;
  try {
    const { failures } = await reviewTexts({ before: {}, after: { 'desk.py': text } });
    expect(failures).toEqual([]);
  } finally {
    Map.prototype.has = map;
    Set.prototype.has = set;
  }
  return asked;
}

it('twice as many agents without a name are twice the work', async () => {
  await questions(10);
  const [some, twice] = [await questions(1_000), await questions(2_000)];
  expect(twice / some).toBeLessThan(2.5);
});
