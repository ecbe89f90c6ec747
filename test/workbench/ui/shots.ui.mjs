import { openFile, waitForCodeLens } from '../workbench.mjs';
import { accept, backToQueue, openFinding, openSampleReview, sampleFindings, settle, waitForLeft } from './panel.mjs';
import { dragSidebarTo, openPictures } from './pictures.mjs';

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

export async function run({ page, resize, ...bench }) {
  const panel = await openSampleReview({ page, ...bench });
  const { picture, wear, panelPicture } = openPictures({ page, ...bench }, panel);

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

async function goToLine(page, line) {
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input.input').fill(`:${line}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}
