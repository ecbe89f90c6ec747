import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { card, openRow } from './request-steps.ts';
import { askedFor } from './request-views.ts';
import { mapHunks, panelView } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const press = (panel: Panel, label: string) => card(panel).locator('vscode-button', { hasText: label }).click();
const named = { changeSet: 'cs-14', hunk: 'h-release' };

test('its author explains first, and sees who can approve', async () => {
  const panel = await browser.open(panelView());
  await openRow(panel);
  expect(await card(panel).locator('.must').textContent()).toBe(
    'ben@example.org can approve it with a signature. Not you: whoever drove the agent is one party with it.',
  );
  expect(await card(panel).locator('vscode-button', { hasText: 'Request approval' }).count()).toBe(0);
  await panel.page.keyboard.press('e');
  await expect.poll(() => panel.focused()).toBe('words:fp-token');
  await panel.page.keyboard.type('The release job writes the tag.');
  await card(panel).locator('vscode-single-select').click();
  await panel.page.getByRole('option', { name: 'Intended by the task' }).click();
  await press(panel, 'Record explanation');
  expect(await panel.acts()).toEqual([
    { kind: 'explain', ...named, fingerprint: 'fp-token', reason: 'needed', words: 'The release job writes the tag.' },
  ]);

  await panel.show(askedFor('explained'));
  expect(await panel.said()).toBe('Explained. It needs the approval of identity-team now.');
  await expect.poll(() => panel.focused()).toBe('request:fp-token');
  await panel.close();
});

test('that nobody holds the role is said', async () => {
  const view = mapHunks(panelView(), (hunk) => ({
    ...hunk,
    findings: hunk.findings.map((finding) => ({
      ...finding,
      approval:
        finding.approval === null
          ? null
          : { ...finding.approval, roles: [{ role: 'identity-team', holders: [], given: null }] },
    })),
  }));
  const panel = await browser.open(view);
  await openRow(panel);
  expect(await card(panel).locator('.must').textContent()).toContain('Nobody holds this role');
  await panel.close();
});

test('of several roles it is said which has approved, when, and who can as the other', async () => {
  const panel = await browser.open(askedFor('asked'));
  await openRow(panel);
  await panel.show(askedFor('half'));
  expect(await panel.said()).toBe(
    'ben@example.org approved it as cloud-team. It needs the approval of identity-team too.',
  );
  expect(await card(panel).locator('.settled', { hasText: 'Approved by ben@example.org' }).textContent()).toContain(
    'cloud-team',
  );
  expect(await card(panel).locator('.must li').allTextContents()).toEqual([
    'identity-team: ben@example.org or cleo@example.org can approve it.',
  ]);
  await panel.close();
});

test('it is requested once, with the files only where that was pressed', async () => {
  const panel = await browser.open(askedFor('explained'));
  await openRow(panel);
  await press(panel, 'Request approval');
  await card(panel).locator('vscode-button', { hasText: 'Request with files' }).click({ force: true });
  expect(await panel.acts()).toEqual([{ kind: 'request-approval', ...named, contents: 'without' }]);
  await panel.answer({ hunk: 'h-release', refused: 'There is no remote to ask through.', record: null });
  expect(await panel.page.locator('#why-line').textContent()).toBe('Not done: There is no remote to ask through.');
  await press(panel, 'Request with files');
  expect(await panel.acts()).toEqual([{ kind: 'request-approval', ...named, contents: 'with' }]);
  // A key waits for its touch, and views come meanwhile.
  await panel.show({ ...askedFor('explained'), revision: 2 });
  await card(panel).locator('vscode-button', { hasText: 'Request approval' }).click({ force: true });
  await panel.show(askedFor('asked'));
  expect(await panel.said()).toBe('Approval by identity-team is asked for.');
  expect(await card(panel).locator('.actions').textContent()).toContain('being signed and sent');
  await card(panel).getByRole('button', { name: 'Send again' }).click();
  expect(await panel.acts()).toEqual([]);
  await panel.answer({ hunk: 'h-release', refused: null, record: 7 });
  expect(await card(panel).locator('.actions').textContent()).not.toContain('being signed and sent');
  await panel.close();
});

test('while it is waited for, the command is there to be handed over, and a look is one press', async () => {
  const panel = await browser.open(askedFor('asked'));
  const row = panel.page.getByRole('button', {
    name: 'Explained, waits for approval by identity-team. Widened, permission. GITHUB_TOKEN may write contents: read → write. release.yml line 9. Waiting.',
    exact: true,
  });
  expect(await row.count()).toBe(1);
  await openRow(panel);
  expect(await card(panel).locator('.must').textContent()).toMatch(
    /^Waiting for approval by identity-team, asked at \d\d:\d\d\. ben@example\.org or cleo@example\.org can give it, in their editor or a terminal\.$/,
  );
  expect(await card(panel).locator('.run').textContent()).toBe(
    'Run: countersign fetch && countersign decide 0123456789ab --approve',
  );
  await press(panel, 'Copy command');
  await press(panel, 'Look again');
  expect(await panel.acts()).toEqual([
    { kind: 'copy-request', ...named, fingerprint: 'fp-token' },
    { kind: 'fetch-approvals', ...named },
  ]);
  // Nothing new came in, so no view follows: the answer alone ends the look.
  const look = card(panel).locator('vscode-button', { hasText: 'Look again' });
  expect(await look.getAttribute('aria-disabled')).toBe('true');
  expect(await card(panel).locator('.actions').textContent()).toContain('looking');
  await panel.answer({ hunk: 'h-release', refused: null, record: null });
  expect(await look.getAttribute('aria-disabled')).toBeNull();
  expect(await card(panel).locator('.actions').textContent()).not.toContain('looking');
  await card(panel).getByRole('button', { name: 'Send again' }).click();
  expect(await panel.acts()).toEqual([{ kind: 'request-approval', ...named, contents: 'without' }]);
  await panel.answer({ hunk: 'h-release', refused: null, record: null });
  await panel.page.keyboard.press('a');
  expect(await panel.acts()).toEqual([]);
  expect(await panel.said()).toBe('Cannot be accepted yet. 1 open on this hunk: the finding waits for identity-team.');

  await panel.show(askedFor('declined'));
  expect(await panel.said()).toBe('ben@example.org said no.');
  expect(await card(panel).locator('.declined').textContent()).toContain('“Give it to the one job.”');

  await panel.show(askedFor('given'));
  expect(await panel.said()).toBe('Approved. 3 of 7 open.');
  expect(await card(panel).locator('.settled').allTextContents()).toEqual([
    expect.stringContaining('Explained by you') as string,
    expect.stringContaining('Approved by ben@example.org') as string,
  ]);
  await panel.page.keyboard.press('a');
  expect(await panel.acts()).toEqual([{ kind: 'accept', ...named }]);
  await panel.close();
});

test('the command is copied of the card that it was pressed on, and only then said to be', async () => {
  const second = 'countersign fetch && countersign decide fedcba987654 --approve';
  const view = mapHunks(askedFor('asked'), (hunk) => ({
    ...hunk,
    findings: hunk.findings.flatMap((finding) =>
      finding.approval?.command == null
        ? [finding]
        : [
            finding,
            { ...finding, fingerprint: 'fp-second', approval: { ...finding.approval, command: second } },
            { ...finding, fingerprint: 'fp-third', approval: { ...finding.approval, command: null } },
          ],
    ),
  }));
  const panel = await browser.open(view);
  await openRow(panel);
  const copy = (fingerprint: string) =>
    panel.page.locator(`[data-finding="${fingerprint}"] vscode-button`, { hasText: 'Copy command' });
  expect(await copy('fp-third').count()).toBe(0);
  const before = await panel.said();
  await copy('fp-second').click();
  expect(await panel.acts()).toEqual([{ kind: 'copy-request', ...named, fingerprint: 'fp-second' }]);
  expect(await panel.said()).toBe(before);
  await panel.send({ kind: 'copied' });
  expect(await panel.said()).toBe('Command copied.');
  await panel.answer({ hunk: 'h-release', refused: 'Nobody was asked yet.', record: null });
  expect(await panel.said()).toBe('Not done: Nobody was asked yet.');
  await panel.close();
});
