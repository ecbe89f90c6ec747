import { afterEach, expect, test } from 'vitest';
import { command, notification } from '../../server/src/protocol/messages.ts';
import { bucket, cleanUp, find, named, plain, run, start, waitFor } from './review-steps.ts';

afterEach(cleanUp);

const policy = 'version: 1\nextends: [countersign:recommended]\nattention: { fullyInView: acknowledge }\n';

test('what says the same in two files is answered once for both, and each is accepted when all of it was in view', async () => {
  const { workspace, client } = await start({
    'src/a.ts': plain,
    'src/b.ts': plain,
    '.countersign/policy.yaml': policy,
  });
  // The rules are those of the base.
  workspace.git('clone', '-q', '--bare', '.', '../origin.git');
  workspace.git('remote', 'add', 'origin', '../origin.git');
  workspace.git('fetch', '-q', 'origin');
  workspace.git('branch', '-q', '--set-upstream-to=origin/main');
  workspace.git('remote', 'set-head', 'origin', 'main');
  workspace.write('src/a.ts', bucket('exports'));
  workspace.write('src/b.ts', bucket('exports'));
  const view = await client.panelWhen(({ changeSets }) =>
    changeSets.some(({ alike, hunks }) => alike.length > 0 && hunks.every(({ unseen }) => unseen !== null)),
  );
  const found = find(view, 'src/a.ts')!;
  const group = view.changeSets.find(({ id }) => id === found.changeSet)!.alike[0]!;
  expect(group.places.map(({ path, line, isOpen }) => [path, line, isOpen])).toEqual([
    ['src/a.ts', 6, true],
    ['src/b.ts', 6, true],
  ]);
  expect(found.hunk.findings[0]?.alike).toBe(group.id);

  const finding = { ...named(found), fingerprint: found.hunk.findings[0]!.fingerprint };
  expect((await run(client, command.acknowledge, { ...finding, alike: 'other' })).refused).toMatch(/has changed since/);
  expect((await run(client, command.acknowledge, { ...finding, alike: group.id })).done).toBe(true);
  const both = await client.panelWhen((now) =>
    ['src/a.ts', 'src/b.ts'].every((file) => find(now, file)?.hunk.findings[0]?.state === 'settled'),
  );
  const settled = find(both, 'src/a.ts')!;
  expect(settled.hunk.unseen).toEqual({ before: [[1, 1]], after: [[1, 7]] });

  const early = await run(client, command.accept, named(found));
  expect(early.refused).toMatch(/^Not yet in view: lines 1–7 and line 1 of the earlier text\. /);
  const look = (before: number, after: number, visibleMs = 300) =>
    client.notify(notification.attention, {
      ...named(found),
      visibleMs,
      seen: { before: [[0, before]], after: [[0, after]] },
      expanded: [finding.fingerprint, 'of-no-finding', 7],
    });
  await look(1, 4);
  expect((await waitFor(client, 'src/a.ts', ({ unseen }) => unseen?.before.length === 0)).hunk.unseen?.after).toEqual([
    [5, 7],
  ]);
  const viewsOfTheSame = async (): Promise<number> => {
    const { revision } = await client.panel();
    for (let times = 0; times < 20; times += 1) await look(1, 4, 0);
    // Whoever is refused was heard after them.
    expect((await run(client, command.accept, named(found))).refused).toMatch(/^Not yet in view: lines 5–7\. /);
    return (await client.panel()).revision - revision;
  };
  await expect.poll(viewsOfTheSame, { timeout: 30_000 }).toBe(0);
  await look(1, 99);
  await waitFor(client, 'src/a.ts', ({ unseen, blockedBecause }) => unseen === null && blockedBecause === null);
  expect((await run(client, command.accept, named(found))).record).toMatchObject({ seq: 1 });
  expect((await run(client, command.accept, named(find(both, 'src/b.ts')!))).refused).toMatch(/Not yet in view/);

  const { text } = await run<{ text: string }>(client, command.export, { format: 'ndjson' });
  expect(JSON.parse(text.trim().split('\n').at(-1)!)).toMatchObject({
    shown: { ms: 600, inView: { lines: 8, of: 8 }, expanded: { findings: 1, of: 1 } },
    hunks: [{ path: 'src/a.ts', findings: [{ acknowledgement: { obligation: 'acknowledge' } }] }],
  });
});
