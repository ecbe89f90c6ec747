import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CountersignApi } from '../../client/src/extension.ts';
import type { DecisionAnswer, VerifyAnswer } from '../../server/src/protocol/messages.ts';
import { command } from '../../server/src/protocol/messages.ts';
import { eventually } from './eventually.ts';
import { activate, fileUri, hasHunks, hunkOn, writeOutside, type Waiting } from './window.ts';

const file = 'src/probe.ts';
const withFinding = `import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

export async function keep(body: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: 'ledger-exports', Key: 'a', Body: body }));
}
`;

const decide = (name: string, argument: object): Thenable<DecisionAnswer> =>
  vscode.commands.executeCommand<DecisionAnswer>(name, argument);
const named = ({ changeSet, hunk }: Waiting) => ({ changeSet: changeSet.id, hunk: hunk.id });

async function settleAll(waiting: Waiting): Promise<void> {
  for (const { fingerprint, obligation } of waiting.hunk.findings) {
    if (obligation === 'acknowledge') await decide(command.acknowledge, { ...named(waiting), fingerprint });
    if (obligation === 'explain')
      await decide(command.explain, {
        ...named(waiting),
        fingerprint,
        reason: 'needed',
        words: 'A probe of the tests.',
      });
  }
}

describe('an edit by another process', () => {
  let api: CountersignApi;
  let waiting: Waiting;

  before(async () => {
    api = await activate();
    await eventually('the server is ready', () => !['starting', 'analysing'].includes(api.currentView().state));
    writeOutside(file, withFinding);
    waiting = await hunkOn(api, file, ({ findings }) => findings.length > 0);
    await vscode.window.showTextDocument(fileUri(file)); // opened after activation: see the CodeLens trap of the recipe
  });

  it('is analysed outside of the extension host', () => {
    const pid = api.serverPid();
    assert.equal(typeof pid, 'number');
    assert.notEqual(pid, process.pid);
  });

  it('waits with what it requires, and cannot be accepted', async () => {
    assert.equal(waiting.view.state, 'queue');
    assert.notEqual(waiting.hunk.blockedBecause, null);
    const answer = await decide(command.accept, named(waiting));
    assert.equal(answer.done, false);
    assert.equal(answer.record, null);
    assert.match(answer.refused ?? '', /\.$/);
  });

  it('has an entry in Problems', async () => {
    const [found] = await eventually('a diagnostic', () => {
      const own = vscode.languages.getDiagnostics(fileUri(file)).filter(({ source }) => source === 'Countersign');
      return own.length > 0 && own;
    });
    assert.match(found?.message ?? '', /s3:PutObject/);
  });

  it('has a lens over its hunk, without Accept', async () => {
    const titles = await eventually('lenses', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        fileUri(file),
        10,
      );
      const own = lenses.flatMap((lens) => lens.command?.title ?? []);
      return own.length > 0 && own;
    });
    assert.match(titles[0] ?? '', /^◇ \d+ to (?:acknowledge|explain)/);
    assert.ok(titles.includes('Why'));
    assert.ok(!titles.includes('Accept'));
  });

  it('has a hover with its evidence on the line of the finding', async () => {
    const [finding] = waiting.hunk.findings;
    const position = new vscode.Position((finding?.line ?? 1) - 1, 20);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      fileUri(file),
      position,
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((part) => (typeof part === 'string' ? part : part.value)))
      .join('\n');
    assert.match(text, /PutObject/);
    assert.match(text, /command:countersign\.openReview/);
  });

  it('has code actions, but none that fills in an explanation', async () => {
    const [finding] = waiting.hunk.findings;
    const line = (finding?.line ?? 1) - 1;
    const range = new vscode.Range(line, 0, line, 1);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      fileUri(file),
      range,
    );
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes('Open review'), titles.join('\n'));
    assert.ok(titles.includes('Reject this edit…'), titles.join('\n'));
  });

  it('draws no inlay hints: the note behind the line is a decoration', async () => {
    const range = new vscode.Range(0, 0, 20, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      fileUri(file),
      range,
    );
    assert.deepEqual(hints ?? [], []);
  });

  it('opens in the multi-diff editor', async () => {
    await vscode.commands.executeCommand('countersign.openAllDiffs');
    await eventually('the multi-diff tab', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ label }) => label.startsWith(waiting.changeSet.title)),
    );
  });

  it('is accepted when everything is acknowledged, and the record verifies', async () => {
    await settleAll(waiting);
    const ready = await hunkOn(api, file, ({ blockedBecause }) => blockedBecause === null);
    const answer = await decide(command.accept, named(ready));
    assert.equal(answer.refused, null);
    assert.equal(typeof answer.record?.seq, 'number');
    await eventually('the hunk leaves the queue', () => !hasHunks(api, file));

    const verified = await vscode.commands.executeCommand<VerifyAnswer>(command.verify);
    assert.equal(verified.intact, true, verified.message);
  });

  it('is byte for byte what it was before after a rejection', async () => {
    const before = await vscode.workspace.fs.readFile(fileUri('README.md'));
    writeOutside('README.md', 'An agent was here.\r\n');
    const edit = await hunkOn(api, 'README.md');
    const earlier = await vscode.workspace.openTextDocument(
      vscode.Uri.from({
        scheme: 'countersign-before',
        path: fileUri('README.md').path,
        query: `path=README.md&side=before&changeSet=${edit.changeSet.id}`,
      }),
    );
    assert.equal(earlier.getText(), Buffer.from(before).toString('utf8'));

    // Every hunk of the file; the id of the next is known once the view has moved on.
    for (let next: Waiting | null = edit; next !== null;) {
      const answer = await decide(command.reject, { ...named(next), reason: 'not asked for' });
      assert.equal(answer.refused, null);
      const decided = next.hunk.id;
      await eventually(
        'the hunk is decided',
        () =>
          !api
            .currentView()
            .changeSets.some(({ hunks }) => hunks.some(({ id, outcome }) => id === decided && outcome === null)),
      );
      next = hasHunks(api, 'README.md') ? await hunkOn(api, 'README.md') : null;
    }
    assert.deepEqual(await vscode.workspace.fs.readFile(fileUri('README.md')), before);
  });

  it('is there again after the server was killed', async () => {
    writeOutside('src/probe-two.ts', withFinding);
    const edit = await hunkOn(api, 'src/probe-two.ts', ({ findings }) => findings.length > 0);
    const pid = api.serverPid();
    assert.ok(pid !== undefined);
    process.kill(pid, 'SIGKILL');
    await eventually('another server', () => api.serverPid() !== undefined && api.serverPid() !== pid, 20_000);
    const again = await hunkOn(api, 'src/probe-two.ts', ({ findings }) => findings.length > 0);
    assert.equal(again.hunk.id, edit.hunk.id);
    await decide(command.reject, { ...named(again), reason: '' });
  });
});

describe('an edit by the person at the keyboard', () => {
  it('is not put up for review', async () => {
    const api = await activate();
    const editor = await vscode.window.showTextDocument(fileUri('README.md'), { preview: false });
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    for (const text of ['N', 'o', 't', 'e', ' ']) await vscode.commands.executeCommand('type', { text });
    assert.match(editor.document.getText(), /^Note /);
    await editor.document.save();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    assert.equal(hasHunks(api, 'README.md'), false);
  });
});

describe('a file that is open while another process writes it', () => {
  const open = 'src/open-file.ts';
  let api: CountersignApi;

  before(async () => {
    api = await activate();
    writeOutside(open, 'export const a = 1;\n');
    const added = await hunkOn(api, open);
    await decide(command.accept, named(added));
    await eventually('the file is accepted', () => !hasHunks(api, open));
    await vscode.window.showTextDocument(fileUri(open), { preview: false });
  });

  it('is put up as it was written, and nothing of it counts as unsaved', async () => {
    writeOutside(open, withFinding);
    const edit = await hunkOn(api, open, ({ findings }) => findings.length > 0);
    const document = await vscode.workspace.openTextDocument(fileUri(open));
    await eventually('the editor reads it again', () => document.getText() === withFinding);
    await settleAll(edit);
    await hunkOn(api, open, ({ blockedBecause }) => blockedBecause === null);
  });

  it('is not decided while the person’s own edit of it is unsaved, and is afterwards', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(fileUri(open), new vscode.Range(5, 0, 5, 0), '  // A comment of a person.\n');
    await vscode.workspace.applyEdit(edit);
    const blocked = await hunkOn(api, open, ({ blockedBecause }) => /not saved/.test(blockedBecause ?? ''));
    assert.match((await decide(command.accept, named(blocked))).refused ?? '', /not saved|no longer there/);

    const document = await vscode.workspace.openTextDocument(fileUri(open));
    await document.save();
    const saved = await hunkOn(api, open, ({ blockedBecause }) => !/not saved/.test(blockedBecause ?? ''));
    await settleAll(saved);
    const ready = await hunkOn(api, open, ({ blockedBecause }) => blockedBecause === null);
    assert.equal((await decide(command.accept, named(ready))).refused, null);
    assert.match(document.getText(), /A comment of a person/);
  });
});
