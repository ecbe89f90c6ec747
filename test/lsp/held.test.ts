import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import fs from 'node:fs';
import { command, notification, request } from '../../server/src/protocol/messages.ts';
import { file as path, guarded, open } from '../agents/guarded-route.ts';
import { acknowledgeAll, bucket, cleanUp, find, named, run, start, waitFor } from './review-steps.ts';
import { runHook, type HookRun } from './run-hook.ts';
import type { Client, Workspace } from './server-process.ts';

afterEach(cleanUp);

function edit(workspace: Workspace, old: string, text: string): object {
  return {
    hook_event_name: 'PreToolUse',
    session_id: 's1',
    cwd: workspace.root,
    transcript_path: `${workspace.state}/session.jsonl`,
    tool_name: 'Edit',
    tool_input: { file_path: `${workspace.root}/${path}`, old_string: old, new_string: text },
    tool_use_id: 't1',
  };
}

const dropGuard = (workspace: Workspace): object => edit(workspace, 'requireAuth, (req', '(req');
const ask = (workspace: Workspace, options: readonly string[] = []): Promise<HookRun> =>
  runHook(workspace, 'claude-code', dropGuard(workspace), options);

const decisionOf = ({ answer }: HookRun): string =>
  (answer as { hookSpecificOutput?: { permissionDecision: string } }).hookSpecificOutput?.permissionDecision ?? 'none';
const reasonOf = ({ answer }: HookRun): string =>
  (answer as { hookSpecificOutput: { permissionDecisionReason: string } }).hookSpecificOutput.permissionDecisionReason;

async function write(client: Client, workspace: Workspace, text: string): Promise<void> {
  workspace.write(path, text);
  await client.notify(notification.filesChanged, { changes: [{ uri: workspace.uri(path), kind: 'changed' }] });
}

describe('an edit that an agent asks about', () => {
  test('is held until somebody accepts it, and is not reviewed again when it lands', async () => {
    const settings = JSON.stringify({ permissions: { defaultMode: 'acceptEdits' } });
    const { workspace, client } = await start({ [path]: guarded, '.claude/settings.local.json': settings });
    const spoken = { type: 'assistant', message: { model: 'claude-large-1', content: [{ input: { model: 'none' } }] } };
    fs.writeFileSync(`${workspace.state}/session.jsonl`, `cut off"}\n${JSON.stringify(spoken)}\n`);
    const asked = ask(workspace);
    const held = await waitFor(client, path);
    const set = (await client.panel()).changeSets.find(({ id }) => id === held.changeSet)!;
    expect(set).toMatchObject({ agent: 'Claude Code', claimedBy: 'claude-code hook', title: 'Claude Code: Edit' });
    expect(Date.parse(set.heldUntil!)).toBeGreaterThan(Date.now());
    expect(set.hunks.map(({ landing }) => landing)).toEqual(['held']);
    expect(await client.request(request.document, { path, side: 'after', changeSet: held.changeSet })).toEqual({
      text: open,
    });
    expect((await run(client, command.accept, named(held))).refused).toMatch(/is not explained yet/);
    expect(workspace.read(path).toString()).toBe(guarded);
    await acknowledgeAll(client, held);
    expect((await run(client, command.accept, named(held))).record).toMatchObject({ seq: 1 });
    expect(decisionOf(await asked)).toBe('allow');
    expect((await client.panel()).state).toBe('done');

    await write(client, workspace, open);
    await wait(1_500);
    expect(find(await client.panel(), path)).toBeUndefined();
    const { text } = await run<{ text: string }>(client, command.export, { format: 'json' });
    expect(text).toContain('"held":true');
    expect(text).toContain('"session":"s1"');
    const said = { setting: 'permissions.defaultMode', source: '.claude/settings.local.json', value: 'acceptEdits' };
    expect(text).toContain(JSON.stringify(said));
    expect(text).toContain('"model":"claude-large-1","modelClaimedBy":"transcript"');

    // Somebody puts the guard back: one acceptance was for one landing, whoever asks and however they name their session.
    await write(client, workspace, guarded);
    await waitFor(client, path, ({ landing }) => landing === 'landed');
    const gemini = {
      hook_event_name: 'BeforeTool',
      session_id: 's1',
      cwd: workspace.root,
      tool_name: 'replace',
      tool_input: { file_path: path, old_string: 'requireAuth, (req', new_string: '(req' },
    };
    const again = await Promise.all([
      runHook(workspace, 'gemini-cli', gemini, ['--wait', '3']),
      runHook(workspace, 'claude-code', dropGuard(workspace), ['--wait', '3']),
    ]);
    expect(again[0].answer).toMatchObject({ decision: 'deny' });
    expect(decisionOf(again[1])).toBe('deny');
  });

  test('is decided as what it would do to its file as it is by then', async () => {
    const { workspace, client } = await start({ [path]: guarded });
    const input = { file_path: path, content: open };
    const asked = runHook(workspace, 'claude-code', {
      ...dropGuard(workspace),
      tool_name: 'Write',
      tool_input: input,
    });
    const held = await waitFor(client, path);
    await acknowledgeAll(client, held);
    const person = guarded.replace('app.listen', "app.get('/admin', (req, res) => res.end('x'));\napp.listen");
    workspace.write(path, person);
    expect((await run(client, command.accept, named(held))).refused).toMatch(/have changed since/);
    const sides = { path, changeSet: held.changeSet };
    expect(await client.request(request.document, { ...sides, side: 'before' })).toEqual({ text: person });
    expect(workspace.read(path).toString()).toBe(person);
    const view = await client.panel();
    expect(view.changeSets.find(({ id }) => id === held.changeSet)?.heldUntil).not.toBeNull();
    const now = view.changeSets.find(({ id }) => id === held.changeSet)!.hunks;
    expect(JSON.stringify(now)).toContain('/admin');
    // The same call, asked again, is the same card; a passage that is no longer there is nothing to decide.
    const passage = ask(workspace, ['--wait', '20']);
    await client.panelWhen(({ changeSets }) => changeSets.filter(({ heldUntil }) => heldUntil !== null).length === 2);
    const second = (await client.panel()).changeSets.find(({ id, heldUntil }) => id !== held.changeSet && heldUntil)!;
    workspace.write(path, 'gone();\n');
    const wish = { changeSet: second.id, hunk: second.hunks[0]!.id };
    expect((await run(client, command.accept, wish)).refused).toMatch(/no longer held/);
    expect(reasonOf(await passage)).toMatch(/text to be replaced is not in/);
    await run(client, command.reject, { changeSet: held.changeSet, hunk: now[0]!.id, reason: 'No.' });
    for (const hunk of now.slice(1))
      await run(client, command.reject, { changeSet: held.changeSet, hunk: hunk.id, reason: 'No.' });
    expect(decisionOf(await asked)).toBe('deny');
  });

  test('is refused with the words of whoever rejects it', async () => {
    const { workspace, client } = await start({ [path]: guarded });
    const asked = ask(workspace);
    const held = await waitFor(client, path);
    await run(client, command.reject, { ...named(held), reason: 'Only admins delete users.' });
    const answer = await asked;
    expect(decisionOf(answer)).toBe('deny');
    expect(reasonOf(answer)).toContain('Only admins delete users.');
    expect(workspace.read(path).toString()).toBe(guarded);
    expect((await client.panel()).state).toBe('done');
    expect(decisionOf(await ask(workspace))).toBe('deny');
  });

  test('is written as a person changed it, and recorded as amended', async () => {
    const { workspace, client } = await start({ [path]: guarded });
    const asked = ask(workspace);
    const held = await waitFor(client, path);
    const mended = guarded.replace('requireAuth, (req', 'requireAuth, requireStaff, (req');
    const amendment = { changeSet: held.changeSet, path, text: mended };
    expect(await client.request(request.amend, amendment)).toEqual({ refused: null });
    const now = await waitFor(client, path, ({ id }) => id !== held.hunk.id);
    expect(now.hunk.findings.filter(({ obligation }) => obligation !== 'none')).toEqual([]);
    expect((await run(client, command.accept, named(now))).refused).toBeNull();
    expect((await asked).answer).toMatchObject({
      hookSpecificOutput: {
        permissionDecision: 'allow',
        updatedInput: { file_path: `${workspace.root}/${path}`, old_string: guarded, new_string: mended },
      },
    });
    await write(client, workspace, mended);
    await wait(1_500);
    expect(find(await client.panel(), path)).toBeUndefined();
    const { text } = await run<{ text: string }>(client, command.export, { format: 'json' });
    expect(text).toContain('"outcome":"amended"');
    expect(await client.request(request.amend, amendment)).toEqual({
      refused: expect.stringContaining('answered') as unknown,
    });
  });

  test('cannot be changed into nothing; without what is left open its agent is answered', async () => {
    const long = `${guarded}\n\n\n\n\n\n\n\n// the end\n`;
    const { workspace, client } = await start({ [path]: long });
    const dropped = long.replace('requireAuth, (req', '(req');
    const asked = runHook(workspace, 'claude-code', {
      ...dropGuard(workspace),
      tool_name: 'Write',
      tool_input: { file_path: path, content: dropped.replace('// the end', '// The end.') },
    });
    const held = await waitFor(client, path, ({ findings }) => findings.length > 0);
    const amend = (text: string): Promise<unknown> =>
      client.request(request.amend, { changeSet: held.changeSet, path, text });
    expect(await amend(long)).toEqual({ refused: expect.stringContaining('reject') as unknown });
    await run(client, command.reject, { ...named(held), reason: 'No.' });
    expect(await amend(dropped)).toEqual({ refused: null });
    expect(reasonOf(await asked)).toContain('No.');
  });

  test('is written without the part that was rejected', async () => {
    const long = `${guarded}\n\n\n\n\n\n\n\n// the end\n`;
    const { workspace, client } = await start({ [path]: long });
    const content = long.replace('requireAuth, (req', '(req').replace('// the end', '// The end.');
    const asked = runHook(workspace, 'gemini-cli', {
      hook_event_name: 'BeforeTool',
      cwd: workspace.root,
      tool_name: 'write_file',
      tool_input: { file_path: `${workspace.root}/${path}`, content },
    });
    const held = await waitFor(client, path, ({ findings }) => findings.length > 0);
    await run(client, command.reject, { ...named(held), reason: 'No.' });
    await run(client, command.acceptWithoutFindings, { changeSet: held.changeSet });
    expect((await asked).answer).toEqual({
      decision: 'allow',
      hookSpecificOutput: {
        tool_input: { file_path: `${workspace.root}/${path}`, content: long.replace('// the end', '// The end.') },
      },
    });
  });

  test('passes at once when the rules hold nothing of it', async () => {
    const { workspace, client } = await start({ [path]: guarded });
    const { answer } = await runHook(workspace, 'claude-code', edit(workspace, '3000', '3001'));
    expect(answer).toEqual({});
    expect((await client.panel()).changeSets).toEqual([]);
  });

  test('that passed is known as its agent’s when it lands, and what others write afterwards is not', async () => {
    const { workspace, client } = await start({ [path]: guarded, 'src/b.js': 'export const b = 1;\n' });
    await runHook(workspace, 'claude-code', edit(workspace, '3000', '3001'));
    await write(client, workspace, guarded.replace('3000', '3001'));
    const landed = await waitFor(client, path);
    const set = (await client.panel()).changeSets.find(({ id }) => id === landed.changeSet)!;
    expect(set).toMatchObject({ agent: 'Claude Code', claimedBy: 'claude-code hook', title: 'Edits by Claude Code' });
    expect(landed.hunk.landing).toBe('landed');
    await runHook(workspace, 'claude-code', edit(workspace, '3001', '3002'));
    await write(client, workspace, guarded.replace('3000', '3002'));
    await client.panelWhen((view) => JSON.stringify(find(view, path)?.hunk.diff).includes('3002'));
    expect(find(await client.panel(), path)?.changeSet).toBe(landed.changeSet);
    await write(client, workspace, guarded.replace('3000', '9999'));
    const view = await client.panelWhen((now) => now.changeSets.some(({ claimedBy }) => claimedBy === 'disk watcher'));
    expect(view.changeSets.find(({ id }) => id === find(view, path)?.changeSet)?.agent).toBeNull();
  });

  test('past the hook is known as its agent’s while a call of it runs, with what was asked; the agent is not kept', async () => {
    const { workspace, client } = await start({ [path]: guarded });
    const base = { session_id: 's1', cwd: workspace.root };
    const prompt = { ...base, hook_event_name: 'UserPromptSubmit', prompt: 'Make the port 3001.' };
    const call = {
      ...base,
      tool_name: 'Bash',
      tool_input: { command: 'sed -i s/3000/3001/ app.js' },
      tool_use_id: 't1',
    };
    expect((await runHook(workspace, 'claude-code', prompt, ['--notice'])).answer).toEqual({});
    expect((await runHook(workspace, 'claude-code', { ...call, hook_event_name: 'PreToolUse' })).answer).toEqual({});
    await write(client, workspace, guarded.replace('3000', '3001'));
    const ended = { ...call, hook_event_name: 'PostToolUse' };
    expect((await runHook(workspace, 'claude-code', ended, ['--notice'])).answer).toEqual({});
    const landed = await waitFor(client, path);
    const set = (await client.panel()).changeSets.find(({ id }) => id === landed.changeSet)!;
    expect(set).toMatchObject({ agent: 'Claude Code', asked: 'Make the port 3001.', askedIsPrivate: true });
    await wait(50);
    await write(client, workspace, guarded.replace('3000', '3002'));
    await client.panelWhen(({ changeSets }) => changeSets.every(({ agent }) => agent === null));
    expect((await runHook(workspace, 'claude-code', 'no JSON', ['--notice'])).answer).toEqual({});
  });

  test('is refused as pending when nobody decides in time; accepted later, it passes when it is repeated', async () => {
    const { workspace, client } = await start({ [path]: guarded });
    const answer = await ask(workspace, ['--wait', '4']);
    expect(decisionOf(answer)).toBe('deny');
    expect(reasonOf(answer)).toMatch(/has not ended yet.*no longer requires authentication/s);
    const held = await waitFor(client, path);
    expect((await client.panel()).changeSets[0]?.heldUntil).toBeNull();
    await acknowledgeAll(client, held);
    await run(client, command.accept, named(held));
    const [ready] = (await client.panel()).changeSets;
    expect(ready).toMatchObject({ id: held.changeSet, answer: 'ready', isDismissible: true });
    expect(decisionOf(await ask(workspace))).toBe('allow');
    await client.panelWhen(({ changeSets }) => changeSets.some(({ answer }) => answer === 'told'));
  });

  test('of another repository is judged by the rules of that one, although an editor is open where the agent works', async () => {
    const { workspace } = await start({ [path]: guarded });
    const { workspace: other } = await start({ [path]: guarded });
    const payload = { ...dropGuard(other), cwd: workspace.root };
    expect(reasonOf(await runHook(workspace, 'claude-code', payload))).toMatch(/nobody is there to ask/);
  });

  test('in a work tree that no window shows is reviewed with those of its clone, also inside of the one that is open', async () => {
    const { workspace, client } = await start({ [path]: guarded });
    for (const place of ['../beside', '.claude/worktrees/inside']) {
      workspace.git('worktree', 'add', '-q', place);
      const root = fs.realpathSync(`${workspace.root}/${place}`);
      const asked = runHook(workspace, 'claude-code', { ...dropGuard({ ...workspace, root }), cwd: root });
      const held = await waitFor(client, path);
      const set = (await client.panel()).changeSets.find(({ id }) => id === held.changeSet);
      expect(set).toMatchObject({ agent: 'Claude Code', folder: basename(root), isLinked: true });
      await acknowledgeAll(client, held);
      expect((await run(client, command.accept, named(held))).refused).toBeNull();
      expect(decisionOf(await asked)).toBe('allow');
      fs.writeFileSync(`${root}/${path}`, open);
      // What its agent does past the hook is seen as well.
      fs.writeFileSync(`${root}/more.ts`, bucket('more'));
      const landed = await waitFor(client, 'more.ts');
      await run(client, command.reject, { ...named(landed), reason: 'no' });
      expect(fs.existsSync(`${root}/more.ts`)).toBe(false);
    }
    expect((await client.panel()).problem).toBeNull();
    workspace.git('worktree', 'remove', '--force', '../beside');
    await client.panelWhen(({ roots }) => roots.length === 2);
    const folder = { uri: workspace.uri('').replace(/\/$/, ''), name: 'work' };
    await client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
    await expect.poll(async () => await client.panel().catch(String)).toMatch(/No folder is open/);
  });

  test('goes on waiting when the review begins anew because its settings changed', async () => {
    const { workspace, client } = await start({ [path]: guarded });
    const asked = ask(workspace);
    await waitFor(client, path);
    await client.notify('workspace/didChangeConfiguration', { settings: { countersign: { ignore: ['notes/'] } } });
    await client.panelWhen((view) => find(view, path) === undefined);
    const held = await waitFor(client, path);
    await client.panelWhen(({ changeSets }) => changeSets.some(({ heldUntil }) => heldUntil !== null));
    await acknowledgeAll(client, held);
    expect((await run(client, command.accept, named(held))).refused).toBeNull();
    expect(decisionOf(await asked)).toBe('allow');
  });

  test('gets one answer, however many hooks ask', async () => {
    const { workspace, client } = await start({ [path]: guarded });
    const asked = [ask(workspace), ask(workspace)];
    const held = await waitFor(client, path);
    expect((await client.panel()).changeSets).toHaveLength(1);
    await run(client, command.reject, { ...named(held), reason: 'No.' });
    expect((await Promise.all(asked)).map(decisionOf)).toEqual(['deny', 'deny']);
  });

  test('is refused and queued when the editor goes away, and the next one shows it', async () => {
    const { workspace, client, restart } = await start({ [path]: guarded });
    const asked = ask(workspace);
    await waitFor(client, path);
    await client.kill();
    const answer = await asked;
    expect(decisionOf(answer)).toBe('deny');
    expect(reasonOf(answer)).toContain('waits in the review queue');
    const again = await restart();
    const held = await waitFor(again, path);
    await acknowledgeAll(again, held);
    await run(again, command.accept, named(held));
    expect(decisionOf(await ask(workspace))).toBe('allow');
  });

  test('without git is queued with its model and settings while no editor is open, and what its agent writes meanwhile is known', async () => {
    const settings = JSON.stringify({ permissions: { defaultMode: 'acceptEdits' } });
    const files = { [path]: guarded, 'src/b.js': '1;\n', 'gone.js': 'export const gone = true;\n' };
    const { workspace, client, restart } = await start(
      { ...files, '.claude/settings.local.json': settings },
      { git: false },
    );
    await client.kill();
    const spoken = { type: 'assistant', message: { model: 'claude-large-1' } };
    fs.writeFileSync(`${workspace.state}/session.jsonl`, `${JSON.stringify(spoken)}\n`);
    const cwd = `${workspace.root}/src`; // below the folder that was open
    const transcript_path = `${workspace.state}/session.jsonl`;
    const event = (name: string, more: object = {}): object => ({
      session_id: 's1',
      cwd,
      transcript_path,
      hook_event_name: name,
      ...more,
    });
    const shell = { tool_name: 'Bash', tool_input: { command: 'sed, rm' }, tool_use_id: 't2' };
    await runHook(workspace, 'claude-code', event('UserPromptSubmit', { prompt: 'Do it.' }), ['--notice']);
    expect((await runHook(workspace, 'claude-code', event('PreToolUse', shell))).answer).toEqual({});
    workspace.write('src/b.js', '2;\n');
    fs.rmSync(`${workspace.root}/gone.js`);
    expect((await runHook(workspace, 'claude-code', event('PostToolUse', shell), ['--notice'])).answer).toEqual({});
    const write = { tool_name: 'Write', tool_input: { file_path: 'new.js', content: '1;\n' }, tool_use_id: 't3' };
    expect((await runHook(workspace, 'claude-code', event('PreToolUse', write))).answer).toEqual({});
    fs.writeFileSync(`${cwd}/new.js`, '1;\n');
    workspace.write('person.js', 'person();\n');
    expect(decisionOf(await runHook(workspace, 'claude-code', { ...dropGuard(workspace), cwd }))).toBe('deny');
    const again = await restart();
    await again.panelWhen(({ changeSets }) => changeSets.length === 3);
    const of = async (file: string): Promise<object> => {
      const found = await waitFor(again, file);
      await acknowledgeAll(again, found);
      expect((await run(again, command.accept, named(found))).refused).toBeNull();
      const { text } = await run<{ text: string }>(again, command.export, { format: 'json' });
      type Records = {
        readonly records: { readonly origin?: object; readonly hunks?: { readonly path: string }[] }[];
      };
      const { records } = JSON.parse(text) as Records;
      return records.find(({ hunks = [] }) => hunks.some((hunk) => hunk.path === file))?.origin ?? {};
    };
    const said = { agent: 'claude-code', session: 's1', model: 'claude-large-1', modelClaimedBy: 'transcript' };
    const promptHash = createHash('sha256').update('Do it.').digest('hex');
    const autoApprove = [
      { setting: 'permissions.defaultMode', source: '.claude/settings.local.json', value: 'acceptEdits' },
    ];
    expect(await of(path)).toMatchObject({ ...said, promptHash, autoApprove, held: true });
    expect(await of('src/b.js')).toMatchObject({ ...said, promptHash });
    expect(await of('gone.js')).toMatchObject({ ...said, promptHash });
    expect(await of('src/new.js')).toMatchObject({ ...said, promptHash });
    expect(await of('person.js')).toMatchObject({ kind: 'unattributed' });
  });

  test('that was decided, and of which its agent has not heard, is asked about again after a restart: no file holds a verdict', async () => {
    const { workspace, client, restart } = await start({ [path]: guarded });
    await client.kill();
    expect(decisionOf(await ask(workspace))).toBe('deny');
    const second = await restart();
    const held = await waitFor(second, path);
    await acknowledgeAll(second, held);
    const { record } = await run(second, command.accept, named(held));
    expect((await second.panel()).changeSets.map(({ answer }) => answer)).toEqual(['ready']);
    await second.kill();
    const third = await restart();
    expect((await third.panel()).changeSets).toEqual([]);
    const { text } = await run<{ text: string }>(third, command.export, { format: 'ndjson' });
    expect(text).toContain(record!.hash);
    const asked = ask(workspace);
    await run(third, command.reject, { ...named(await waitFor(third, path)), reason: 'No.' });
    expect(decisionOf(await asked)).toBe('deny');
  });

  test('that was queued is shown as what it would do now, and forgotten when that is nothing', async () => {
    const { workspace, client, restart } = await start({ [path]: guarded });
    await client.kill();
    expect(decisionOf(await ask(workspace))).toBe('deny');
    workspace.write(path, guarded.replace('3000', '4000'));
    workspace.git('commit', '-qam', 'second');
    const second = await restart();
    const held = await waitFor(second, path);
    expect(await second.request(request.document, { path, side: 'after', changeSet: held.changeSet })).toEqual({
      text: open.replace('3000', '4000'),
    });
    await second.kill();
    workspace.write(path, open);
    workspace.git('commit', '-qam', 'third');
    const third = await restart();
    const left = (await third.panel()).changeSets.flatMap(({ hunks }) => hunks.map(({ landing }) => landing));
    expect(left).not.toContain('held');
  });

  test('that comes to be on disk in another way is reviewed there alone, and whoever waits is told', async () => {
    const { workspace, client } = await start({ [path]: guarded });
    const asked = ask(workspace);
    await waitFor(client, path);
    await write(client, workspace, open);
    expect(reasonOf(await asked)).toContain('on disk already');
    await waitFor(client, path, ({ landing }) => landing === 'landed');
    expect((await client.panel()).changeSets).toHaveLength(1);
  });
});
