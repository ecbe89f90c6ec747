/**
 * What a person does in the workbench, for scenarios: each function takes the Playwright page of a VS Code window.
 * Selectors are those of VS Code 1.139.
 */
import assert from 'node:assert/strict';
import { eventually } from './eventually.mjs';

/** Resolves when the window has its layout, its status bar and an extension host that answers. */
export async function waitForWorkbench(page) {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  await page.locator('[id="status.problems"]').waitFor({ timeout: 60_000 });
}

/** Opens the view container with this label; leaves it open when it is open already. */
export async function openContainer(page, label) {
  // The item, not its link: a badge lies over the link and would take the click.
  const item = activityItem(page, label);
  await item.waitFor();
  if (!(await item.evaluate((element) => element.classList.contains('checked')))) await item.click();
  await page.locator('.part.sidebar .composite.title', { hasText: new RegExp(escapeForRegExp(label), 'i') }).waitFor();
  await moveMouseAway(page);
}

/** The entry of a view container in the activity bar; its badge is `.badge-content` inside. */
export function activityItem(page, label) {
  return page.locator('.activitybar .action-item', { has: page.locator(`a[aria-label^="${label}"]`) });
}

/** To the middle of the title bar, so that no hover lies over what a screenshot shows. */
async function moveMouseAway(page) {
  const { width } = page.viewportSize();
  await page.mouse.move(width / 2, 4);
}

/** Runs a command from the palette by its full title, as "Countersign: Review My Changes"; waits until the palette has it. */
export async function runCommand(page, title) {
  const row = await eventually(
    async () => {
      const found = await findCommand(page, title);
      if (found) return found;
      await closeQuickInput(page);
      assert.fail(`The palette has no command "${title}".`);
    },
    { timeoutMs: 20_000, everyMs: 300 },
  );
  await row.click();
}

/** Whether the palette offers the command now; closes the palette again. */
export async function hasCommand(page, title) {
  const row = await findCommand(page, title);
  await closeQuickInput(page);
  return row !== undefined;
}

async function findCommand(page, title) {
  await openQuickInput(page, 'F1', `>${title}`);
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const wanted = rows.filter({ has: exactLabel(page, title) });
  await rows.first().waitFor(); // "No matching commands" is a row too
  return (await wanted.count()) > 0 ? wanted.first() : undefined;
}

/** Opens a file of the workspace by its path, through quick open. */
export async function openFile(page, relativePath) {
  await openQuickInput(page, 'Control+P', relativePath);
  const name = relativePath.split('/').at(-1);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
}

async function openQuickInput(page, key, text) {
  const input = page.locator('.quick-input-widget input.input');
  for (let attempt = 1; ; attempt += 1) {
    await page.keyboard.press(key);
    // A key that arrives while the last quick input is closing is lost; one that opens while something takes the focus closes.
    const isFilled = await input.waitFor({ timeout: 2_000 }).then(
      () => fills(input, text),
      () => false,
    );
    if (isFilled) return;
    assert.ok(attempt < 5, `${key} does not open the quick input.`);
  }
}

function fills(input, text) {
  return input.fill(text, { timeout: 2_000 }).then(
    () => true,
    () => false,
  );
}

async function closeQuickInput(page) {
  await page.keyboard.press('Escape');
  await quickInputClosed(page);
}

async function quickInputClosed(page) {
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

function exactLabel(page, text) {
  return page.locator('.label-name', { hasText: new RegExp(`^${escapeForRegExp(text)}$`) });
}

function escapeForRegExp(text) {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/**
 * Waits for a CodeLens whose text contains `text` and returns it.
 * Open the file AFTER the extension is active: with the editor open while the lens provider registers, VS Code 1.139 sometimes
 * keeps a lens as dead text that cannot be clicked.
 */
export async function waitForCodeLens(page, text) {
  const lens = page.locator('.codelens-decoration a', { hasText: text }).first();
  await lens.waitFor();
  return lens;
}

/** The document inside a webview view or editor: VS Code nests two frames, and the inner one has the extension's HTML. */
export function webviewFrame(page, { extensionId, index = 0 } = {}) {
  const outer = extensionId ? `iframe.webview.ready[src*="extensionId=${extensionId}"]` : 'iframe.webview.ready';
  return page.locator(outer).nth(index).contentFrame().frameLocator('iframe#active-frame');
}

/** Changes the colour theme by its label, as "Dark High Contrast", the way a person does: through the palette. */
export async function chooseTheme(page, label) {
  await runCommand(page, 'Preferences: Color Theme');
  await page.locator('.quick-input-widget input.input').fill(label);
  await page
    .locator('.quick-input-list .monaco-list-row', { has: exactLabel(page, label) })
    .first()
    .click();
  await quickInputClosed(page);
}

/** The status bar entry whose text or label contains `text`. */
export function statusItem(page, text) {
  return page.locator('.statusbar .statusbar-item', { hasText: text });
}

/** The row of the Explorer for a file name; unfolded folders only. */
export function explorerRow(page, name) {
  return page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
}

/** Types into the open editor as a person does, at the end of a line (1-based). */
export async function typeAtLine(page, line, text) {
  await openQuickInput(page, 'Control+G', `:${line}`);
  await page.keyboard.press('Enter');
  await quickInputClosed(page);
  await page.keyboard.press('End');
  await page.keyboard.type(text);
}

/** Saves the open editor. The bytes reach the disk a moment later: check them with `eventually`. */
export async function saveFile(page) {
  await page.keyboard.press('Control+S');
  await page.locator('.tab.active:not(.dirty)').waitFor();
}

/** Waits until the window says that it is in Restricted Mode. */
export async function waitForRestrictedMode(page) {
  await statusItem(page, 'Restricted Mode').waitFor();
}

/** Trusts the workspace through VS Code's own trust editor; resolves when the window has left Restricted Mode. */
export async function trustWorkspace(page) {
  await runCommand(page, 'Workspaces: Manage Workspace Trust');
  await page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).click();
  await statusItem(page, 'Restricted Mode').waitFor({ state: 'detached' });
  // The trust editor is a dialog over the window.
  await page.locator('.modal-editor-action-container a[aria-label^="Close"]').click();
  await page.locator('.workspace-trust-editor').waitFor({ state: 'detached' });
}
