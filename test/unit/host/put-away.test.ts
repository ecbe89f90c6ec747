import { expect, test } from 'vitest';
import type { Review } from '../../../server/src/core/model/review.ts';
import { agentWrites, landedOn, onlySet, reviewOf, tenLines, withTenLines } from './landed-bench.ts';

test('a set in which everything is decided is put away over a restart, and is back when something is taken back', async () => {
  const files = withTenLines();
  const channel = await landedOn(files);
  await agentWrites(channel, files, 'a.ts', tenLines.replace('5', 'five'));
  const set = onlySet(channel);
  const review = (status: Review['status']): Review => reviewOf(set, status);
  expect(await channel.putAway(set.id)).toMatchObject({ code: 'CS3003' });
  expect(onlySet(channel).isPutAway).toBe(false);

  await channel.saveReview(set.id, review('done'), null);
  expect(await channel.putAway(set.id)).toBeNull();
  await channel.close();
  const again = await landedOn(files);
  expect(onlySet(again).isPutAway).toBe(true);

  await again.saveReview(set.id, review('done'), review('done'));
  expect(onlySet(again).isPutAway).toBe(true);
  await again.saveReview(set.id, review('open'), review('done'));
  expect(onlySet(again).isPutAway).toBe(false);
});
