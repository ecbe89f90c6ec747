import assert from 'node:assert/strict';
import { eventually } from '../eventually.mjs';
import { chooseTheme, openContainer, runCommand } from '../workbench.mjs';

export const name =
  'the inventory lists what runs by itself, shows the flow of each, goes to its lines, and can be filtered';
export const options = { theme: 'Light Modern', viewport: { width: 1500, height: 900 }, timeoutMs: 240_000 };

const triage = `name: Triage
on:
  issues:
permissions:
  issues: write
jobs:
  sort:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/ai-inference@v2
        with:
          model: openai/gpt-4o
          prompt: Sort it.
      - run: python worker/ledger_worker/report.py
        env:
          MIXPANEL_TOKEN: \${{ secrets.MIXPANEL_TOKEN }}
`;
const report = `import httpx

def report(account):
    httpx.post("https://api.mixpanel.com/import", json={"email": account.email})
`;

export async function run({ page, shot, writeOutside }) {
  await writeOutside({ '.github/workflows/triage.yml': triage, 'worker/ledger_worker/report.py': report });
  await openContainer(page, 'Countersign');
  // Room for the tree: rows that are out of sight are not drawn.
  await page.locator('.part.sidebar .pane-header', { hasText: 'Review' }).click();
  const header = page.locator('.part.sidebar .pane-header', { hasText: 'Inventory' });
  if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();

  const pane = page.locator('.part.sidebar .pane', { has: page.locator('.pane-header', { hasText: 'Inventory' }) });
  const tree = pane.locator('.monaco-list');
  const activeTab = (file) => page.locator('.part.editor .tab.active', { hasText: file }).first();
  const row = (text) => tree.locator('.monaco-list-row', { hasText: text }).first();
  await row('GitHub Actions workflow').waitFor({ timeout: 60_000 });
  await row('Triage').waitFor();
  await shot('tree-light');

  // What is said of it, and to its line.
  await row('Triage').locator('.monaco-tl-twistie').click();
  await row('Anybody can start it').waitFor();
  await row('Goes to').locator('.monaco-tl-twistie').click();
  await row('openai/gpt-4o').waitFor();
  assert.match(
    await row('Triage').getAttribute('aria-label'),
    /^Triage\. GitHub Actions workflow\. .*Anybody can start it/,
  );
  await row('openai/gpt-4o').click();
  await activeTab('triage.yml').waitFor();
  await shot('tree-open');

  // Its page.
  await row('Triage').hover();
  await row('Triage').locator('a[aria-label^="Open Page of Automation"]').click();
  const opened = await pageFrame(page);
  await opened.locator('h1', { hasText: 'Triage' }).waitFor();
  await opened.locator('.lane-sinks', { hasText: 'api.mixpanel.com' }).waitFor();
  await page.mouse.move(700, 4);
  await shot('page-light');
  await opened.getByRole('button', { name: 'api.mixpanel.com' }).click();
  await activeTab('report.py').waitFor();
  await shot('page-and-line');

  await chooseTheme(page, 'Dark Modern');
  await opened.locator('body.vscode-dark').waitFor(); // the page follows a moment later
  await shot('page-dark');
  await chooseTheme(page, 'Dark High Contrast');
  await opened.locator('body.vscode-high-contrast').waitFor();
  await shot('page-high-contrast');
  await chooseTheme(page, 'Light Modern');

  // Filter, and back.
  await runCommand(page, 'Countersign: Filter Automations…');
  await page.locator('.quick-input-widget input.input').fill('mixpanel');
  await page.keyboard.press('Enter');
  await row('Release').waitFor({ state: 'detached' });
  await row('Triage').waitFor();
  await page.locator('.part.sidebar', { hasText: '1 of 2 with “mixpanel”' }).waitFor();
  await shot('filtered');
  await runCommand(page, 'Countersign: Show All Automations');
  await row('Release').waitFor();

  // What is gone says so.
  await writeOutside({ '.github/workflows/triage.yml': '# nothing\n' });
  await runCommand(page, 'Countersign: Look for Automations');
  await row('Triage').waitFor({ state: 'detached' });
}

/** The frame of the page: the panel, which is folded away, has frames of its own. */
async function pageFrame(page) {
  return await eventually(
    async () => {
      for (const frame of page.frames()) if ((await frame.locator('main.page').count()) > 0) return frame;
      return assert.fail('No frame has the page of an automation.');
    },
    { timeoutMs: 30_000 },
  );
}
