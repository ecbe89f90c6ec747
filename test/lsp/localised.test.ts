import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { CodeAction, CodeLens, Hover } from 'vscode-languageserver/node';
import {
  command,
  exportFormats,
  request,
  type MyChangesAnswer,
  type RecordsAnswer,
} from '../../server/src/protocol/messages.ts';
import { file, guarded, open } from '../agents/guarded-route.ts';
import { hasWords, inPieces, outside } from './in-pieces.ts';
import { runHook } from './run-hook.ts';
import { acknowledgeAll, bucket, cleanUp, named, plain, pull, run, start, waitFor } from './review-steps.ts';
import type { Client, Workspace } from './server-process.ts';

afterEach(cleanUp);

const options = { words: inPieces };

test('a person is spoken to in their language: lens, hover, Problems, code actions, the panel, answers and errors', async () => {
  const { workspace, client } = await start({ 'src/a.ts': plain, 'src/b.vcl': 'a\n' }, { options });
  workspace.write('src/a.ts', bucket('exports'));
  workspace.write('src/b.vcl', 'b\n');
  const blind = await waitFor(client, 'src/b.vcl');
  const found = await waitFor(client, 'src/a.ts');
  await client.open('src/a.ts');
  const textDocument = { uri: workspace.uri('src/a.ts') };
  const [finding] = found.hunk.findings;

  const [diagnostic] = await pull(client, workspace, 'src/a.ts');
  expect(diagnostic?.message).toBe(`${finding!.message}\n⟦Asks you to acknowledge⟧.`);
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
  expect(lenses.map((lens) => outside(lens.command!.title))).toEqual(['◇  · s3:PutObject', '']);
  const { range } = diagnostic!;
  const hover = await client.request<Hover>('textDocument/hover', { textDocument, position: range.start });
  const lines = (hover.contents as { readonly value: string }).value.split('\n');
  // Its sentence and its evidence are of the record; the line of code is code.
  const ofRecord = [finding!.message, ...finding!.why, ...finding!.evidence.map(({ text }) => text)];
  expect(
    lines.filter(hasWords).filter((line) => !ofRecord.some((text) => line.includes(text.replace(/\.$/u, '')))),
  ).toEqual([expect.stringMatching(/^⟦Set by ⟧countersign:recommended/u)]);
  const context = { diagnostics: [diagnostic] };
  const actions = await client.request<CodeAction[]>('textDocument/codeAction', { textDocument, range, context });
  expect(actions.map(({ title }) => outside(title).replace(finding!.message, ''))).toEqual(actions.map(() => ''));

  const view = await client.panel();
  const [set] = view.changeSets;
  const words = [
    set!.title,
    set!.claimedBy,
    finding!.impact,
    finding!.fix,
    finding!.why.at(-1)!,
    ...finding!.unknown,
    blind.hunk.notJudged!,
    blind.hunk.blockedBecause!,
    found.hunk.blockedBecause!,
    ...view.reasons.map(({ title }) => title),
  ];
  expect(words.filter(hasWords)).toEqual([]);
  expect(outside(view.watching.baseline)).toMatch(/^[0-9a-f]+$/u);

  expect((await run(client, command.accept, named(found))).refused).toBe(found.hunk.blockedBecause);
  const mine = await run<MyChangesAnswer>(client, command.reviewMyChanges);
  expect(mine).toMatchObject({ changeSet: null });
  expect(outside(mine.message)).toBe('');
  for (const name of [command.seal, command.publish, command.fetch] as const) {
    const { message } = await run<RecordsAnswer>(client, name);
    expect(hasWords(message), message).toBe(false);
  }
  const failed = client.request('textDocument/hover', { textDocument: null, position: range.start });
  await expect(failed).rejects.toThrow('⟦ failed. The log has the reason.⟧');
});

test('what is recorded, exported and told to agents is the same in every language', async () => {
  const review = async ({ workspace, client }: { workspace: Workspace; client: Client }): Promise<string> => {
    workspace.write('src/a.ts', bucket('exports'));
    workspace.write('src/b.vcl', 'b\n');
    const blind = await waitFor(client, 'src/b.vcl');
    const found = await waitFor(client, 'src/a.ts');
    const { text } = await client.request<{ text: string }>(request.status, { isFresh: true });
    await run(client, command.acknowledgeNotJudged, named(blind));
    await run(client, command.accept, named(blind));
    await acknowledgeAll(client, found);
    await run(client, command.accept, named(found));
    await run(client, command.undo, named(found));
    await run(client, command.reject, { ...named(found), reason: 'Not here.' });
    return text;
  };
  const files = { 'src/a.ts': plain, 'src/b.vcl': 'a\n' };
  const translated = await start(files, { options });
  const english = await start(files);
  expect(await review(translated)).toBe(await review(english));
  const records = recordsOf(translated.workspace);
  expect(records).toEqual(recordsOf(english.workspace));
  expect(records.length).toBeGreaterThan(3);

  const { workspace, client } = translated;
  // A bundle is packed, and made of the others.
  for (const format of exportFormats.filter((each) => each !== 'bundle')) {
    const { text } = await run<{ text: string }>(client, command.export, { format });
    expect(text.length, format).toBeGreaterThan(200);
    expect(text, format).not.toContain('⟦');
  }
  const state = path.join(workspace.root, '.git/countersign');
  const kept = fs.readdirSync(state, { recursive: true, encoding: 'utf8' }).map((name) => path.join(state, name));
  const texts = kept.filter((each) => fs.statSync(each).isFile()).map((each) => fs.readFileSync(each, 'utf8'));
  expect(texts.length).toBeGreaterThan(2);
  expect(texts.filter((text) => text.includes('⟦'))).toEqual([]);
});

test('an agent that waits is answered in English, and the person who decides is not', async () => {
  const { workspace, client } = await start({ [file]: guarded }, { options });
  const asked = runHook(workspace, 'claude-code', {
    hook_event_name: 'PreToolUse',
    session_id: 's1',
    cwd: workspace.root,
    tool_name: 'Write',
    tool_input: { file_path: path.join(workspace.root, file), content: open },
    tool_use_id: 't1',
  });
  const held = await waitFor(client, file);
  expect(outside(held.hunk.blockedBecause!)).not.toBe(held.hunk.blockedBecause);
  await run(client, command.reject, { ...named(held), reason: 'Keep the guard.' });
  const { answer } = await asked;
  expect(JSON.stringify(answer)).toContain('Keep the guard.');
  expect(JSON.stringify(answer)).not.toContain('⟦');
  const late = await run(client, command.accept, named(held));
  expect(late.refused).toBe('⟦The agent has been answered. What it writes is reviewed on disk.⟧');
});

/** Without what is of one time or one clone. */
function recordsOf({ root }: Workspace): readonly unknown[] {
  const ledger = fs.readFileSync(path.join(root, '.git/countersign/ledger.jsonl'), 'utf8');
  const own = /"(?:at|decidedAt|prev|hash|changeSet|base|commit|shown)":(?:"[^"]*"|\{[^{}]*\})/gu;
  return ledger
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll(own, ''));
}
