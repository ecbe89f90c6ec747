import { newFlows } from './data-flow-group.ts';
import { defineDetector } from './define.ts';

/** Personal or secret data in the text of an error. */
export const dataInError = defineDetector({
  id: 'data-in-error',
  facet: 'data',
  why: 'Texts of errors are logged, sent to error trackers and shown to whoever made the request.',
  fix: 'Name an internal id in the text, or keep the value out of it.',
  tags: ['CWE-209', 'CWE-532', 'CWE-359'],
  detect: (delta) =>
    newFlows(
      delta,
      ({ fact }) => fact.action === 'error',
      (data) => `Puts ${data} into the text of an error.`,
    ),
});
