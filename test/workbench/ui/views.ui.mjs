import assert from 'node:assert/strict';
import { hasCommand, openContainer, runCommand, statusItem } from '../workbench.mjs';
import { leftWords, openEmptyPanel, waitForLeft } from './panel.mjs';

export const name =
  'the packaged extension installs, a new user sees the review first and the other views folded, and finds the rest of it from there';
export const options = { viewport: { width: 1280, height: 800 }, timeoutMs: 240_000 };

export async function run({ page, shot, chooseTheme, resize, landAgentTurn }) {
  const panel = await openEmptyPanel(page);
  const header = (view) => page.locator('.part.sidebar .pane-header', { hasText: view });
  const isOpen = (view) => header(view).getAttribute('aria-expanded');
  const height = async (view) => (await header(view).locator('..').boundingBox()).height;
  assert.equal(await hasCommand(page, 'Countersign: Open Review'), true);
  await shot('empty');
  await chooseTheme('Dark Modern');
  await shot('empty-dark');

  await landAgentTurn();
  await waitForLeft(panel, 6);
  assert.deepEqual(await Promise.all(['Review', 'Open Findings', 'Inventory'].map(isOpen)), ['true', 'false', 'false']);
  await shot('review-alone');

  await header('Open Findings').click();
  await page.locator('.part.sidebar .monaco-list-row', { hasText: 'release.yml' }).waitFor();
  await header('Inventory').click();
  await page.locator('.part.sidebar .monaco-list-row', { hasText: 'GitHub Actions' }).waitFor();
  await shot('all-views-dark');
  assert.ok((await height('Review')) > 250, 'No room is left for the review.');
  await chooseTheme('Light Modern');
  await shot('all-views-light');
  await chooseTheme('Light High Contrast');
  await shot('all-views-high-contrast-light');
  await chooseTheme('Light Modern');
  await header('Open Findings').click();
  await header('Inventory').click();

  for (const command of ['Countersign: Export Records…', 'Countersign: Set Up Agents…']) {
    await runCommand(page, command);
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await shot(`pick-${command.split(' ')[1].toLowerCase()}`);
    await page.keyboard.press('Escape');
  }

  await page.mouse.move(640, 4);
  await statusItem(page, leftWords(6)).hover();
  await page.waitForTimeout(1500);
  await shot('status');
  await page.mouse.move(640, 4);

  // At 200 %, as a window half as wide and half as high.
  await resize(640, 400);
  await openContainer(page, 'Countersign');
  await shot('zoomed');
  await resize(1280, 800);

  await runCommand(page, 'Welcome: Open Walkthrough...');
  await page.locator('.quick-input-widget input.input').fill('Review your first');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Review your first' }).first().click();
  await page.locator('.getting-started-step').first().waitFor();
  await page.waitForTimeout(500);
  await shot('walkthrough-light');
  await chooseTheme('Dark Modern');
  await page.waitForTimeout(500);
  await shot('walkthrough-dark');
  for (const step of await page.locator('.getting-started-step').all()) {
    await step.click();
    await page.waitForTimeout(300);
  }
  await shot('walkthrough-last');
}
