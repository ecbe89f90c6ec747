import { afterEach, describe, expect, test } from 'vitest';
import { command } from '../../server/src/protocol/messages.ts';
import type { ChangeSetView, PanelView } from '../../server/src/protocol/view.ts';
import { cleanUp, find, named, plain, run, start, waitFor } from './review-steps.ts';

afterEach(cleanUp);

const more = (name: string): string => `${plain}export const ${name} = 2;\n`;
const setOf = ({ changeSets }: PanelView, id: string): ChangeSetView | undefined =>
  changeSets.find((set) => set.id === id);

describe('what is decided', () => {
  test('stays when the next turn lands and over a restart, until that is accepted', async () => {
    const { workspace, client, restart } = await start({ 'src/a.ts': plain, 'src/b.ts': plain });
    workspace.write('src/a.ts', more('b'));
    const a = await waitFor(client, 'src/a.ts');
    await run(client, command.reject, { ...named(a), reason: 'Not that.' });
    await client.panelWhen(({ state }) => state === 'done');
    workspace.write('src/b.ts', more('c'));
    const b = await waitFor(client, 'src/b.ts');
    expect(b.changeSet).not.toBe(a.changeSet);
    const kept = setOf(await client.panel(), a.changeSet);
    expect(kept?.hunks).toMatchObject([{ outcome: 'rejected', rejectReason: 'Not that.', record: { seq: 1 } }]);
    await client.stop();

    const second = await restart();
    await waitFor(second, 'src/b.ts');
    await second.panelWhen((view) => setOf(view, a.changeSet) !== undefined);
    expect(await run(second, command.undo, named(a))).toMatchObject({ done: true, refused: null });
    expect(workspace.read('src/a.ts').toString()).toBe(more('b'));
    await run(second, command.reject, { ...named(await waitFor(second, 'src/a.ts')), reason: 'Not that.' });
    expect(await run(second, command.accept, named(b))).toMatchObject({ done: true });
    const view = await second.panelWhen(({ state }) => state === 'done');
    expect(view.changeSets.map(({ id }) => id)).toEqual([b.changeSet]);
    expect(await run(second, command.dismiss, { changeSet: b.changeSet })).toMatchObject({ done: true });
    await second.panelWhen(({ state }) => state === 'empty');
    await second.stop();
    expect((await (await restart()).panelWhen(({ state }) => state !== 'starting')).changeSets).toEqual([]);
  });

  test('together is refused as a whole when it changed, and is taken back together', async () => {
    const long = Array.from({ length: 40 }, (_, at) => `// ${at}`).join('\n');
    const { workspace, client } = await start({ 'src/a.ts': long, 'src/b.ts': plain });
    const edited = `${more('b')}${long}\n${more('c')}`;
    workspace.write('src/a.ts', edited);
    workspace.write('src/b.ts', more('d'));
    const { changeSet } = await waitFor(client, 'src/b.ts');
    await waitFor(client, 'src/a.ts');
    const hunks = setOf(await client.panel(), changeSet)!.hunks;
    expect(hunks).toHaveLength(3);
    const of = (path: string): string => JSON.stringify(hunks.filter((hunk) => hunk.path === path).map(({ id }) => id));
    const wanted = { changeSet, path: 'src/a.ts', reason: 'Too much.' };
    expect((await run(client, command.rejectAll, { ...wanted, hunks: of('src/b.ts') })).refused).toMatch(/changed/);
    expect(workspace.read('src/a.ts').toString()).toBe(edited);
    expect(await run(client, command.rejectAll, { ...wanted, hunks: of('src/a.ts') })).toMatchObject({
      done: true,
      record: { seq: 2 },
    });
    expect(workspace.read('src/a.ts').toString()).toBe(long);
    expect(find(await client.panel(), 'src/b.ts')).toBeDefined();

    expect(await run(client, command.acceptWithoutFindings, { changeSet, path: 'src/a.ts' })).toMatchObject({
      done: false,
    });
    expect(await run(client, command.undoAll, { changeSet, hunks: of('src/a.ts') })).toMatchObject({
      done: true,
      record: { seq: 4 },
    });
    expect(workspace.read('src/a.ts').toString()).toBe(edited);
    await waitFor(client, 'src/a.ts');
  });
});
