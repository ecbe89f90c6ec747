import { newFlows } from './data-flow-group.ts';
import { defineDetector } from './define.ts';

/** Personal or secret data in a cookie or in the browser's storage. */
export const dataKeptInBrowser = defineDetector({
  id: 'data-kept-in-browser',
  facet: 'data',
  why: 'Every script of the page can read it, and whoever uses the machine next.',
  fix: 'Keep it on the server and store a session id only.',
  tags: ['CWE-922', 'CWE-539', 'CWE-359'],
  detect: (delta) =>
    newFlows(
      delta,
      ({ fact }) => fact.action === 'cookie',
      (data) => `Keeps ${data} in the browser.`,
    ),
});
