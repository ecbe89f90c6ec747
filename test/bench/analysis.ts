import { measureEdits } from './edits.ts';
import { milliseconds, percentile } from './statistics.ts';

/** What the analysis of an edited file costs against parsing it and running its query, in the same run. */
export async function benchAnalysis(): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [
    ['lines', 'language', 'parse + query p50', 'edit to findings p50', 'p95', 'ratio'],
  ];
  for (const language of ['typescript', 'python'] as const) {
    for (const lines of [100, 1_000, 10_000]) {
      const { base, whole } = await measureEdits(language, lines);
      rows.push([
        String(lines),
        language,
        milliseconds(percentile(base, 0.5)),
        milliseconds(percentile(whole, 0.5)),
        milliseconds(percentile(whole, 0.95)),
        `${(percentile(whole, 0.5) / percentile(base, 0.5)).toFixed(2)}x`,
      ]);
    }
  }
  return rows;
}
