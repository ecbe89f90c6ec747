import { newFlows } from './data-flow-group.ts';
import { defineDetector } from './define.ts';

/** Personal or secret data that is written to a file. */
export const dataExported = defineDetector({
  id: 'data-exported',
  facet: 'data',
  why: 'A file has none of the access checks of the store it came from, and outlives deletion there.',
  fix: 'Write only the columns that are needed, to a place with an owner, access checks and an end date.',
  tags: ['CWE-359', 'CWE-312', 'GDPR Art. 5'],
  detect: (delta) =>
    newFlows(
      delta,
      ({ fact }) => fact.action === 'export',
      (data) => `Writes ${data} to a file.`,
    ),
});
