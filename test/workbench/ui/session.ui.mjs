import assert from 'node:assert/strict';
import path from 'node:path';
import { eventually } from '../eventually.mjs';
import { rootDir } from '../paths.mjs';
import { runCommand } from '../workbench.mjs';
import { readText } from './files.mjs';
import { accept, openEmptyPanel, openFinding, panelOf, settle } from './panel.mjs';

const labAgent = path.join(rootDir, 'test/fixtures/lab-agent/agent.mjs');
export const name =
  'an agent works in a tab: its edit waits in the review, its command is asked about, and it ends when told to';
export const options = {
  settings: { 'countersign.acpAgents': [{ title: 'Lab Agent', command: [process.execPath, labAgent] }] },
};

const file = 'src/routes/accounts.ts';

export async function run({ page, workspace, chooseTheme, shot }) {
  const panel = await openEmptyPanel(page);
  await runCommand(page, 'Countersign: Start Agent Session…');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Lab Agent' }).click();
  const session = panelOf(page, 1);
  await session.locator('.session').waitFor();
  const box = session.locator('.prompt textarea');
  const ask = async (acts) => {
    await session.locator('.state.is-ready').waitFor();
    await box.fill(JSON.stringify(acts));
    await box.press('Enter');
  };

  const before = readText(workspace, file);
  const line = before.split('\n').find((each) => each.includes("router.delete('/:id'"));
  const after = before.replace(line, line.replace('requireAdmin, ', ''));
  await ask([
    { act: 'edit', path: path.join(workspace, file), oldText: before, newText: after },
    { act: 'run', command: 'npm test' },
  ]);
  await session.locator('.edit.is-asked').waitFor();
  assert.equal(readText(workspace, file), before);
  await shot('waits');
  await chooseTheme('Dark Modern');

  await session.locator('.edit.is-asked .button', { hasText: 'Open Review' }).click();
  await settle(panel, await openFinding(panel, 'DELETE /accounts/:id no longer requires admin'));
  await accept(panel);
  await session.locator('.edit.is-accepted').waitFor();
  await eventually(() => assert.equal(readText(workspace, file), after));

  const question = session.locator('.is-question.is-open');
  await question.locator('.button', { hasText: 'allow_once' }).waitFor();
  await shot('asks');
  await question.locator('.button', { hasText: 'allow_once' }).click();
  await session.locator('.is-agent', { hasText: 'All done.' }).waitFor();

  await ask([{ act: 'wait' }]);
  await session.locator('.button', { hasText: 'Stop' }).click();
  await session.locator('.is-note', { hasText: 'Stopped.' }).waitFor();
  assert.equal(await box.evaluate((element) => element.ownerDocument.activeElement === element), true);
}
