import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HunkView, PanelView } from '../../server/src/protocol/view.ts';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { changeSet, decide, fixtures, mapHunks, panelView, plainHunks, viewOf } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const words = (panel: Panel) => panel.page.locator('[data-reject] vscode-textarea');
const button = (panel: Panel, text: string) => panel.page.locator('vscode-button', { hasText: text });
const openRow = (panel: Panel, id: string) => panel.page.locator(`.hunk-line[data-row="${id}"]`).click();
const record = (seq: number) => ({ seq, hash: 'a90c17d752e0c8b43f9ca1d752e0c8b490f1b21e' });
const isPlain = ({ findings }: HunkView): boolean => findings.length === 0;
const acceptPlain = (view: PanelView): PanelView =>
  mapHunks(view, (hunk) => (isPlain(hunk) ? { ...hunk, outcome: 'accepted', record: record(7) } : hunk));
const two = [
  { ...fixtures.users, id: 'h-one', blockedBecause: null },
  { ...fixtures.users, id: 'h-two', firstLine: 90, lastLine: 91 },
];

describe('Rejecting more than one hunk', () => {
  test('is one form with one reason, for all that is left as it is shown', async () => {
    const view = viewOf(fixtures.users, fixtures.track, ...plainHunks(2));
    const panel = await browser.open(decide(view, 'h-track', 'rejected', 'No.'));
    await panel.page.keyboard.press('Shift+X');
    await expect.poll(() => panel.focused()).toBe('reject-words');
    expect(await panel.page.locator('[data-reject]').textContent()).toContain('3 hunks are left, in 3 files. 1 has');
    await button(panel, 'Reject 3 hunks').click({ force: true });
    expect(await panel.acts()).toEqual([]); // not without words
    await words(panel).locator('textarea').fill('Not what was asked.');
    await panel.page.keyboard.press('Control+Enter');
    expect(await panel.acts()).toEqual([
      {
        kind: 'reject-all',
        changeSet: 'cs-14',
        hunks: ['h-users', 'h-plain-0', 'h-plain-1'],
        reason: 'Not what was asked.',
      },
    ]);
    await panel.close();
  });

  test('begins in the form for one hunk, and takes its words along', async () => {
    const panel = await browser.open(viewOf(...two, fixtures.track));
    await openRow(panel, 'h-one');
    await panel.page.keyboard.press('r');
    await words(panel).locator('textarea').fill('Too wide.');
    await panel.page.getByRole('button', { name: 'all 2 of users.ts' }).click();
    await button(panel, 'Reject 2 hunks').click();
    expect(await panel.acts()).toEqual([
      {
        kind: 'reject-all',
        changeSet: 'cs-14',
        path: 'src/routes/users.ts',
        hunks: ['h-one', 'h-two'],
        reason: 'Too wide.',
      },
    ]);
    await panel.close();
  });

  test('is left with Esc, and what was typed is there again', async () => {
    const panel = await browser.open(viewOf(...two));
    await panel.page.keyboard.press('Shift+X');
    await words(panel).locator('textarea').fill('No');
    await panel.page.keyboard.press('Escape');
    expect(await words(panel).count()).toBe(0);
    await panel.page.keyboard.press('Shift+X');
    expect(await words(panel).locator('textarea').inputValue()).toBe('No');
    expect(await panel.complaints()).toEqual([]);
    await panel.close();
  });
});

describe('Accepting together', () => {
  const plain = plainHunks(4).map((hunk) => ({ ...hunk, path: 'src/a.ts' }));

  test('of one file is offered beside a hunk without findings, and answers no finding', async () => {
    const view = viewOf(fixtures.users, ...plain, { ...plainHunks(6)[5]!, path: 'src/b.ts' });
    const panel = await browser.open(view, { width: 900 });
    await panel.page.locator('.group-line').click();
    await openRow(panel, 'h-plain-0');
    await panel.page.getByRole('button', { name: /^Accept the 4 hunks without findings of a\.ts/ }).click();
    const act = { kind: 'accept-without-findings', changeSet: 'cs-14', path: 'src/a.ts' };
    expect(await panel.acts()).toEqual([act]);
    await openRow(panel, 'h-users');
    await panel.page.keyboard.press('Shift+F');
    expect(await panel.acts()).toEqual([]);
    expect(await panel.said()).toBe('No hunk without findings is open.');
    await panel.close();
  });

  test('is taken back together by u, from the queue and where everything is decided', async () => {
    const view = viewOf(fixtures.users, ...plain);
    const panel = await browser.open(view);
    await panel.page.keyboard.press('Shift+A');
    await panel.show(acceptPlain(view));
    expect(await panel.page.locator('#why-line').textContent()).toBe('4 hunks accepted together.');
    await panel.acts();
    await panel.page.keyboard.press('u');
    const undone = { kind: 'undo-all', changeSet: 'cs-14', hunks: plain.map(({ id }) => id) };
    expect(await panel.acts()).toEqual([undone]);
    await panel.close();

    const done = await browser.open({ ...acceptPlain(viewOf(...plain)), state: 'done' });
    await done.page.keyboard.press('u');
    expect(await done.acts()).toEqual([undone]);
    await done.close();
  });

  test('is taken back together in two columns, where one of them is in sight', async () => {
    const panel = await browser.open(viewOf(...plain), { width: 900 });
    await panel.page.keyboard.press('Shift+A');
    await panel.show({ ...acceptPlain(viewOf(...plain)), state: 'done' });
    await panel.acts();
    await panel.page.keyboard.press('u');
    expect(await panel.acts()).toMatchObject([{ kind: 'undo-all' }]);
    await button(panel, 'Undo').click();
    expect(await panel.acts()).toEqual([{ kind: 'undo', changeSet: 'cs-14', hunk: 'h-plain-0' }]);
    await panel.close();
  });
});

describe('A decided change set', () => {
  const decided = changeSet({
    id: 'cs-13',
    isDismissible: true,
    hunks: [{ ...fixtures.track, id: 'h-old', outcome: 'rejected', rejectReason: 'No.', record: record(3) }],
  });

  test('stays beside what came in, which is shown; it can be gone back to and closed', async () => {
    const panel = await browser.open(panelView({ changeSets: [decided], state: 'done' }));
    await panel.show(panelView({ changeSets: [changeSet({ hunks: [fixtures.users] }), decided] }));
    expect(await panel.page.locator('.hunk-line').getAttribute('data-row')).toBe('h-users');
    await panel.page.getByRole('button', { name: 'Next change set' }).click();
    expect(await panel.page.locator('.hunk-line').getAttribute('data-row')).toBe('h-old');
    await panel.page.getByRole('button', { name: /^Send back 1/ }).click();
    await button(panel, 'Close').click();
    expect(await panel.acts()).toEqual([
      { kind: 'send-back', changeSet: 'cs-13' },
      { kind: 'dismiss', changeSet: 'cs-13' },
    ]);
    await panel.close();
  });

  test('of an agent that has its answer offers no undo; one that has not is sent back', async () => {
    const hunks = decided.hunks.map((hunk) => ({ ...hunk, landing: 'held' as const }));
    const told = changeSet({ ...decided, hunks, answer: 'told' });
    const panel = await browser.open(panelView({ changeSets: [told], state: 'done' }));
    expect(await button(panel, 'Send back').count()).toBe(0);
    await panel.page.getByRole('button', { name: 'Show the hunks' }).click();
    expect(await button(panel, 'Undo').count()).toBe(0);
    await panel.page.keyboard.press('u');
    expect(await panel.said()).toBe('The agent has its answer: this can no longer be taken back here.');
    expect(await panel.acts()).toEqual([]);
    await panel.close();

    const ready = await browser.open(panelView({ changeSets: [{ ...told, answer: 'ready' }], state: 'done' }));
    expect(await button(ready, 'Send back 1').count()).toBe(1);
    await ready.close();
  });
});
