import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension host', () => {
  it('has the extension and runs its command', async () => {
    const extension = vscode.extensions.getExtension('countersign-test.throwaway');
    assert.ok(extension, 'the throw-away extension is not there');
    await extension.activate();
    assert.equal(await vscode.commands.executeCommand('throwaway.hello'), 'hello');
  });

  it('has the workspace open as a folder on disk', () => {
    assert.equal(vscode.workspace.workspaceFolders?.[0]?.uri.scheme, 'file');
  });
});
