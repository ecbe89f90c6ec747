import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
declare global {
  interface Window {
    axe: { readonly run: (context: Document, options: RunOptions) => Promise<AxeResults> };
  }
}

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on a page as it is now, by rule, and where. */
export async function violations(page: Page, runOnly: RunOptions['runOnly'] = everyRule): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const find = async (options: RunOptions): Promise<AxeResults['violations']> =>
    (await page.evaluate((given) => window.axe.run(document, given), options)).violations;
  const options = { resultTypes: ['violations'], runOnly } satisfies RunOptions;
  // To name the places is more than half of the work: only for whoever reads of a violation.
  const found = await find({ ...options, selectors: false });
  if (found.length === 0) return [];
  const places = (await find(options)).flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary ?? ''}`),
  );
  return [...found.map(({ id }) => id), ...places];
}
