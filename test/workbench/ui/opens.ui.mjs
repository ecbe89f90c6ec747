import assert from 'node:assert/strict';
import { hasCommand, openContainer, webviewFrame } from '../workbench.mjs';

export const name = 'the packaged extension installs, and its panel opens from the activity bar';

export async function run({ page, shot }) {
  await openContainer(page, 'Countersign');
  const panel = webviewFrame(page, { extensionId: 'countersign.countersign' });
  await panel.locator('body :text-matches("\\\\S")').first().waitFor();
  await shot('panel');

  assert.equal(await hasCommand(page, 'Countersign: Open Review'), true);
}
