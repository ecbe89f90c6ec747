import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { runCommand, statusItem } from '../workbench.mjs';
import { fingerprints, readText } from './files.mjs';
import {
  accept,
  backToQueue,
  button,
  openEmptyPanel,
  openFinding,
  readRecords,
  settle,
  writeRejection,
} from './panel.mjs';
import { picturePanel, pictureScale } from './pictures.mjs';

export const options = { scale: pictureScale, timeoutMs: 240_000 };
export const name =
  'an agent that asks waits: nothing is written before the panel accepts it, and a rejection reaches it with its reason';

const file = 'src/routes/accounts.ts';
const guard = 'DELETE /accounts/:id no longer requires admin';

export async function run({ page, workspace, exec, cli, writeOutside, shot, ...bench }) {
  const panel = await openEmptyPanel(page);
  const set = await cli('init', '--yes', '--user', '--agent', 'codex');
  assert.equal(set.code, 0, set.stderr);

  const text = readText(workspace, file);
  const line = text.split('\n').find((each) => each.includes("router.delete('/:id'"));
  const open = line.replace('requireAdmin, ', '');
  const ask = async () => {
    const command = `*** Begin Patch\n*** Update File: ${file}\n@@\n-${line}\n+${open}\n*** End Patch\n`;
    const payload = {
      session_id: '01a1fcfa',
      turn_id: '7',
      cwd: workspace,
      hook_event_name: 'PreToolUse',
      model: 'gpt-5.5',
      permission_mode: 'default',
      tool_name: 'apply_patch',
      tool_input: { command },
      tool_use_id: 'call_000004',
    };
    const answered = await exec('sh', ['-c', '"$HOME/.countersign/hook" codex --wait 100'], JSON.stringify(payload));
    return JSON.parse(answered.stdout);
  };

  const before = fingerprints(workspace, [file]);
  const rejected = ask();
  await panel.locator('.held-card .countdown', { hasText: /^1:\d\d$/ }).waitFor();
  await statusItem(page, '1 held').waitFor();
  await page
    .locator('.notification-toast', { hasText: 'Codex waits with an edit of src/routes/accounts.ts' })
    .waitFor();
  await shot('waits');
  await picturePanel({ page, ...bench }, panel, 'held', 608);
  await openFinding(panel, guard);
  await shot('card');
  await writeRejection(panel, 'Only admins delete accounts.');
  await picturePanel({ page, ...bench }, panel, 'reject', 900);
  await button(panel, 'Reject hunk').click();
  const { hookSpecificOutput } = await rejected;
  assert.equal(hookSpecificOutput.permissionDecision, 'deny');
  assert.match(hookSpecificOutput.permissionDecisionReason, /Only admins delete accounts\./);
  assert.deepEqual(fingerprints(workspace, [file]), before);

  // The same edit again was rejected already; another one is asked about.
  assert.equal((await ask()).hookSpecificOutput.permissionDecision, 'deny');
  await writeOutside({ 'notes.txt': 'The team wants support to delete accounts.\n' });

  const other = text.replace(line, open.replace('delete(', 'delete(/* support */ '));
  const asked = exec(
    'sh',
    ['-c', '"$HOME/.countersign/hook" claude-code --wait 100'],
    JSON.stringify({
      hook_event_name: 'PreToolUse',
      session_id: 's',
      cwd: workspace,
      tool_name: 'Write',
      tool_input: { file_path: `${workspace}/${file}`, content: other },
    }),
  );
  await panel.locator('.held-card').waitFor();
  await runCommand(page, 'Countersign: Open All Diffs');
  await eventually(async () =>
    assert.ok((await page.locator('.multiDiffEntry').count()) > 0, 'No diff of what is proposed.'),
  );
  await shot('diff');
  const card = await openFinding(panel, guard);

  // The right side of the diff is what would be written, and can be changed.
  await panel.locator('.hunk-facts .link', { hasText: 'Open diff' }).click();
  const right = page.locator('.editor.modified .view-lines').last();
  await right.waitFor();
  // The diff of all files has such a side too: what is typed before this one has gone to its line goes there.
  await page.locator('.tab.active', { hasText: 'accounts.ts' }).waitFor();
  const at = text.split('\n').indexOf(line) + 1;
  await statusItem(page, `Ln ${at}, Col 1`).waitFor();
  await right.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('// Support deletes accounts.');
  await page.keyboard.press('ControlOrMeta+S');
  await backToQueueIfOpen(panel);
  await panel.locator('.progress-line', { hasText: '1 without findings' }).waitFor();
  await shot('amended');
  await settle(panel, (await card.count()) > 0 ? card : await openFinding(panel, guard));
  await accept(panel);
  await backToQueueIfOpen(panel);
  await button(panel, 'Accept 1').click();
  const { hookSpecificOutput: amended } = JSON.parse((await asked).stdout);
  assert.equal(amended.permissionDecision, 'allow');
  assert.equal(amended.updatedInput.content, `${other}// Support deletes accounts.`);
  assert.deepEqual(fingerprints(workspace, [file]), before);
  await writeOutside({ [file]: amended.updatedInput.content });

  // What was accepted is not put up again when it lands.
  await page.waitForTimeout(2_000);
  assert.equal(await panel.locator(`.hunk-item .hunk-line[title="${file}"]`).count(), 0);
  const records = await readRecords(cli);
  assert.deepEqual(
    records.map(({ outcome, origin }) => [outcome, origin?.agent, origin?.held]),
    [
      ['rejected', 'codex', true],
      ['accepted', 'claude-code', true],
      ['amended', 'claude-code', true],
    ],
  );
}

async function backToQueueIfOpen(panel) {
  if ((await panel.locator('.hunk-nav .back').count()) > 0) await backToQueue(panel);
}
