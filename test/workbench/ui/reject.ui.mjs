import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { fingerprints, readText } from './files.mjs';
import {
  backToQueue,
  button,
  openEmptyPanel,
  openFinding,
  openPlainHunk,
  readRecords,
  reject,
  sampleFindings,
  waitForLeft,
} from './panel.mjs';

export const name = 'what is rejected is byte for byte what it was: line endings, BOM, mode, creation and deletion too';
export const options = { timeoutMs: 240_000 };

const special = {
  'src/crlf.ts': 'export const one = 1;\r\nexport const two = 2;\r\n',
  'src/bom.ts': '\uFEFFexport const name = "ledger";\n',
  'src/no-newline.ts': 'export const last = true;',
  'tools/count.py': '#!/usr/bin/env python3\nprint(1)\n',
  'tools/gone.py': 'def unused(a, b):\n    return a\n',
};
const edited = {
  'src/crlf.ts': 'export const one = 1;\nexport const three = 3;\n',
  'src/bom.ts': 'export const name = "books";\n',
  'src/no-newline.ts': 'export const last = false;\n',
  'tools/count.py': '#!/usr/bin/env python3\nprint(2)\n',
  'tools/gone.py': null,
};

export async function run({ page, workspace, landAgentTurn, writeOutside, exec, cli, shot }) {
  const panel = await openEmptyPanel(page);

  // The special files are an agent's too. Accepted, they are what later rejections go back to.
  await exec('mkdir', ['-p', 'tools']);
  await writeOutside(special);
  await exec('chmod', ['755', 'tools/count.py']);
  await button(panel, `Accept ${Object.keys(special).length}`).click();
  await panel.getByRole('heading', { name: /is decided|Everything is decided/ }).waitFor();
  const before = fingerprints(workspace, [
    ...Object.keys(special),
    'worker/requirements.txt',
    'src/aws/invoice-archive.ts',
  ]);
  assert.match(before['tools/count.py'], /:755$/);

  await writeOutside(edited);
  for (const file of Object.keys(edited)) {
    await openPlainHunk(panel, file);
    await reject(panel, 'Nobody asked for it.');
    await eventually(() => assert.equal(fingerprints(workspace, [file])[file], before[file], file));
    const back = panel.locator('.hunk-nav .back');
    if ((await back.count()) > 0) await back.click();
  }
  await shot('special-files');

  await landAgentTurn();
  const written = readText(workspace, '.github/workflows/release.yml');
  await waitForLeft(panel, 6);

  // One hunk of two: the rest of the file stays as the agent wrote it.
  await openFinding(panel, sampleFindings.workflow);
  await reject(panel, 'No step of the workflow writes.');
  await shot('rejected');
  const restored = readText(workspace, '.github/workflows/release.yml');
  assert.equal(restored, written.replace('contents: write', 'contents: read'));
  await backToQueue(panel);

  await openFinding(panel, sampleFindings.cloud);
  await reject(panel, 'Not before the role has the grant.');
  await backToQueue(panel);
  await openFinding(panel, sampleFindings.dependency);
  await reject(panel, 'Three attempts need no package.');
  await eventually(() => assert.deepEqual(fingerprints(workspace, Object.keys(before)), before));

  const rejected = (await readRecords(cli)).filter((record) => JSON.stringify(record).includes('rejected'));
  assert.equal(rejected.length, Object.keys(edited).length + 3);
  assert.ok(JSON.stringify(rejected).includes('No step of the workflow writes.'));
}
