import { runCommand, trustWorkspace, waitForNotification, waitForRestrictedMode } from '../../workbench.mjs';

export const name = 'a window can start in Restricted Mode and be trusted later';
export const options = { workspace: 'small', workspaceTrust: true };

export async function run({ page }) {
  await waitForRestrictedMode(page);
  await runCommand(page, 'Countersign: Hello');
  await waitForNotification(page, 'Hello, trusted: false.');

  await trustWorkspace(page);
  await runCommand(page, 'Countersign: Hello');
  await waitForNotification(page, 'Hello, trusted: true.');
}
