import { findRecordExport, type RecordsInput } from '../../../server/src/core/export.ts';

/** What a form writes, as one text; of a form of several files, each behind its name. */
export function written(id: string, input: RecordsInput): string {
  const format = findRecordExport(id);
  if (format === null) throw new Error(`no form ${id}`);
  if (format.kind === 'text') return [...format.write(input)].join('');
  return [...format.files(input)].map(({ path, pieces }) => `=== ${path}\n${[...pieces].join('')}\n`).join('');
}

export function linesOf(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
