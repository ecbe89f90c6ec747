import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { explorerRow, openContainer, openFile, runCommand, statusItem, waitForCodeLens } from '../workbench.mjs';
import { leftWords, openSampleReview, sampleFindings } from './panel.mjs';

export const name =
  'the editor says the same as the panel: lens, gutter, line note, hover, Problems, diffs, badge and count';
export const options = { viewport: { width: 1600, height: 1000 } };

const file = 'src/routes/accounts.ts';

export async function run({ page, shot, ...bench }) {
  const panel = await openSampleReview({ page, ...bench });
  await statusItem(page, leftWords(6)).waitFor();

  await openFile(page, file);
  await runCommand(page, 'Countersign Panel: Next Open Finding'); // any key of the panel is a command
  await panel.locator('.finding-card:focus').waitFor();
  await openFile(page, file);
  await goToLine(page, 52);

  const lens = await waitForCodeLens(page, '1 to explain');
  assert.match(await lens.innerText(), /removes/);
  const line = page.locator('.codelens-decoration', { hasText: '1 to explain' }).first();
  await line.locator('a', { hasText: 'Reject…' }).waitFor();
  assert.equal(await line.locator('a', { hasText: /^Accept$/ }).count(), 0);

  // The mark in the gutter is a picture, the note behind the line is generated content of a style.
  const mark = page.locator('.glyph-margin-widgets .cgmr');
  await eventually(async () => {
    const images = await mark.evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundImage));
    assert.ok(
      images.some((image) => image.includes('data:image/svg+xml')),
      'No mark in the gutter.',
    );
  });
  await eventually(async () => {
    const notes = await page
      .locator('.view-lines .view-line span')
      .evaluateAll((all) => all.map((one) => getComputedStyle(one, '::after').content));
    assert.ok(
      notes.some((note) => note.replaceAll('\u00a0', ' ').includes('− DELETE /accounts/:id no longer requires admin')),
      'No note behind the line.',
    );
  });
  await shot('marks');

  // What the Problem says is there before what the server adds.
  const hover = page.locator('.monaco-hover', { hasText: sampleFindings.guard }).filter({ hasText: 'Review in panel' });
  await eventually(
    async () => {
      const { x, y, width, height } = await page.locator('.squiggly-warning').first().boundingBox();
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.move(x + width / 2 + 4, y + height / 2);
      await hover.waitFor({ timeout: 3_000 });
    },
    { timeoutMs: 20_000 },
  );
  const said = await hover.innerText();
  for (const part of [
    'removed',
    'requireAuth, requireAdmin',
    'evidence',
    'set by',
    'Asks you to explain',
    'Review in panel',
  ])
    assert.ok(said.includes(part), `The hover says nothing of "${part}":\n${said}`);
  await shot('hover');
  await hover.getByText('Review in panel').click();
  await panel.locator('.finding-card:focus', { hasText: sampleFindings.guard }).waitFor();

  const badge = async () => {
    await openContainer(page, 'Explorer');
    const row = explorerRow(page, 'accounts.ts').first();
    await row.waitFor();
    assert.match(await row.locator('[aria-label]').first().getAttribute('aria-label'), /Findings: 1 to /);
  };
  await openFile(page, file);
  await eventually(badge, { timeoutMs: 15_000 });

  await runCommand(page, 'Problems: Focus on Problems View');
  const problems = page.locator('.markers-panel .monaco-list-row');
  await problems.filter({ hasText: sampleFindings.guard }).first().waitFor();
  await problems.filter({ hasText: 'Countersign' }).first().waitFor();
  await shot('problems');

  await openFile(page, file);
  await runCommand(page, 'Countersign: Open Diff');
  await page.locator('.tab.active', { hasText: 'accounts.ts (' }).waitFor();
  const diff = page.locator('.monaco-diff-editor');
  await diff.locator('.editor.original .view-line', { hasText: 'requireAdmin, async' }).first().waitFor();
  await diff.locator('.editor.modified .view-line', { hasText: 'router.delete' }).first().waitFor();
  await shot('diff');

  await runCommand(page, 'Countersign: Open All Diffs');
  await page.locator('.tab.active', { hasText: 'Edits on disk' }).waitFor();
  await page.locator('.multiDiffEntry', { hasText: 'release.yml' }).first().waitFor();
  await shot('multi-diff');
}

async function goToLine(page, line) {
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input.input').fill(`:${line}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}
