import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PanelBrowser, startBrowser } from './panel-page.ts';
import { changeSet, doneView, fixtures, panelView, viewOf } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test.each([420, 900])('an entry of the summary leads to its hunks, one press after the other, at %d', async (width) => {
  const hunks = [fixtures.webhook, fixtures.users, fixtures.track];
  const entry = {
    change: 'added',
    text: 's3:PutObject',
    secondary: '',
    hunks: ['h-users', 'h-gone', 'h-track'],
  } as const;
  const summary = { mayNowDo: [entry], touches: [], decides: [] };
  const panel = await browser.open(panelView({ changeSets: [changeSet({ hunks, summary })] }), { width });
  const seen: (string | null)[] = [];
  for (let times = 0; times < 3; times++) {
    await panel.page.locator('.summary-entry').click();
    seen.push(await panel.page.locator('.hunk-header b').textContent());
    if (times === 0) expect(await panel.said()).toBe('1 of 2');
    if (width < 700) await panel.page.keyboard.press('Escape');
  }
  expect(seen).toEqual(['users.ts', 'track.ts', 'users.ts']);
  await panel.close();
});

test('of several sets that are decided each is reached', async () => {
  const view = doneView();
  const [first] = view.changeSets;
  const second = { ...first!, id: 'cs-15', turn: 'turn 15' };
  const panel = await browser.open({ ...view, changeSets: [first!, second] });
  expect(await panel.page.locator('h1').textContent()).toBe('Turn 15 is decided');
  await panel.page.getByRole('button', { name: 'Previous change set' }).click();
  expect(await panel.page.locator('h1').textContent()).toBe('Turn 14 is decided');
  await panel.page.keyboard.press('c');
  expect(await panel.page.locator('h1').textContent()).toBe('Turn 15 is decided');
  expect(await panel.focused()).not.toBe('');
  await panel.close();
});

test('a folder that reads from right to left leaves its lines as they are', async () => {
  const panel = await browser.open(
    viewOf({ ...fixtures.users, path: 'src/מסמכים/users.ts', firstLine: 1, lastLine: 3 }),
  );
  const at = await panel.page.locator('.hunk-line .file-name > span').evaluate((place) => {
    const text = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const left = (needle: string): number => {
      for (text.currentNode = place; text.nextNode();) {
        const at = text.currentNode.textContent?.indexOf(needle) ?? -1;
        if (at === -1) continue;
        const range = document.createRange();
        range.setStart(text.currentNode, at);
        range.setEnd(text.currentNode, at + 1);
        return range.getBoundingClientRect().left;
      }
      return NaN;
    };
    return { first: left('1'), last: left('3'), folder: left('ס') };
  });
  expect(at.first).toBeLessThan(at.last);
  expect(at.folder).toBeLessThan(at.first);
  await panel.close();
});
