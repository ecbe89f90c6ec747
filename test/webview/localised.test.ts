import { afterAll, beforeAll, expect, test } from 'vitest';
import { inBrackets, unlocalised } from './in-brackets.ts';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { states, tooWide } from './states.ts';
import { emptyView } from './views.ts';

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser(inBrackets);
});
afterAll(() => browser.close());

/** Between them they have every component, and most of its forms. */
const shown = [
  'empty',
  'analysing',
  'restricted',
  'failed',
  'queue',
  'queue, held and two change sets',
  'hunk, open',
  'hunk, approval asked for',
  'hunk, blocked',
  'hunk, reopened',
  'hunk, chain',
  'hunk, analysis cancelled',
  'hunk, rejecting',
  'hunk, words are kept',
  'queue, held in another change set',
  'hunk, the same in other places',
  'hunk, not all in view',
  'large, filtered',
  'keys',
  'done',
];

/** Parts of the foot that lie over what is above it. */
const aboveFoot = (panel: Panel): Promise<readonly string[]> =>
  panel.page.evaluate(() => {
    const top = document.querySelector('.action-bar')?.getBoundingClientRect().top ?? 0;
    return [...document.querySelectorAll('.action-bar > *')]
      .filter((element) => element.getBoundingClientRect().top < top)
      .map(({ className }) => className);
  });

test.each(shown)('%s: says nothing but in the language of the reader, and fits', async (name) => {
  const state = states[name];
  if (state === undefined) throw new Error(`No state is named "${name}".`);
  const view = state.view();
  const panel = await browser.open(view);
  await state.act?.(panel);
  expect(await unlocalised(panel.page, view)).toEqual([]);
  for (const width of [320, 420, 900]) {
    await panel.page.setViewportSize({ width, height: 900 });
    expect(await tooWide(panel), String(width)).toEqual([]);
    expect(await aboveFoot(panel), String(width)).toEqual([]);
  }
  expect(await panel.complaints()).toEqual([]);
  await panel.close();
});

test('words that belong together are one message, which a language orders and bends as it must', async () => {
  const { queue, done } = states;
  const panel = await browser.open(queue!.view());
  const isOne = /^⟦[^⟦⟧]*⟧$/u;
  expect(await panel.page.locator('.group-line small').textContent()).toMatch(isOne);
  await panel.show(done!.view());
  const subtitle = (await panel.page.locator('.notice h1 + p').textContent())?.split(' · ').at(-1);
  expect(subtitle).toMatch(isOne);
  await panel.close();
});

test('numbers and times are written as the language has them, and the page says which it is', async () => {
  const panel = await browser.open(emptyView('empty'));
  expect(await panel.page.locator('.fact-list').textContent()).toContain('41.207');
  expect(await panel.page.evaluate(() => document.documentElement.lang)).toBe('de');
  await panel.close();
});

test('a word that is written into the page is found', async () => {
  const view = emptyView('empty');
  const panel = await browser.open(view);
  await panel.page.locator('h1').evaluate((title) => title.after('Nothing to review yet'));
  expect(await unlocalised(panel.page, view)).toEqual(['nothing to review yet']);
  await panel.close();
});
