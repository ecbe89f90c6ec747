import { newFlows } from './data-flow-group.ts';
import { defineDetector } from './define.ts';

/** Personal or secret data that ends up in a log. */
export const dataLogged = defineDetector({
  id: 'data-logged',
  facet: 'data',
  why: 'Logs are kept long, copied widely and read by many; nobody deletes a person from them.',
  fix: 'Log an internal id, or redact the field before it reaches the logger.',
  tags: ['CWE-532', 'CWE-359', 'GDPR Art. 5'],
  detect: (delta) =>
    newFlows(
      delta,
      ({ fact }) => fact.action === 'log',
      (data) => `Writes ${data} to the log.`,
    ),
});
