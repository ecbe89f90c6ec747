import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PanelView } from '../../server/src/protocol/view.ts';
import { type Panel, type PanelBrowser, startBrowser } from './panel-page.ts';
import { alike, longHunk, names, threeHunks, whyUnseen } from './go-on-views.ts';
import { decide, panelView, settle, viewOf } from './views.ts';

let browser: PanelBrowser;
let panel: Panel;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  panel = await browser.open(null);
});
afterEach(async () => {
  expect(await panel.complaints()).toEqual([]);
  await panel.close();
});

/** The clock by which a second press is a slip stands still until it is moved on, however slow the machine is. */
const holdClock = (): Promise<void> =>
  panel.page.evaluate(() => {
    const at = performance.now();
    performance.now = () => at;
  });
const passTime = (ms: number): Promise<void> =>
  panel.page.evaluate((more) => {
    const at = performance.now() + more;
    performance.now = () => at;
  }, ms);

const press = async (key: string): Promise<void> => {
  await panel.page.keyboard.press(key);
  await panel.page.evaluate(() => new Promise(requestAnimationFrame));
};
const file = (): Promise<string | null> => panel.page.locator('.hunk-header b').textContent();
/** What the server makes of it. */
const accepted = (view: PanelView, name: string): PanelView => decide(view, `h-${name}`, 'accepted');

describe('After Accept', () => {
  test('the next hunk is open: three findings in three hunks take seven acts', async () => {
    let view = threeHunks();
    await panel.show(view);
    let acts = 0;
    await holdClock();
    const act = async (key: string): Promise<void> => {
      acts += 1;
      await press(key);
      await passTime(510); // two Accepts within half a second are one slip
    };
    await act('n');
    for (const name of names) {
      expect(await file()).toBe(`${name}.ts`);
      expect(await panel.focused()).toBe(`card:fp-${name}`);
      await act('Space');
      view = settle(view, `fp-${name}`);
      await panel.show(view);
      await act('a');
      view = accepted(view, name);
      await panel.show(view);
    }
    expect(acts).toBe(7);
    expect((await panel.acts()).map(({ kind }) => kind)).toEqual([
      'acknowledge',
      'accept',
      'acknowledge',
      'accept',
      'acknowledge',
      'accept',
    ]);
    // Nothing waits: the last one stays, with its record.
    expect(await file()).toBe('three.ts');
    expect(await panel.page.locator('.outcome-note').textContent()).toContain('Record No.');
  });

  test('says where a person is now, and Undo comes back and takes it back', async () => {
    const start = settle(threeHunks(), 'fp-one');
    await panel.show(start);
    await panel.page.locator('.hunk-line[data-row="h-one"]').click();
    await press('a');
    await panel.show(accepted(start, 'one'));
    expect(await panel.said()).toBe('Accepted. Record 411 written. Now at two.ts, lines 1 to 3. 1 open.');
    expect(await panel.page.locator('.went-on').textContent()).toContain('Accepted one.ts:1–3, record No.');
    await panel.acts();
    await press('u');
    expect(await panel.acts()).toEqual([{ kind: 'undo', changeSet: 'cs-14', hunk: 'h-one' }]);
    expect(await file()).toBe('one.ts');
    await panel.show(start);
    expect(await panel.said()).toBe('Undone: one.ts is open again.');
    expect(await panel.page.locator('.went-on').count()).toBe(0);
  });

  test('a second press is a slip, and what was pressed elsewhere leads nowhere', async () => {
    const start = settle(settle(threeHunks(), 'fp-one'), 'fp-two');
    await panel.show(start);
    await holdClock();
    await panel.page.locator('.hunk-line[data-row="h-one"]').click();
    await press('a');
    await panel.show(accepted(start, 'one'));
    expect(await file()).toBe('three.ts'); // what is open comes before what is ready
    await press('k');
    expect(await file()).toBe('two.ts');
    await press('a');
    expect((await panel.acts()).map((act) => 'hunk' in act && act.hunk)).toEqual(['h-one']);
    // Accepted by a lens in the editor: nobody asked the panel to go anywhere.
    await panel.show(accepted(accepted(start, 'one'), 'two'));
    expect(await file()).toBe('two.ts');
  });

  test('a slip leaves a press that was refused free to be made again', async () => {
    await panel.show(threeHunks());
    await holdClock();
    await panel.page.locator('.hunk-line[data-row="h-one"]').click();
    const tick = async (): Promise<readonly string[]> => {
      await press('Space');
      return (await panel.acts()).map(({ kind }) => kind);
    };
    expect(await tick()).toEqual(['acknowledge']);
    await panel.answer({ hunk: 'h-one', refused: 'The file changed.', record: null });
    expect(await tick()).toEqual([]);
    expect(await panel.page.locator('vscode-checkbox').evaluate((box) => Reflect.get(box, 'checked') as boolean)).toBe(
      false,
    );
    await passTime(510);
    expect(await tick()).toEqual(['acknowledge']);
  });

  test('of the last hunk the panel stays, whatever lands or is decided elsewhere later', async () => {
    const [one, two, three] = [settle(threeHunks(), 'fp-one'), settle(threeHunks(), 'fp-two'), threeHunks()].map(
      ({ changeSets }, at) => changeSets[0]!.hunks[at]!,
    );
    const only = viewOf(one!);
    await panel.show(only);
    await panel.page.locator('.hunk-line[data-row="h-one"]').click();
    await press('a');
    const last = accepted(only, 'one');
    await panel.show(last);
    const more = viewOf(last.changeSets[0]!.hunks[0]!, two!, three!);
    await panel.show(more);
    expect(await file()).toBe('one.ts');
    // Undone here, accepted by a lens.
    await press('u');
    await panel.show(viewOf(one!, two!, three!));
    await panel.show(more);
    expect(await file()).toBe('one.ts');
  });

  test('a refusal stays where the person is', async () => {
    const start = settle(threeHunks(), 'fp-one');
    await panel.show(start);
    await panel.page.locator('.hunk-line[data-row="h-one"]').click();
    await press('a');
    await panel.answer({ hunk: 'h-one', refused: 'The file changed.', record: null });
    await panel.show(accepted(start, 'one'));
    expect(await file()).toBe('one.ts');
  });

  test.each([
    ['on another hunk', ['j', 'j'], 'three.ts'],
    ['back where it was pressed', ['j', 'k'], 'one.ts'],
  ])('whoever has moved about meanwhile stays, %s', async (_, keys, where) => {
    const start = settle(threeHunks(), 'fp-one');
    await panel.show(start);
    await panel.page.locator('.hunk-line[data-row="h-one"]').click();
    await press('a');
    for (const key of keys) await press(key);
    await panel.show(accepted(start, 'one'));
    expect(await file()).toBe(where);
    expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['accept']);
  });

  test('nothing moves when the setting is off', async () => {
    const start = settle(threeHunks(), 'fp-one');
    await panel.send({ kind: 'settings', settings: { goesOn: false, hasLetterKeys: true } });
    await panel.show(start);
    await panel.page.locator('.hunk-line[data-row="h-one"]').click();
    await press('a');
    await panel.show(accepted(start, 'one'));
    expect(await file()).toBe('one.ts');
  });
});

describe('Findings that say the very same', () => {
  test('show how many they are and every place, each to go to, and one control that names them all', async () => {
    await panel.show(alike(threeHunks()));
    await panel.page.locator('.hunk-line[data-row="h-one"]').click();
    const group = panel.page.getByRole('region', { name: 'Same finding in other places' });
    expect(await group.textContent()).toContain('The same in 3 places');
    expect(await group.getByRole('listitem').count()).toBe(3);
    await panel.page.locator('vscode-button', { hasText: 'I have seen it in all 3 places' }).click();
    expect(await panel.acts()).toEqual([
      { kind: 'acknowledge', changeSet: 'cs-14', hunk: 'h-one', fingerprint: 'fp-one', alike: 'g1' },
    ]);
    await group.getByRole('button', { name: 'three.ts:45' }).click();
    expect(await file()).toBe('three.ts');
    await panel.show(alike(names.reduce((view, name) => settle(view, `fp-${name}`), threeHunks())));
    expect(await panel.said()).toBe('3 findings settled. Nothing left to acknowledge.');
    expect(await panel.page.locator('vscode-button', { hasText: 'I have seen it in' }).count()).toBe(0);
  });

  test('Space is for the one alone, g for all of them, and for one that has no like it does nothing', async () => {
    await panel.show(alike(threeHunks()));
    await panel.page.locator('.hunk-line[data-row="h-two"]').click();
    await press('Space');
    await press('g');
    expect((await panel.acts()).map((act) => 'alike' in act && act.alike)).toEqual([false]);
    await panel.show(alike(threeHunks()));
    await press('g');
    expect((await panel.acts()).map((act) => 'alike' in act && act.alike)).toEqual(['g1']);
    await panel.show(threeHunks());
    await press('g');
    expect(await panel.acts()).toEqual([]);
    expect(await panel.said()).toBe('No other finding says the same as this one.');
  });
});

describe('A hunk that has to be fully in view', () => {
  const seen = async (): Promise<number> => {
    await panel.page.waitForTimeout(350);
    const told = (await panel.attention()).flatMap((act) => ('seen' in act ? (act.seen?.after ?? []) : []));
    return new Set(told.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at))).size;
  };

  test('tells which lines came into view, marks the others, and Accept goes to them', async () => {
    await panel.show(longHunk({ before: [], after: [[1, 120]] }));
    await panel.page.locator('.hunk-line[data-row="h-long"]').click();
    const first = await seen();
    expect(first).toBeGreaterThan(10);
    expect(first).toBeLessThan(60);
    await panel.show(longHunk({ before: [], after: [[first + 1, 120]] }));
    expect(await panel.page.locator('.row.is-unseen').count()).toBe(120 - first);
    expect(await panel.page.locator('#why-line').textContent()).toBe(whyUnseen);

    await press('a');
    expect(await panel.said()).toBe(`Cannot be accepted yet. ${whyUnseen}`);
    expect(await panel.acts()).toEqual([]);
    const second = await seen();
    expect(second).toBeGreaterThan(first + 10);
    await panel.show(longHunk({ before: [], after: [[second + 1, 120]] }));
    await panel.page.getByRole('button', { name: /^Read on, \d+ lines left$/ }).focus();
    await press('Enter');
    const third = await seen();
    expect(third).toBeGreaterThan(second);
    await panel.page.locator('[data-scroll="hunk"]').evaluate((element) => element.scrollTo(0, 100_000));
    await panel.page.locator('[data-scroll="hunk"]').evaluate(async (element) => {
      for (let top = 0; top < element.scrollHeight; top += 200) {
        element.scrollTo(0, top);
        await new Promise(requestAnimationFrame);
      }
    });
    expect(await seen()).toBe(120);

    await panel.show(longHunk(null));
    expect(await panel.page.locator('.row.is-unseen').count()).toBe(0);
    await press('a');
    expect((await panel.acts()).map(({ kind }) => kind)).toEqual(['accept']);
  });
});

test('at 200 % zoom the summary is in sight and everything else a scroll away', async () => {
  for (const [width, height] of [
    [210, 340],
    [420, 400],
    [800, 340],
  ] as const) {
    await panel.page.setViewportSize({ width, height });
    await panel.show(panelView());
    await panel.page.evaluate(() => new Promise(requestAnimationFrame));
    const body = await panel.page.locator('.panel-body').boundingBox();
    expect(body?.height, `${width} x ${height}`).toBeGreaterThan(height * 0.6);
    const summary = panel.page.locator('.summary');
    await summary.scrollIntoViewIfNeeded();
    const shown = await summary.evaluate((element) => {
      const box = element.getBoundingClientRect();
      const frame = element.closest('.panel-body')!.getBoundingClientRect();
      return Math.min(box.bottom, frame.bottom) - Math.max(box.top, frame.top);
    });
    expect(shown, `${width} x ${height}`).toBeGreaterThan(100);
    const wide = await panel.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
  }
});
