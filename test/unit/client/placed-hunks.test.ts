import { expect, test } from 'vitest';
import { hunksOnDisk, hunksProposed } from '../../../client/src/placed-hunks.ts';
import { sampleHunk, sampleSet, sampleView } from '../../lsp/view-samples.ts';

const hunk = (id: string, landing: 'held' | 'landed' | 'offered', firstLine: number) =>
  sampleHunk({ id, landing, firstLine, path: 'src/a.ts' });
const view = sampleView({
  changeSets: [
    sampleSet({ id: 'held', hunks: [hunk('h2', 'held', 9), hunk('h1', 'held', 2)] }),
    sampleSet({ id: 'landed', hunks: [hunk('l1', 'landed', 4)] }),
    sampleSet({ id: 'offered', hunks: [hunk('o1', 'offered', 1)] }),
  ],
});
const ids = (placed: ReturnType<typeof hunksOnDisk>) => placed.map((each) => each.hunk.id);

test('a file on disk carries what has landed, and nothing that is not written', () => {
  expect(ids(hunksOnDisk(view, () => 'src/a.ts'))).toEqual(['l1']);
  expect(ids(hunksOnDisk(view, () => undefined))).toEqual([]);
});

test('what is decided is in the file while it was just decided, and makes room for what is left', () => {
  const decided = (more: Parameters<typeof sampleHunk>[0]) =>
    sampleHunk({ path: 'src/a.ts', outcome: 'accepted', ...more });
  const done = sampleSet({ id: 'done', hunks: [decided({ id: 'd1' }), decided({ id: 'd2', diff: [] })] });
  expect(ids(hunksOnDisk(sampleView({ changeSets: [done] }), () => 'src/a.ts'))).toEqual(['d1']);
  const changeSets = [...view.changeSets, done];
  expect(ids(hunksOnDisk(sampleView({ changeSets }), () => 'src/a.ts'))).toEqual(['l1']);
});

test('the document of a held edit carries its hunks, and those of no other', () => {
  const document = { path: 'src/a.ts', changeSet: 'held', side: 'after' } as const;
  expect(ids(hunksProposed(view, document))).toEqual(['h1', 'h2']);
  expect(ids(hunksProposed(view, { ...document, side: 'before' }))).toEqual([]);
  expect(ids(hunksProposed(view, { ...document, path: 'src/b.ts' }))).toEqual([]);
  expect(ids(hunksProposed(view, { ...document, changeSet: 'landed' }))).toEqual([]);
});
