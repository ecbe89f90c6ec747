import { expect, test } from 'vitest';
import { type PageWords, toPanelHtml } from '../../../client/src/panel-html.ts';
import { phrase } from '../../../client/webview/phrase.ts';

const page = (words: PageWords | null): string =>
  toPanelHtml({
    cspSource: 'https://host',
    script: 'https://host/a.js',
    style: 'https://host/a.css',
    nonce: 'n0',
    words,
  });

test('a page is given its words as data, before its script, and says which language they are', () => {
  const html = page({ language: 'pt-br', bundle: { Open: 'Aberto', '{0} open': '{0} em aberto' } });
  expect(html).toContain('<html lang="pt-BR">');
  expect(html.indexOf('id="words"')).toBeLessThan(html.indexOf('nonce="n0"'));
  const data = /<script type="application\/json" id="words">(.*)<\/script>\n<script nonce/u.exec(html)?.[1] ?? '';
  expect(JSON.parse(data)).toEqual({ Open: 'Aberto', '{0} open': '{0} em aberto' });
});

test('no word of a bundle is read as a part of the page', () => {
  const html = page({ language: 'de" onload="x', bundle: { Open: '</script><script>alert(1)</script><!--' } });
  expect(html).toContain('<html lang="en">');
  expect(html.match(/<script/gu)).toHaveLength(2);
  expect(html).not.toContain('<!--');
});

test('without words it is English', () => {
  expect(page(null)).toContain('<html lang="en">');
  expect(page(null)).not.toContain('id="words"');
});

test('a part of a message is never taken for a place in it', () => {
  expect(phrase('{1} before {0}', 'a {1} b', '{0}')).toEqual(['', '{0}', ' before ', 'a {1} b', '']);
});
