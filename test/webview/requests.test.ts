import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { requestView } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const openRow = (panel: Panel) => panel.page.locator('.hunk-line[data-row="h-release"]').click();
const card = (panel: Panel) => panel.page.locator('[data-finding="fp-token"]');
const why = (panel: Panel) => panel.page.locator('#why-line').textContent();
const foot = (panel: Panel, label: string) => panel.page.locator('.action-bar vscode-button', { hasText: label });
const named = { hunk: 'h-release', fingerprint: 'fp-token', under: 'record-1' };

test('whose words are signed is said on the card, and what is ticked is signed together, with words', async () => {
  const panel = await browser.open(requestView('open'));
  expect(await panel.page.locator('.change-set-title').textContent()).toContain('ada@example.org asks identity-team');
  const row = 'Explained, waits for you as identity-team. Widened, permission.';
  expect(await panel.page.getByRole('button', { name: new RegExp(`^${row}`) }).count()).toBe(1);
  await openRow(panel);
  const said = card(panel).locator('.settled');
  expect(await said.textContent()).toMatch(
    /^Explained by ada@example\.org.*Intended by the task.*“The release job writes the tag\.”.*Sealed, with a touch of the key SHA256:4ka1U7lZfIu8/,
  );
  expect(await said.locator('.seal').getAttribute('title')).toMatch(/^SHA256:\S{43}$/);

  await panel.page.keyboard.press('a');
  expect(await panel.said()).toBe('Tick each finding that you approve first.');
  expect(await panel.acts()).toEqual([]);
  await card(panel).focus();
  await panel.page.keyboard.press('Space');
  expect(await panel.said()).toBe('Ticked. Nothing is signed yet.');
  expect(await why(panel)).toBe('1 finding ticked, not signed yet.');
  await panel.page.keyboard.press('Space');
  expect(await panel.said()).toBe('No longer ticked.');
  await panel.page.keyboard.press('Space');
  await panel.show(requestView('reworded'));
  expect(await why(panel)).not.toContain('ticked, not signed yet');
  await panel.show(requestView('open'));
  await card(panel).focus();
  await panel.page.keyboard.press('Space');

  await panel.page.keyboard.press('a');
  await expect.poll(() => panel.focused()).toBe('sign-words');
  expect(await panel.page.locator('#sign-label').textContent()).toBe(
    'You approve 1 finding. Your signature goes under the words of ada@example.org.',
  );
  await panel.page.keyboard.type('Agreed with ops.');
  await panel.page.keyboard.press('Control+Enter');
  await panel.page.keyboard.press('Control+Enter');
  expect(await panel.acts()).toEqual([
    { kind: 'approve', changeSet: 'request-1', findings: [named], words: 'Agreed with ops.' },
  ]);
  expect(await panel.page.locator('#sign-label').textContent()).toBe('Being signed.');
  await panel.send({ kind: 'answer', hunk: null, refused: 'git names no SSH key to sign with.', record: null });
  expect(await panel.page.locator('#sign-label').textContent()).toBe('Not done: git names no SSH key to sign with.');

  await panel.show(requestView('signed'));
  expect(await panel.said()).toBe('Approved. Nothing left to approve.');
  expect(await why(panel)).toBe('Signed. ada@example.org sees it once it is published.');
  await foot(panel, 'Publish').click();
  expect(await panel.acts()).toEqual([{ kind: 'command', command: 'publish' }]);
  await panel.close();
});

test('what keeps a person from signing is said, and a hunk is refused with words', async () => {
  const panel = await browser.open(requestView('not yours'));
  await openRow(panel);
  expect(await why(panel)).toContain('Your key holds none of the roles asked for: identity-team.');
  expect(await card(panel).locator('vscode-checkbox').count()).toBe(0);
  await panel.show(requestView('missing'));
  expect(await why(panel)).toContain('The text is not in this clone.');
  await panel.show(requestView('unsealed'));
  expect(await why(panel)).toBe('An answer of yours is recorded and not sealed: it counts once it is.');
  await foot(panel, 'Seal').click();
  expect(await panel.acts()).toEqual([{ kind: 'command', command: 'seal' }]);
  await panel.show(requestView('touch'));
  expect(await card(panel).locator('.must').textContent()).toContain('Your security key must be touched');

  await panel.page.keyboard.press('r');
  await panel.page.keyboard.type('Give it to the one job.');
  await panel.page.keyboard.press('Control+Enter');
  expect(await panel.acts()).toEqual([
    { kind: 'reject', changeSet: 'request-1', hunk: 'h-release', reason: 'Give it to the one job.' },
  ]);
  expect(await panel.page.locator('.reject-form').count()).toBe(0);
  await panel.show(requestView('declined'));
  expect(await card(panel).locator('.declined').textContent()).toContain('“Give it to the one job.”');
  await panel.close();
});
