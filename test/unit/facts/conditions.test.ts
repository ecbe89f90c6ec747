import { expect, test } from 'vitest';
import { MAX_HANDED } from '../../../server/src/core/facts/conditions/handed.ts';
import { MAX_MARKS } from '../../../server/src/core/facts/conditions/mark.ts';
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

const handing = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `function list${at}(page) {\n  return find(page, caller.owner${at});\n}`);

test('of many calls, the one is told that is given less', async () => {
  const functions = handing(3);
  expect(await lostOf(functions, functions.with(1, 'function list1(page) {\n  return find(page);\n}'))).toEqual([
    'list1 no longer gives `caller.owner1` to `find`.',
  ]);
});

test('of a file that hands over more than is kept nothing is claimed', async () => {
  const functions = handing(MAX_HANDED);
  const added = 'function first(page) {\n  return find(page, caller.tenant);\n}';
  expect(await lostOf(functions, [added, ...functions])).toEqual([]);
  expect(await lostOf(functions, functions.with(1, 'function list1(page) {\n  return find(page);\n}'))).toEqual([]);
});

const putting = (count: number): readonly string[] => [
  'function shown(page) {',
  ...Array.from({ length: count }, (_, at) => `  page.put(scrub(page.text${at}));`),
  '}',
];

test('of many calls that protect, the one is told that went', async () => {
  const lines = putting(3);
  expect(await lostOf(lines, lines.with(2, '  page.put(page.text1);'))).toEqual([
    'shown no longer calls `scrub(page.text1)`, which by its name protects what it is given.',
  ]);
});

test('of a file that protects more than is kept nothing is claimed', async () => {
  const lines = putting(MAX_MARKS);
  expect(await lostOf(lines, lines.with(2, '  page.put(page.text1);'))).toEqual([]);
});

test('what one line loses is told once', async () => {
  const before = ['function leave(location) {', '  return location.replace(/^[/\\\\]+/, "/");', '}'];
  const after = before.with(1, '  return location;');
  expect(await lostOf(before, after)).toHaveLength(1);
});
