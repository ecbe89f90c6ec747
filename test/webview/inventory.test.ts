import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InventoryEntryView } from '../../server/src/protocol/inventory-view.ts';
import { inBrackets, unlocalised } from './in-brackets.ts';
import { startPages, type OpenPage, type SmallPages } from './small-page.ts';
import { type ThemeName, themes } from './themes.ts';
import { violations } from './violations.ts';

/** Where pictures of the page are put for people to look at; none without. */
const pictures = process.env['PICTURES'];

let pages: SmallPages;
beforeAll(async () => {
  pages = await startPages('inventory');
});
afterAll(() => pages.close());

async function open(
  theme: ThemeName,
  width: number,
): Promise<OpenPage & { readonly show: (entry: InventoryEntryView | null) => Promise<void> }> {
  const opened = await pages.open(theme, width);
  return { ...opened, show: (entry) => opened.send({ kind: 'entry', entry }) };
}

const place = (line: number) => ({
  uri: 'file:///shop/.github/workflows/triage.yml',
  path: '.github/workflows/triage.yml',
  line,
});

const entry: InventoryEntryView = {
  key: 'triage',
  kind: 'github-actions',
  kindTitle: 'GitHub Actions workflow',
  name: 'Triage of issues',
  folder: '',
  place: place(1),
  alerts: ['Anybody can start it.', 'Triage of issues calls openai/gpt-5, which its registration does not name.'],
  flow: [
    {
      id: 'start',
      title: 'Started by',
      items: [{ text: 'issues', note: 'anybody can', isAlert: true, place: place(3) }],
    },
    {
      id: 'steps',
      title: 'Does',
      items: [
        { text: 'sort: actions/checkout', place: place(9) },
        { text: 'sort: actions/ai-inference', place: place(10) },
        { text: 'sort: python scripts/report.py --since yesterday --to everybody-who-asked-for-it', place: place(14) },
      ],
    },
    {
      id: 'identity',
      title: 'Acts as',
      items: [
        { text: 'GITHUB_TOKEN of sort', note: 'short-lived token, issues: write', place: place(5) },
        { text: 'secrets.MIXPANEL_TOKEN', note: 'static credential, shared', isAlert: true, place: place(16) },
      ],
    },
    { id: 'data', title: 'Data', items: [{ text: 'contact.email', place: place(4) }] },
    {
      id: 'sinks',
      title: 'Goes to',
      items: [
        { text: 'api.mixpanel.com', note: 'contact.email', place: place(4) },
        { text: 'openai/gpt-5', note: 'model', place: place(12) },
      ],
    },
  ],
  about: [
    {
      id: 'rights',
      title: 'Needed and granted',
      items: [{ text: 'models: read of GITHUB_TOKEN', note: 'needed, not granted', isAlert: true, place: place(10) }],
    },
    { id: 'about', title: 'About', items: [{ text: '@acme/platform', note: 'owner, says CODEOWNERS', place: null }] },
    { id: 'gaps', title: 'Not known', items: [{ text: 'What lint does stands in acme/shared.', place: null }] },
  ],
};

describe.each(Object.keys(themes) as ThemeName[])('the page of an automation in %s', (theme) => {
  test.each([360, 1200])('has no accessibility violation and no complaint at %i pixels', async (width) => {
    const { page, show, complaints } = await open(theme, width);
    for (const [name, shown] of [
      ['entry', entry],
      ['gone', null],
    ] as const) {
      await show(shown);
      if (pictures !== undefined)
        await page.screenshot({ path: path.join(pictures, `${name}-${theme}-${width}.png`), fullPage: true });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test('a check that cannot fail is not one', async () => {
  const { page, show } = await open('light-modern', 800);
  await show(entry);
  await page.locator('main').evaluate((main) => main.append(document.createElement('button')));
  expect((await violations(page)).join()).toMatch(/button-name/);
  await page.context().close();
});

test('goes to the line by mouse and by keyboard, and says where it goes', async () => {
  const { page, show, acts } = await open('dark-modern', 1000);
  await show(entry);
  await page.getByRole('button', { name: 'Look: issues' }).click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.link').click();
  expect((await acts()).filter(({ kind }) => kind !== 'ready')).toEqual([
    { kind: 'open', part: 'flow', section: 0, item: 0 },
    { kind: 'open', part: 'flow', section: 1, item: 0 },
    { kind: 'open-definition' },
  ]);
  expect(
    await page.getByRole('button', { name: 'sort: actions/checkout , line 9 of .github/workflows/triage.yml' }).count(),
  ).toBe(1);
  await page.context().close();
});

test('keeps focus when the inventory is read again', async () => {
  const { page, show } = await open('dark-modern', 1000);
  await show(entry);
  await page.getByRole('button', { name: 'Look: issues' }).focus();
  await show({ ...entry, alerts: [] });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('issues');
  await page.context().close();
});

test('text of the workspace is text', async () => {
  const { page, show, complaints } = await open('light-modern', 800);
  const hostile = '<img src=x onerror=alert(1)>\u202Egnp.exe';
  await show({
    ...entry,
    name: hostile,
    alerts: [hostile],
    flow: [{ id: 'steps', title: 'Does', items: [{ text: hostile, note: hostile, place: null }] }],
  });
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('h1').textContent()).toContain('<img src=x');
  expect(await page.locator('main').textContent()).not.toContain('\u202E');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('says nothing but in the language of the reader', async () => {
  const { page, send, complaints } = await pages.open('dark-modern', 360, inBrackets);
  for (const shown of [entry, null]) {
    await send({ kind: 'entry', entry: shown });
    expect(await unlocalised(page, [entry, 'Model'])).toEqual([]); // "model" is the note of an item
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});
