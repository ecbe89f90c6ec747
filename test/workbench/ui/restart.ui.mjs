import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import {
  accept,
  backToQueue,
  openFinding,
  openPanel,
  openSampleReview,
  readRecords,
  sampleFindings,
  sampleTotal,
  settle,
  waitForLeft,
} from './panel.mjs';

export const name =
  'killing the server, reloading the window and restarting VS Code in the middle of a review lose nothing';
export const options = { timeoutMs: 240_000 };

const isLanguageServer = ({ command }) => command.includes('server/dist/server.mjs');

export async function run({ page, processes, reloadWindow, restartServer, writeOutside, cli, shot, ...bench }) {
  const panel = await openSampleReview({ page, ...bench });

  await settle(panel, await openFinding(panel, sampleFindings.dependency));
  await backToQueue(panel);
  await settle(panel, await openFinding(panel, sampleFindings.cloud));
  await accept(panel);
  await backToQueue(panel);
  const before = await readQueue(panel);
  const records = await readRecords(cli);
  assert.equal(records.length, 1);

  const checkSame = async (what) => {
    await waitForLeft(panel, sampleTotal - 2);
    assert.deepEqual(await readQueue(panel), before, what);
    assert.deepEqual(await readRecords(cli), records, what);
  };
  await checkSame('at first');

  const killed = processes().find(isLanguageServer);
  process.kill(killed.pid, 'SIGKILL');
  await eventually(() => {
    const next = processes().find(isLanguageServer);
    assert.ok(next && next.pid !== killed.pid, 'No language server came back.');
  });
  await checkSame('after the language server was killed');

  await reloadWindow();
  await openQueue(page);
  await checkSame('after the window was reloaded');

  await restartServer();
  await openQueue(page);
  await checkSame('after VS Code was restarted');
  await shot('restarted');

  // What lands while nobody watches waits as well.
  await restartServer(() =>
    writeOutside({
      'src/aws/ledger-export.ts': `import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({});

export const readExport = (key: string) => s3.send(new GetObjectCommand({ Bucket: 'ledger-exports', Key: key }));
`,
    }),
  );
  await openQueue(page);
  await panel
    .locator('.position, .finding-row', { hasText: /of 2|ledger-exports/ })
    .first()
    .waitFor();
  assert.deepEqual(await readRecords(cli), records);
  await shot('landed-meanwhile');
}

/** A page that was reloaded may show the hunk that was open. */
async function openQueue(page) {
  const panel = await openPanel(page);
  await panel.locator('.queue, .hunk-nav').first().waitFor();
  if ((await panel.locator('.hunk-nav').count()) > 0) await backToQueue(panel);
}

/** Each row with what is left to do on it. */
const readQueue = (panel) =>
  panel
    .locator('.hunk-item')
    .evaluateAll((items) =>
      items.map((item) => [
        item.querySelector('.hunk-line').title,
        ...[...item.querySelectorAll('.finding-row')].map((row) => row.textContent),
        item.querySelector('.outcome')?.textContent ?? '',
      ]),
    );
