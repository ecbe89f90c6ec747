import { newFlows } from './data-flow-group.ts';
import { defineDetector } from './define.ts';

/** Personal or secret data in the query of a URL. */
export const dataInUrl = defineDetector({
  id: 'data-in-url',
  facet: 'data',
  why: 'URLs are kept in histories, logs of proxies and the referrer that other sites see.',
  fix: 'Send it in the body, or put an id that means nothing elsewhere into the URL.',
  tags: ['CWE-598', 'CWE-359'],
  detect: (delta) =>
    newFlows(
      delta,
      ({ fact }) => fact.action === 'url',
      (data) => `Puts ${data} into a URL.`,
    ),
});
