import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HunkView, PanelView } from '../../server/src/protocol/view.ts';
import { threeHunks } from './go-on-views.ts';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { changeSet, decide, fixtures, mapHunks, panelView, plainHunks, settle, viewOf } from './views.ts';

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

  test('of a file is over the hunks of this file alone; with Esc it closes first', async () => {
    const panel = await browser.open(viewOf(...two, fixtures.track), { width: 900 });
    await openRow(panel, 'h-one');
    await panel.page.keyboard.press('Shift+R');
    await words(panel).locator('textarea').fill('Too wide.');
    await openRow(panel, 'h-track');
    expect(await words(panel).count()).toBe(0);
    await openRow(panel, 'h-two');
    expect(await words(panel).locator('textarea').inputValue()).toBe('Too wide.');
    await panel.page.keyboard.press('Escape');
    expect(await words(panel).count()).toBe(0);
    await panel.page.keyboard.press('Shift+X');
    await panel.page.locator('.hunk').focus();
    await panel.page.keyboard.press('Escape');
    expect(await words(panel).count()).toBe(0);
    await panel.close();
  });

  test('leaves focus on the page when it is left on a decided hunk', async () => {
    const panel = await browser.open(decide(viewOf(...two, fixtures.track), 'h-track', 'rejected'), { width: 900 });
    await openRow(panel, 'h-track');
    await panel.page.keyboard.press('Shift+X');
    await expect.poll(() => panel.focused()).toBe('reject-words');
    await panel.page.keyboard.press('Escape');
    await expect.poll(() => panel.focused()).toBe('hunk');
    await panel.close();
  });

  test('keeps what was typed while the server starts again', async () => {
    const panel = await browser.open(viewOf(...two));
    await panel.page.keyboard.press('Shift+X');
    await words(panel).locator('textarea').fill('Too wide.');
    await panel.page.locator('.hunk-line').first().focus();
    await panel.show(panelView({ state: 'starting', changeSets: [] }));
    await panel.show(viewOf(...two));
    expect(await words(panel).locator('textarea').inputValue()).toBe('Too wide.');
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

describe('What was decided together', () => {
  const plain = plainHunks(4).map((hunk) => ({ ...hunk, path: 'src/a.ts' }));
  const rejectAt = (view: PanelView, ids: readonly string[], first: number): PanelView =>
    mapHunks(view, (hunk) =>
      ids.includes(hunk.id)
        ? { ...hunk, outcome: 'rejected', rejectReason: 'No.', record: record(first + ids.indexOf(hunk.id)) }
        : hunk,
    );

  test('is what u is about on one of them in a narrow panel too, and the button there is about the one', async () => {
    const view = viewOf(fixtures.users, ...plain);
    const panel = await browser.open(view);
    await panel.page.locator('.group-line').click();
    await openRow(panel, 'h-plain-0');
    await panel.page.keyboard.press('Shift+F');
    await panel.show(acceptPlain(view));
    expect(await panel.page.locator('#why-line').textContent()).toBe('4 hunks accepted together.');
    const undo = button(panel, 'Undo');
    expect(await undo.getAttribute('aria-keyshortcuts')).toBe(null);
    expect(await undo.locator('kbd').count()).toBe(0);
    await panel.acts();
    await undo.click();
    await panel.page.locator('.why .link', { hasText: 'Undo' }).click();
    expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['undo', 'undo-all']);
    await panel.close();
  });

  test('is those very hunks: what is decided elsewhere later is not', async () => {
    const view = viewOf(fixtures.users, fixtures.track, ...plain);
    const panel = await browser.open(view);
    await panel.page.keyboard.press('Shift+A');
    const accepted = acceptPlain(view);
    await panel.show(accepted);
    expect(await panel.page.locator('#why-line').textContent()).toContain('together');
    await panel.show(rejectAt(accepted, ['h-users', 'h-track'], 8));
    expect(await panel.page.locator('#why-line').textContent()).not.toContain('together');
    await panel.close();
  });

  test('is nothing once it is refused', async () => {
    const view = viewOf(fixtures.users, ...plain);
    const panel = await browser.open(view);
    await panel.page.keyboard.press('Shift+A');
    await panel.answer({ hunk: null, refused: 'The file changed.', record: null });
    await panel.show(acceptPlain(view)); // by the command line
    expect(await panel.page.locator('#why-line').textContent()).not.toContain('together');
    await panel.close();
  });

  test('is named by how it was decided, and is one sentence when it is undone', async () => {
    const view = viewOf(...plain);
    const panel = await browser.open(view);
    const ids = plain.map(({ id }) => id);
    await panel.show(rejectAt(view, ids, 3));
    expect(await panel.said()).toMatch(/^4 hunks rejected together\. /);
    await panel.show(view);
    expect(await panel.said()).toBe('Undone: 4 hunks are open again.');
    await panel.show(rejectAt(decide(view, 'h-plain-0', 'accepted'), ['h-plain-1'], 3));
    expect(await panel.said()).toMatch(/^2 hunks decided\. /);
    await panel.close();
  });

  test('shows u beside its Undo only where u is about it', async () => {
    const view = viewOf(...plain, fixtures.users, fixtures.track);
    const panel = await browser.open(view, { width: 900 });
    await panel.page.keyboard.press('Shift+A');
    await panel.show(acceptPlain(view));
    const undo = panel.page.locator('.set-actions .link', { hasText: 'Undo' });
    expect(await undo.getAttribute('aria-keyshortcuts')).toBe('u');
    await panel.page.keyboard.press('j');
    expect(await undo.getAttribute('aria-keyshortcuts')).toBe(null);
    expect(await undo.textContent()).toBe('Undo');
    await panel.close();
  });
});

test('Undo beside the hunk that the panel went on from is about that one, whatever was decided together since', async () => {
  const start = settle(settle(threeHunks(), 'fp-one'), 'fp-two');
  const view = viewOf(...start.changeSets[0]!.hunks, ...plainHunks(2));
  const panel = await browser.open(view, { width: 900 });
  await openRow(panel, 'h-one');
  await panel.page.keyboard.press('a');
  const next = decide(view, 'h-one', 'accepted');
  await panel.show(next);
  const undo = panel.page.locator('.went-on .link');
  expect(await undo.count()).toBe(1);
  await panel.page.keyboard.press('Shift+A');
  await panel.show(acceptPlain(next));
  expect(await undo.count()).toBe(0);
  await panel.close();
});

test('keys that are switched off stand in no label, and beside none', async () => {
  const panel = await browser.open(null, { width: 900 });
  await panel.send({ kind: 'settings', settings: { goesOn: true, hasLetterKeys: false } });
  const view = decide(viewOf(fixtures.track, ...plainHunks(2), fixtures.users), 'h-track', 'rejected', 'No.');
  await panel.show(view);
  await panel.page.locator('.group-line').click();
  await openRow(panel, 'h-plain-0');
  const named = panel.page.locator('button, vscode-button');
  const labels = async () =>
    (await named.evaluateAll((all) => all.map((it) => it.ariaLabel ?? it.textContent))).join('\n');
  expect(await labels()).toContain('Reject all 3 that are left…');
  expect(await labels()).toContain('Send back 1 rejected hunk');
  expect(await labels()).not.toMatch(/\((?:Shift\+)?[a-z]\)/);
  await panel.page.locator('.set-actions vscode-button').first().click();
  await panel.show(acceptPlain(view));
  expect(await labels()).toContain('Undo');
  expect(await labels()).not.toMatch(/\((?:Shift\+)?[a-z]\)/);
  expect(await panel.page.locator('[aria-keyshortcuts="u"], [aria-keyshortcuts="Shift+x"]').count()).toBe(0);
  expect(await panel.page.locator('kbd.key:visible', { hasText: /^(?:u|Shift\+x)$/ }).count()).toBe(0);
  await panel.close();
});

test('a refusal in the summary looks like one', async () => {
  const panel = await browser.open({ ...acceptPlain(viewOf(...plainHunks(2))), state: 'done' });
  expect(await panel.page.locator('.action-bar .why .good').count()).toBe(1);
  await panel.answer({ hunk: null, refused: 'The file changed.', record: null });
  expect(await panel.page.locator('#why-line').textContent()).toBe('Not done: The file changed.');
  expect(await panel.page.locator('.action-bar .why .good').count()).toBe(0);
  await panel.close();
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
    // "Open All Diffs" in the title bar is about the one that is shown.
    const shown = await panel.page.evaluate(() => window.host.posted.filter(({ kind }) => kind === 'shown'));
    expect(shown.map((act) => ('changeSet' in act ? act.changeSet : null))).toEqual(['cs-13', 'cs-14', 'cs-13']);
    await panel.page.getByRole('button', { name: /^Send back 1/ }).click();
    await panel.page.getByRole('button', { name: 'Close', exact: true }).click();
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
