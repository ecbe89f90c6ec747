import type { ChangeSet } from '../core/model/change.ts';
import type { ReviewResult } from '../core/model/result.ts';
import type { Style } from './colours.ts';

export interface Shown extends Style {
  /** What was compared with what. */
  readonly title: string;
  /** For the lines of code beside findings; the result itself holds none. */
  readonly changeSet: ChangeSet;
}

type Show = (result: ReviewResult, shown: Shown) => Promise<string>;

/** One row a form; each is loaded when it is asked for. */
const forms: Readonly<Record<string, Show>> = {
  text: async (result, shown) => (await import('./show-text.ts')).showText(result, shown),
  json: (result) => Promise.resolve(`${JSON.stringify(result, null, 2)}\n`),
};

export async function showResult(form: string, result: ReviewResult, shown: Shown): Promise<string> {
  const show = forms[form];
  if (show === undefined) throw new Error(`no form is called ${form}`);
  return await show(result, shown);
}
