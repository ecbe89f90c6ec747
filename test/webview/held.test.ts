import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PanelView } from '../../server/src/protocol/view.ts';
import { type PanelBrowser, startBrowser } from './panel-page.ts';
import { changeSet, decide, fixtures, panelView } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** The page's clock stands at 14:10:00. */
function heldView(heldUntil: string | null): PanelView {
  const held = { ...fixtures.release, landing: 'held' as const };
  return panelView({ changeSets: [changeSet({ hunks: [held, fixtures.users], heldUntil })] });
}

test('a held edit is a card with a clock, that says what happens at zero', async () => {
  const panel = await browser.open(heldView('2026-11-21T14:14:47Z'));
  const card = panel.page.locator('.held-card');
  expect(await card.count()).toBe(1);
  expect(await card.locator('.countdown').textContent()).toBe('4:47');
  expect(await card.locator('.at-zero').textContent()).toBe(
    'At 0:00 it is denied: nothing is written, Codex is told why.',
  );
  expect(await card.getAttribute('aria-label')).toMatch(/4 minutes 47 seconds left, then denied/);
  if (process.env['SHOTS'] !== undefined)
    await panel.page.screenshot({ path: `${process.env['SHOTS']}/held-dark.png` });
  await panel.wear('light-modern');
  if (process.env['SHOTS'] !== undefined)
    await panel.page.screenshot({ path: `${process.env['SHOTS']}/held-light.png` });
  await panel.close();
});

test('the clock steps, speaks at its marks and says when the agent was denied', async () => {
  const panel = await browser.open(heldView('2026-11-21T14:11:02Z'));
  const clock = panel.page.locator('.countdown');
  expect(await clock.textContent()).toBe('1:02');
  const at = async (time: string, shown: string): Promise<string> => {
    await panel.page.clock.setFixedTime(`2026-11-21T${time}Z`);
    await expect.poll(() => clock.textContent(), { timeout: 5_000 }).toBe(shown);
    return await panel.said();
  };
  expect(await at('14:10:01', '1:01')).toBe('');
  expect(await at('14:10:02', '1:00')).toBe('Codex waits. 1 minute left.');
  expect(await at('14:10:53', '0:09')).toBe('Codex waits. 9 seconds left.');
  expect(await at('14:11:03', '0:00')).toBe('Codex was denied: nobody decided in time.');
  await panel.close();
});

test('a held card says what is left to do or what became of it, and nothing that is not so', async () => {
  const heldUntil = '2026-11-21T14:14:47Z';
  const unread = { ...fixtures.edge, landing: 'held' as const };
  const view = panelView({
    changeSets: [changeSet({ hunks: [{ ...fixtures.release, landing: 'held' }, unread], heldUntil })],
  });
  const panel = await browser.open(view);
  const said = (): Promise<(string | null)[]> =>
    panel.page.locator('.held-card').evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel));
  expect(await said()).toEqual([
    expect.stringMatching(/^Held, not written\. release\.yml .* 1 finding: approve\.$/),
    expect.stringMatching(/^Held, not written\. .* Not judged\.$/),
  ]);
  await panel.show(decide(decide(view, 'h-release', 'accepted'), unread.id, 'rejected', 'No.'));
  expect(await said()).toEqual([
    expect.stringMatching(/^release\.yml line \d+\. Hunk accepted\.$/),
    expect.stringMatching(/line \d+\. Hunk rejected\.$/),
  ]);
  expect(await panel.page.locator('.held-card .obligation-mark').count()).toBe(0); // nothing is left to do
  await panel.close();
});

test('a held edit whose agent went on says how it still passes', async () => {
  const panel = await browser.open(heldView(null));
  expect(await panel.page.locator('.countdown').count()).toBe(0);
  expect(await panel.page.locator('.at-zero').textContent()).toMatch(/Once it is accepted, the same edit passes/);
  await panel.close();
});

describe('An edit that is held in another change set', () => {
  const shown = changeSet({ hunks: [fixtures.users, fixtures.track] });
  const others = (...held: readonly (readonly [string, string])[]): PanelView =>
    panelView({
      changeSets: [
        ...held.map(([agent, heldUntil]) =>
          changeSet({
            id: `held-${agent}`,
            title: `${agent}, turn 2`,
            agent,
            heldUntil,
            hunks: [{ ...fixtures.release, id: `h-${agent}`, landing: 'held' as const }],
          }),
        ),
        shown,
      ],
    });

  test('is said when it comes, stands over the review with its time, and h goes there', async () => {
    const panel = await browser.open(panelView({ changeSets: [shown] }));
    await panel.page.locator('.hunk-line[data-row="h-users"]').click();
    await panel.show(others(['Codex', '2026-11-21T14:14:47Z']));
    expect(await panel.said()).toBe(
      'Codex waits in another change set. release.yml is held, not written. 4 minutes 47 seconds left. Press h to go there.',
    );
    expect(await panel.page.locator('.hunk-header b').textContent()).toBe('users.ts');
    expect(await panel.page.locator('.banner.is-held').textContent()).toContain(
      'Codex waits in another change set.4:47',
    );
    expect(await panel.page.locator('.banner.is-held .link').getAttribute('aria-keyshortcuts')).toBe('h');
    await panel.show(others(['Codex', '2026-11-21T14:14:47Z']));
    await panel.page.keyboard.press('h');
    expect(await panel.page.locator('.hunk-header b').textContent()).toBe('release.yml');
    expect(await panel.focused()).toBe('card:fp-token');
    expect(await panel.page.locator('.banner').count()).toBe(0);
    await panel.page.keyboard.press('c');
    expect(await panel.said()).toBe('Codex, turn 14');
    await panel.page.keyboard.press('c');
    expect(await panel.said()).toBe('This is the last change set.');
    await panel.page.keyboard.press('Shift+C');
    expect(await panel.said()).toBe('Codex, turn 2');
    expect(await panel.complaints()).toEqual([]);
    await panel.close();
  });

  test('of several the shortest time is shown, and h goes round; none is none', async () => {
    const panel = await browser.open(panelView({ changeSets: [shown] }));
    await panel.page.keyboard.press('h');
    expect(await panel.said()).toBe('No edit is held.');
    await panel.show(others(['Codex', '2026-11-21T14:14:47Z'], ['Gemini', '2026-11-21T14:11:00Z']));
    expect(await panel.page.locator('.banner.is-held').textContent()).toContain(
      '2 agents wait in other change sets.1:00',
    );
    const seen: (string | null)[] = [];
    for (let times = 0; times < 3; times++) {
      await panel.page.keyboard.press('h');
      seen.push(await panel.page.locator('.change-set-title b').textContent());
    }
    expect(seen).toEqual(['Codex', 'Gemini', 'Codex']);
    await panel.close();
  });
});
