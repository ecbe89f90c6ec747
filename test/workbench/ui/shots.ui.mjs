/**
 * The pictures of the docs. They go where all screenshots of scenarios go; to replace those in media/:
 *
 *     PICTURES=media node test/workbench/run.mjs ui --only shots
 */
import fs from 'node:fs';
import path from 'node:path';
import { rootDir } from '../paths.mjs';
import { openFile, waitForCodeLens } from '../workbench.mjs';
import { accept, backToQueue, openFinding, openSampleReview, sampleFindings, settle, waitForLeft } from './panel.mjs';

export const name = 'pictures of panel and editor, in light, dark and high contrast';
export const options = {
  scale: 2,
  theme: 'Dark Modern',
  viewport: { width: 1360, height: 860 },
  timeoutMs: 300_000,
  settings: {
    'editor.minimap.enabled': false,
    'editor.fontSize': 12,
    'editor.stickyScroll.enabled': false,
    'workbench.editor.showTabs': 'multiple',
    'scm.defaultViewMode': 'tree',
  },
};

export async function run({ page, shots, chooseTheme, resize, ...bench }) {
  const folder = process.env.PICTURES ? path.resolve(rootDir, process.env.PICTURES) : shots;
  fs.mkdirSync(folder, { recursive: true });
  const picture = async (name, options = {}) => {
    const { width, height } = page.viewportSize();
    await page.mouse.move(width - 60, height - 60); // over empty lines: nothing to say about them
    await page.locator('.monaco-hover:visible, .workbench-hover:visible').waitFor({ state: 'detached' });
    await page.screenshot({ path: path.join(folder, `${name}.png`), ...options });
  };
  const wear = async (theme, kind) => {
    await chooseTheme(theme);
    await panel.locator(`body.vscode-${kind}`).waitFor(); // the page in the panel follows a moment later
  };
  const panelPicture = async (name) => {
    await panel.locator('[data-scroll]').evaluateAll((parts) => parts.forEach((part) => (part.scrollTop = 0)));
    const { x, y, width, height } = await page.locator('.part.sidebar').boundingBox();
    await picture(name, { clip: { x, y, width, height } });
  };

  const panel = await openSampleReview({ page, ...bench });

  // A telling moment: something done, something open, something nobody would let through.
  await settle(panel, await openFinding(panel, sampleFindings.dependency), 'Pinned.');
  await accept(panel);
  await backToQueue(panel);
  await waitForLeft(panel, 5);

  await resize(1360, 1110);
  await dragSidebarTo(page, 470);
  await panelPicture('panel-dark');
  await wear('Light Modern', 'light');
  await panelPicture('panel-light');
  await wear('Dark High Contrast', 'high-contrast');
  await panelPicture('panel-high-contrast');

  await wear('Dark Modern', 'dark');
  await dragSidebarTo(page, 320 + 48);
  await panelPicture('panel-narrow-dark');
  await wear('Light Modern', 'light');
  await panelPicture('panel-narrow-light');

  await openFinding(panel, sampleFindings.guard);
  await resize(1360, 1180);
  await dragSidebarTo(page, 470);
  await panelPicture('finding-light');
  await wear('Dark Modern', 'dark');
  await panelPicture('finding-dark');

  await resize(1360, 940);
  await dragSidebarTo(page, 960);
  await panel.locator('.is-wide').waitFor();
  await panelPicture('panel-wide-dark');
  await wear('Light Modern', 'light');
  await panelPicture('panel-wide-light');

  await resize(1080, 520);
  await dragSidebarTo(page, 375);
  await openFile(page, 'src/routes/accounts.ts');
  await goToLine(page, 52);
  await waitForCodeLens(page, '1 to explain');
  await picture('editor-light');
  await wear('Dark Modern', 'dark');
  await picture('editor-dark');
}

/** Drags the edge between side bar and editor. */
async function dragSidebarTo(page, x) {
  const { x: left, y, width, height } = await page.locator('.part.sidebar').boundingBox();
  await page.mouse.move(left + width, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x, y + height / 2, { steps: 8 });
  await page.mouse.up();
  await page.mouse.move(page.viewportSize().width - 300, 4);
}

async function goToLine(page, line) {
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input.input').fill(`:${line}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}
