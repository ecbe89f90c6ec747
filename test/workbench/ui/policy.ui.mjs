import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { openFile } from '../workbench.mjs';
import { openEmptyPanel } from './panel.mjs';

export const name = 'a policy is completed, explained and checked while it is written, and a mistyped word has a fix';
export const options = {
  viewport: { width: 1280, height: 760 },
  timeoutMs: 240_000,
  settings: { 'editor.minimap.enabled': false, 'editor.autoClosingBrackets': 'never', 'editor.autoIndent': 'none' },
};

const policy = '.countersign/policy.yaml';
const looks = [
  ['Dark Modern', 'dark'],
  ['Light Modern', 'light'],
];

export async function run({ page, shot, chooseTheme }) {
  await openEmptyPanel(page);
  await openFile(page, policy);
  const text = page.locator('.view-lines', { hasText: 'personal-data-leaves' });
  const mistakes = page.locator('.squiggly-error, .squiggly-warning');
  // Only the lines in view are there: those of the rules are the last.
  await page.locator('.view-lines', { hasText: 'countersign:recommended' }).waitFor();

  // What may stand there, with what it means.
  const suggestion = page.locator('.suggest-widget .monaco-list-row', { hasText: 'guard-removed' });
  await page.keyboard.press('Control+End');
  await text.waitFor();
  await page.keyboard.type('  - { match: { detector: guard-rem');
  const words = page.locator('.suggest-details', { hasText: 'Whoever could not reach this before' });
  // The same keys open the list and unfold and fold what is said of a row; the list may also open by itself, at its own time.
  const unfold = () =>
    eventually(async () => {
      if (!(await words.isVisible())) await page.keyboard.press('Control+Space');
      await words.waitFor({ timeout: 3_000 });
    });
  await unfold();
  assert.ok(await suggestion.isVisible());
  await shot('completion-light');
  await page.keyboard.press('Escape');
  await chooseTheme('Dark Modern');
  await unfold();
  await shot('completion-dark');
  await page.keyboard.press('Enter');
  await page.keyboard.type(', kind: identity.gaurd }, obligation: explian }');
  await page.keyboard.press('Escape');

  // What is wrong, where it is, and what the key means.
  await eventually(async () => assert.equal(await mistakes.count(), 2), { timeoutMs: 20_000 });
  for (const [theme, look] of looks) {
    await chooseTheme(theme);
    const said = await hover(page, mistakes.first(), 'Quick Fix');
    for (const part of ['Did you mean "identity.guard"?', 'CS1005', 'kind: Kind of fact'])
      assert.ok(said.includes(part), `The hover says nothing of "${part}":\n${said}`);
    await shot(`mistake-${look}`);
    await page.mouse.move(640, 4);
    await page.locator('.monaco-hover:visible').waitFor({ state: 'detached' });
  }

  // The fix of both.
  await fix(page, mistakes.first(), 'Change to identity.guard', () => shot('fix-light'));
  await eventually(async () => assert.equal(await mistakes.count(), 1), { timeoutMs: 20_000 });
  await fix(page, mistakes.first(), 'Change to explain');
  await eventually(async () => assert.equal(await mistakes.count(), 0), { timeoutMs: 20_000 });
  const lines = (await text.innerText()).replaceAll('\u00a0', ' ');
  assert.match(lines, /\{ match: \{ detector: guard-removed, kind: identity\.guard \}, obligation: explain \}/);
}

/** Rests the mouse on an element until the hover says `words`; returns all that it says. */
async function hover(page, element, words) {
  const said = page.locator('.monaco-hover:visible', { hasText: words });
  await eventually(
    async () => {
      const { x, y, width, height } = await element.boundingBox();
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.mouse.move(x + width / 2 + 4, y + height / 2);
      await said.waitFor({ timeout: 3_000 });
    },
    { timeoutMs: 20_000 },
  );
  return await said.innerText();
}

/** Takes the quick fix with this title at a mistake. */
async function fix(page, mistake, title, look = async () => {}) {
  const action = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  // The list closes when the findings of the last edit arrive.
  await eventually(
    async () => {
      const { x, y, width, height } = await mistake.boundingBox();
      await page.mouse.click(x + width / 2, y + height / 2);
      await page.keyboard.press('Control+.');
      await action.waitFor({ timeout: 4_000 });
    },
    { timeoutMs: 30_000 },
  );
  await look();
  await action.click();
  await action.waitFor({ state: 'hidden' });
}
