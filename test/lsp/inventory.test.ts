import { afterEach, describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { InventoryView } from '../../server/src/protocol/inventory-view.ts';
import { request } from '../../server/src/protocol/messages.ts';
import { cleanUp, start } from './review-steps.ts';

afterEach(cleanUp);

const workflow = (name: string, model: string): string => `name: ${name}
on:
  issues:
jobs:
  sort:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/ai-inference@v2
        with:
          model: ${model}
          prompt: Sort it.
`;

const files = { '.github/workflows/triage.yml': workflow('Triage', 'openai/gpt-4o'), 'src/a.ts': 'export {};\n' };

describe('the inventory over LSP', () => {
  test('says what runs by itself, from what starts it to where it goes, each with its line', async () => {
    const { workspace, client } = await start(files);
    const { state, entries, problems } = await client.request<InventoryView>(request.inventory);
    expect({ state, problems, names: entries.map(({ name }) => name) }).toEqual({
      state: 'ready',
      problems: [],
      names: ['Triage'],
    });
    const [entry] = entries;
    expect(entry!.alerts).toContain('Anybody can start it.');
    expect(entry!.flow.map(({ id }) => id)).toEqual(['start', 'steps', 'identity', 'sinks']);
    const model = entry!.flow.at(-1)!.items.find(({ text }) => text === 'openai/gpt-4o');
    expect(model?.place?.uri).toBe(workspace.uri('.github/workflows/triage.yml'));
  });

  test('is read anew each time, and two questions at once are both answered', async () => {
    const { workspace, client } = await start(files);
    await client.request<InventoryView>(request.inventory);
    workspace.write('.github/workflows/triage.yml', workflow('Triage of issues', 'openai/gpt-5'));
    const both = await Promise.all([
      client.request<InventoryView>(request.inventory),
      client.request<InventoryView>(request.inventory),
    ]);
    expect(both.map(({ entries }) => entries.map(({ name }) => name))).toEqual([
      ['Triage of issues'],
      ['Triage of issues'],
    ]);
  });

  test('judges by the register, and says where that is wrong', async () => {
    const register = 'version: 1\nautomations: []\n';
    const { workspace, client } = await start({ ...files, '.countersign/inventory.yaml': register });
    const first = await client.request<InventoryView>(request.inventory);
    expect(first.entries[0]!.alerts).toContain('Triage is not registered.');
    workspace.write('.countersign/inventory.yaml', 'version: 1\nautomation: []\n');
    const wrong = await client.request<InventoryView>(request.inventory);
    expect(wrong.problems).toEqual(['.countersign/inventory.yaml: "automation" is no key of a register.']);
  });

  test('is not read of a folder that is not trusted, nor where none is open', async () => {
    const restricted = await start(files, { options: { trusted: false } });
    expect(await restricted.client.request<InventoryView>(request.inventory)).toMatchObject({
      state: 'restricted',
      entries: [],
    });
    const none = await start(files, { folder: null });
    expect(await none.client.request<InventoryView>(request.inventory)).toMatchObject({
      state: 'no-folder',
      entries: [],
    });
  });

  test('stops when it is cancelled, and can be asked again', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 1500 }, (_, at) => [`src/${at}.ts`, `export const a${at} = ${at};\n`.repeat(50)]),
    );
    const { client } = await start({ ...files, ...many });
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest(request.inventory, source.token);
    source.cancel();
    await expect(asked).rejects.toThrow(/cancelled/i);
    expect(await client.request<InventoryView>(request.inventory)).toMatchObject({ state: 'ready' });
  });
});
