import { afterEach, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { OfferedAnswer } from '../../server/src/protocol/messages.ts';
import { command } from '../../server/src/protocol/messages.ts';
import { bucket, cleanUp, named, plain, run, start } from './review-steps.ts';

afterEach(cleanUp);

/** Of many files, each of which needs a bucket. */
function patchOf(names: readonly string[]): string {
  const files = names.map((name) => {
    const after = bucket(name).trimEnd().split('\n');
    return [
      `diff --git a/${name} b/${name}`,
      `--- a/${name}`,
      `+++ b/${name}`,
      `@@ -1 +1,${after.length} @@`,
      `-${plain.trimEnd()}`,
      ...after.map((line) => `+${line}`),
    ];
  });
  return `${files.flat().join('\n')}\n`;
}

test('an analysis is cancelled where its progress is shown, or by whoever asked for it; what was not analysed is closed until it is analysed again', async () => {
  const names = Array.from({ length: 120 }, (_, index) => `src/file${index}.ts`);
  const { client, workspace } = await start(Object.fromEntries(names.map((name) => [name, plain])), {
    capabilities: { window: { workDoneProgress: true } },
  });
  const { connection } = client;
  let isCancelling = true;
  connection.onNotification(
    '$/progress',
    async ({ token, value }: { token: unknown; value: Record<string, unknown> }) => {
      if (!isCancelling || value['kind'] !== 'begin' || value['title'] !== 'Countersign: analysing') return;
      expect(value['cancellable']).toBe(true);
      await connection.sendNotification('window/workDoneProgress/cancel', { token });
    },
  );
  // What a person put up: nothing of it is taken in.
  const offer = { text: patchOf(names), title: 'Buckets' };
  const patched = await run<OfferedAnswer>(client, command.reviewPatch, offer);
  expect(patched).toEqual({
    changeSet: null,
    message: 'Buckets: cancelled before it was analysed. Nothing was put up.',
  });
  const asked = new CancellationTokenSource();
  const commits = connection.sendRequest<OfferedAnswer>(
    'workspace/executeCommand',
    { command: command.reviewCommits, arguments: [{ commits: 'HEAD^!' }] },
    asked.token,
  );
  asked.cancel();
  expect((await commits).changeSet).toBeNull();
  expect((await client.panel()).changeSets).toEqual([]);

  for (const name of names) workspace.write(name, bucket(name));

  const stopped = await client.panelWhen(({ changeSets }) => changeSets.some(({ isCancelled }) => isCancelled), 60_000);
  const set = stopped.changeSets.find(({ isCancelled }) => isCancelled)!;
  const [hunk] = set.hunks;
  expect(hunk).toMatchObject({
    judged: false,
    notJudged: 'Not analysed: cancelled.',
    blockedBecause: 'Not analysed: cancelled. Analyse it again first.',
  });
  const found = { changeSet: set.id, hunk: hunk! };
  expect((await run(client, command.acknowledgeNotJudged, named(found))).refused).toMatch(/analyse it again/);
  expect((await run(client, command.accept, named(found))).refused).toBe(
    'Not analysed: cancelled. Analyse it again first.',
  );
  expect((await run(client, command.acceptWithoutFindings, { changeSet: set.id })).refused).not.toBeNull();

  isCancelling = false;
  expect((await run(client, command.analyseAgain, { changeSet: set.id })).done).toBe(true);
  const view = await client.panelWhen(({ changeSets }) => {
    const now = changeSets.find(({ id }) => id === set.id);
    return now !== undefined && !now.isCancelled;
  }, 60_000);
  expect(view.changeSets.find(({ id }) => id === set.id)?.progress.total).toBe(names.length);
}, 180_000);
