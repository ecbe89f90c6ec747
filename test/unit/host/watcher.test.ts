import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { openRepository } from '../../../server/src/host/git-repository.ts';
import { watchWorkspace, type Watching, type WatchOptions } from '../../../server/src/host/watcher.ts';
import { repository, scratch, type Scratch } from './scratch.ts';

const open: Watching[] = [];
afterEach(() => {
  for (const watching of open.splice(0)) watching.close();
});

async function watching(
  files: Scratch,
  options: Partial<WatchOptions> = {},
): Promise<{ paths: Set<string>; gits: number[]; problems: string[]; how: () => string }> {
  const seen = { paths: new Set<string>(), gits: [] as number[], problems: [] as string[] };
  const watched = await watchWorkspace({
    root: files.root,
    repository: await openRepository(files.root),
    skip: (path) => path.startsWith('node_modules/'),
    onPath: (path) => void seen.paths.add(path),
    onGit: () => void seen.gits.push(Date.now()),
    onProblem: ({ code }) => void seen.problems.push(code),
    ...options,
  });
  open.push(watched);
  return { ...seen, how: () => watched.how };
}

describe.each([
  ['events', {}],
  ['polling', { maxFolders: 1, pollMs: 50 }],
] as const)('watching by %s', (how, options) => {
  it('tells of files that are created, changed, renamed and removed, in folders old and new', async () => {
    const files = repository();
    files.write('src/a.ts', 'a');
    files.write('src/gone.ts', 'g');
    files.write('node_modules/x/i.js', 'x');
    files.commit('base');
    const { paths, how: now, problems } = await watching(files, options);
    expect([now(), problems]).toEqual([how, how === 'events' ? [] : ['CS3051']]);
    files.write('src/a.ts', 'changed');
    files.remove('src/gone.ts');
    files.write('new/deep/b.ts', 'b');
    files.write('node_modules/x/i.js', 'y');
    const told = (path: string): boolean => [...paths].some((each) => each === path || path.startsWith(`${each}/`));
    await expect
      .poll(() => ['src/a.ts', 'src/gone.ts', 'new/deep/b.ts'].filter(told), { timeout: 8000 })
      .toHaveLength(3);
    paths.clear();
    await new Promise((resolve) => setTimeout(resolve, 150));
    files.write('new/deep/b.ts', 'changed in the new folder');
    await expect.poll(() => paths.has('new/deep/b.ts'), { timeout: 8000 }).toBe(true);
    expect([...paths].some((path) => path.startsWith('node_modules') || path.startsWith('.git'))).toBe(false);
  });
});

it('leaves folders out that the repository ignores', async () => {
  const files = repository();
  files.write('.gitignore', 'out/\n');
  files.write('out/a.js', 'x');
  files.commit('base');
  const { paths } = await watching(files);
  files.write('out/a.js', 'y');
  files.write('b.ts', 'z');
  await expect.poll(() => paths.has('b.ts'), { timeout: 8000 }).toBe(true);
  expect([...paths]).toEqual(['b.ts']);
});

it('tells when git moves, and not when its index is refreshed', async () => {
  const files = repository();
  files.write('a.ts', 'a');
  files.commit('base');
  const { gits } = await watching(files);
  files.git('update-index', '--refresh');
  files.git('status');
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(gits).toEqual([]);
  files.git('switch', '--quiet', '--create', 'work');
  await expect.poll(() => gits.length, { timeout: 8000 }).toBeGreaterThan(0);
});

it('survives the removal of what it watches', async () => {
  const files = scratch();
  files.write('a/b/c/d.ts', 'x');
  const { paths } = await watching(files);
  rmSync(files.at('a'), { recursive: true });
  await expect.poll(() => paths.has('a'), { timeout: 8000 }).toBe(true);
  files.write('a/b/c/d.ts', 'again');
  files.write('e.ts', 'e');
  await expect.poll(() => paths.has('e.ts'), { timeout: 8000 }).toBe(true);
});
