import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { changeSet, fixtures, guardFinding, mapHunks, panelView, settle, viewOf } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const words = (panel: Panel) => panel.page.locator('[data-finding="fp-guard"] textarea');

async function typeWords(panel: Panel, text: string): Promise<void> {
  await panel.page.locator('.hunk-line[data-row="h-users"]').click();
  await words(panel).click();
  await panel.page.keyboard.type(text);
}

describe('A new view keeps', () => {
  test('focus, caret and half-typed words', async () => {
    const view = panelView();
    const panel = await browser.open(view);
    await typeWords(panel, 'The gateway checks');
    await words(panel).evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(4, 4));
    await panel.show(settle(view, 'fp-bucket'));
    await panel.show(settle(view, 'fp-token'));
    expect(await panel.focused()).toBe('words:fp-guard');
    await panel.page.keyboard.type('new ');
    expect(await words(panel).inputValue()).toBe('The new gateway checks');
    await panel.close();
  });

  test('the element itself, so that an input method is not interrupted', async () => {
    const panel = await browser.open(panelView());
    await typeWords(panel, 'x');
    const element = await words(panel).elementHandle();
    await panel.show(panelView());
    expect(await words(panel).evaluate((now, before) => now === before, element)).toBe(true);
    await panel.close();
  });

  test('words when the hunk changes under them and gets another id', async () => {
    const panel = await browser.open(panelView());
    await typeWords(panel, 'Half a sent');
    const changed = mapHunks(panelView(), (hunk) =>
      hunk.id === 'h-users' ? { ...hunk, id: 'h-users-changed', firstLine: 43, lastLine: 52 } : hunk,
    );
    await panel.show(changed);
    expect(await words(panel).inputValue()).toBe('Half a sent');
    expect(await panel.focused()).toBe('words:fp-guard');
    await panel.page.keyboard.type('ence');
    expect(await words(panel).inputValue()).toBe('Half a sentence');
    await panel.close();
  });

  test('words apart: another place with the same fingerprint stays empty', async () => {
    const other = { ...fixtures.users, id: 'h-other', path: 'src/routes/other.ts' };
    const panel = await browser.open(viewOf(fixtures.users, other));
    await typeWords(panel, 'For users.ts only');
    await panel.page.keyboard.press('Escape');
    await panel.page.keyboard.press('j');
    expect(await panel.page.locator('.hunk-header b').textContent()).toBe('other.ts');
    expect(await words(panel).inputValue()).toBe('');
    await panel.close();
  });

  test('the scroll position of queue and hunk', async () => {
    const panel = await browser.open(panelView(), { height: 500 });
    const scroll = (part: string): Promise<number> =>
      panel.page.locator(`[data-scroll="${part}"]`).evaluate((element) => element.scrollTop);
    await panel.page.locator('[data-scroll="queue"]').evaluate((element) => element.scrollTo(0, 240));
    await panel.show(panelView());
    expect(await scroll('queue')).toBe(240);
    await panel.page.locator('.hunk-line[data-row="h-users"]').click();
    expect(await scroll('hunk')).toBe(0);
    await panel.page.locator('[data-scroll="hunk"]').evaluate((element) => element.scrollTo(0, 130));
    await panel.show(panelView());
    expect(await scroll('hunk')).toBe(130);
    await panel.page.keyboard.press('Escape');
    expect(await scroll('queue')).toBe(240);
    await panel.close();
  });

  test('the tick of nobody: a box that is ticked and refused is open again', async () => {
    const panel = await browser.open(panelView());
    await panel.page.locator('.hunk-line[data-row="h-users"]').click();
    const box = panel.page.locator('vscode-checkbox');
    await box.locator('label').click();
    await panel.show(panelView());
    expect(await box.evaluate((element) => 'checked' in element && element.checked)).toBe(false);
    await panel.close();
  });

  test('the open change set when others come and go', async () => {
    const second = changeSet({
      id: 'cs-15',
      title: 'Claude Code, turn 2',
      agent: 'Claude Code',
      turn: 'turn 2',
      model: null,
      asked: null,
    });
    const panel = await browser.open(panelView({ changeSets: [changeSet()] }));
    await typeWords(panel, 'x');
    await panel.show(panelView({ changeSets: [second, changeSet()] }));
    expect(await panel.page.locator('h1').textContent()).toContain('Codex');
    expect(await panel.page.locator('.position .sr-only').textContent()).toBe('Change set 2 of 2');
    expect(await words(panel).inputValue()).toBe('x');
    await panel.close();
  });
});

describe('Hiding the view keeps', () => {
  test('the open hunk, its words, what is folded and where it was', async () => {
    const first = await browser.open(panelView(), { height: 500 });
    await typeWords(first, 'Half a sent');
    await first.page.locator('vscode-single-select').click();
    await first.page.getByRole('option', { name: 'Risk accepted' }).click();
    await first.page.locator('[data-scroll="hunk"]').evaluate((element) => element.scrollTo(0, 90));
    await first.page.waitForTimeout(50);
    const saved = await first.state();
    await first.close();

    const panel = await browser.open(panelView(), { height: 500, saved });
    expect(await panel.page.locator('.hunk-header b').textContent()).toBe('users.ts');
    expect(await words(panel).inputValue()).toBe('Half a sent');
    expect(await panel.page.locator('.select-face').textContent()).toContain('Risk accepted');
    expect(await panel.page.locator('[data-scroll="hunk"]').evaluate((element) => element.scrollTop)).toBe(90);
    expect(await panel.focused()).toBe(''); // coming back takes no focus from the editor
    await panel.close();
  });

  test('no code and no sentence of the server', async () => {
    const panel = await browser.open(panelView());
    await typeWords(panel, 'mine');
    const kept = JSON.stringify(await panel.state());
    expect(kept).toContain('mine');
    expect(kept).not.toContain(guardFinding.message);
    expect(kept).not.toContain('requireAuth');
    await panel.close();
  });

  test('nothing it cannot read: state of another version is dropped', async () => {
    const panel = await browser.open(panelView(), { saved: { version: 0, hunk: 'h-users' } });
    expect(await panel.page.locator('.queue').count()).toBe(1);
    expect(await panel.complaints()).toEqual([]);
    await panel.close();
  });
});

test('a server that stops and comes back costs no words', async () => {
  const panel = await browser.open(panelView());
  await typeWords(panel, 'Half a sent');
  await panel.show(
    panelView({ state: 'failed', changeSets: [], problem: { code: 'CS9002', message: 'ended', why: '', fix: '' } }),
  );
  expect(await panel.page.locator('.notice').textContent()).toContain('1 unfinished explanation is kept here');
  await panel.show(panelView());
  expect(await words(panel).inputValue()).toBe('Half a sent');
  await panel.close();
});

test('wider and narrower again is the same review', async () => {
  const panel = await browser.open(panelView());
  await typeWords(panel, 'Half a sent');
  await panel.page.setViewportSize({ width: 900, height: 900 });
  await panel.page.locator('.two').waitFor();
  expect(await words(panel).inputValue()).toBe('Half a sent');
  expect(await panel.page.locator('.queue').count()).toBe(1);
  await panel.page.setViewportSize({ width: 420, height: 900 });
  await panel.page.locator('.queue').waitFor({ state: 'detached' });
  expect(await words(panel).inputValue()).toBe('Half a sent');
  await panel.close();
});
