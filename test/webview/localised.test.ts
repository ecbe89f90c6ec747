import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { states, tooWide } from './states.ts';
import { emptyView } from './views.ts';

const file = path.resolve(import.meta.dirname, '../../l10n/bundle.l10n.json');
const messages = Object.keys(JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>);

/** Each message in brackets, and a third longer, as German is. */
const bundle = Object.fromEntries(
  messages.map((message) => [message, `⟦${message}${' long'.repeat(Math.ceil(message.length / 15))}⟧`]),
);

let browser: PanelBrowser;
beforeAll(async () => {
  browser = await startBrowser({ language: 'de', bundle });
});
afterAll(() => browser.close());

/**
 * Words of the panel's own that are in no brackets. Not its own are code, paths, names of keys, and all that stands in the view:
 * what the server says of code, and what people wrote.
 */
async function unlocalised(panel: Panel, view: object): Promise<readonly string[]> {
  const told = new Set(stringsOf(view).flatMap(pieces));
  const found = await panel.page.evaluate(() => {
    const texts: string[] = [];
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest('code, kbd, script, .code, .file-name') !== null) continue;
      // A message with code in it is several text nodes.
      const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
      texts.push(own.map(({ textContent }) => textContent ?? '').join(''));
      for (const name of ['aria-label', 'title', 'data-words']) texts.push(element.getAttribute(name) ?? '');
      if (!element.localName.startsWith('vscode-')) continue;
      for (const name of ['label', 'placeholder', 'ariaLabel']) texts.push(String(Reflect.get(element, name) ?? ''));
    }
    return texts;
  });
  const left = new Set(found.flatMap((text) => pieces(withoutBrackets(text))));
  return [...left].filter((text) => /\p{L}{2}/u.test(text) && !isPlace(text) && !told.has(text));
}

/** Brackets stand within brackets where one message is a part of another. */
function withoutBrackets(text: string): string {
  const inner = /⟦[^⟦⟧]*⟧/gu;
  let rest = text;
  while (inner.test(rest)) rest = rest.replace(inner, '');
  return rest;
}

const pieces = (text: string): readonly string[] =>
  text
    .split(/ · |\n|, |: |\. |`|(?<=^CS\d+) /u)
    .map((piece) =>
      piece
        .replace(/[“”]/gu, '')
        .trim()
        .replace(/[.:,]$/u, '')
        .toLowerCase(),
    )
    .filter(Boolean);

/** `users.ts:41–50`, `src/routes`. */
const isPlace = (text: string): boolean => /^[\w./-]+(?:\.\w+|\/)[\w./:–-]*$/u.test(text);

/** A path is said without its file's name as well. One word alone is a word of the protocol, which the panel has its own word for. */
function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string')
    return /^[a-z]+$/u.test(value) ? [] : [value, value.slice(0, Math.max(0, value.lastIndexOf('/')))];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

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
  'hunk, rejecting',
  'hunk, the same in other places',
  'hunk, not all in view',
  'large, filtered',
  'keys',
  'done',
];

test.each(shown)('%s: says nothing but in the language of the reader, and fits', async (name) => {
  const state = states[name];
  if (state === undefined) throw new Error(`No state is named "${name}".`);
  const view = state.view();
  const panel = await browser.open(view);
  await state.act?.(panel);
  expect(await unlocalised(panel, view)).toEqual([]);
  for (const width of [320, 420, 900]) {
    await panel.page.setViewportSize({ width, height: 900 });
    expect(await tooWide(panel), String(width)).toEqual([]);
  }
  expect(await panel.complaints()).toEqual([]);
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
  expect(await unlocalised(panel, view)).toEqual(['nothing to review yet']);
  await panel.close();
});
