import type { Panel } from './panel-page.ts';

interface Widths {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** In pixels. A panel that has been wide has a hunk open, and stays at it when it is narrow again: its queue is measured first. */
export const sideBar: Widths = { from: 240, to: 690, step: 45 };
export const editorTab: Widths = { from: 700, to: 1300, step: 300 };

/** What of the foot is outside of it, is cut, or lies over something else, with the widths at which it does. */
export async function footFaults(panel: Panel, widths: Widths): Promise<readonly string[]> {
  const { page } = panel;
  if ((await page.locator('.action-bar').count()) === 0) return [];
  const size = page.viewportSize();
  const beWide = (width: string): Promise<void> =>
    page.evaluate((value) => {
      const root = document.getElementById('root');
      if (root !== null) root.style.width = value;
    }, width);
  await beWide(`${widths.from}px`);
  await page.setViewportSize({ width: widths.to, height: 900 });
  const faults = await page.evaluate(async ({ from, to, step }) => {
    const found = new Map<string, number[]>();
    let width = from;
    const note = (control: Element, fault: string): void => {
      const name = (control.getAttribute('aria-label') ?? control.textContent).slice(0, 40);
      found.set(`${name} ${fault}`, [...(found.get(`${name} ${fault}`) ?? []), width]);
    };
    const isOver = (one: DOMRect, other: DOMRect): boolean =>
      one.left < other.right - 1 &&
      other.left < one.right - 1 &&
      one.top < other.bottom - 1 &&
      other.top < one.bottom - 1;

    function measure(foot: Element): void {
      const all = foot.getBoundingClientRect();
      const controls = [...foot.querySelectorAll('vscode-button, button, .why, .set-actions p')];
      for (const control of controls) {
        const { left, right, top, bottom } = control.getBoundingClientRect();
        if (left < all.left - 1 || right > all.right + 1) note(control, 'is outside');
        if (top < all.top - 1 || bottom > all.bottom + 1) note(control, 'is above or below');
        const label = control.querySelector('.button-label');
        const shown = label?.getBoundingClientRect();
        if (label !== null && shown !== undefined && (shown.left < left || shown.right > right))
          note(control, 'is cut');
      }
      const buttons = controls.filter((control) => control.matches('vscode-button, button'));
      for (const [index, one] of buttons.entries())
        if (
          buttons.slice(index + 1).some((other) => isOver(one.getBoundingClientRect(), other.getBoundingClientRect()))
        )
          note(one, 'lies over another');
    }

    const root = document.getElementById('root');
    for (; width <= to; width += step) {
      root?.style.setProperty('width', `${width}px`);
      // The page hears of it after the layout of a frame.
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      for (const foot of document.querySelectorAll('.action-bar')) measure(foot);
    }
    return [...found].map(([fault, at]) => `${fault}: ${at.join(' ')}`);
  }, widths);
  if (size !== null) await page.setViewportSize(size);
  await beWide('');
  return faults;
}
