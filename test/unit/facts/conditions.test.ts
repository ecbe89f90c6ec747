import { expect, test } from 'vitest';
import { MAX_CONDITIONS } from '../../../server/src/core/facts/conditions/read.ts';
import { reviewTexts } from '../../golden/review-texts.ts';

const asking = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, at) =>
      `function settle${at}(change, ledger) {\n  if (change.scope !== ledger.scope${at}) return;\n  ledger.write();\n}`,
  );

const lostOf = async (before: readonly string[], after: readonly string[]): Promise<readonly string[]> => {
  const { findings } = await reviewTexts({
    before: { 'a.js': before.join('\n') },
    after: { 'a.js': after.join('\n') },
  });
  return findings.filter(({ detectorId }) => detectorId === 'condition-lost').map(({ message }) => message);
};

test('of several questions that say the same, the one is lost that went', async () => {
  const functions = asking(3);
  const [, second = ''] = functions;
  const without = second.replace(/ {2}if .*\n/, '');
  expect(await lostOf(functions, functions.with(1, without))).toEqual([
    'settle1 no longer checks `change.scope !== ledger.scope1`.',
  ]);
});

test('of a file with more questions than are kept nothing is claimed', async () => {
  const functions = asking(MAX_CONDITIONS);
  const added = 'function first(change, ledger) {\n  if (change.tenant !== ledger.tenant) return;\n}';
  expect(await lostOf(functions, [added, ...functions])).toEqual([]);
});
