import { describe, expect, it } from 'vitest';
import { createDistinctNames } from '../../../server/src/core/text/distinct-names.ts';
import { countLookups } from '../count-lookups.ts';

describe('distinct names', () => {
  it('are numbered from the second on, and unlike a name that looks like a number', () => {
    const distinct = createDistinctNames();
    expect(['a', 'b', 'a', 'a#2', 'a', 'a#2'].map(distinct)).toEqual(['a', 'b', 'a#2', 'a#2#2', 'a#3', 'a#2#3']);
    expect(['constructor', '__proto__'].map(distinct)).toEqual(['constructor', '__proto__']);
  });

  it('cost the same each, however many are alike', async () => {
    const asked = await countLookups(() => {
      const distinct = createDistinctNames();
      for (let at = 0; at < 10_000; at += 1) distinct('agent');
    });
    expect(asked).toBeLessThan(30_000);
  });
});
