import { afterEach, expect, it, vi } from 'vitest';
import { command } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, cleanUp, gone, named, run, start, waitFor } from '../lsp/review-steps.ts';
import { app, file, guarded, unsignedCounts, type GateJson } from './gate-steps.ts';
import { countersign } from './run-cli.ts';

// A gate is a process and an analysis, and each test asks several.
vi.setConfig({ testTimeout: 400_000 });

afterEach(cleanUp);

it('what was decided in the editor, hunk by hunk and turn by turn, opens the gate', async () => {
  const { workspace, client } = await start({ [file]: guarded, '.countersign/policy.yaml': unsignedCounts });
  const base = workspace.git('rev-parse', 'HEAD').trim();
  const acceptAll = async (): Promise<void> => {
    for (;;) {
      const { changeSets } = await client.panel();
      const isOpen = changeSets.some(({ hunks }) =>
        hunks.some(({ path, outcome }) => path === file && outcome === null),
      );
      if (!isOpen) return;
      const found = await waitFor(client, file);
      await acknowledgeAll(client, found);
      expect((await run(client, command.accept, named(found))).refused).toBeNull();
      await client.panelWhen((view) =>
        view.changeSets.every(({ hunks }) =>
          hunks.every(({ id, outcome }) => id !== found.hunk.id || outcome !== null),
        ),
      );
    }
  };
  const first = app('requireAuth, requireAdmin, ', "fetch('https://a.example.com/x').then(() => res.end())").replace(
    "res.end('ok')",
    "res.end(require('child_process').execSync(req.query.c))",
  );
  workspace.write(file, first);
  await waitFor(client, file);
  await acceptAll();
  await gone(client, file);
  workspace.write(file, first.replace('.then(() => res.end())', '.then(() => log(req.params.id))'));
  await waitFor(client, file);
  await acceptAll();
  workspace.git('add', '--all');
  workspace.git('commit', '--quiet', '--message', 'work');
  const { output, errors } = await countersign(['gate', '--base', base, '--head', 'HEAD', '--format', 'json'], {
    directory: workspace.root,
    environment: { XDG_STATE_HOME: workspace.state },
  });
  expect(errors).toBe('');
  const answer = JSON.parse(output) as GateJson;
  expect(answer.findings.length).toBeGreaterThan(1);
  expect(answer.findings.filter(({ settled }) => settled === null)).toEqual([]);
  expect(answer.outcome).toBe('passes');
});
