import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { card, openRow } from './request-steps.ts';
import { requestView } from './request-views.ts';
import { changeSet, plainHunks } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const why = (panel: Panel) => panel.page.locator('#why-line').textContent();
const foot = (panel: Panel, label: string) => panel.page.locator('.action-bar vscode-button', { hasText: label });
const about = (panel: Panel) => panel.page.locator('#sign-about-0, #reject-about-0').textContent();
const named = { hunk: 'h-release', fingerprint: 'fp-token', under: 'record-1' };

test('whose words are signed is said on the card, and what is ticked is signed together, with words', async () => {
  const panel = await browser.open(requestView('open'));
  expect(await panel.page.locator('.change-set-title').textContent()).toContain('ada@example.org asks identity-team');
  const row = 'Explained, waits for you as identity-team. Widened, permission.';
  expect(await panel.page.getByRole('button', { name: new RegExp(`^${row}`) }).count()).toBe(1);
  expect(await panel.page.locator('.queue').textContent()).not.toContain('ready');
  await openRow(panel);
  const said = card(panel).locator('.settled');
  expect(await said.textContent()).toMatch(
    /^Explained by ada@example\.org.*Intended by the task.*“The release job writes the tag\.”.*Sealed, with a touch of the key SHA256:4ka1U7lZfIu8/,
  );
  expect(await said.locator('small[title]').getAttribute('title')).toMatch(/^SHA256:\S{43}$/);

  const name = 'I approve this: GITHUB_TOKEN may write contents: read → write';
  expect(await panel.page.getByRole('checkbox', { name, exact: true }).count()).toBe(1);
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
  expect(await about(panel)).toBe('You approve 1 finding. Your signature goes under the words of ada@example.org.');
  await panel.page.keyboard.type('Agreed with ops.');
  await panel.page.keyboard.press('Control+Enter');
  await panel.page.keyboard.press('Control+Enter');
  expect(await panel.acts()).toEqual([
    { kind: 'approve', changeSet: 'request-1', findings: [named], words: 'Agreed with ops.' },
  ]);
  expect(await about(panel)).toBe('Being signed.');
  await panel.answer({ hunk: null, refused: 'git names no SSH key to sign with.', record: null });
  await panel.show({ ...requestView('open'), revision: 2 });
  expect(await about(panel)).toBe('Not done: git names no SSH key to sign with.');

  // Signed elsewhere: the form goes while somebody is in it.
  await panel.show(requestView('signed'));
  expect(await panel.said()).toBe(
    'Approved. Nothing left to approve. What was ticked no longer waits for you. What you were writing is kept here. Nothing of it is recorded.',
  );
  expect(await why(panel)).toBe('Signed. ada@example.org sees it once it is published.');
  await foot(panel, 'Publish').click();
  expect(await panel.acts()).toEqual([{ kind: 'command', command: 'publish', changeSet: 'request-1' }]);
  await panel.close();
});

test('what keeps a person from signing is said, and a hunk is refused with words', async () => {
  const panel = await browser.open(requestView('not yours'));
  await openRow(panel);
  expect(await why(panel)).toContain('Your key holds none of the roles asked for: identity-team.');
  expect(await card(panel).locator('vscode-checkbox').count()).toBe(0);
  await panel.show(requestView('missing'));
  expect(await card(panel).locator('.must').textContent()).toContain('The text is not in this clone.');
  expect(await why(panel)).toBe('Nothing of it waits for your signature.');
  await panel.page.keyboard.press('a');
  expect(await panel.said()).toContain('The text is not in this clone.');
  await panel.show(requestView('unsealed'));
  expect(await why(panel)).toBe('An answer of yours is recorded and not sealed: it counts once it is.');
  await panel.answer({ hunk: 'h-release', refused: 'The disk is full.', record: null });
  expect(await why(panel)).toBe('Not done: The disk is full.');
  await foot(panel, 'Seal').click(); // what is next is next all the same
  expect(await panel.acts()).toEqual([{ kind: 'command', command: 'seal', changeSet: 'request-1' }]);
  await panel.show(requestView('touch'));
  expect(await card(panel).locator('.must').textContent()).toContain('Your security key must be touched');

  await panel.page.keyboard.press('r');
  await panel.page.keyboard.type('Give it to the one job.');
  await panel.page.keyboard.press('Control+Enter');
  expect(await panel.acts()).toEqual([
    { kind: 'reject', changeSet: 'request-1', hunk: 'h-release', reason: 'Give it to the one job.' },
  ]);
  await panel.answer({ hunk: 'h-release', refused: null, record: 7 });
  expect(await panel.page.locator('.words-form').count()).toBe(0);
  await panel.show(requestView('declined'));
  expect(await card(panel).locator('.declined').textContent()).toContain('“Give it to the one job.”');
  await panel.close();
});

/** The release hunk is open, its finding ticked, and focus on its card. */
async function ticked(step: 'open' | 'touch' = 'open'): Promise<Panel> {
  const panel = await browser.open(requestView(step));
  await openRow(panel);
  await card(panel).focus();
  await panel.page.keyboard.press('Space');
  return panel;
}

test('while a key waits for its touch, views come and nothing is signed twice', async () => {
  const panel = await ticked('touch');
  await panel.page.keyboard.press('a');
  await panel.page.keyboard.press('Control+Enter');
  expect(await panel.acts()).toHaveLength(1);
  await panel.show({ ...requestView('touch'), revision: 2 });
  expect(await about(panel)).toBe('Being signed. Touch your key when it asks.');
  const sign = foot(panel, 'Sign');
  expect(await sign.getAttribute('aria-disabled')).toBe('true');
  const said = await sign.getAttribute('aria-describedby');
  expect(await panel.page.locator(`#${said?.split(' ')[1]}`).textContent()).toMatch(/^Signed with SHA256:\S{43}$/);
  await panel.page.waitForTimeout(600); // a press this late is no slip
  await panel.page.keyboard.press('Control+Enter');
  await card(panel).focus();
  await panel.page.keyboard.press('r');
  await panel.page.keyboard.type('No.');
  await panel.page.keyboard.press('Control+Enter');
  expect(await panel.acts()).toEqual([]);
  await panel.answer({ hunk: 'h-users', refused: 'Something else.', record: null }, null);
  await panel.page.keyboard.press('Control+Enter');
  expect(await panel.acts()).toEqual([]);
  await panel.answer({ hunk: null, refused: 'The key was not touched.', record: null });
  await panel.page.keyboard.press('Control+Enter');
  expect(await panel.acts()).toMatchObject([{ kind: 'reject' }]);
  await panel.close();
});

test('while a key waits for its touch, what is answered in another change set is no answer to it', async () => {
  const panel = await ticked('touch');
  const other = changeSet({ id: 'cs-plain', hunks: plainHunks(2) });
  const both = requestView('touch');
  await panel.show({ ...both, changeSets: [...both.changeSets, other], revision: 2 });
  await panel.page.keyboard.press('a');
  await panel.page.keyboard.press('Control+Enter');
  await panel.page.getByRole('button', { name: 'Next change set' }).click();
  await panel.page.keyboard.press('Shift+A');
  expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['approve', 'accept-without-findings']);
  await panel.answer({ hunk: null, refused: null, record: 7 });
  await panel.page.getByRole('button', { name: 'Previous change set' }).click();
  expect(await about(panel)).toBe('Being signed. Touch your key when it asks.');
  await panel.answer({ hunk: null, refused: 'The key was not touched.', record: null }, 'approve');
  expect(await about(panel)).toBe('Not done: The key was not touched.');
  await panel.close();
});

test('a rejection is signed, and keeps its words until it is', async () => {
  const panel = await browser.open(requestView('touch'));
  await openRow(panel);
  await panel.page.keyboard.press('r');
  await expect.poll(() => panel.focused()).toBe('reject-words');
  expect(await about(panel)).toMatch(/^Why is it rejected\?.* Touch your key when it asks\.$/);
  expect(await panel.page.locator('#reject-about-1').textContent()).toMatch(/^Signed with SHA256:/);
  await panel.page.keyboard.type('No.');
  await panel.page.keyboard.press('Control+Enter');
  expect(await about(panel)).toBe('Being signed. Touch your key when it asks.');
  await panel.page.keyboard.press('Control+Enter');
  expect(await panel.acts()).toHaveLength(1);
  await panel.answer({ hunk: 'h-release', refused: 'The key was not touched.', record: null });
  expect(await about(panel)).toBe('Not done: The key was not touched.');
  expect(await panel.page.locator('.words-form textarea').inputValue()).toBe('No.');
  await panel.page.keyboard.type(' It is too wide.');
  await panel.page.keyboard.press('Control+Enter');
  await panel.answer({ hunk: 'h-release', refused: null, record: 7 });
  await expect.poll(() => panel.focused()).toBe('hunk');
  await panel.page.keyboard.press('r');
  await expect.poll(() => panel.focused()).toBe('reject-words');
  expect(await panel.page.locator('.words-form textarea').inputValue()).toBe('');
  await panel.close();
});

test('the foot has one form at a time, and one that has nothing to sign closes for good', async () => {
  const panel = await ticked();
  await panel.page.keyboard.press('a');
  await panel.answer({ hunk: null, refused: 'No key.', record: null });
  await panel.page.keyboard.press('Escape');
  await expect.poll(() => panel.focused()).toBe('sign');
  await panel.page.keyboard.press('a');
  expect(await about(panel)).toMatch(/^You approve 1 finding\./);

  await card(panel).focus();
  await panel.page.keyboard.press('r');
  await expect.poll(() => panel.focused()).toBe('reject-words');
  expect(await panel.page.locator('.words-form').count()).toBe(1);
  await panel.page.keyboard.press('Escape');
  await expect.poll(() => panel.focused()).toBe('reject');
  expect(await panel.page.locator('.words-form').count()).toBe(0);

  await panel.page.keyboard.press('a');
  await card(panel).focus();
  await panel.page.keyboard.press('Space');
  expect(await panel.page.locator('.words-form').count()).toBe(0);
  await panel.page.keyboard.press('Space');
  expect(await why(panel)).toBe('1 finding ticked, not signed yet.');
  await panel.close();
});

test('ticks outlast a server that starts again, and are signed from the queue', async () => {
  const panel = await ticked();
  await panel.show({ ...requestView('open'), state: 'starting', changeSets: [] });
  await panel.show(requestView('open'));
  expect(await why(panel)).toBe('1 finding ticked, not signed yet.');
  await panel.page.locator('.hunk-nav .back').click();
  await panel.page.keyboard.press('a');
  await expect.poll(() => panel.focused()).toBe('sign-words');
  await panel.close();
});

test('words are their author’s: no key asks for them, and the card that is signed is in view', async () => {
  const panel = await browser.open(requestView('open'), { height: 520 });
  await openRow(panel);
  await card(panel).focus();
  for (const key of ['e', 'Control+Enter']) {
    await panel.page.keyboard.press(key);
    expect(await panel.said()).toBe('Explaining is for ada@example.org. Here it is approved or rejected.');
    await expect.poll(() => panel.focused()).toBe('acknowledge:fp-token');
  }
  await panel.page.keyboard.press('Space');
  await panel.page.locator('.hunk').evaluate((it) => it.closest('[data-scroll]')?.scrollTo(0, 0));
  await panel.page.keyboard.press('a');
  await expect.poll(() => panel.focused()).toBe('sign-words');
  const isInView = () =>
    card(panel)
      .locator('vscode-checkbox')
      .evaluate((box) => {
        const foot = document.querySelector('.action-bar')?.getBoundingClientRect().top ?? 0;
        return box.getBoundingClientRect().bottom <= foot;
      });
  await expect.poll(isInView).toBe(true);
  await panel.close();
});

test.each([true, false])(
  'words that are signed are not kept, and the next press is a key (answered first: %s)',
  async (isFirst) => {
    const panel = await ticked();
    await panel.page.keyboard.press('a');
    await panel.page.keyboard.type('Yes.');
    await panel.page.keyboard.press('Control+Enter');
    const answer = { hunk: null, refused: null, record: 7 } as const;
    if (isFirst) await panel.answer(answer);
    await panel.show(requestView('signed'));
    if (!isFirst) await panel.answer(answer);
    expect(await panel.page.locator('.kept-form').count()).toBe(0);
    await expect.poll(() => panel.focused()).toBe('hunk');
    await panel.page.keyboard.press('r');
    await expect.poll(() => panel.focused()).toBe('reject-words');
    await panel.close();
  },
);
