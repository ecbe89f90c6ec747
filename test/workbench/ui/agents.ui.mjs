import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { runCommand } from '../workbench.mjs';
import { openEmptyPanel } from './panel.mjs';

export const name =
  'agents are set up from the editor: what would be written is shown, and only what is confirmed is written';

const command = 'Countersign: Set Up Agents…';

export async function run({ page, env, chooseTheme, shot }) {
  await openEmptyPanel(page);
  const config = path.join(env.HOME, '.codex/hooks.json');
  fs.mkdirSync(path.dirname(config), { recursive: true });
  fs.writeFileSync(config, '{ "hooks": { "Stop": [] } }\n');

  const openPlans = async () => {
    await runCommand(page, command);
    await pick(page, 'My own configuration').click();
    await pick(page, 'Codex').waitFor();
  };

  // Turned down, nothing is written.
  await openPlans();
  await shot('which');
  await page.keyboard.press('Enter'); // those that are used are ticked
  await page.locator('.multiDiffEntry', { hasText: 'hooks.json' }).waitFor();
  await dialog(page).waitFor();
  assert.match(await dialog(page).innerText(), /Write this file as shown\? Codex runs a hook only when you trust it/);
  await shot('confirm');
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  assert.equal(fs.readFileSync(config, 'utf8'), '{ "hooks": { "Stop": [] } }\n');
  assert.equal(fs.existsSync(path.join(env.HOME, '.countersign')), false);

  await chooseTheme('Dark Modern');
  await openPlans();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await shot('confirm-dark');
  await dialog(page).getByRole('button', { name: 'Write' }).click();
  await page.locator('.notification-toast', { hasText: 'Codex told to ask before writing. 1 file written.' }).waitFor();
  const { hooks } = JSON.parse(fs.readFileSync(config, 'utf8'));
  assert.deepEqual(hooks.Stop, []);
  assert.match(hooks.PreToolUse[0].hooks[0].command, /\.countersign\/hook" codex/);
  assert.ok(fs.existsSync(path.join(env.HOME, '.countersign/hook')));

  await openPlans();
  await pick(page, 'asks already').waitFor();
  await shot('again-dark');
}

const pick = (page, text) => page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
const dialog = (page) => page.locator('.notification-toast', { hasText: 'as shown?' });
