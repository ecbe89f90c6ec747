import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { threeHunks } from './go-on-views.ts';
import { requestView } from './request-views.ts';
import { changeSet, decide, emptyView, fixtures, mapHunks, panelView, plainHunks, settle, viewOf } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const ready = changeSet({
  id: 'cs-2',
  title: 'Second turn',
  hunks: [{ ...fixtures.track, blockedBecause: null }, ...plainHunks(3)],
});
const both = () => panelView({ changeSets: [changeSet(), ready] });
const withoutFindings = () =>
  mapHunks(panelView(), (hunk) => (hunk.id === 'h-users' ? { ...hunk, findings: [], blockedBecause: null } : hunk));

const kept = (panel: Panel) => panel.page.getByRole('region', { name: 'Words that are kept' });

/** Half a word in the form of this key, on the open hunk. */
async function typeInForm(panel: Panel, key: string): Promise<void> {
  await panel.page.locator('.hunk-line[data-row="h-users"]').first().click();
  await panel.page.keyboard.press(key);
  await panel.page.keyboard.type('Nope');
}

describe('Words typed on while their form goes decide nothing', () => {
  test.each([
    ['its set is gone', 'r', panelView({ changeSets: [ready] }), 'This change set is no longer in the queue.'],
    ['all sets are gone', 'r', emptyView('empty'), 'This change set is no longer in the queue.'],
    [
      'its hunk is gone',
      'e',
      panelView({ changeSets: [changeSet({ hunks: [fixtures.track, ...plainHunks(3)] })] }),
      'This hunk is no longer in the change set.',
    ],
    [
      'its hunk was decided elsewhere',
      'r',
      decide(panelView(), 'h-users', 'accepted'),
      'This hunk is accepted already.',
    ],
    ['its finding is gone, the hunk is free', 'e', withoutFindings(), 'This finding is no longer on the hunk.'],
    [
      'it was settled in the tree',
      'e',
      settle(settle(panelView(), 'fp-guard', 'explain', 'x'), 'fp-bucket'),
      'This finding is settled already.',
    ],
  ])('%s', async (_, key, next, why) => {
    const panel = await browser.open(both());
    await typeInForm(panel, key);
    await panel.show(next);
    expect(await panel.said()).toContain(why);
    expect(await panel.said()).toMatch(/What you were writing is kept here\. Nothing of it is recorded\.$/);
    await panel.page.keyboard.type('. A user accounts');
    expect(await panel.acts()).toEqual([]);
    expect(await kept(panel).locator('textarea').inputValue()).toBe('Nope. A user accounts');
    expect(await kept(panel).locator('.why').textContent()).toContain(why);
    expect(await panel.complaints()).toEqual([]);
    await panel.close();
  });

  test.each([
    ['the set', 'Shift+X', 'Nothing is left to decide in this change set.'],
    ['a file', 'Shift+R', 'Nothing is left to decide in users.ts.'],
  ])('of the form for all that is left of %s, when it was decided elsewhere', async (_, key, why) => {
    const view = viewOf(fixtures.users);
    const panel = await browser.open(view);
    if (key === 'Shift+R') await panel.page.locator('.hunk-line[data-row="h-users"]').first().click();
    await panel.page.keyboard.press(key);
    await panel.page.keyboard.type('Nope');
    await panel.show(decide(view, 'h-users', 'accepted'));
    expect(await kept(panel).locator('.why').textContent()).toContain(why);
    await panel.close();
  });

  test('an Accept that is answered meanwhile leads nowhere', async () => {
    const free = settle(settle(panelView(), 'fp-guard', 'explain', 'x'), 'fp-bucket');
    const panel = await browser.open(free);
    await panel.page.locator('.hunk-line[data-row="h-users"]').first().click();
    await panel.page.keyboard.press('a');
    await panel.page.keyboard.press('r');
    await panel.page.keyboard.type('Nope');
    await panel.show(decide(free, 'h-users', 'accepted'));
    await panel.page.keyboard.type(', a user');
    expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['accept']);
    expect(await panel.page.locator('.hunk-header b').textContent()).toBe('users.ts');
    expect(await kept(panel).locator('textarea').inputValue()).toBe('Nope, a user');
    await panel.close();
  });

  test('an Accept that is answered while the queue is filtered leads nowhere', async () => {
    const start = settle(settle(threeHunks(), 'fp-one'), 'fp-two');
    const panel = await browser.open(start, { width: 900 });
    await panel.page.locator('.hunk-line[data-row="h-one"]').first().click();
    await panel.page.keyboard.press('a');
    await panel.page.keyboard.press('/');
    await panel.page.keyboard.type('o');
    await panel.show(decide(start, 'h-one', 'accepted'));
    await panel.page.keyboard.type('n r');
    expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['accept']);
    expect(await panel.page.locator('.filter-bar vscode-textfield input').inputValue()).toBe('on r');
    expect(await panel.page.locator('.hunk-header b').textContent()).toBe('one.ts');
    await panel.close();
  });

  test('words to sign with', async () => {
    const panel = await browser.open(requestView('open'));
    await panel.page.locator('.hunk-line[data-row="h-release"]').first().click();
    await panel.page.locator('vscode-checkbox').click();
    await panel.page.keyboard.press('a');
    await panel.page.keyboard.type('Ok');
    await panel.show(panelView({ changeSets: [ready] }));
    await panel.page.keyboard.type(', as agreed');
    expect(await panel.acts()).toEqual([]);
    expect(await kept(panel).locator('textarea').inputValue()).toBe('Ok, as agreed');
    await panel.close();
  });

  test('words to sign with over the queue, when they are signed elsewhere: why is about them', async () => {
    const panel = await browser.open(requestView('open'));
    await panel.page.locator('.hunk-line[data-row="h-release"]').first().click();
    await panel.page.locator('vscode-checkbox').click();
    await panel.page.keyboard.press('Escape');
    await panel.page.keyboard.press('a');
    await expect.poll(() => panel.focused()).toBe('sign-words');
    await panel.page.keyboard.type('Ok');
    await panel.show(requestView('signed'));
    expect(await kept(panel).locator('.why').textContent()).toContain('What was ticked no longer waits for you.');
    await panel.close();
  });

  test('a rejection that is signed while the queue is filtered leaves focus there', async () => {
    const panel = await browser.open(requestView('open'), { width: 900 });
    await panel.page.keyboard.press('r');
    await panel.page.keyboard.type('No');
    await panel.page.keyboard.press('Control+Enter');
    await panel.page.locator('.hunk').focus();
    await panel.page.keyboard.press('/');
    await panel.answer({ hunk: 'h-release', refused: null, record: 3 });
    await panel.page.keyboard.type('u a');
    expect(await panel.page.locator('.filter-bar vscode-textfield input').inputValue()).toBe('u a');
    expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['reject']);
    await panel.close();
  });

  test('a field without words to keep: what is typed on is dropped until a pause', async () => {
    const panel = await browser.open(both());
    await panel.page.keyboard.press('/');
    await panel.page.keyboard.type('us');
    // The last of the first set is decided, so that its queue goes, and with it the filter.
    await panel.show({ ...both(), changeSets: [], state: 'empty' });
    await panel.show(panelView({ changeSets: [ready] }));
    for (const key of ['Shift+A', 'u', 's']) await panel.page.keyboard.press(key);
    expect(await panel.acts()).toEqual([]);
    await panel.page.waitForTimeout(2_100);
    await panel.page.keyboard.press('Shift+A');
    expect(await panel.acts()).toEqual([{ kind: 'accept-without-findings', changeSet: 'cs-2' }]);
    await panel.close();
  });
});

test('a change set that leaves says so, and which one is shown now', async () => {
  const panel = await browser.open(both());
  await panel.show(panelView({ changeSets: [ready] }));
  expect(await panel.said()).toBe('This change set is no longer in the queue. Now at Second turn.');
  await panel.close();
});

describe('Words that are kept', () => {
  test('go back into their form when it comes again, with focus', async () => {
    const panel = await browser.open(both());
    await typeInForm(panel, 'e');
    await panel.show(emptyView('starting'));
    await panel.page.keyboard.type(', because');
    await panel.show(both());
    await panel.page.keyboard.type(' of a');
    expect(await kept(panel).count()).toBe(0);
    expect(await panel.page.locator('[data-finding="fp-guard"] textarea').inputValue()).toBe('Nope, because of a');
    expect(await panel.acts()).toEqual([]);
    await panel.close();
  });

  test('do not go over words that were typed anew in the form', async () => {
    const panel = await browser.open(both());
    await typeInForm(panel, 'r');
    await panel.show(decide(both(), 'h-users', 'accepted'));
    await panel.page.keyboard.press('Escape');
    await panel.show(both());
    await panel.page.keyboard.press('r');
    const words = panel.page.locator('[data-reject] textarea');
    await words.fill('Something else');
    await panel.show(both());
    expect(await words.inputValue()).toBe('Something else');
    expect(await kept(panel).locator('textarea').inputValue()).toBe('Nope');
    await words.fill('');
    await panel.show(both());
    expect(await words.inputValue()).toBe('Nope');
    expect(await kept(panel).count()).toBe(0);
    await panel.close();
  });

  test('are copied or discarded; Esc leaves them where they are', async () => {
    const panel = await browser.open(both());
    await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await typeInForm(panel, 'r');
    await panel.show(panelView({ changeSets: [ready] }));
    await panel.page.keyboard.press('Escape');
    expect(await panel.focused()).toBe('queue');
    await kept(panel).getByRole('button', { name: 'Copy' }).click();
    expect(await panel.page.evaluate(() => navigator.clipboard.readText())).toBe('Nope');
    await kept(panel).getByRole('button', { name: 'Discard' }).click();
    expect(await kept(panel).count()).toBe(0);
    expect(await panel.focused()).toBe('queue');
    expect(await panel.acts()).toEqual([]);
    await panel.close();
  });
});
