import { afterEach, describe, expect, test } from 'vitest';
import type { CodeAction, CompletionItem, Diagnostic, Hover } from 'vscode-languageserver/node';
import { cleanUp, plain, pull, start } from './review-steps.ts';
import type { Client, Workspace } from './server-process.ts';

afterEach(cleanUp);

const file = '.countersign/policy.yaml';
const text = `version: 1
extends: [ countersign:recommended, ./rules/pay.yaml ]
rules:
  - { id: mine, match: { kind: identity.gaurd, detector: "guard-remvoed" }, obligation: block }
`;

function at(workspace: Workspace, line: number, character: number) {
  return { textDocument: { uri: workspace.uri(file) }, position: { line, character } };
}

async function opened(of: string): Promise<{ workspace: Workspace; client: Client }> {
  const made = await start({
    'src/a.ts': plain,
    [file]: text,
    '.countersign/rules/pay.yaml': 'version: 1\nrules: [ { match: { kind: data.flow }, obligation: explane } ]\n',
  });
  await made.client.open(file, of);
  return made;
}

const shown = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics
    .filter(({ source }) => source === 'Countersign policy')
    .map(({ code, range: { start, end } }) => `${code} ${start.line}:${start.character}-${end.character}`);

describe('a policy that is written', () => {
  test('has its mistakes marked where they are, as it stands on the screen', async () => {
    const { workspace, client } = await opened(text);
    expect(shown(await pull(client, workspace, file))).toEqual(['CS1005 3:31-45', 'CS1004 3:57-72']);
    await client.change(file, text.replace('gaurd', 'guard').replace('remvoed', 'removed'), 2);
    expect(shown(await pull(client, workspace, file))).toEqual([]);
    await client.change(file, 'version: [\n', 3);
    expect(shown(await pull(client, workspace, file))).not.toEqual([]);
  });

  test('a pack of the repository has its own', async () => {
    const { workspace, client } = await opened(text);
    await client.open('.countersign/rules/pay.yaml');
    expect(shown(await pull(client, workspace, '.countersign/rules/pay.yaml'))).toEqual(['CS1007 1:51-58']);
  });

  test('a mistyped word has a fix that keeps its quotes', async () => {
    const { workspace, client } = await opened(text);
    const range = { start: { line: 3, character: 58 }, end: { line: 3, character: 58 } };
    const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: workspace.uri(file) },
      range,
      context: { diagnostics: [] },
    });
    const fix = actions.find(({ title }) => title === 'Change to guard-removed');
    expect(fix?.edit?.changes?.[workspace.uri(file)]).toEqual([
      { range: { start: { line: 3, character: 57 }, end: { line: 3, character: 72 } }, newText: '"guard-removed"' },
    ]);
  });

  test('is completed and explained', async () => {
    const { workspace, client } = await opened(`${text}  - match: { kind:  }\n`);
    const items = await client.request<CompletionItem[]>('textDocument/completion', at(workspace, 4, 19));
    expect(items.map(({ label }) => label)).toContain('data.flow');
    const hover = await client.request<Hover | null>('textDocument/hover', at(workspace, 0, 2));
    expect(JSON.stringify(hover?.contents)).toContain('Version of this format');
    const other = await client.request<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: workspace.uri('src/a.ts') },
      position: { line: 0, character: 0 },
    });
    expect(other).toEqual([]);
  });
});
