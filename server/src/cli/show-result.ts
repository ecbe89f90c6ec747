import { findReviewExport } from '../core/export.ts';
import type { ChangeSet } from '../core/model/change.ts';
import type { ReviewResult } from '../core/model/result.ts';
import type { Style } from './colours.ts';
import { showText } from './show-text.ts';
import { readVersion } from './version.ts';

export interface Shown extends Style {
  /** What was compared with what. */
  readonly title: string;
  /** For the lines of code beside findings; the result itself holds none. */
  readonly changeSet: ChangeSet;
}

/** `text` is the terminal's own; the other forms are the core's exports. */
export async function showResult(form: string, result: ReviewResult, shown: Shown): Promise<string> {
  if (form === 'text') return showText(result, shown);
  const format = findReviewExport(form);
  if (format === null) throw new Error(`no form is called ${form}`);
  return format.write({ result, title: shown.title, tool: { version: await readVersion() } });
}
