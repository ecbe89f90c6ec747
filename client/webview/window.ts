/** Which rows of a long queue are in sight. Reads the page; changes nothing. */

export interface RowWindow {
  readonly from: number;
  /** One after the last. */
  readonly to: number;
}

/** Rows above and below what is in sight, so that scrolling meets rows that are there. */
const overscan = 20;
/** The window moves in steps, so that most scrolling renders nothing. */
const stepRows = 10;

export function measureWindow(list: Element, scroller: Element, rowHeightPx: number): RowWindow {
  const above = scroller.getBoundingClientRect().top - list.getBoundingClientRect().top;
  const first = Math.floor(above / rowHeightPx);
  const visible = Math.ceil(scroller.clientHeight / rowHeightPx);
  const from = Math.max(0, Math.floor((first - overscan) / stepRows) * stepRows);
  return { from, to: Math.max(from, Math.ceil((first + visible + overscan) / stepRows) * stepRows) };
}
