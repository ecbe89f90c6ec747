import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('activation', () => {
  it('activates in a window with a folder, and registers every command of its manifest', async () => {
    const extension = vscode.extensions.getExtension('countersign.countersign');
    assert.ok(extension, 'the extension is not installed in this window');
    await extension.activate();

    const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const declared = manifest.contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands());
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });
});
