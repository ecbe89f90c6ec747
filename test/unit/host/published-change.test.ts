import { expect, test } from 'vitest';
import type { StandingDecision } from '../../../server/src/core/model/ledger.ts';
import { inEnglish } from '../../../server/src/core/model/wording.ts';
import { blobId } from '../../../server/src/host/blob-id.ts';
import { openRepository } from '../../../server/src/host/git-repository.ts';
import { readPublishedChange } from '../../../server/src/host/published-change.ts';
import { repository } from './scratch.ts';

const [one, two, three] = ['a\nb\n', 'a\nB\n', 'A\nB\n'];
const idOf = (text: string): string => blobId(Buffer.from(text));
const span = (start: number) => ({ start, lines: 1 });

function decided(
  seq: number,
  id: string,
  path: string,
  start: number,
  before: string,
  after: string,
): StandingDecision {
  const origin = { kind: 'agent', channel: 'hook', held: true, agent: 'codex', claimedBy: 'hook' };
  const hunk = { id, path, before: span(start), after: span(start), beforeBlob: idOf(before), afterBlob: idOf(after) };
  return { record: { seq, origin }, hunk } as unknown as StandingDecision;
}

/** A record of somebody who writes anything where a blob is named. */
function named(seq: number, id: string, path: string, blob: string): StandingDecision {
  const { record, hunk } = decided(seq, id, path, 0, one, two);
  return { record, hunk: { ...hunk, afterBlob: blob } } as unknown as StandingDecision;
}

test('each hunk stands in the texts it was decided on, and what is not here or leads out of the folder is said', async () => {
  const files = repository();
  for (const text of [one, two, three]) {
    files.write('src/a.ts', text);
    files.commit(text);
  }
  const opened = (await openRepository(files.root))!;
  const decisions = [
    decided(1, 'h-1', 'src/a.ts', 1, one, two),
    decided(2, 'h-2', 'src/a.ts', 0, two, three),
    decided(3, 'h-3', 'src/b.ts', 0, one, 'nobody has this\n'),
    decided(4, 'h-4', '../outside.ts', 0, one, two),
    named(5, 'h-5', 'src/a.ts', 'no id\nof a blob'),
  ];
  const { changeSet, placed, missing } = await readPublishedChange(opened, decisions, []);
  const few = await readPublishedChange(opened, decisions.slice(0, 2), [], 8);
  expect(inEnglish(few.missing.get('h-2')!)).toContain('too large to be shown here');
  opened.close();
  // A file that went on while it was decided on is analysed as it is at its end.
  expect(changeSet.origin).toMatchObject({ agent: 'codex', channel: 'git', held: false });
  expect(changeSet.files.map(({ path, before, after }) => [path, before?.text, after?.text])).toEqual([
    ['src/a.ts', two, three],
  ]);
  const textOf = (id: string) => [placed.get(id)?.file.before?.text, placed.get(id)?.file.after?.text];
  expect(textOf('h-1')).toEqual([one, two]);
  expect(textOf('h-2')).toEqual([two, three]);
  expect([...missing.keys()]).toEqual(['h-3', 'h-4', 'h-5']);
  expect(inEnglish(missing.get('h-3')!)).toMatch(/^The text is not in this clone\. Fetch the branch/);
  expect(inEnglish(missing.get('h-4')!)).toContain('leads out of the folder');
});

test('a shallow clone says how it becomes whole', async () => {
  const files = repository();
  files.write('src/a.ts', one);
  files.commit('first');
  files.write('src/a.ts', two);
  files.commit('second');
  files.git('clone', '--quiet', '--depth=1', `file://${files.root}`, files.at('shallow'));
  const opened = (await openRepository(files.at('shallow')))!;
  const { missing } = await readPublishedChange(opened, [decided(1, 'h-1', 'src/a.ts', 1, one, two)], []);
  opened.close();
  expect(inEnglish(missing.get('h-1')!)).toContain('git fetch --unshallow');
});
