/** A webview that counts clicks and remembers them, a CodeLens on line 1 of every file, a command that greets. */
const vscode = require('vscode');

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('throwaway.hello', () => {
      void vscode.window.showInformationMessage(`Hello, trusted: ${vscode.workspace.isTrusted}.`);
      return 'hello';
    }),
    vscode.languages.registerCodeLensProvider({ scheme: 'file' }, { provideCodeLenses }),
    vscode.window.registerWebviewViewProvider('countersign.review', {
      resolveWebviewView: (view) => resolveReview(view, context.workspaceState),
    }),
  );
};

function provideCodeLenses() {
  const range = new vscode.Range(0, 0, 0, 0);
  return [new vscode.CodeLens(range, { title: 'Throwaway lens', command: 'throwaway.hello' })];
}

function resolveReview(view, memory) {
  view.webview.options = { enableScripts: true };
  view.webview.onDidReceiveMessage((count) => memory.update('count', count));
  view.webview.html = `<!doctype html><button id="add">Add</button> <span id="count"></span>
    <script>
      const vscode = acquireVsCodeApi();
      let count = ${memory.get('count', 0)};
      const show = () => { document.getElementById('count').textContent = 'count ' + count; };
      document.getElementById('add').onclick = () => { count += 1; vscode.postMessage(count); show(); };
      show();
    </script>`;
}
