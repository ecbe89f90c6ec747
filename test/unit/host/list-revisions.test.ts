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
    expect(await listRevisions(opened)).toEqual({ branches: [], commits: [] });
    const base = files.commit('first');
    const id = files.commit(`second\n\n${claude}`);
    const { branches, commits } = await listRevisions(opened);
    expect(branches).toEqual(['main']);
    expect(commits).toMatchObject([
      { id, subject: 'second', author: 'Test', agents: ['claude-code'] },
      { id: base, subject: 'first', agents: [] },
    ]);
    expect(await readRangeOrigin(opened, base, id)).toMatchObject({ commits: 1, named: 1, agents: ['claude-code'] });

    files.git('checkout', '--quiet', '--orphan', 'new');
    expect(await listRevisions(opened)).toEqual({ branches: ['main'], commits: [] });

    files.git('checkout', '--quiet', '--detach', id);
    files.git('branch', '--quiet', '-D', 'main');
    expect((await listRevisions(opened)).commits.map(({ id: each }) => each)).toEqual([id, base]);
  } finally {
    opened.close();
  }
});
