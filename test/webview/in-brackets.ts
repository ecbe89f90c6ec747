import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { PageWords } from '../../client/src/panel-html.ts';

const file = path.resolve(import.meta.dirname, '../../l10n/bundle.l10n.json');
const messages = Object.keys(JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>);

/** Each message in brackets, and a third longer, as German is. */
export const inBrackets: PageWords = {
  language: 'de',
  bundle: Object.fromEntries(
    messages.map((message) => [message, `⟦${message}${' long'.repeat(Math.ceil(message.length / 15))}⟧`]),
  ),
};

/**
 * Words of a page's own that are in no brackets. Not its own are code, paths, names of keys, and all that stands in the view:
 * what the server says of code, and what people wrote.
 */
export async function unlocalised(page: Page, view: object): Promise<readonly string[]> {
  const told = new Set(stringsOf(view).flatMap(pieces));
  const found = await page.evaluate(() => {
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

/** A path is said without its file's name as well. One word alone is a word of the protocol, which the page has its own word for. */
function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string')
    return /^[a-z]+$/u.test(value) ? [] : [value, value.slice(0, Math.max(0, value.lastIndexOf('/')))];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}
