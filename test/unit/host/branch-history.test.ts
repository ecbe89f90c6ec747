import { expect, it } from 'vitest';
import { readBranchHistory } from '../../../server/src/host/branch-history.ts';
import { blobId } from '../../../server/src/host/blob-id.ts';
import { openRepository } from '../../../server/src/host/git-repository.ts';
import { repositoryAt, scratch } from './scratch.ts';

const path = 'src/a.txt';
const text = (first: string, last: string): string => `${first}\none\ntwo\nthree\nfour\nfive\n${last}\n`;
const named = (content: string): string => blobId(new TextEncoder().encode(content));

it('names contents as records do, whatever hash the repository uses', async () => {
  const files = repositoryAt(scratch('countersign-history').root);
  files.git('init', '--quiet', '--initial-branch=main', '--object-format=sha256');
  const write = (content: string): string => {
    files.write(path, content);
    return files.commit('step');
  };
  write(text('a', 'z'));
  files.git('switch', '--quiet', '-c', 'work');
  write(text('b', 'z'));
  files.git('switch', '--quiet', 'main');
  const base = write(text('a', 'y'));
  files.git('switch', '--quiet', 'work');
  files.git('merge', '--quiet', '--no-edit', 'main');
  const head = write(text('c', 'y'));
  const opened = await openRepository(files.root);
  if (opened === null) throw new Error('no repository');
  try {
    const branch = { base, head, forkPoint: base, tree: files.git('rev-parse', 'HEAD^{tree}') };
    const { steps, starts } = await readBranchHistory(opened, branch, [path]);
    const shown = steps.map(({ from, to, by }) => [from, to, by === 'merge' ? by : by.length]);
    expect(shown).toEqual([
      [named(text('b', 'y')), named(text('c', 'y')), 1],
      [named(text('b', 'z')), named(text('b', 'y')), 'merge'],
      [named(text('a', 'z')), named(text('b', 'z')), 1],
    ]);
    expect([...(starts.get(path) ?? [])]).toEqual([named(text('a', 'y')), named(text('a', 'z'))]);
  } finally {
    opened.close();
  }
});
