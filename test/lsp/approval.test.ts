import { afterEach, expect, test } from 'vitest';
import { command, type OfferedAnswer, type RecordsAnswer } from '../../server/src/protocol/messages.ts';
import type { DecisionRecord } from '../../server/src/core/model/ledger.ts';
import { cloneAt, person } from '../cli/records-steps.ts';
import { asking, begin, beginTogether, cleanUpAll, cloneFor, explain, path, recordsOf } from './approval-steps.ts';
import { runHook } from './run-hook.ts';
import { bucket, find, named, run, waitFor } from './review-steps.ts';
import type { Client, Workspace } from './server-process.ts';

afterEach(cleanUpAll);

const decisionsOf = (workspace: Workspace): readonly DecisionRecord[] =>
  recordsOf(workspace).filter((record) => record.kind === 'decision');

test('what another person has approved is accepted, and the record has both', { timeout: 240_000 }, async () => {
  const [ada, ben] = [person('ada'), person('ben', '-t', 'ecdsa', '-b', '256')];
  const { workspace, client, remote } = await beginTogether(ada, ben);
  workspace.write('src/a.ts', bucket('exports'));
  const found = await waitFor(client, 'src/a.ts');
  const asked = found.hunk.findings.find(({ obligation }) => obligation === 'approve');
  expect(asked).toMatchObject({
    role: 'cloud-team',
    approval: { roles: [{ holders: [ben.email], given: null }], askedAt: null },
  });

  expect(await asking(client, found)).toMatchObject({
    done: false,
    refused: 'Nothing that was explained waits for an approval.',
  });
  await explain(client, found);
  const waiting = await waitFor(client, 'src/a.ts', ({ findings }) =>
    findings.some(({ state }) => state === 'waiting'),
  );
  expect(waiting.hunk.blockedBecause).toContain('waits for cloud-team');
  expect(await run(client, command.accept, named(found))).toMatchObject({ done: false });

  const answer = await asking(client, found);
  expect(answer).toMatchObject({
    done: true,
    refused: null,
    message: 'An approval by cloud-team is asked for, through origin. The contents of the files were sent along.',
  });
  const { id = '', link, command: line } = answer.request ?? {};
  expect(line).toBe(`countersign fetch && countersign decide ${id} --approve`);
  expect(link).toBe(`vscode://countersign.countersign/open?request=${id}`);
  expect(recordsOf(workspace).map((record) => (record.kind === 'decision' ? record.outcome : record.kind))).toEqual([
    'submitted',
    'seal',
  ]);
  const after = await waitFor(client, 'src/a.ts', ({ findings }) => findings.some(({ approval }) => approval?.command));
  expect(after.hunk.outcome).toBeNull();
  expect(after.hunk.findings.find(({ state }) => state === 'waiting')?.approval).toMatchObject({ command: line });

  // Asked again nothing new is recorded; it is only sent once more.
  const again = await asking(client, found, 'without');
  expect(again).toMatchObject({ done: true, record: null, message: answer.message });
  expect(recordsOf(workspace)).toHaveLength(2);

  const his = cloneFor(ben, workspace, remote);
  expect((await his.run('fetch')).exitCode).toBe(0);
  const opened = await his.run('open', id);
  for (const words of ['submitted by', 'Exports go to our own bucket.', '+ const s3', 'waits for cloud-team'])
    expect(opened.output).toContain(words);
  const approved = await his.type(['approve'], 'decide', id, '--approve');
  expect(approved.output).toContain('Sealed with SHA256:');
  expect((await his.run('publish')).exitCode).toBe(0);

  const fetched = await run<RecordsAnswer>(client, command.fetch);
  expect(fetched.message).toContain('Approvals for 1 change set came in.');
  const ready = await waitFor(client, 'src/a.ts', ({ blockedBecause }) => blockedBecause === null);
  expect(ready.hunk.findings.find(({ obligation }) => obligation === 'approve')).toMatchObject({
    state: 'settled',
    acknowledgement: { words: 'Exports go to our own bucket.' },
    approval: { roles: [{ given: { by: ben.email } }] },
  });
  expect(await run(client, command.accept, named(ready))).toMatchObject({ done: true });

  const accepted = decisionsOf(workspace).at(-1);
  const recorded = accepted?.hunks[0]?.findings.find(({ obligation }) => obligation === 'approve: cloud-team');
  expect(accepted?.outcome).toBe('accepted');
  expect(recorded?.acknowledgement).toMatchObject({ obligation: 'explain', words: 'Exports go to our own bucket.' });
  expect(recorded?.approval).toMatchObject({ role: 'cloud-team', by: ben.email, key: ben.key.fingerprint });

  // Whoever reads both ledgers finds the approval under the acceptance, which is another record than the one approved.
  expect(await run<RecordsAnswer>(client, command.seal)).toMatchObject({ done: true });
  expect(await run<RecordsAnswer>(client, command.publish)).toMatchObject({ done: true });
  expect((await his.run('fetch')).exitCode).toBe(0);
  const later = await his.run('open', id);
  expect(later.output).toContain(`approved by ${ben.email}`);
  expect(later.exitCode).toBe(0);
  expect((await his.run('stats')).output).toContain('1 put up for approval');
  await client.stop();
});

test('an approval is not carried over to other bytes or other words', { timeout: 240_000 }, async () => {
  const [ada, ben] = [person('ada'), person('ben')];
  const { workspace, client, remote } = await beginTogether(ada, ben);
  workspace.write('src/a.ts', bucket('exports'));
  const found = await waitFor(client, 'src/a.ts');
  await explain(client, found);
  const { request } = await asking(client, found);
  const his = cloneFor(ben, workspace, remote);
  await his.run('fetch');
  await his.type(['approve'], 'decide', request?.id ?? '', '--approve');
  await his.run('publish');

  const no = await his.type(['Use the one bucket we have.', 'reject'], 'decide', request?.id ?? '', '--reject');
  expect(no.exitCode).toBe(0);
  await his.run('publish');
  await run(client, command.fetch);
  const told = await waitFor(client, 'src/a.ts', ({ findings }) => findings.some(({ approval }) => approval?.declined));
  expect(told.hunk.findings.find(({ obligation }) => obligation === 'approve')?.approval?.declined).toMatchObject({
    by: ben.email,
    words: 'Use the one bucket we have.',
  });

  await explain(client, found, 'Other words, after he was asked.');
  expect((await run<RecordsAnswer>(client, command.fetch)).message).not.toContain('came in');
  expect(await run(client, command.accept, named(found))).toMatchObject({ done: false });
  // The words that he approved, and has approved again.
  await explain(client, found);
  await asking(client, found);
  expect((await run<RecordsAnswer>(client, command.fetch)).done).toBe(true);
  expect(await run(client, command.accept, named(found))).toMatchObject({ done: false });
  await his.run('fetch');
  await his.type(['approve'], 'decide', request?.id ?? '', '--approve');
  await his.run('publish');
  await run(client, command.fetch);
  await waitFor(client, 'src/a.ts', ({ blockedBecause }) => blockedBecause === null);

  workspace.write('src/a.ts', `${bucket('exports')}// A byte more.\n`);
  const changed = await waitFor(client, 'src/a.ts', ({ id }) => id !== found.hunk.id);
  expect(changed.hunk.findings.find(({ obligation }) => obligation === 'approve')).toMatchObject({
    state: 'reopened',
    approval: { askedAt: null, roles: [{ given: null }] },
    draft: { words: 'Exports go to our own bucket.' },
  });
  expect(await run(client, command.accept, named(changed))).toMatchObject({ done: false });
  await client.stop();
});

test(
  'what an agent waits to write is approved by what was sent along, and then written',
  { timeout: 240_000 },
  async () => {
    const [ada, ben] = [person('ada'), person('ben')];
    const { workspace, client, remote } = await beginTogether(ada, ben);
    const his = cloneFor(ben, workspace, remote);
    const asked = runHook(workspace, 'claude-code', {
      hook_event_name: 'PreToolUse',
      session_id: 's1',
      cwd: workspace.root,
      tool_name: 'Edit',
      tool_input: { file_path: `${workspace.root}/${path}`, old_string: 'requireAuth, (req', new_string: '(req' },
      tool_use_id: 't1',
    });
    const held = await waitFor(client, path);
    expect(held.hunk.landing).toBe('held');
    await explain(client, held, 'The gateway checks it.');
    const { request } = await asking(client, held);
    await his.run('fetch');
    const opened = await his.run('open', request?.id ?? '');
    expect(opened.output).toContain("+ app.delete('/users/:id', (req, res)");
    await his.type(['approve'], 'decide', request?.id ?? '', '--approve');
    await his.run('publish');
    await run(client, command.fetch);
    const ready = await waitFor(client, path, ({ blockedBecause }) => blockedBecause === null);
    expect(await run(client, command.accept, named(ready))).toMatchObject({ done: true });
    expect(JSON.stringify((await asked).answer)).toContain('"permissionDecision":"allow"');
    expect(decisionsOf(workspace).map(({ outcome }) => outcome)).toEqual(['submitted', 'accepted']);
    await client.stop();
  },
);

test('what is fetched in a terminal is taken in by itself, after a restart too', { timeout: 240_000 }, async () => {
  const [ada, ben] = [person('ada'), person('ben')];
  const { workspace, client, restart, remote } = await beginTogether(ada, ben);
  const his = cloneFor(ben, workspace, remote);
  workspace.write('src/a.ts', bucket('exports'));
  const found = await waitFor(client, 'src/a.ts');
  await explain(client, found);
  const { request } = await asking(client, found);
  await client.stop();
  await his.run('fetch');
  await his.type(['approve'], 'decide', request?.id ?? '', '--approve');
  await his.run('publish');

  const again = await restart();
  const waiting = await waitFor(again, 'src/a.ts', ({ findings }) =>
    findings.some(({ approval }) => approval?.command),
  );
  expect(waiting.hunk.blockedBecause).toContain('waits for cloud-team');
  expect((await cloneAt(workspace.root, ada).run('fetch')).exitCode).toBe(0);
  const settled = await again.panelWhen((view) => find(view, 'src/a.ts')?.hunk.blockedBecause === null, 40_000);
  expect(
    find(settled, 'src/a.ts')?.hunk.findings.some(({ approval }) => approval?.roles[0]?.given?.by === ben.email),
  ).toBe(true);
  expect(await run(again, command.accept, named(waiting))).toMatchObject({ done: true });
  await again.stop();
});

test('without a remote nobody can be asked, and nothing is recorded', { timeout: 60_000 }, async () => {
  const [ada, ben] = [person('ada'), person('ben')];
  const { workspace, client } = await begin(ada, ben);
  workspace.write('src/a.ts', bucket('exports'));
  const found = await waitFor(client, 'src/a.ts');
  const { refused } = await asking(client, found);
  expect(refused).toContain('no remote to ask through');
  expect(() => workspace.read('.git/countersign/ledger.jsonl')).toThrow();
  await client.stop();
});

test(
  'commits that are put up again know what was said of them and who has approved it',
  { timeout: 240_000 },
  async () => {
    const [ada, ben] = [person('ada'), person('ben')];
    const { workspace, client, restart, remote } = await beginTogether(ada, ben);
    workspace.git('switch', '--quiet', '-c', 'topic');
    workspace.write('src/a.ts', bucket('exports'));
    workspace.git('commit', '--quiet', '--all', '--message', 'topic');
    workspace.git('push', '--quiet', 'origin', 'topic');
    workspace.git('switch', '--quiet', 'main');
    const offer = (to: Client): Promise<OfferedAnswer> =>
      run(to, command.reviewCommits, { commits: 'origin/main..topic' });
    const { changeSet } = await offer(client);
    const found = find(await client.panel(), 'src/a.ts')!;
    expect(found.changeSet).toBe(changeSet);
    await explain(client, found);
    const { request } = await asking(client, found, 'without');
    expect(request).not.toBeNull();
    await client.stop();
    const his = cloneFor(ben, workspace, remote);
    await his.run('fetch');
    expect((await his.type(['approve'], 'decide', request?.id ?? '', '--approve')).exitCode).toBe(0);
    await his.run('publish');

    const again = await restart();
    await run<RecordsAnswer>(again, command.fetch);
    expect((await offer(again)).changeSet).toBe(changeSet);
    const ready = await waitFor(again, 'src/a.ts', ({ blockedBecause }) => blockedBecause === null);
    expect(ready.hunk.findings.find(({ obligation }) => obligation === 'approve')).toMatchObject({
      state: 'settled',
      approval: { roles: [{ given: { by: ben.email } }] },
    });
    expect(await run(again, command.accept, named(ready))).toMatchObject({ done: true });
    expect(decisionsOf(workspace).map(({ outcome }) => outcome)).toEqual(['submitted', 'accepted']);
    expect(decisionsOf(workspace)[1]?.hunks[0]?.findings.some(({ approval }) => approval?.by === ben.email)).toBe(true);
    await again.stop();
  },
);
