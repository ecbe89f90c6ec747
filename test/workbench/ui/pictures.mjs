/**
 * The pictures of the docs, taken where scenarios pass through what they show. They go where all screenshots of scenarios go; to
 * replace those in media/:
 *
 *     PICTURES=media node test/workbench/run.mjs ui --only shots        (then held, requests)
 */
import fs from 'node:fs';
import path from 'node:path';
import { rootDir } from '../paths.mjs';

/** A run that takes no pictures for the docs need not be sharp. */
export const pictureScale = process.env.PICTURES ? 2 : 1;

/** How one window is photographed. */
export function openPictures({ page, shots, chooseTheme }, panel) {
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
  return { picture, wear, panelPicture };
}

/**
 * The panel in dark and light, in a scenario that is about something else: nothing happens unless pictures are wanted.
 * @param {number} height of the window, so that no more is in the picture than is to be seen
 */
export async function picturePanel({ page, resize, ...bench }, panel, name, height) {
  if (!process.env.PICTURES) return;
  const { wear, panelPicture } = openPictures({ page, ...bench }, panel);
  const before = page.viewportSize();
  await resize(before.width, height);
  await dragSidebarTo(page, 470);
  await wear('Dark Modern', 'dark');
  await panelPicture(`${name}-dark`);
  await wear('Light Modern', 'light');
  await panelPicture(`${name}-light`);
  await resize(before.width, before.height);
}

/** Drags the edge between side bar and editor. */
export async function dragSidebarTo(page, x) {
  const { x: left, y, width, height } = await page.locator('.part.sidebar').boundingBox();
  await page.mouse.move(left + width, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x, y + height / 2, { steps: 8 });
  await page.mouse.up();
  await page.mouse.move(page.viewportSize().width - 300, 4);
}
