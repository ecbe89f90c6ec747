import fs from 'node:fs';

/** How each runner's report is read. */
const readers = {
  vitest: ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  }),
  workbench: ({ passed, failed, skipped = 0 }) => ({ passed, failed, skipped }),
};

/** An exit code can lie; a missing report, or one without a passed test, is a failure. */
export function readCounts(kind, file) {
  let counts;
  try {
    counts = readers[kind](JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch (error) {
    return { problem: `no report: ${error.message}` };
  }
  if (!Object.values(counts).every(Number.isInteger)) return { problem: 'the report has no numbers' };
  if (counts.passed + counts.failed === 0) return { counts, problem: 'no test ran' };
  return { counts };
}
