import type { LineSpan } from '../model/text.ts';

/** Lines of `before` that were replaced by lines of `after`; neither side's span touches that of the next edit. */
export interface LineEdit {
  readonly before: LineSpan;
  readonly after: LineSpan;
}
