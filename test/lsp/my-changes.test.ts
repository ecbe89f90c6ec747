import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { MyChangesAnswer, VerifyAnswer } from '../../server/src/protocol/messages.ts';
import { clientCommand, command, notification } from '../../server/src/protocol/messages.ts';
import { acknowledgeAll, bucket, cleanUp, find, gone, named, plain, run, start, waitFor } from './review-steps.ts';
import type { Client, Workspace } from './server-process.ts';

afterEach(cleanUp);

const ours = { options: { clientCommands: Object.values(clientCommand), inlayHints: false } };
const quietMs = 1_500; // a burst is over after 300 ms; this is what "nothing came" means here

/** An edit in the editor, saved there. */
async function edit(
  client: Client,
  workspace: Workspace,
  file: string,
  text: string,
  how: 'typed' | 'programmatic',
  version = 2,
): Promise<void> {
  await client.change(file, text, version);
  await client.notify(notification.edited, { uri: workspace.uri(file), version, how });
  workspace.write(file, text);
  await client.notify('textDocument/didSave', { textDocument: { uri: workspace.uri(file) } });
  await client.notify(notification.filesChanged, { changes: [{ uri: workspace.uri(file), kind: 'changed' }] });
}

async function typedWork(): Promise<Awaited<ReturnType<typeof start>>> {
  const opened = await start({ 'src/a.ts': plain, 'src/b.ts': plain }, ours);
  await opened.client.open('src/a.ts');
  await edit(opened.client, opened.workspace, 'src/a.ts', bucket('exports'), 'typed');
  await wait(quietMs);
  expect(find(await opened.client.panel(), 'src/a.ts')).toBeUndefined();
  return opened;
}

const ask = (client: Client): Promise<MyChangesAnswer> => run<MyChangesAnswer>(client, command.reviewMyChanges);

describe('Review My Changes', () => {
  test('puts up what was typed, asks what it asks of anybody, and records it as the person’s own', async () => {
    const { workspace, client } = await typedWork();
    const answer = await ask(client);
    const found = find(await client.panel(), 'src/a.ts')!;
    expect(found.changeSet).toBe(answer.changeSet);
    expect((await run(client, command.accept, named(found))).refused).toMatch(/not acknowledged/);
    await acknowledgeAll(client, found);
    expect((await run(client, command.accept, named(found))).record).toMatchObject({ seq: 1 });
    const { text } = await run<{ text: string }>(client, command.export, { format: 'json' });
    expect(text).toContain('"kind":"human"');
    expect(text).toContain('"claimedBy":"signer"');
    expect((await run<VerifyAnswer>(client, command.verify)).intact).toBe(true);

    await gone(client, 'src/a.ts');
    expect((await ask(client)).message).toMatch(/reviewed already/);
    expect(workspace.read('src/a.ts').toString()).toBe(bucket('exports'));
  });

  test('rejected gives back what HEAD has', async () => {
    const { workspace, client } = await typedWork();
    await ask(client);
    const found = find(await client.panel(), 'src/a.ts')!;
    expect((await run(client, command.reject, { ...named(found), reason: 'not yet' })).refused).toBeNull();
    expect(workspace.read('src/a.ts').toString()).toBe(plain);
    await wait(quietMs);
    expect(find(await client.panel(), 'src/a.ts')).toBeUndefined();
  });

  test('stands beside an agent’s edit, outlives the server, and is closed without deciding', async () => {
    const { workspace, client, restart } = await typedWork();
    workspace.write('src/b.ts', bucket('archive'));
    await client.notify(notification.filesChanged, { changes: [{ uri: workspace.uri('src/b.ts'), kind: 'changed' }] });
    const theirs = await waitFor(client, 'src/b.ts');
    const { changeSet } = await ask(client);
    await client.kill();

    const again = await restart();
    const mine = await waitFor(again, 'src/a.ts');
    expect(mine.changeSet).toBe(changeSet);
    expect((await waitFor(again, 'src/b.ts')).changeSet).toBe(theirs.changeSet);
    const views = (await again.panel()).changeSets;
    expect(views.map(({ id, isDismissible }) => [id === changeSet, isDismissible])).toEqual([
      [false, false],
      [true, true],
    ]);

    expect((await run(again, command.dismiss, { changeSet: theirs.changeSet })).done).toBe(false);
    expect((await run(again, command.dismiss, { changeSet })).refused).toBeNull();
    await gone(again, 'src/a.ts');
    expect(find(await again.panel(), 'src/b.ts')).toBeDefined();
    expect(workspace.read('src/a.ts').toString()).toBe(bucket('exports'));
    expect((await run<VerifyAnswer>(again, command.verify)).records).toBe(0);
  });

  test('is refused where the folder is not trusted', async () => {
    const { client } = await start({ 'src/a.ts': plain }, { options: { trusted: false } });
    const { changeSet, message } = await ask(client);
    expect(changeSet).toBeNull();
    expect(message).toMatch(/not trusted/);
  });
});

const caller = `import { send } from './send';

export function report(text: string) {
  return text;
}
`;

describe('an edit by a program in the editor', () => {
  test('that asks for nothing is not in the queue, and is there when it comes to ask', async () => {
    const { workspace, client, restart } = await start({ 'src/a.ts': plain }, ours);
    await client.open('src/a.ts');
    const calls = `${plain}export const b = 2;\n`;
    await edit(client, workspace, 'src/a.ts', calls, 'programmatic');
    await wait(quietMs);
    const view = await client.panel();
    expect(view).toMatchObject({ state: 'empty', changeSets: [] });

    await client.kill();
    const again = await restart();
    await wait(quietMs);
    expect((await again.panel()).changeSets).toEqual([]);
    workspace.write('src/a.ts', `${calls}export const c = 3;\n`);
    await again.notify(notification.filesChanged, { changes: [{ uri: workspace.uri('src/a.ts'), kind: 'changed' }] });
    const found = await waitFor(again, 'src/a.ts');
    expect(found.hunk.diff.filter(({ kind }) => kind === 'added')).toHaveLength(2);
  });

  test('comes to ask when another file changes what it means', async () => {
    const sender = (body: string): string => `export function send(url: string) {\n  return ${body};\n}\n`;
    const { workspace, client } = await start({ 'src/send.ts': sender('url'), 'src/report.ts': caller }, ours);
    await client.open('src/report.ts');
    await client.open('src/send.ts');
    const added = caller.replace('return text', "return send('https://reports.example.com')");
    await edit(client, workspace, 'src/report.ts', added, 'programmatic');
    await wait(quietMs);
    // Answered when the file's analysis has ended.
    await client.request('textDocument/diagnostic', { textDocument: { uri: workspace.uri('src/report.ts') } });
    expect(find(await client.panel(), 'src/report.ts')).toBeUndefined();

    await edit(client, workspace, 'src/send.ts', sender('fetch(url)'), 'typed');
    await waitFor(client, 'src/report.ts', ({ findings }) => findings.some(({ obligation }) => obligation !== 'none'));
  });
});
