import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PanelView } from '../../server/src/protocol/view.ts';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { requestView } from './request-views.ts';
import { decide, fixtures, mapHunks, settle, viewOf } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const card = (panel: Panel, fingerprint: string) => panel.page.locator(`[data-finding="${fingerprint}"]`);
const change = (panel: Panel, fingerprint: string) => card(panel, fingerprint).getByRole('button', { name: /^Change/ });
const openRow = (panel: Panel, id: string) => panel.page.locator(`.hunk-line[data-row="${id}"]`).click();
const named = { changeSet: 'cs-14', hunk: 'h-users' };
const answered = (): PanelView =>
  settle(settle(viewOf(fixtures.users), 'fp-guard', 'explain', 'Coverd by the gateway.'), 'fp-bucket');

test('that nothing was analysed is not acknowledged for somebody else', async () => {
  const view = requestView('open');
  const panel = await browser.open(
    mapHunks(view, (hunk) => ({ ...hunk, judged: false, findings: [], notJudgedAcknowledged: false })),
  );
  await openRow(panel, 'h-release');
  await card(panel, 'not-judged').focus();
  await panel.page.keyboard.press('Space');
  expect(await panel.acts()).toEqual([]);
  expect(await panel.said()).toBe('Whoever asks answers what was not analysed.');
  await panel.close();
});

describe('An answer', () => {
  test('of words is taken back, and they stand in the form to be changed', async () => {
    const panel = await browser.open(answered());
    await openRow(panel, 'h-users');
    await change(panel, 'fp-guard').click();
    expect(await panel.acts()).toEqual([{ kind: 'withdraw', ...named, fingerprint: 'fp-guard' }]);
    await panel.show(answered()); // something else changed meanwhile
    await panel.show(settle(viewOf(fixtures.users), 'fp-bucket'));
    const words = card(panel, 'fp-guard').locator('vscode-textarea textarea');
    expect(await words.inputValue()).toBe('Coverd by the gateway.');
    await expect.poll(() => panel.focused()).toBe('words:fp-guard');
    await words.fill('Covered by the gateway.');
    await panel.page.keyboard.press('Control+Enter');
    expect(await panel.acts()).toMatchObject([
      { kind: 'explain', fingerprint: 'fp-guard', reason: 'needed', words: 'Covered by the gateway.' },
    ]);
    expect(await panel.complaints()).toEqual([]);
    await panel.close();
  });

  test('that is a tick is taken back by t, and can be given again', async () => {
    const panel = await browser.open(answered());
    await openRow(panel, 'h-users');
    await card(panel, 'fp-bucket').focus();
    await panel.page.keyboard.press('t');
    expect(await panel.acts()).toEqual([{ kind: 'withdraw', ...named, fingerprint: 'fp-bucket' }]);
    await panel.show(settle(viewOf(fixtures.users), 'fp-guard', 'explain', 'Covered.'));
    expect(await panel.said()).toBe('The answer is taken back.');
    expect(await card(panel, 'fp-bucket').locator('vscode-checkbox').count()).toBe(1);
    await panel.close();
  });

  test('that is taken back is told with what else happened', async () => {
    const view = viewOf(fixtures.users, fixtures.track);
    const panel = await browser.open(settle(view, 'fp-bucket'));
    await openRow(panel, 'h-users');
    await card(panel, 'fp-bucket').focus();
    await panel.page.keyboard.press('t');
    await panel.show(decide(view, 'h-track', 'rejected', 'No.'));
    expect(await panel.said()).toMatch(/^Rejected\. .*The answer is taken back\.$/);
    await panel.close();
  });

  test('on a hunk that is decided is no longer to be changed', async () => {
    const panel = await browser.open(decide(answered(), 'h-users', 'accepted'));
    await openRow(panel, 'h-users');
    expect(await card(panel, 'fp-guard').count()).toBe(1);
    expect(await change(panel, 'fp-guard').count()).toBe(0);
    await card(panel, 'fp-guard').focus();
    await panel.page.keyboard.press('t');
    expect(await panel.acts()).toEqual([]);
    await panel.close();
  });

  test('to a hunk that was not judged is taken back as well', async () => {
    const panel = await browser.open(
      mapHunks(viewOf(fixtures.edge), (hunk) => ({ ...hunk, notJudgedAcknowledged: true, blockedBecause: null })),
    );
    await openRow(panel, 'h-edge');
    await change(panel, 'not-judged').click();
    expect(await panel.acts()).toEqual([{ kind: 'withdraw', changeSet: 'cs-14', hunk: 'h-edge' }]);
    await panel.close();
  });
});

test('nothing counts as seen while the view is hidden, and the time stands still', async () => {
  const panel = await browser.open(null);
  await panel.send({ kind: 'visible', isVisible: false });
  await panel.show(answered());
  await openRow(panel, 'h-users');
  await panel.page.waitForTimeout(300);
  const first = Date.now();
  await panel.send({ kind: 'visible', isVisible: true });
  await panel.page.waitForTimeout(300);
  await panel.send({ kind: 'visible', isVisible: false });
  const hidden = Date.now();
  await panel.page.waitForTimeout(1_000);
  const hiddenMs = Date.now() - hidden;
  await panel.send({ kind: 'visible', isVisible: true });
  await panel.page.locator('vscode-button', { hasText: 'Accept hunk' }).click();
  const told = (await panel.attention()).map((act) => (act.kind === 'attention' ? act : null));
  const ms = told.reduce((sum, act) => sum + (act?.visibleMs ?? 0), 0);
  expect(ms).toBeGreaterThan(250);
  expect(ms).toBeLessThan(Date.now() - first - hiddenMs);
  expect(told.flatMap((act) => act?.seen?.after ?? [])).toEqual([[0, 9]]);
  await panel.close();
});

test('no line counts as seen that was on a page which nobody saw', async () => {
  const panel = await browser.open(null);
  await panel.send({ kind: 'visible', isVisible: false });
  await panel.show(answered());
  await openRow(panel, 'h-users');
  await panel.page.waitForTimeout(400);
  await panel.page.locator('vscode-button', { hasText: 'Accept hunk' }).click();
  expect(await panel.attention()).toEqual([]);
  await panel.close();
});
