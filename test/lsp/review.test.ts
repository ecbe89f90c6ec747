import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { CodeAction, CodeLens, Hover } from 'vscode-languageserver/node';
import type { VerifyAnswer } from '../../server/src/protocol/messages.ts';
import { clientCommand, command, notification } from '../../server/src/protocol/messages.ts';
import {
  acknowledgeAll,
  bucket,
  cleanUp,
  find,
  gone,
  named,
  plain,
  pull,
  run,
  start,
  waitFor,
  type Found,
} from './review-steps.ts';
import type { Client } from './server-process.ts';
import type { PanelView } from '../../server/src/protocol/view.ts';

const guarded = `import express from 'express';
import { requireAdmin } from './guards';

export const router = express.Router();

router.delete('/users/:id', requireAdmin, (req, res) => {
  res.status(204).end();
});
`;
const guards = `export function requireAdmin(req, res, next) {
  if (req.user?.role !== 'admin') return res.status(403).end();
  next();
}
`;

afterEach(cleanUp);

describe('one review, by a bare LSP client', () => {
  test('from an edit by another process to a record that verifies', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    workspace.write('src/a.ts', bucket('exports'));
    const found = await waitFor(client, 'src/a.ts');
    await client.open('src/a.ts');
    const textDocument = { uri: workspace.uri('src/a.ts') };

    const [diagnostic] = await pull(client, workspace, 'src/a.ts');
    expect(diagnostic).toMatchObject({ source: 'Countersign', code: 'cloud-permission-added', severity: 3 });
    expect(diagnostic?.message).toContain('s3:PutObject');
    const range = diagnostic!.range;

    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    expect(lenses.map((lens) => lens.command?.title)).toEqual(['◇ 1 to acknowledge · adds s3:PutObject', 'Reject']);

    const hover = await client.request<Hover>('textDocument/hover', { textDocument, position: range.start });
    expect(JSON.stringify(hover.contents)).toContain('s3:PutObject');

    const early = await run(client, command.accept, named(found));
    expect(early).toMatchObject({ done: false, record: null });
    expect(early.refused).toMatch(/not acknowledged/);

    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument,
      range,
      context: { diagnostics: [diagnostic] },
    });
    const acknowledge = actions.find(({ title }) => title.startsWith('Acknowledge'))!;
    expect(acknowledge.diagnostics).toEqual([diagnostic]);
    const { command: name, arguments: given } = acknowledge.command!;
    expect(await run(client, name, given![0] as object)).toEqual({ done: true, refused: null, record: null });
    expect(await pull(client, workspace, 'src/a.ts')).toEqual([]);

    const ready = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    const accept = ready.find((lens) => lens.command?.title === 'Accept')!.command!;
    const answer = await run(client, accept.command, accept.arguments![0] as object);
    expect(answer).toMatchObject({ done: true, refused: null, record: { seq: 1 } });

    const view = await client.panel();
    expect(view.state).toBe('done');
    expect(view.records).toMatchObject([{ seq: 1, outcome: 'accepted', paths: ['src/a.ts'] }]);
    expect(await run<VerifyAnswer>(client, command.verify)).toMatchObject({ records: 1, intact: true });
    const { text } = await run<{ text: string }>(client, command.export, { format: 'json' });
    expect(text).toContain(answer.record!.hash);
    const none = await run<{ records: number; of: number }>(client, command.export, {
      format: 'json',
      path: 'docs/**',
    });
    expect(none).toMatchObject({ records: 0, of: 1 });
    expect(await run(client, command.exportFilters)).toMatchObject({ reviewers: [{ records: 1 }] });
    expect(await run(client, command.checkExportFilters, { since: 'soon' })).toMatchObject({
      refused: { filter: 'since', why: 'no-date' },
    });
    expect(text).toContain('"surface":"lsp"');
    await client.stop();
  });

  test('a quick fix gives the token of a workflow what its steps need', async () => {
    const workflow = (permissions: string): string =>
      `on: push\njobs:\n  build:\n    permissions: ${permissions}\n    steps:\n      - uses: actions/checkout@v4\n`;
    const file = '.github/workflows/ci.yml';
    const { workspace, client } = await start({ [file]: workflow('{ contents: read }') });
    workspace.write(file, workflow('write-all'));
    await waitFor(client, file);
    await client.open(file);
    const [diagnostic] = await pull(client, workspace, file);
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: workspace.uri(file) },
      range: diagnostic!.range,
      context: { diagnostics: [diagnostic] },
    });
    expect(actions[0]).toMatchObject({
      title: 'Give the token only what the steps are known to need (contents: read)',
      kind: 'quickfix',
      diagnostics: [diagnostic],
    });
    const [edit] = actions[0]!.edit!.changes![workspace.uri(file)]!;
    expect(edit!.newText).toBe('permissions:\n      contents: read');
    await client.change(file, workflow('write-all').replace('permissions: write-all', edit!.newText), 2);
    expect(await pull(client, workspace, file)).toEqual([]);
    await client.stop();
  });

  test('asks for words where a check went away, and records them', async () => {
    const { workspace, client } = await start({ 'src/routes.ts': guarded, 'src/guards.ts': guards });
    workspace.write('src/routes.ts', guarded.replace('requireAdmin, (', '('));
    const found = await waitFor(client, 'src/routes.ts', ({ findings }) =>
      findings.some(({ obligation }) => obligation === 'explain'),
    );
    const { fingerprint } = found.hunk.findings.find(({ obligation }) => obligation === 'explain')!;
    const argument = { ...named(found), fingerprint };

    expect((await run(client, command.acknowledge, argument)).refused).toMatch(/explanation/);
    expect((await run(client, command.explain, { ...argument, reason: 'needed', words: ' ' })).refused).toMatch(
      /words/,
    );
    expect(
      (await run(client, command.explain, { ...argument, reason: 'needed', words: 'The gateway checks it.' })).done,
    ).toBe(true);
    await acknowledgeAll(client, {
      ...found,
      hunk: { ...found.hunk, findings: found.hunk.findings.filter((each) => each.fingerprint !== fingerprint) },
    });
    expect((await run(client, command.accept, named(found))).refused).toBeNull();
    const { text } = await run<{ text: string }>(client, command.export, { format: 'markdown' });
    expect(text).toContain('The gateway checks it.');
    const { detectorId } = found.hunk.findings.find((each) => each.fingerprint === fingerprint)!;
    expect((await client.panel()).suggestions).toContainEqual({ detectorId, words: 'The gateway checks it.' });
  });

  test('accepts hunks without findings together, and no others', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain, 'src/b.ts': plain });
    workspace.write('src/a.ts', `${plain}export const b = 2;\n`);
    workspace.write('src/b.ts', bucket('exports'));
    const found = await waitFor(client, 'src/b.ts');
    await waitFor(client, 'src/a.ts');
    expect(await run(client, command.acceptWithoutFindings, { changeSet: found.changeSet })).toMatchObject({
      done: true,
      record: { seq: 1 },
    });
    await gone(client, 'src/a.ts');
    expect(find(await client.panel(), 'src/b.ts')).toBeDefined();
  });
});

describe('rejecting', () => {
  test('restores byte order mark, line endings and a missing last newline', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    const bytes = Buffer.from('\uFEFFexport const a = 1;\r\nexport const b = 2;\nexport const c = 3;', 'utf8');
    workspace.write('src/b.ts', bytes);
    workspace.git('add', '.');
    workspace.git('commit', '-qm', 'second');
    const added = await waitFor(client, 'src/b.ts');
    await run(client, command.accept, named(added));
    await gone(client, 'src/b.ts');

    workspace.write('src/b.ts', 'export const a = 9;\n');
    const edit = await waitFor(client, 'src/b.ts');
    expect(await run(client, command.reject, { ...named(edit), reason: 'not asked for' })).toMatchObject({
      done: true,
      refused: null,
    });
    expect(workspace.read('src/b.ts').equals(bytes)).toBe(true);
    await gone(client, 'src/b.ts');
  });

  test('brings a deleted file back and takes a new one away', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain, 'tool.sh': '#!/bin/sh\necho hi\n' });
    fs.chmodSync(path.join(workspace.root, 'tool.sh'), 0o755);
    workspace.git('commit', '-qam', 'executable');
    fs.rmSync(path.join(workspace.root, 'src/a.ts'));
    workspace.write('src/new/c.ts', bucket('exports'));
    const deleted = await waitFor(client, 'src/a.ts');
    expect(deleted.hunk.status).toBe('deleted');
    const added = await waitFor(client, 'src/new/c.ts');
    await run(client, command.reject, { ...named(deleted), reason: '' });
    await run(client, command.reject, { ...named(added), reason: '' });
    expect(workspace.read('src/a.ts').toString()).toBe(plain);
    expect(fs.existsSync(path.join(workspace.root, 'src/new'))).toBe(false);
    expect((await run<VerifyAnswer>(client, command.verify)).intact).toBe(true);
  });

  test('of one hunk leaves the others as they are', async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `export const v${index} = ${index};`);
    const { workspace, client } = await start({ 'src/a.ts': `${lines.join('\n')}\n` });
    const edited = lines.with(2, 'export const v2 = 200;').with(25, 'export const v25 = 2500;');
    workspace.write('src/a.ts', `${edited.join('\n')}\n`);
    const first = await waitFor(client, 'src/a.ts', ({ firstLine }) => firstLine === 3);
    await run(client, command.reject, { ...named(first), reason: 'no' });
    expect(workspace.read('src/a.ts').toString()).toBe(`${lines.with(25, 'export const v25 = 2500;').join('\n')}\n`);
    expect((await waitFor(client, 'src/a.ts')).hunk.firstLine).toBe(26);
  });

  test.skipIf(process.getuid?.() === 0)('in a read-only folder is refused before it is recorded', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    workspace.write('src/a.ts', bucket('exports'));
    const found = await waitFor(client, 'src/a.ts');
    fs.chmodSync(path.join(workspace.root, 'src'), 0o555);
    try {
      expect((await run(client, command.reject, { ...named(found), reason: '' })).refused).toMatch(/read-only/);
      expect((await run<VerifyAnswer>(client, command.verify)).records).toBe(0);
    } finally {
      fs.chmodSync(path.join(workspace.root, 'src'), 0o755);
    }
  });
});

describe('taking back', () => {
  test('an acceptance puts the hunk up again, a rejection puts the edit back', async () => {
    const { workspace, client } = await start({ 'src/a.ts': plain });
    workspace.write('src/a.ts', bucket('exports'));
    const found = await waitFor(client, 'src/a.ts');
    await acknowledgeAll(client, found);
    await run(client, command.accept, named(found));
    await gone(client, 'src/a.ts');
    expect(await run(client, command.undo, named(found))).toMatchObject({
      done: true,
      refused: null,
      record: { seq: 2 },
    });
    const again = await waitFor(client, 'src/a.ts');
    expect(again.hunk.findings.every(({ state }) => state === 'settled')).toBe(true);

    await run(client, command.reject, { ...named(again), reason: '' });
    expect(workspace.read('src/a.ts').toString()).toBe(plain);
    expect(await run(client, command.undo, named(again))).toMatchObject({ done: true, refused: null });
    expect(workspace.read('src/a.ts').toString()).toBe(bucket('exports'));
    expect(await run<VerifyAnswer>(client, command.verify)).toMatchObject({ records: 4, intact: true });
  });
});

describe('a restart', () => {
  test('in the middle, by SIGKILL, keeps what was said and decided', async () => {
    const { workspace, client, restart } = await start({ 'src/a.ts': plain, 'src/b.ts': plain });
    workspace.write('src/a.ts', bucket('exports'));
    workspace.write('src/b.ts', bucket('archive'));
    const a = await waitFor(client, 'src/a.ts');
    const b = await waitFor(client, 'src/b.ts');
    await acknowledgeAll(client, a);
    await acknowledgeAll(client, b);
    expect((await run(client, command.accept, named(b))).record?.seq).toBe(1);
    await client.kill();

    const second = await restart();
    const kept = await waitFor(second, 'src/a.ts');
    expect(kept.changeSet).toBe(a.changeSet);
    expect(kept.hunk.id).toBe(a.hunk.id);
    expect(kept.hunk.blockedBecause).toBeNull();
    expect(find(await second.panel(), 'src/b.ts')).toBeUndefined();
    const decided = (await second.panel()).changeSets[0]?.hunks.find(({ id }) => id === b.hunk.id);
    expect(decided).toMatchObject({ outcome: 'accepted', record: { seq: 1 }, firstLine: b.hunk.firstLine });
    expect((await run(second, command.undo, named(b))).refused).toBeNull();
    await waitFor(second, 'src/b.ts');
    expect((await run(second, command.accept, named(kept))).record?.seq).toBe(3);
  });

  test('while nothing runs, an edit that lands is found at the next start', async () => {
    const { workspace, client, restart } = await start({ 'src/a.ts': plain });
    await client.stop();
    workspace.write('src/a.ts', bucket('exports'));
    const second = await restart();
    await waitFor(second, 'src/a.ts');
  });
});

describe('a ledger that was changed', () => {
  test('takes no further record: the decision is refused and nothing happens', async () => {
    const { workspace, client, restart } = await start({ 'src/a.ts': plain, 'src/b.ts': plain });
    workspace.write('src/a.ts', `${plain}export const b = 2;\n`);
    const first = await waitFor(client, 'src/a.ts');
    await run(client, command.accept, named(first));
    const ledger = path.join(workspace.root, '.git/countersign/ledger.jsonl');
    fs.writeFileSync(ledger, fs.readFileSync(ledger, 'utf8').replace('accepted', 'rejected'));

    workspace.write('src/b.ts', `${plain}export const c = 3;\n`);
    const second = await waitFor(client, 'src/b.ts');
    const { changeSet } = second;
    expect(await run<VerifyAnswer>(client, command.verify)).toMatchObject({ intact: false });
    await client.stop();
    const again = await restart();
    await waitFor(again, 'src/b.ts');
    const answer = await run(again, command.reject, { changeSet, hunk: second.hunk.id, reason: '' });
    expect(answer.done).toBe(false);
    expect(answer.refused).toMatch(/broken/);
    expect(workspace.read('src/b.ts').toString()).toContain('c = 3');
  });
});

describe('a check that went away', () => {
  const lines = guarded.split('\n');
  const apart = [...lines.slice(0, 5), 'router.delete(', "  '/users/:id',", '  requireAdmin,', ...lines.slice(5)]
    .join('\n')
    .replace("router.delete('/users/:id', requireAdmin, (req", '  (req');

  test('stands on one line everywhere, with a link to the earlier text', async () => {
    const options = { clientCommands: Object.values(clientCommand) };
    const capabilities = { textDocument: { diagnostic: {}, hover: { contentFormat: ['markdown' as const] } } };
    const { workspace, client } = await start(
      { 'src/routes.ts': apart, 'src/guards.ts': guards },
      { options, capabilities },
    );
    workspace.write('src/routes.ts', `// A line above.\n${apart.replace('  requireAdmin,\n', '')}`);
    await client.notify(notification.filesChanged, {
      changes: [{ uri: workspace.uri('src/routes.ts'), kind: 'changed' }],
    });
    const { changeSet, hunk } = await waitFor(client, 'src/routes.ts', ({ findings }) => findings.length > 0);
    const line = apart.split('\n').indexOf('  requireAdmin,') + 1; // 0-based, one lower than it was
    const [finding] = hunk.findings;
    expect(finding).toMatchObject({ line: line + 1, change: 'removed' });
    expect(finding?.evidence).toContainEqual(
      expect.objectContaining({ path: 'src/routes.ts', side: 'before', line, text: 'requireAdmin,' }),
    );
    expect(hunk.firstLine).toBe(line + 1);

    await client.open('src/routes.ts');
    const textDocument = { uri: workspace.uri('src/routes.ts') };
    const [diagnostic] = await pull(client, workspace, 'src/routes.ts');
    expect(diagnostic?.range.start.line).toBe(line);
    const earlier = diagnostic?.relatedInformation?.find(({ location }) =>
      location.uri.startsWith('countersign-before:'),
    );
    expect(earlier?.location.range.start.line).toBe(line - 1);
    const query = new URLSearchParams(decodeURIComponent(new URL(earlier?.location.uri ?? '').search.slice(1)));
    expect(Object.fromEntries(query)).toEqual({ path: 'src/routes.ts', side: 'before', changeSet });
    const { text } = await client.request<{ text: string }>('countersign/document', Object.fromEntries(query));
    expect(text).toBe(apart);

    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
    expect(new Set(lenses.map(({ range }) => range.start.line))).toEqual(new Set([0, line]));
    const hover = await client.request<Hover>('textDocument/hover', { textDocument, position: { line, character: 3 } });
    expect(JSON.stringify(hover.contents)).toContain(clientCommand.openBefore);
  });
});

describe('two windows on one work tree', () => {
  test('see each other’s decisions', async () => {
    const { workspace, client, restart } = await start({ 'src/a.ts': plain });
    const other = await restart();
    workspace.write('src/a.ts', bucket('exports'));
    const found = await waitFor(client, 'src/a.ts');
    const same = await waitFor(other, 'src/a.ts');
    expect(named(same)).toEqual(named(found));

    await acknowledgeAll(client, found);
    await waitFor(other, 'src/a.ts', ({ blockedBecause }) => blockedBecause === null);
    await run(other, command.accept, named(same));
    await gone(client, 'src/a.ts');
    expect(await run<VerifyAnswer>(client, command.verify)).toMatchObject({ records: 1, intact: true });
  });

  const numbered = Array.from({ length: 60 }, (_, index) => `export const v${index} = ${index};`);
  const edited = (...at: readonly number[]): string =>
    `${at.reduce((all, index) => all.with(index, `export const v${index} = ${index}00;`), numbered).join('\n')}\n`;

  test('decide different hunks of one file at the same moment, and neither is lost', async () => {
    const { workspace, client, restart } = await start({ 'src/a.ts': edited() });
    const other = await restart();
    workspace.write('src/a.ts', edited(2, 20, 40, 55));
    const all = (view: PanelView): readonly Found[] =>
      view.changeSets.flatMap(({ id, hunks }) => hunks.map((hunk) => ({ changeSet: id, hunk })));
    const shown = all(await client.panelWhen((view) => all(view).length === 4));
    await other.panelWhen((view) => all(view).length === 4);
    const [first, second, third, fourth] = shown.toSorted((a, b) => a.hunk.firstLine - b.hunk.firstLine);

    // A window that has seen less than is there may be refused; it then looks again and asks once more.
    const decide = async (who: Client, name: string, found: Found): Promise<void> => {
      for (let attempt = 0; attempt < 20; attempt += 1) {
        const answer = await run(who, name, { ...named(found), reason: 'no' });
        if (answer.done) return;
        await wait(200);
      }
      throw new Error(`never done: ${found.hunk.firstLine}`);
    };
    const mine = [decide(client, command.accept, first!), decide(client, command.reject, second!)];
    const theirs = [decide(other, command.accept, third!), decide(other, command.reject, fourth!)];
    await Promise.all([...mine, ...theirs]);

    await gone(client, 'src/a.ts');
    await gone(other, 'src/a.ts');
    expect(workspace.read('src/a.ts').toString()).toBe(edited(2, 40));
    expect(await run<VerifyAnswer>(client, command.verify)).toMatchObject({ intact: true });
    const { text } = await run<{ text: string }>(other, command.export, { format: 'json' });
    for (const found of [first, third]) expect(text).toContain(found!.hunk.id);

    workspace.write('src/a.ts', edited(2, 40, 58));
    for (const each of [client, other]) {
      await each.panelWhen((view) => {
        const open = all(view).filter(({ hunk }) => hunk.outcome === null);
        return open.length === 1 && open[0]?.hunk.firstLine === 59;
      });
    }
  });

  test('go on when one of them is killed in the middle of deciding', async () => {
    const { workspace, client, restart } = await start({ 'src/a.ts': edited() });
    const other = await restart();
    workspace.write('src/a.ts', edited(2, 20));
    const found = await waitFor(client, 'src/a.ts', ({ firstLine }) => firstLine === 3);
    const second = await waitFor(other, 'src/a.ts', ({ firstLine }) => firstLine === 3);
    const dying = run(client, command.reject, { ...named(found), reason: 'no' }).catch(() => null);
    await client.kill();
    await dying;

    const left = await waitFor(other, 'src/a.ts', ({ firstLine }) => firstLine === 21 || firstLine === 3);
    expect(left.changeSet).toBe(second.changeSet);
    const last = await other.panelWhen((view) => view.changeSets.some(({ hunks }) => hunks.length > 0));
    for (const { id, outcome } of last.changeSets.flatMap(({ hunks }) => hunks)) {
      if (outcome !== null) continue;
      await run(other, command.accept, { changeSet: left.changeSet, hunk: id });
    }
    await gone(other, 'src/a.ts');
    expect([edited(20), edited(2, 20)]).toContain(workspace.read('src/a.ts').toString());
    expect(await run<VerifyAnswer>(other, command.verify)).toMatchObject({ intact: true });
  });
});
