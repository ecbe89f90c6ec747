import assert from 'node:assert/strict';
import { activityItem, statusItem } from '../workbench.mjs';
import {
  accept,
  acceptButton,
  backToQueue,
  leftWords,
  openFinding,
  openSampleReview,
  readRecords,
  sampleFindings,
  sampleTotal,
  settle,
  waitForLeft,
  whyLine,
} from './panel.mjs';

export const name = 'an agent’s turn is read, acknowledged finding by finding, accepted, and its record verifies';

export async function run({ page, cli, shot, ...bench }) {
  const panel = await openSampleReview({ page, ...bench });
  await statusItem(page, leftWords(sampleTotal)).waitFor();
  await activityItem(page, 'Countersign')
    .locator('.badge-content', { hasText: String(sampleTotal) })
    .waitFor();
  await shot('queue');

  // Grouped by hunk under its file.
  const rows = panel.locator('.hunk-item');
  assert.equal(await rows.count(), sampleTotal);
  const guard = rows.filter({ has: panel.locator('.hunk-line[title="src/routes/accounts.ts"]') });
  await guard.locator('.finding-row', { hasText: sampleFindings.guard }).waitFor();
  assert.match(await panel.locator('.summary').innerText(), /s3:PutObject/);

  // Not before it is explained, and it says so.
  const card = await openFinding(panel, sampleFindings.guard);
  const acceptHunk = acceptButton(panel);
  assert.equal(await acceptHunk.getAttribute('aria-disabled'), 'true');
  assert.equal(await acceptHunk.getAttribute('aria-describedby'), 'why-line');
  assert.equal(await whyLine(panel).innerText(), '1 open on this hunk: the finding is not explained yet.');
  await shot('blocked');
  await acceptHunk.dispatchEvent('click'); // Playwright does not click what is marked as disabled; people do
  await panel.locator('#live', { hasText: 'Cannot be accepted yet' }).waitFor({ state: 'attached' });
  assert.deepEqual(await readRecords(cli), []);

  await settle(panel, card, 'Support closes accounts from the back office now.');
  await waitForLeft(panel, sampleTotal - 1);
  await statusItem(page, leftWords(sampleTotal - 1)).waitFor();
  assert.equal(await whyLine(panel).innerText(), 'Nothing open on this hunk. Accepting writes a record.');
  assert.deepEqual(await readRecords(cli), []); // explaining accepts nothing

  await accept(panel);
  await shot('accepted');
  const records = await readRecords(cli);
  assert.equal(records.length, 1);
  const text = JSON.stringify(records[0]);
  for (const part of [
    'src/routes/accounts.ts',
    'accepted',
    'needed',
    'Support closes accounts from the back office now.',
  ])
    assert.ok(text.includes(part), `The record says nothing of "${part}": ${text}`);

  await backToQueue(panel);
  await guard.locator('.outcome', { hasText: 'accepted' }).waitFor();
  assert.equal(await panel.locator('.hunk-item .outcome', { hasText: 'accepted' }).count(), 1);
}
