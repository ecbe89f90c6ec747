import { expect, it } from 'vitest';
import { reviewTexts } from '../../golden/review-texts.ts';
import { countLookups } from '../count-lookups.ts';

async function lookupsFor(count: number): Promise<number> {
  const text = `from agents import Agent\n${'Agent(tools=[a])\n'.repeat(count)}`;
  return countLookups(async () => {
    const { failures } = await reviewTexts({ before: {}, after: { 'desk.py': text } });
    expect(failures).toEqual([]);
  });
}

it('twice as many agents without a name are twice the work', async () => {
  await lookupsFor(10);
  const [some, twice] = [await lookupsFor(400), await lookupsFor(800)];
  expect(twice / some).toBeLessThan(2.5);
});
