import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { backToQueue, openFinding, openSampleReview, sampleFindings, settle } from './panel.mjs';

export const name = 'the panel inside the workbench has no accessibility violation in any of VS Code’s own themes';
export const options = { timeoutMs: 240_000 };

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const themes = ['Dark Modern', 'Light Modern', 'Dark High Contrast', 'Light High Contrast'];

export async function run({ page, chooseTheme, ...bench }) {
  const panel = await openSampleReview({ page, ...bench });
  const inEveryTheme = async (state) => {
    for (const theme of themes) {
      await chooseTheme(theme);
      assert.deepEqual(await violations(panel), [], `${state}, ${theme}`);
    }
  };

  await inEveryTheme('queue');
  const card = await openFinding(panel, sampleFindings.guard);
  await inEveryTheme('finding');
  await settle(panel, card);
  await inEveryTheme('ready');
  await backToQueue(panel);

  // A check that cannot fail is not one.
  await panel.locator('main').evaluate((main) => main.append(document.createElement('button')));
  assert.match((await violations(panel)).join(), /button-name/);
}

async function violations(panel) {
  const body = await panel.locator('body').elementHandle();
  const frame = await body.ownerFrame();
  // As an expression of the debugger: the page's policy lets no script in.
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axe);
  const { violations: found } = await frame.evaluate(() =>
    window.axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
  );
}
