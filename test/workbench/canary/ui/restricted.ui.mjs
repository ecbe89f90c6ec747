import assert from 'node:assert/strict';
import { isRestricted, runCommand, trustWorkspace, waitForNotification } from '../../workbench.mjs';

export const name = 'a window can start in Restricted Mode and be trusted later';
export const options = { workspace: 'small', workspaceTrust: true };

export async function run({ page }) {
  assert.equal(await isRestricted(page), true);
  await runCommand(page, 'Countersign: Hello');
  await waitForNotification(page, 'Hello, trusted: false.');

  await trustWorkspace(page);
  assert.equal(await isRestricted(page), false);
  await runCommand(page, 'Countersign: Hello');
  await waitForNotification(page, 'Hello, trusted: true.');
}
