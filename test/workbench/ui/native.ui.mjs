import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { openContainer, runCommand, statusItem } from '../workbench.mjs';
import {
  leftWords,
  openFinding,
  openSampleReview,
  readRecords,
  reject,
  sampleFindings,
  waitForLeft,
} from './panel.mjs';

export const name =
  'without the panel: findings are ticked in a tree, explained in a thread, and what was rejected is sent back in one message';
export const options = {
  viewport: { width: 1600, height: 1000 },
  settings: { 'countersign.commentThreads': true },
};

export async function run({ page, cli, shot, ...bench }) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const panel = await openSampleReview({ page, ...bench });

  // A tree with checkboxes: one tick, one finding.
  await runCommand(page, 'Countersign: Focus on Open Findings View');
  const tree = page.locator('.pane', { has: page.locator('.pane-header', { hasText: 'Open Findings' }) });
  await tree.locator('.monaco-list-row').first().waitFor();
  const row = await scrollTo(page, tree, sampleFindings.cloud);
  await shot('tree');
  await row.locator('.custom-view-tree-node-item-checkbox').click();
  await waitForLeft(panel, 5);
  await row
    .locator('.custom-view-tree-node-item-checkbox[aria-checked="true"], .codicon-tree-item-checkbox.codicon-check')
    .first()
    .waitFor();

  // Whoever writes a commit message is told that something waits, and goes on or reviews it.
  await runCommand(page, 'Source Control: Focus on Changes View');
  const message = page.locator('.scm-editor .view-lines').first();
  await message.click();
  await page.keyboard.type('Support closes accounts');
  await page.locator('.scm-editor .squiggly-warning').first().waitFor();
  await message.locator('.view-line').first().hover();
  await page.locator('.monaco-hover', { hasText: 'hunks on disk wait for your review' }).waitFor();
  await shot('commit');
  await runCommand(page, 'Countersign: Focus on Open Findings View');

  // A tick on what asks for words asks for them; Escape leaves everything as it was.
  const guard = await scrollTo(page, tree, sampleFindings.guard);
  await guard.locator('.custom-view-tree-node-item-checkbox').click();
  await page.locator('.quick-input-widget', { hasText: 'why is this right' }).waitFor();
  await page.keyboard.press('Escape');
  await statusItem(page, leftWords(5)).waitFor();

  // A thread in the file: the reply is the reason in words.
  await runCommand(page, 'Comments: Focus on Comments View');
  await page.locator('.comments-panel .monaco-list-row', { hasText: sampleFindings.guard }).click();
  const thread = page.locator('.review-widget', { hasText: 'no longer requires admin' });
  await thread.waitFor();
  await shot('thread');
  const field = thread.locator('.comment-form .monaco-editor, .comment-form-container .monaco-editor').first();
  const button = thread.locator('.review-thread-reply-button');
  if ((await button.count()) > 0) await button.first().click();
  await field.click();
  await page.keyboard.type('Support closes accounts from the back office now.');
  await thread.locator('.monaco-text-button', { hasText: 'Explain with These Words' }).click();
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Intended by the task' }).click();
  await waitForLeft(panel, 4);
  await shot('thread-explained');

  // Unticked it is open again.
  const ticked = await scrollTo(page, tree, sampleFindings.cloud);
  await ticked.locator('.custom-view-tree-node-item-checkbox').click();
  await waitForLeft(panel, 5);

  // One message of everything that was rejected.
  await openContainer(page, 'Countersign');
  await openFinding(panel, sampleFindings.dependency);
  await reject(panel, 'Three attempts need no package.');
  await runCommand(page, 'Countersign: Send Back What Was Rejected');
  await page.locator('.notification-toast', { hasText: 'on the clipboard' }).waitFor();
  await shot('sent-back');
  await eventually(async () => {
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(text, /worker\/requirements\.txt.*\n\nWhy: Three attempts need no package\./s);
  });
  assert.equal((await readRecords(cli)).length, 1);
}

/** The row of a tree that draws only what is in view: gone to by keys, as whoever hears it does. */
async function scrollTo(page, tree, text) {
  const row = tree.locator('.monaco-list-row', { hasText: text });
  await runCommand(page, 'Countersign: Focus on Open Findings View');
  await page.keyboard.press('Home');
  for (let steps = 0; steps < 30 && !(await row.isVisible()); steps += 1) await page.keyboard.press('ArrowDown');
  await row.waitFor();
  return row;
}
