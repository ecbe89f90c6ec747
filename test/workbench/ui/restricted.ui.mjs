import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { eventually } from '../eventually.mjs';
import { hasCommand, statusItem, trustWorkspace, waitForRestrictedMode } from '../workbench.mjs';
import { acceptButton, openPanel, panelOf, readRecords } from './panel.mjs';

export const name = 'in Restricted Mode the panel says so, and no git runs';
export const options = { workspaceTrust: true, settings: { 'git.enabled': false }, timeoutMs: 180_000 };

export async function run({ page, workspace, env, restartServer, writeOutside, cli, shot }) {
  const log = watchGit(env, path.join(workspace, '../trace'));
  await restartServer();
  await waitForRestrictedMode(page);

  const panel = await openPanel(page);
  await panel.getByText('Restricted Mode').first().waitFor();
  await statusItem(page, 'Countersign restricted').waitFor();
  await shot('restricted');

  await writeOutside({
    'src/export.ts': `import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';\n\nexport const keep = () => new S3Client({}).send(new PutObjectCommand({ Bucket: 'ledger-exports', Key: 'a' }));\n`,
  });
  for (const title of ['Countersign: Review My Changes (Uncommitted)', 'Countersign: Verify Records'])
    assert.equal(await hasCommand(page, title), false, title);
  assert.equal(await acceptButton(panel).count(), 0);
  assert.deepEqual(readLog(log), []);
  assert.equal(fs.existsSync(path.join(workspace, '.git/countersign')), false, 'State was written.');

  // The watch on git can see it: with trust it runs.
  await trustWorkspace(page);
  await eventually(() => assert.notDeepEqual(readLog(log), []), { timeoutMs: 30_000 });
  const trusted = panelOf(page);
  await trusted.getByText('Restricted Mode').first().waitFor({ state: 'detached' });
  assert.deepEqual(await readRecords(cli), []);
  await shot('trusted');
}

/** Lets every git that is started with this environment write down how it was called. @returns the file it writes to */
function watchGit(env, folder) {
  fs.mkdirSync(folder);
  const log = path.join(folder, 'git.log');
  env.GIT_CONFIG_GLOBAL = path.join(folder, 'gitconfig');
  fs.writeFileSync(env.GIT_CONFIG_GLOBAL, `[trace2]\n\tnormalTarget = ${log}\n`);
  return log;
}

const readLog = (log) => (fs.existsSync(log) ? fs.readFileSync(log, 'utf8').trim().split('\n') : []);
