import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostile } from '../unit/exports/hostile-records.ts';
import { inputOf, range, realistic } from '../unit/exports/realistic.ts';
import { written } from '../unit/exports/written.ts';
import { startChromium } from './start-chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const report = written('html', inputOf(realistic, { range }));
const [, checkPage = ''] = /=== CHECK\.html\n([\s\S]*?)\n=== /u.exec(written('bundle', inputOf())) ?? [];

interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
}

/** What it asked for, and what the browser complained about. */
async function openPage(html: string, { scheme = 'light', width = 1100 }: Look = {}) {
  const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 1000 } });
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('dialog', (dialog) => said.push(dialog.message()));
  await page.route('**/*', (route) =>
    route.request().url() === 'http://report.test/'
      ? route.fulfill({ contentType: 'text/html', body: html })
      : route.abort(),
  );
  await page.goto('http://report.test/');
  return { page, asked: asked.filter((url) => !url.endsWith('/favicon.ico')), said };
}

async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run(document)')) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

describe.each([
  ['the report', report],
  ['the page of the bundle', checkPage],
])('%s', (_name, html) => {
  test.each(['light', 'dark'] as const)('is accessible when it is %s', async (scheme) => {
    const { page } = await openPage(html, { scheme });
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  });

  test('loads nothing, runs nothing, and its own style is allowed', async () => {
    const { page, asked, said } = await openPage(html);
    expect([asked, said]).toEqual([['http://report.test/'], []]);
    expect(await page.locator('h1').evaluate((it) => getComputedStyle(it).fontSize)).toBe('27.2px');
    await page.close();
  });

  test('fits a narrow screen', async () => {
    const { page } = await openPage(html, { width: 360 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.close();
  });
});

test('the report of a hostile ledger fits, runs nothing, and loads nothing', async () => {
  const { page, asked, said } = await openPage(written('html', inputOf(hostile)), { width: 360 });
  expect([asked, said]).toEqual([['http://report.test/'], []]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await page.locator('.record').count()).toBe(hostile.length);
  await page.close();
});

test('a script that got into the report after all would not run', async () => {
  const { page, said } = await openPage(report.replace('</main>', '<script>document.title = "owned"</script></main>'));
  expect(await page.title()).toBe('Records of reviewed edits');
  expect(said.join()).toContain('Content Security Policy');
  await page.close();
});

test('every record is there when the report is printed', async () => {
  const { page } = await openPage(report);
  await page.emulateMedia({ media: 'print' });
  const hidden = await page
    .locator('.record')
    .evaluateAll((all) => all.filter((it) => getComputedStyle(it).contentVisibility !== 'visible'));
  expect(hidden).toEqual([]);
  await page.close();
});
