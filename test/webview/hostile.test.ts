import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toPlainText } from '../../client/webview/plain-text.ts';
import { type PanelBrowser, startBrowser } from './panel-page.ts';
import { changeSet, finding, fixtures, hunk, panelView, toDiff } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const attack = `"><img src=x onerror="document.body.dataset.pwned=1"><script>document.body.dataset.pwned=1</script><style>*{display:none}</style>`;

/** Every text a workspace or an agent can choose. */
function hostileView(text: string) {
  const bad = hunk({
    id: text,
    path: `src/${text}.ts`,
    previousPath: text,
    status: 'renamed',
    diff: toDiff(1, [`+ ${text}`]),
    blockedBecause: text,
    findings: [
      finding({
        fingerprint: text,
        message: text,
        comparison: { before: text, after: `${text}.` },
        impact: text,
        evidence: [{ path: text, line: 1, side: 'after', text }],
        why: [text],
        unknown: [text],
        setBy: { rule: text, layer: text, source: text, outranked: [text] },
        tags: [text],
        fix: text,
        obligation: 'explain',
        state: 'reopened',
        draft: { reason: null, words: text },
        context: [text],
      }),
    ],
  });
  return panelView({
    changeSets: [
      changeSet({
        hunks: [bad, { ...fixtures.edge, notJudged: text }],
        agent: text,
        model: text,
        turn: text,
        title: text,
        claimedBy: text,
        asked: text,
        summary: { mayNowDo: [{ change: 'added', text, secondary: text, hunks: [text] }], touches: [], decides: [] },
        failures: [{ path: text, message: text }],
      }),
    ],
    suggestions: [{ detectorId: 'guard-removed', words: text }],
  });
}

test('markup in any text is text', async () => {
  const panel = await browser.open(hostileView(attack));
  expect(await panel.page.locator('.queue').textContent()).toContain('<img src=x');
  await panel.page.locator('.hunk-line').first().click();
  expect(await panel.page.locator('h3').textContent()).toBe(attack);
  expect(await panel.page.locator('img, script:not([nonce]), #root style, iframe, a[href]').count()).toBe(0);
  expect(await panel.page.evaluate(() => document.body.dataset['pwned'])).toBeUndefined();
  expect(await panel.complaints()).toEqual([]); // the policy had nothing to keep out
  await panel.close();
});

test('characters that reorder or hide text are spelled out', async () => {
  const trojan = 'if (isAdmin\u202e\u2066// check\u2069\u2066) {';
  const panel = await browser.open(hostileView(trojan));
  await panel.page.locator('.hunk-line').first().click();
  const shown = 'if (isAdmin⟨U+202E⟩⟨U+2066⟩// check⟨U+2069⟩⟨U+2066⟩) {';
  expect(await panel.page.locator('.mini-diff .code').textContent()).toBe(shown);
  expect(await panel.page.locator('h3').textContent()).toBe(shown);
  expect(
    await panel.page.locator('main').evaluate((main) => /[\u202a-\u202e\u2066-\u2069\u200b]/.test(main.outerHTML)),
  ).toBe(false);
  await panel.close();
});

test.each([
  ['a\u200bb', 'a⟨U+200B⟩b'],
  ['a\u0000\u001b[31mb', 'a⟨U+0000⟩⟨U+001B⟩[31mb'],
  ['a\u00adb\ufeff', 'a⟨U+00AD⟩b⟨U+FEFF⟩'],
  ['tag\u{e0041}', 'tag⟨U+E0041⟩'],
  ['tab\tand\nline', 'tab\tand\nline'],
  ['שלום, zażółć, 日本語, ق', 'שלום, zażółć, 日本語, ق'],
])('%j reads %j', (text, shown) => {
  expect(toPlainText(text)).toBe(shown);
});

test('marks that lie outside their line, or overlap, are cut to fit', async () => {
  const [line] = toDiff(1, ['+ const a = 1;']);
  if (line === undefined) throw new Error('no line');
  const marks = [
    [-5, 3],
    [2, 9],
    [8, 4],
    [20, 90],
  ] as const;
  const panel = await browser.open(
    panelView({ changeSets: [changeSet({ hunks: [{ ...fixtures.users, diff: [{ ...line, marks }] }] })] }),
  );
  await panel.page.locator('.hunk-line').first().click();
  expect(await panel.page.locator('.mini-diff .code').textContent()).toBe('const a = 1;');
  await panel.close();
});

test('a line of a megabyte and a path of ten thousand characters do not break the page', async () => {
  const long = 'x'.repeat(1_000_000);
  const deep = `${'very/deep/'.repeat(1000)}file.ts`;
  const panel = await browser.open(
    panelView({
      changeSets: [changeSet({ hunks: [{ ...fixtures.users, path: deep, diff: toDiff(1, [`+ ${long}`]) }] })],
    }),
  );
  await panel.page.locator('.hunk-line').first().click();
  expect(await panel.page.locator('.mini-diff').textContent()).toContain('999,500 more characters');
  expect(await panel.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await panel.page.locator('.panel').evaluate((main) => main.scrollWidth <= main.clientWidth)).toBe(true);
  await panel.close();
});

test('no source of the page parses HTML or evaluates text', () => {
  const folder = path.resolve(import.meta.dirname, '../../client/webview');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const forbidden =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\(|new Function|setAttribute\('(style|on)/;
  const found = sources.filter((name) => forbidden.test(readFileSync(path.join(folder, name), 'utf8')));
  expect(sources.length).toBeGreaterThan(30);
  expect(found).toEqual([]);
});
