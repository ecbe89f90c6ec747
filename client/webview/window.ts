/** Which rows of a long queue are in sight. Reads the page; changes nothing. */

export interface RowWindow {
  readonly from: number;
  /** One after the last. */
  readonly to: number;
}

/** Rows that exist at once, where the screen is not higher than that many. */
const mostRows = 58;
/** Rows above and below what is in sight, so that scrolling meets rows that are there. */
const overscan = { least: 4, most: 12 };
/** The window moves in steps, so that most scrolling renders nothing. */
const stepRows = 6;

export function measureWindow(list: Element, scroller: Element, rowHeightPx: number): RowWindow {
  const above = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top;
  const first = Math.floor(above / rowHeightPx);
  const visible = Math.ceil(scroller.clientHeight / rowHeightPx) + 1;
  const room = Math.floor((mostRows - visible - stepRows) / 2);
  const beyond = Math.min(overscan.most, Math.max(overscan.least, room));
  const from = Math.max(0, Math.floor((first - beyond) / stepRows) * stepRows);
  return { from, to: Math.max(from, from + visible + 2 * beyond + stepRows) };
}
