import assert from 'node:assert/strict';
import { readText } from './files.mjs';
import {
  accepted,
  backToQueue,
  button,
  openSampleReview,
  readRecords,
  sampleTotal,
  unfoldPlain,
  waitForLeft,
} from './panel.mjs';

export const name = 'hunks without findings are accepted together in one action; nothing else is among them';

/** No grammar is shipped for it: nobody knows what it does. */
const notJudged = { 'infra/edge.vcl': 'sub vcl_recv {\n  set req.http.X-User = "admin";\n}\n' };

export async function run({ page, writeOutside, landAgentTurn, cli, shot, ...bench }) {
  const panel = await openSampleReview({
    page,
    ...bench,
    async landAgentTurn() {
      await landAgentTurn();
      await writeOutside(notJudged);
    },
  });
  await panel.locator('.hunk-line[title="infra/edge.vcl"]').waitFor();

  await unfoldPlain(panel);
  const plain = panel.locator('.plain-list .hunk-line');
  const count = await plain.count();
  assert.ok(count > 0);
  const paths = await plain.evaluateAll((lines) => lines.map(({ title }) => title));
  assert.ok(!paths.includes('infra/edge.vcl'), 'A hunk that was not judged is listed as one without findings.');
  await shot('unfolded');

  await button(panel, `Accept ${count}`).click();
  await panel.locator('.group-line', { hasText: 'all decided' }).waitFor();
  await button(panel, `Accept ${count}`).waitFor({ state: 'detached' });

  // Everything that asks for something waits as before.
  await waitForLeft(panel, sampleTotal);
  assert.equal(await panel.locator('.hunk-item .outcome').count(), 0);
  const records = await readRecords(cli);
  const recorded = JSON.stringify(records);
  assert.ok(records.length > 0);
  assert.ok(recorded.includes('src/format/dates.ts'));
  for (const path of ['infra/edge.vcl', 'src/aws/invoice-archive.ts', 'worker/requirements.txt'])
    assert.ok(!recorded.includes(path), `${path} was accepted with the others.`);

  // The one that nobody analysed says so, and is acknowledged by itself.
  await panel.locator('.hunk-line[title="infra/edge.vcl"]').click();
  await panel.locator('#why-line', { hasText: 'Not judged: acknowledge that nothing was analysed first.' }).waitFor();
  await shot('not-judged');
  await panel.locator('.finding-card vscode-checkbox label').click();
  await panel.locator('.finding-card .settled', { hasText: 'nothing was analysed' }).waitFor();
  await button(panel, 'Accept hunk').and(panel.locator(':not([aria-disabled="true"])')).click();
  await accepted(panel, 'infra/edge.vcl').waitFor();
  assert.ok(JSON.stringify(await readRecords(cli)).includes('infra/edge.vcl'));
  await backToQueue(panel);
  assert.ok(readText(bench.workspace, 'infra/edge.vcl').includes('vcl_recv'));
}
