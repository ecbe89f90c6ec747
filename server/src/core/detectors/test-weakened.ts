import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** A test that held a refusal in place and no longer does. */
export const testWeakened = defineDetector({
  id: 'test-weakened',
  facet: 'assurance',
  why: 'The refusal can be lost now, or is lost already, and no test says so.',
  fix: 'Keep the expectation; when the refusal is no longer wanted, say so where the check is changed.',
  tags: ['CWE-1053', 'ASI09'],
  *detect(delta) {
    for (const row of delta.of('assurance.test', 'weakened'))
      yield {
        change: row,
        message: `The test "${row.fact.resource.value ?? ''}" ${row.order ?? 'expects less'}.`,
        comparison: { before: wordsFor(row.before?.qualifiers), after: wordsFor(row.fact.qualifiers) },
      };
    for (const [row, ...also] of groupRows(
      delta.removed('assurance.test').filter(({ fact }) => fact.qualifiers?.['expects'] === 'denied'),
      ({ fact }) => `${fact.provenance.path} ${fact.resource.norm}`,
    ))
      yield { change: row, also, message: `The test "${row.fact.resource.value ?? ''}" no longer expects a refusal.` };
  },
});

function wordsFor(qualifiers: Readonly<Record<string, string>> | undefined): string {
  if (qualifiers?.['run'] === 'skipped') return 'not run';
  return qualifiers?.['expects'] === 'denied' ? 'a refusal' : 'success';
}
