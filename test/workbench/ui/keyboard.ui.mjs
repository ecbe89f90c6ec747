import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { acceptButton, openSampleReview, readRecords, sampleFindings, sampleTotal, waitForLeft } from './panel.mjs';

export const name = 'a review by keys alone; focus stays where the work is';

export async function run({ page, cli, shot, ...bench }) {
  const panel = await openSampleReview({ page, ...bench });
  const press = (key) => page.keyboard.press(key);
  const focusIs = (what, selector, text) =>
    eventually(async () => {
      const place = await panel.locator('body').evaluate(() => {
        const { activeElement } = document;
        const part = activeElement?.closest('[data-focus]') ?? activeElement;
        return { focus: part?.getAttribute('data-focus') ?? part?.tagName ?? '', text: part?.textContent ?? '' };
      });
      assert.match(place.focus, selector, what);
      if (text) assert.ok(place.text.includes(text), `${what}: ${place.text}`);
    });

  // From the palette or a click into the view, the panel has focus; from then on keys are enough.
  await panel.locator('h1').click();
  await press('n');
  await focusIs('n opens the first open finding', /^card:/, sampleFindings.workflow);
  await press('n');
  await focusIs('n goes to the next', /^card:/, sampleFindings.guard);
  await press('Shift+N');
  await focusIs('Shift+n goes back', /^card:/, sampleFindings.workflow);
  await press('Control+k');
  await press('Shift+F');
  await focusIs('a chord of the editor goes to the next open finding', /^card:/, sampleFindings.guard);
  await press('Shift+N');
  await focusIs('and back', /^card:/, sampleFindings.workflow);

  await press('a');
  await focusIs('a that cannot accept goes to the form', /^words:/);
  await page.keyboard.type('n, a, r and u are letters here.');
  assert.equal(await panel.locator('.finding-card textarea').inputValue(), 'n, a, r and u are letters here.');
  await press('Escape');
  await focusIs('Esc leaves the field for its card', /^card:/, sampleFindings.workflow);

  await press('e');
  await focusIs('e goes to the words', /^words:/);
  await press('Shift+Tab');
  await focusIs('Shift+Tab goes to the reason', /^reason:/);
  await press('ArrowDown');
  await press('ArrowDown');
  await press('Enter');
  await press('e');
  await press('Tab');
  await focusIs('Tab goes to the words', /^words:/);
  await press('Control+Enter');
  await panel.locator('.finding-card .settled', { hasText: 'Explained by you' }).waitFor();
  await waitForLeft(panel, sampleTotal - 1);
  await focusIs('focus stays on the settled finding', /^card:/, sampleFindings.workflow);
  await shot('explained');

  await press('a');
  await panel.locator('.went-on', { hasText: 'Accepted release.yml' }).waitFor();
  await focusIs('Accept goes on to the next open finding', /^card:/, sampleFindings.guard);
  assert.equal((await readRecords(cli)).length, 1);
  await shot('went-on');
  await press('u');
  await panel.locator('.went-on').waitFor({ state: 'detached' });
  await panel.locator('.hunk-header b', { hasText: 'release.yml' }).waitFor();
  await acceptButton(panel).waitFor();
  assert.equal((await readRecords(cli)).length, 2); // nothing is erased

  await press('r');
  await focusIs('r asks for the reason', /^reject-words/);
  await page.keyboard.type('No step writes.');
  await press('Control+Enter');
  await panel.locator('.outcome-note', { hasText: 'No step writes.' }).waitFor();

  await press('?');
  const keys = panel.locator('dialog.keys-table');
  await keys.waitFor();
  await shot('keys');
  await press('Escape');
  await keys.waitFor({ state: 'detached' });

  // Space ticks the finding that has focus, and no other.
  await press('Escape');
  await panel.locator('.queue').waitFor();
  for (let step = 0; step < sampleTotal; step += 1) {
    await press('n');
    await panel.locator('.finding-card').first().waitFor();
    if ((await panel.locator('.finding-card vscode-checkbox').count()) > 0) break;
  }
  await focusIs('n reaches a finding to acknowledge', /^card:/);
  await press(' ');
  await panel.locator('.finding-card .settled', { hasText: 'Acknowledged by you' }).waitFor();
  await press('Escape');
  await panel.locator('.queue').waitFor();
  await focusIs('Esc goes back to the row it came from', /^row:/);
  await waitForLeft(panel, sampleTotal - 2);
}
