import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PanelBrowser, startBrowser } from './panel-page.ts';
import { bucketFinding, changeSet, decide, fixtures, hunk, panelView, toDiff, viewOf } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const open = (id: string) => `.hunk-line[data-row="${id}"]`;

test('a rejected hunk asks for nothing any more, in its row and on its card, and is not called acknowledged', async () => {
  const view = viewOf(fixtures.users);
  const panel = await browser.open(view);
  expect(await panel.page.locator('.finding-row .obligation-mark').count()).toBe(2);
  await panel.page.locator(open('h-users')).click();
  await panel.show(decide(view, 'h-users', 'rejected', 'No.'));
  expect(await panel.page.locator('.finding-card .obligation-mark').count()).toBe(0);
  expect(await panel.page.locator('.hunk-facts').textContent()).toContain('not kept');
  expect(await panel.page.locator('.progress-line b').textContent()).toBe('All 2 settled');
  await panel.page.keyboard.press('Escape');
  expect(await panel.page.locator('.finding-row .obligation-mark').count()).toBe(0);
  await panel.close();
});

test('what a sentence quotes is set as code, and a heading has no full stop', async () => {
  const quoting = {
    ...bucketFinding,
    message: 'Needs s3:PutObject.',
    why: ['`s3.send` calls <b>PutObject</b>', 'an odd ` stays'],
  };
  const panel = await browser.open(viewOf({ ...fixtures.users, findings: [quoting] }));
  await panel.page.locator(open('h-users')).click();
  expect(await panel.page.locator('.finding-card h3').textContent()).toBe('Needs s3:PutObject');
  expect(await panel.page.locator('.evidence-trail code').allTextContents()).toEqual(['s3.send']);
  const lines = await panel.page.locator('.evidence-trail li').allTextContents();
  expect(lines.slice(1)).toEqual(['s3.send calls <b>PutObject</b>.', 'an odd ` stays.']);
  await panel.close();
});

test('a long line of the change goes on below itself, so that its end is in sight', async () => {
  const end = 'requireAdmin';
  const line = `router.delete('/:id', requireAuth, ${'requireSomethingElse, '.repeat(4)}${end}`;
  const long = hunk({ id: 'h-long', path: 'a.ts', findings: [bucketFinding], diff: toDiff(1, [`- ${line}`]) });
  const panel = await browser.open(viewOf(long));
  await panel.page.locator(open('h-long')).click();
  const diff = panel.page.locator('.mini-diff');
  expect(await diff.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  expect((await diff.boundingBox())?.height).toBeGreaterThan(40);
  await panel.close();
});

test('whose change it is: what a hook claims is said so, and nobody is guessed', async () => {
  const said = async (claimSource: string, claimedBy: string, agent: string | null): Promise<string | null> => {
    const set = changeSet({ agent, claimedBy, claimSource, asked: null, title: 'Edits on disk' });
    const panel = await browser.open(panelView({ changeSets: [set] }));
    const text = await panel.page.locator('.asked').textContent();
    await panel.close();
    return text;
  };
  expect(await said('watcher', 'disk watcher', null)).toBe('Written by an unknown process');
  expect(await said('hook', 'codex hook', 'Codex')).toBe('Origin as the codex hook says it');
  expect(await said('git-trailer', 'git trailer', null)).toBe('Origin as the git trailer says it');
});

test('a change set of a work tree that no window shows says which, to eyes and ears', async () => {
  const sets = ['api', 'task-3'].map((folder, at) =>
    changeSet({ id: `cs-${folder}`, title: 'Edits on disk', agent: null, folder, isLinked: at === 1 }),
  );
  const panel = await browser.open(panelView({ changeSets: sets }));
  const heading = (name: string) => panel.page.getByRole('heading', { level: 1, name, exact: true }).count();
  expect(await heading('Edits on disk · api')).toBe(1);
  await panel.page.keyboard.press('c');
  expect(await panel.said()).toBe('Edits on disk · other work tree task-3');
  expect(await heading('Edits on disk')).toBe(1);
  expect(await panel.page.getByText('Other work tree task-3', { exact: true }).isVisible()).toBe(true);
  await panel.close();
});

test('a finding that no rule asks about says so', async () => {
  const unasked = { ...bucketFinding, setBy: { rule: 'unmatched', layer: 'built-in', source: '', outranked: [] } };
  const panel = await browser.open(viewOf({ ...fixtures.users, findings: [unasked] }));
  await panel.page.locator(open('h-users')).click();
  expect(await panel.page.locator('.set-by').textContent()).toBe('no rule asks about it');
  await panel.close();
});
