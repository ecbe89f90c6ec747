import type { Page } from 'playwright-core';
import type { PanelView } from '../../server/src/protocol/view.ts';
import { startBrowser, type PanelBrowser } from '../webview/panel-page.ts';
import { largeView } from '../webview/views.ts';
import { milliseconds, percentile } from './statistics.ts';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** Of processor time: what a busy machine takes from the thread is not in it. */
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
}

const wheelPx = 480;
const categories = ['devtools.timeline', 'toplevel', 'v8.execute'];

/** The built panel in a browser: a wheel through all of 5,000 hunks, recorded, and how many rows there are at most meanwhile. */
export async function benchPanel(): Promise<readonly (readonly string[])[]> {
  const browser = await startBrowser();
  try {
    const view = largeView(5_000);
    const opened: number[] = [];
    for (let round = 0; round < 7; round += 1) opened.push(await openPanel(browser, view));
    const panel = await browser.open(view);
    const { page } = panel;
    await page.locator('[role=tree] [tabindex="0"]').focus();
    // Hunks that were not judged stand below it.
    for (const key of ['End', 'PageUp', 'PageUp', 'PageUp']) await page.keyboard.press(key);
    await page.locator('[data-focus="row:section without-findings"]').click();
    await scrollThrough(page); // the first time V8 still reads the code
    await page.context().browser()?.startTracing(page, { categories });
    const { rows, frames } = await scrollThrough(page);
    const trace = await page.context().browser()?.stopTracing();
    const { traceEvents } = JSON.parse(String(trace)) as { readonly traceEvents: readonly TraceEvent[] };
    const scripting = scriptingOf(traceEvents);
    await panel.close();
    return [
      ['5,000 hunks, scrolled from end to end', 'p50', 'p95', 'most'],
      row('from the view to rows on screen', opened),
      row(
        'scripting a task, processor',
        scripting.map(({ processorMs }) => processorMs),
      ),
      row(
        'scripting a task, elapsed',
        scripting.map(({ elapsedMs }) => elapsedMs),
      ),
      ['rows in the document', '', '', String(rows)],
      ['tasks with scripting', '', '', `${scripting.length} in ${frames} steps`],
    ];
  } finally {
    await browser.close();
  }
}

const row = (name: string, samples: readonly number[]): readonly string[] => [
  name,
  ...[0.5, 0.95, 1].map((part) => milliseconds(percentile(samples, part))),
];

/** In a page that has just started, as it is when the panel is opened. */
async function openPanel(browser: PanelBrowser, view: PanelView): Promise<number> {
  const panel = await browser.open(null);
  const ms = await panel.page.evaluate(
    async (text) => {
      const data = JSON.parse(text) as unknown;
      const start = performance.now();
      window.dispatchEvent(new MessageEvent('message', { data }));
      const isThere = (): boolean => document.querySelector('[role=treeitem]') !== null;
      do await new Promise(requestAnimationFrame);
      while (!isThere());
      return performance.now() - start;
    },
    JSON.stringify({ kind: 'view', view }),
  );
  await panel.close();
  return ms;
}

async function scrollThrough(page: Page): Promise<{ readonly rows: number; readonly frames: number }> {
  const scroller = page.locator('[data-scroll="queue"]');
  await scroller.evaluate((element) => element.scrollTo(0, 0));
  await page.mouse.move(200, 500);
  let [rows, frames] = [0, 0];
  for (let isAtEnd = false; !isAtEnd; frames += 1) {
    await page.mouse.wheel(0, wheelPx);
    const now = await scroller.evaluate(async (element) => {
      await new Promise(requestAnimationFrame);
      return {
        rows: element.querySelectorAll('[role=treeitem]').length,
        isAtEnd: element.scrollTop + element.clientHeight >= element.scrollHeight - 2,
      };
    });
    rows = Math.max(rows, now.rows);
    ({ isAtEnd } = now);
  }
  return { rows, frames };
}

/** Outermost calls into script on the thread that has most of them: the page's main one. In milliseconds. */
function scriptingOf(
  events: readonly TraceEvent[],
): readonly { readonly processorMs: number; readonly elapsedMs: number }[] {
  const calls = events.filter(({ name, ph }) => ph === 'X' && (name === 'FunctionCall' || name === 'EvaluateScript'));
  const threads = Map.groupBy(calls, ({ pid, tid }) => `${pid} ${tid}`);
  const own = [...threads.values()].toSorted((one, other) => other.length - one.length)[0] ?? [];
  let end = -Infinity;
  const outer: { processorMs: number; elapsedMs: number }[] = [];
  for (const { ts, dur = 0, tdur = dur } of own.toSorted((one, other) => one.ts - other.ts)) {
    if (ts < end) continue;
    end = ts + dur;
    outer.push({ processorMs: tdur / 1_000, elapsedMs: dur / 1_000 });
  }
  return outer;
}
