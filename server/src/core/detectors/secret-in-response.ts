import { newFlows } from './data-flow-group.ts';
import { defineDetector } from './define.ts';
import { isSecretAnswered } from './lost-protections.ts';

/** Passwords, card data or national ids in the answer to a request. */
export const secretInResponse = defineDetector({
  id: 'secret-in-response',
  facet: 'data',
  why: 'Whoever can call the route gets it, and so does every cache and trace on the way.',
  fix: 'Answer with the fields the caller needs; leave these out of the serializer.',
  tags: ['CWE-200', 'CWE-359', 'CWE-201'],
  detect: (delta) =>
    newFlows(
      delta,
      (row) => row.fact.action === 'respond' && isSecretAnswered(row),
      (data) => `Answers the request with ${data}.`,
    ),
});
