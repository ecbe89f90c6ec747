import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import {
  bucketFinding,
  cancelledView,
  changeSet,
  decide,
  emptyView,
  fixtures,
  guardFinding,
  hunk,
  mapHunks,
  panelView,
  reopenedView,
  settle,
  viewOf,
} from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const accept = (panel: Panel) => panel.page.locator('vscode-button', { hasText: 'Accept hunk' });
const card = (panel: Panel, fingerprint: string) => panel.page.locator(`[data-finding="${fingerprint}"]`);
const openRow = (panel: Panel, id: string) => panel.page.locator(`.hunk-line[data-row="${id}"]`).click();

async function choose(panel: Panel, fingerprint: string, title: string): Promise<void> {
  await card(panel, fingerprint).locator('vscode-single-select').click();
  await panel.page.getByRole('option', { name: title }).click();
}

describe('Accept', () => {
  test('is off until every obligation on the hunk is settled, and says why', async () => {
    let view = panelView();
    const panel = await browser.open(view);
    await openRow(panel, 'h-users');
    await expect.poll(() => accept(panel).getAttribute('aria-disabled')).toBe('true');
    expect(await accept(panel).getAttribute('aria-describedby')).toBe('why-line');
    expect(await panel.page.locator('#why-line').textContent()).toBe(fixtures.users.blockedBecause);

    view = settle(view, 'fp-guard', 'explain', 'Covered by the gateway.');
    await panel.show(view);
    expect(await accept(panel).getAttribute('aria-disabled')).toBe('true');

    await panel.show(settle(view, 'fp-bucket'));
    expect(await accept(panel).getAttribute('aria-disabled')).toBeNull();
    await accept(panel).click();
    expect(await panel.acts()).toEqual([{ kind: 'accept', changeSet: 'cs-14', hunk: 'h-users' }]);
    await panel.close();
  });

  test('pressed while off sends nothing, says the reason and goes to the first open form', async () => {
    const panel = await browser.open(panelView());
    await openRow(panel, 'h-users');
    await accept(panel).focus();
    expect(await panel.focused()).toBe('accept'); // still in the tab order
    await accept(panel).click({ force: true }); // Playwright does not press what says that it is off; people do
    expect(await panel.acts()).toEqual([]);
    expect(await panel.said()).toBe(`Cannot be accepted yet. ${fixtures.users.blockedBecause ?? ''}`);
    await expect.poll(() => panel.focused()).toBe('words:fp-guard');
    await panel.close();
  });

  test('goes off again when the hunk changes under it', async () => {
    const view = settle(settle(viewOf(fixtures.users), 'fp-guard', 'explain', 'Covered.'), 'fp-bucket');
    const panel = await browser.open(view);
    await openRow(panel, 'h-users');
    expect(await accept(panel).getAttribute('aria-disabled')).toBeNull();
    await panel.show(reopenedView());
    expect(await accept(panel).getAttribute('aria-disabled')).toBe('true');
    expect(await panel.said()).toBe(
      'Reopened: line 46 changed after you explained it. Your words are kept as a draft.',
    );
    await panel.close();
  });

  test('is sent once however fast it is pressed', async () => {
    const panel = await browser.open(
      settle(settle(viewOf(fixtures.users), 'fp-guard', 'explain', 'Covered.'), 'fp-bucket'),
    );
    await openRow(panel, 'h-users');
    await accept(panel).dblclick();
    expect(await panel.acts()).toHaveLength(1);
    await panel.close();
  });

  test('together takes the whole change set of hunks without findings, and nothing else', async () => {
    const panel = await browser.open(panelView());
    await panel.page.locator('vscode-button', { hasText: 'Accept 31' }).click();
    expect(await panel.acts()).toEqual([{ kind: 'accept-without-findings', changeSet: 'cs-14' }]);
    await panel.close();
  });

  test('together is not offered when no hunk without findings is open', async () => {
    const panel = await browser.open(viewOf(fixtures.users));
    expect(await panel.page.locator('vscode-button', { hasText: 'without findings' }).count()).toBe(0);
    await panel.close();
  });
});

describe('A finding', () => {
  test('is acknowledged by its own tick, which stays ticked until the server answers', async () => {
    const panel = await browser.open(panelView());
    await openRow(panel, 'h-users');
    const box = card(panel, 'fp-bucket').locator('vscode-checkbox');
    await box.locator('label').click();
    expect(await panel.acts()).toEqual([
      { kind: 'acknowledge', changeSet: 'cs-14', hunk: 'h-users', fingerprint: 'fp-bucket' },
    ]);
    expect(await box.evaluate((element) => 'checked' in element && element.checked)).toBe(true);

    await panel.answer({ hunk: 'h-users', refused: 'This hunk has changed since it was shown.', record: null });
    expect(await box.evaluate((element) => 'checked' in element && element.checked)).toBe(false);
    expect(await panel.page.locator('#why-line').textContent()).toBe(
      'Not done: This hunk has changed since it was shown.',
    );
    await panel.close();
  });

  test('is acknowledged the same way by a screen reader, which presses the inner input', async () => {
    const panel = await browser.open(panelView());
    await openRow(panel, 'h-users');
    await card(panel, 'fp-bucket').locator('input[type=checkbox]').dispatchEvent('click');
    expect(await panel.acts()).toEqual([
      { kind: 'acknowledge', changeSet: 'cs-14', hunk: 'h-users', fingerprint: 'fp-bucket' },
    ]);
    await panel.close();
  });

  test('shares no control with another: each tick names one fingerprint', async () => {
    const second = { ...bucketFinding, fingerprint: 'fp-second', message: 'Needs s3:DeleteObject' };
    const panel = await browser.open(viewOf({ ...fixtures.users, findings: [bucketFinding, second] }));
    await openRow(panel, 'h-users');
    expect(await panel.page.locator('vscode-checkbox').count()).toBe(2);
    for (const label of await panel.page.locator('vscode-checkbox label').all()) await label.click();
    expect((await panel.acts()).map((action) => 'fingerprint' in action && action.fingerprint)).toEqual([
      'fp-bucket',
      'fp-second',
    ]);
    await panel.close();
  });

  test('is explained by a reason and words, neither of them prefilled', async () => {
    const panel = await browser.open(panelView());
    await openRow(panel, 'h-users');
    const record = card(panel, 'fp-guard').locator('vscode-button', { hasText: 'Record explanation' });
    const note = card(panel, 'fp-guard').locator('.actions .note');
    expect(await note.textContent()).toBe('a reason and words are missing');
    await record.click({ force: true });
    expect(await panel.acts()).toEqual([]);

    await choose(panel, 'fp-guard', 'Covered by another control');
    expect(await note.textContent()).toBe('a few words are missing');
    await card(panel, 'fp-guard').locator('textarea').fill('The gateway checks the role.');
    expect(await note.textContent()).toBe('for this finding only');
    await record.click();
    expect(await panel.acts()).toEqual([
      {
        kind: 'explain',
        changeSet: 'cs-14',
        hunk: 'h-users',
        fingerprint: 'fp-guard',
        reason: 'mitigated-elsewhere',
        words: 'The gateway checks the role.',
      },
    ]);
    await panel.close();
  });

  test('takes earlier words only when they are pressed', async () => {
    const panel = await browser.open(panelView());
    await openRow(panel, 'h-users');
    const words = card(panel, 'fp-guard').locator('textarea');
    expect(await words.inputValue()).toBe('');
    await card(panel, 'fp-guard').getByRole('button', { name: 'Role change follows in infra#412' }).click();
    expect(await words.inputValue()).toBe('Role change follows in infra#412');
    expect(await panel.acts()).toEqual([]);
    await panel.close();
  });

  test('that was reopened keeps its words as a draft and does not put them back by itself', async () => {
    const panel = await browser.open(reopenedView());
    await openRow(panel, 'h-users');
    expect(await card(panel, 'fp-guard').locator('textarea').inputValue()).toBe('');
    await panel.page.locator('vscode-button', { hasText: 'Use these words again' }).click();
    expect(await card(panel, 'fp-guard').locator('textarea').inputValue()).toBe(
      'Role gets PutObject on this prefix only, infra#412.',
    );
    expect(await card(panel, 'fp-guard').locator('.select-face').textContent()).toContain('Covered by another control');
    expect(await panel.acts()).toEqual([]);
    await panel.close();
  });

  test('that needs approval or is blocked says what must happen and has nothing to tick', async () => {
    const panel = await browser.open(panelView());
    await openRow(panel, 'h-release');
    expect(await card(panel, 'fp-token').locator('.obligation-form').textContent()).toContain(
      'ben@example.org can approve it with a signature',
    );
    // Its author explains it; nothing that is done here approves it.
    expect(await card(panel, 'fp-token').locator('vscode-checkbox').count()).toBe(0);
    await panel.page.keyboard.press('Escape');
    await openRow(panel, 'h-webhook');
    expect(await card(panel, 'fp-signature').locator('.obligation-form').textContent()).toContain('Blocked by policy');
    expect(await card(panel, 'fp-signature').locator('vscode-checkbox, vscode-textarea').count()).toBe(0);
    await panel.close();
  });

  test('keeps the height of its form when it settles, so that nothing below jumps', async () => {
    const view = panelView();
    const panel = await browser.open(view, { height: 1400 });
    await openRow(panel, 'h-users');
    const top = async (): Promise<number> => (await card(panel, 'fp-bucket').boundingBox())?.y ?? 0;
    const before = await top();
    await panel.show(settle(view, 'fp-guard', 'explain', 'Covered.'));
    expect(await top()).toBe(before);
    await panel.close();
  });
});

describe('A hunk', () => {
  test('that was not judged asks for its own acknowledgement and is no part of the clean ones', async () => {
    const panel = await browser.open(panelView());
    expect(await panel.page.locator('.group-line').textContent()).toContain('31 hunks without findings');
    await openRow(panel, 'h-edge');
    await panel.page.locator('vscode-checkbox label').click();
    expect(await panel.acts()).toEqual([{ kind: 'acknowledge-not-judged', changeSet: 'cs-14', hunk: 'h-edge' }]);
    await panel.close();
  });

  test('whose analysis was cancelled offers no tick, and another analysis; one that runs can be cancelled', async () => {
    const panel = await browser.open(cancelledView());
    expect(await panel.page.locator('.finding-row[data-row="h-edge"] .obligation-mark').textContent()).toBe(
      'Analyse again',
    );
    await openRow(panel, 'h-edge');
    expect(await panel.page.locator('.finding-card').textContent()).toContain('Not analysed: cancelled');
    expect(await panel.page.locator('.finding-card').textContent()).not.toContain('Acknowledge');
    expect(await panel.page.locator('vscode-checkbox').count()).toBe(0);
    await panel.page.keyboard.press('a');
    expect(await panel.said()).toBe('Cannot be accepted yet. Not analysed: cancelled. Analyse it again first.');
    await panel.page.keyboard.press('Enter');
    await panel.show(emptyView('analysing', { analysing: { done: 1, total: 86, path: 'a.ts' } }));
    await panel.page.locator('vscode-button', { hasText: 'Cancel' }).click();
    expect(await panel.acts()).toEqual([
      { kind: 'analyse-again', changeSet: 'cs-14' },
      { kind: 'command', command: 'cancel-analysis' },
    ]);
    await panel.close();
  });

  test('of a change set that was left meanwhile shows there why it was not decided, and not at the foot of another', async () => {
    const other = changeSet({ id: 'cs-2', title: 'Edits seen on disk', agent: null, hunks: [fixtures.track] });
    const panel = await browser.open(panelView({ changeSets: [changeSet(), other] }));
    const why = () => panel.page.locator('#why-line').first().textContent();
    await openRow(panel, 'h-session');
    await panel.page.keyboard.press('u');
    await panel.page.keyboard.press('Escape');
    await panel.page.keyboard.press('c');
    const before = await why();
    await panel.answer({ hunk: 'h-session', refused: 'The disk is full.', record: null });
    expect(await panel.said()).toMatch(/^Not done in .+: The disk is full\.$/);
    expect(await why()).toBe(before);
    await panel.page.keyboard.press('Shift+C');
    await expect.poll(why).toBe('Not done: The disk is full.');
    await panel.close();
  });

  test('is rejected with a reason, which is asked for first', async () => {
    const panel = await browser.open(panelView());
    await openRow(panel, 'h-users');
    await panel.page.locator('vscode-button', { hasText: 'Reject' }).click();
    await expect.poll(() => panel.focused()).toBe('reject-words');
    await panel.page.keyboard.press('Control+Enter');
    expect(await panel.acts()).toEqual([]);
    await panel.page.keyboard.type('Keep requireAdmin.');
    await panel.page.keyboard.press('Control+Enter');
    expect(await panel.acts()).toEqual([
      { kind: 'reject', changeSet: 'cs-14', hunk: 'h-users', reason: 'Keep requireAdmin.' },
    ]);
    await panel.answer({ hunk: 'h-users', refused: 'The disk is full.', record: null });
    const about = () => panel.page.locator('#reject-about-0').textContent();
    expect(await about()).toBe('Not done: The disk is full.');
    await panel.show({ ...panelView(), revision: 2 }); // a view comes with each answer, and for many other reasons
    expect(await about()).toBe('Not done: The disk is full.');
    await panel.show(settle(panelView(), 'fp-bucket')); // less is open on the hunk
    expect(await about()).not.toContain('Not done');
    await panel.close();
  });

  test('that is decided shows its record, offers undo and has no open form', async () => {
    const view = panelView();
    const panel = await browser.open(view);
    await openRow(panel, 'h-users');
    await panel.show(decide(view, 'h-users', 'rejected', 'Keep requireAdmin.'));
    expect(await panel.said()).toBe('Rejected. Record 411 written. Next: webhook.ts.');
    expect(await panel.page.locator('.outcome-note').textContent()).toContain('“Keep requireAdmin.”');
    expect(await panel.page.locator('vscode-textarea, vscode-checkbox').count()).toBe(0);
    await panel.page.locator('vscode-button', { hasText: 'Undo' }).click();
    expect(await panel.acts()).toEqual([{ kind: 'undo', changeSet: 'cs-14', hunk: 'h-users' }]);
    await panel.close();
  });

  test('sends the time it was in sight, its lines and unfolded details that were, before it is decided', async () => {
    const panel = await browser.open(
      settle(settle(viewOf(fixtures.users), 'fp-guard', 'explain', 'Covered.'), 'fp-bucket'),
    );
    await openRow(panel, 'h-users');
    await panel.page.waitForTimeout(50);
    await panel.page.locator('[data-finding="fp-guard"] .fold').click();
    await panel.page.locator('[data-details="fp-guard"] dd').last().scrollIntoViewIfNeeded();
    await panel.page.waitForTimeout(100);
    await accept(panel).click();
    const told = await panel.attention();
    expect(told.flatMap((act) => ('expanded' in act ? (act.expanded ?? []) : []))).toEqual(['fp-guard']);
    expect(told[0]).toMatchObject({ changeSet: 'cs-14', hunk: 'h-users', visibleMs: expect.any(Number) as number });
    expect(told.flatMap((act) => ('seen' in act ? (act.seen?.after ?? []) : []))).toEqual([[0, 9]]);
    await panel.close();
  });

  test('opens its evidence, its rule and its diff in the editor', async () => {
    const panel = await browser.open(panelView());
    await openRow(panel, 'h-users');
    await panel.page.getByRole('button', { name: 'require-admin.ts:9' }).click();
    await panel.page.getByRole('button', { name: '.countersign/policy.yaml:14' }).click();
    await panel.page.getByRole('button', { name: 'Open diff' }).first().click();
    expect(await panel.acts()).toEqual([
      { kind: 'open-place', changeSet: 'cs-14', place: guardFinding.evidence[1] },
      { kind: 'open-rule', source: '.countersign/policy.yaml:14' },
      { kind: 'open-diff', changeSet: 'cs-14', path: 'src/routes/users.ts', line: 41 },
    ]);
    await panel.close();
  });
});

test('two equal findings on one hunk have a card each', async () => {
  const panel = await browser.open(viewOf({ ...fixtures.users, findings: [bucketFinding, bucketFinding] }));
  await openRow(panel, 'h-users');
  expect(await panel.page.locator('.finding-card').count()).toBe(2);
  await panel.close();
});

test('after the last decision the hunk stays, and the summary is one key away', async () => {
  const first = hunk({ id: 'h-one', path: 'src/one.ts', findings: [{ ...bucketFinding, state: 'settled' }] });
  const view = viewOf(first);
  const panel = await browser.open(view);
  await openRow(panel, 'h-one');
  await panel.show({ ...decide(view, 'h-one', 'accepted'), state: 'done' });
  expect(await panel.page.locator('.outcome-note').textContent()).toContain('Accepted');
  await panel.page.keyboard.press('Escape');
  expect(await panel.page.locator('h1').textContent()).toBe('Turn 14 is decided');
  await panel.show(mapHunks(view, (other) => other));
  expect(await panel.page.locator('.hunk-line').count()).toBe(1);
  await panel.close();
});

describe('Sending back', () => {
  test('asks for one message of what was rejected on disk; of what an agent waited for there is none', async () => {
    const rejected = decide(panelView(), 'h-users', 'rejected', 'Only admins.');
    const panel = await browser.open(rejected);
    await panel.page.keyboard.press('s');
    expect(await panel.acts()).toEqual([{ kind: 'send-back', changeSet: 'cs-14' }]);
    await panel.close();

    const other = await browser.open(mapHunks(panelView(), (each) => ({ ...each, outcome: null, landing: 'held' })));
    await other.page.keyboard.press('s');
    expect(await other.acts()).toEqual([]);
    expect(await other.said()).toBe('Nothing was rejected that its agent does not know of.');
    await other.close();
  });
});
