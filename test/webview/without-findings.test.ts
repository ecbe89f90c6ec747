import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PanelBrowser, startBrowser } from './panel-page.ts';
import { decide, fixtures, mapHunks, panelView, plainHunks, viewOf } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test('Shift+a accepts them together from the queue, in one action', async () => {
  const panel = await browser.open(panelView());
  await panel.page.keyboard.press('Shift+A');
  expect(await panel.acts()).toEqual([{ kind: 'accept-without-findings', changeSet: 'cs-14' }]);
  await panel.close();
});

test('with nothing else in the change set they are listed, and accepting them is the next step', async () => {
  const panel = await browser.open(viewOf(...plainHunks(3)));
  expect(await panel.page.locator('.plain-list .hunk-line').count()).toBe(3);
  expect(await panel.page.locator('.action-bar vscode-button.primary').textContent()).toContain('Accept 3');
  await panel.page.locator('.group-line').click();
  expect(await panel.page.locator('.plain-list').count()).toBe(0);
  await panel.close();
});

test('beside findings they are folded', async () => {
  const panel = await browser.open(viewOf(fixtures.users, ...plainHunks(3)));
  expect(await panel.page.locator('.plain-list').count()).toBe(0);
  await panel.close();
});

test('focus goes from the button that is gone to the queue, and to the summary when all is decided', async () => {
  const view = viewOf(fixtures.users, ...plainHunks(2));
  const panel = await browser.open(view);
  const button = panel.page.locator('vscode-button', { hasText: 'Accept 2' });
  await button.focus();
  await panel.show(mapHunks(view, (hunk) => (hunk.findings.length === 0 ? { ...hunk, outcome: 'accepted' } : hunk)));
  expect(await button.count()).toBe(0);
  expect(await panel.focused()).toBe('queue');
  await panel.close();

  const plain = viewOf(...plainHunks(1));
  const done = await browser.open(plain);
  await done.page.locator('vscode-button', { hasText: 'Accept 1' }).focus();
  const [hunk] = plain.changeSets[0]?.hunks ?? [];
  await done.show({ ...decide(plain, hunk?.id ?? '', 'accepted'), state: 'done' });
  expect(await done.focused()).toBe('summary');
  await done.close();
});
