import { expect, it } from 'vitest';
import { readRangeOrigin } from '../../../server/src/host/commit-origin.ts';
import { openRepository } from '../../../server/src/host/git-repository.ts';
import { listRevisions } from '../../../server/src/host/list-revisions.ts';
import { repository } from './scratch.ts';

const claude = 'Co-authored-by: Claude Opus 4.8 <noreply@anthropic.com>';

it('what there is to choose from is branches and commits, and commits say the same of themselves as in a range', async () => {
  const files = repository();
  const opened = (await openRepository(files.root))!;
  try {
    const policy = { ignore: ['docs/'] };
    expect(await listRevisions(opened, policy)).toEqual({ branches: [], commits: [] });
    const base = files.commit('first');
    const id = files.commit(`second\n\n${claude}`);
    const { branches, commits } = await listRevisions(opened, policy);
    expect(branches).toEqual(['main']);
    expect(commits).toMatchObject([
      { id, subject: 'second', author: 'Test', agents: ['claude-code'] },
      { id: base, subject: 'first', agents: [] },
    ]);
    expect(await readRangeOrigin(opened, base, id)).toMatchObject({ commits: 1, named: 1, agents: ['claude-code'] });

    files.git('checkout', '--quiet', '--orphan', 'new');
    expect(await listRevisions(opened, policy)).toEqual({ branches: ['main'], commits: [] });

    files.git('checkout', '--quiet', '--detach', id);
    files.git('branch', '--quiet', '-D', 'main');
    expect((await listRevisions(opened, policy)).commits.map(({ id: each }) => each)).toEqual([id, base]);
  } finally {
    opened.close();
  }
});

it('of a commit that asks nothing it is said why, by both names of what moves', async () => {
  const files = repository();
  const opened = (await openRepository(files.root))!;
  const commit = (message: string, ...paths: readonly string[]): void => {
    for (const path of paths) files.write(path, message);
    files.commit(message);
  };
  try {
    commit('code', 'src/a.ts', 'docs/a.md');
    commit('docs only', 'docs/a.md', 'docs/\u00e4 \n.md');
    commit('both', 'docs/a.md', 'src/a.ts');
    files.git('commit', '--quiet', '--allow-empty', '-m', 'empty');
    files.git('checkout', '--quiet', '-b', 'side');
    commit('on side', 'docs/b.md');
    files.git('checkout', '--quiet', 'main');
    commit('on main', 'src/b.ts');
    files.git('merge', '--quiet', '--no-edit', '-m', 'merge', 'side');
    files.git('mv', 'src/b.ts', 'docs/b.ts');
    files.git('commit', '--quiet', '-m', 'out of sight');
    const { commits } = await listRevisions(opened, { ignore: ['docs/'] });
    expect(Object.fromEntries(commits.map(({ subject, nothing }) => [subject, nothing]))).toEqual({
      code: null,
      'docs only': 'ignored',
      both: null,
      empty: 'no-change',
      'on side': 'ignored',
      'on main': null,
      merge: 'ignored',
      'out of sight': null,
    });
  } finally {
    opened.close();
  }
});
