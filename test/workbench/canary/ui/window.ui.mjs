import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eventually } from '../../eventually.mjs';
import {
  explorerRow,
  hasCommand,
  openContainer,
  openFile,
  runCommand,
  saveFile,
  typeAtLine,
  waitForCodeLens,
  waitForNotification,
  webviewFrame,
} from '../../workbench.mjs';

export const name = 'every helper does in the window what its name says';
export const options = { workspace: 'small', theme: 'Dark Modern' };

const extensionId = 'countersign-test.throwaway';

export async function run({
  page,
  workspace,
  shot,
  chooseTheme,
  resize,
  writeOutside,
  landAgentTurn,
  restartServer,
  reloadWindow,
  ...rest
}) {
  await explorerRow(page, 'notes.txt').waitFor();

  await openContainer(page, 'Countersign');
  const view = webviewFrame(page, { extensionId });
  await view.locator('#add').click();
  await view.locator('#count', { hasText: 'count 1' }).waitFor();

  assert.equal(await hasCommand(page, 'Countersign: Hello'), true);
  assert.equal(await hasCommand(page, 'Countersign: Hell'), false, 'only the full title counts');
  await runCommand(page, 'Countersign: Hello');
  await waitForNotification(page, 'Hello, trusted: true.');

  await openFile(page, 'src/greet.ts');
  await (await waitForCodeLens(page, 'Throwaway lens')).click();
  await typeAtLine(page, 3, ' // typed');
  await saveFile(page);
  await eventually(() =>
    assert.match(fs.readFileSync(path.join(workspace, 'src/greet.ts'), 'utf8'), /} \/\/ typed\n$/),
  );

  await writeOutside({
    'src/greet.ts': 'export const greeting = 1;\n',
    'new.txt': Buffer.from([0xff, 0xfe, 0x41, 0x00]),
  });
  await page.locator('.view-line', { hasText: 'greeting' }).waitFor();
  assert.equal(fs.readFileSync(path.join(workspace, 'new.txt')).length, 4);

  assert.deepEqual(await landAgentTurn(), ['src/greet.ts', 'notes.txt']);
  await page.locator('.view-line', { hasText: 'console.log' }).waitFor();

  await chooseTheme('Dark High Contrast');
  await page.locator('.monaco-workbench.hc-black').waitFor();
  await resize(900);
  const file = await shot('narrow-high-contrast');
  assert.ok(fs.statSync(file).size > 10_000);
  assert.ok(fs.statSync(await shot('editor', page.locator('.editor-instance').first())).size > 1_000);

  const host = rest.processes().find(({ command }) => command.includes('--type=extensionHost'));
  assert.ok(host, 'the extension host is not among the processes');

  await restartServer(async () => assert.equal(rest.processes().length, 0));
  await openContainer(page, 'Countersign');
  await view.locator('#count', { hasText: 'count 1' }).waitFor();

  await reloadWindow();
  await openContainer(page, 'Countersign');
  await view.locator('#count', { hasText: 'count 1' }).waitFor();
  const second = await rest.openWindow();
  await explorerRow(second, 'new.txt').waitFor();

  const git = await rest.exec('git', ['status', '--short']);
  assert.equal(git.stdout, ' D notes.txt\n M src/greet.ts\n?? new.txt\n');
}
