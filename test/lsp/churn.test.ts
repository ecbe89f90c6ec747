import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { bucket, cleanUp, plain, start, waitFor } from './review-steps.ts';

afterEach(cleanUp);

test('files that are deleted, renamed and made again while they are analysed end as they are', async () => {
  const { workspace, client } = await start({ 'src/a.ts': plain, 'src/b.ts': plain, 'src/c.ts': plain });
  const file = (name: string): string => path.join(workspace.root, name);
  for (let round = 0; round < 25; round += 1) {
    workspace.write('src/a.ts', bucket(`a${round}`));
    workspace.write('src/b.ts', bucket(`b${round}`));
    // oxlint-disable-next-line no-await-in-loop -- at any moment of an analysis
    await wait(20 + ((round * 37) % 60));
    fs.rmSync(file('src/a.ts'));
    fs.renameSync(file('src/b.ts'), file('src/moved.ts'));
    fs.renameSync(file('src/moved.ts'), file('src/b.ts'));
  }
  workspace.write('src/a.ts', plain);
  workspace.write('src/b.ts', plain);
  workspace.write('src/c.ts', bucket('last'));

  const found = await waitFor(client, 'src/c.ts');
  expect(found.hunk.findings.map(({ message }) => message)).toEqual(['Needs s3:PutObject on arn:aws:s3:::last/*.']);
  const view = await client.panelWhen((now) =>
    now.changeSets.flatMap((set) => set.hunks).every((hunk) => hunk.path === 'src/c.ts'),
  );
  expect(view.problem).toBeNull();
  expect(client.process.exitCode).toBeNull();
});
