import { newFlows } from './data-flow-group.ts';
import { defineDetector } from './define.ts';

/** Personal or secret data that a signed token says. */
export const dataInToken = defineDetector({
  id: 'data-in-token',
  facet: 'data',
  why: 'A token is signed, not encrypted: whoever holds or logs it can read it, and it cannot be taken back.',
  fix: 'Put the id of the user into the token and look the rest up.',
  tags: ['CWE-359', 'CWE-522'],
  detect: (delta) =>
    newFlows(
      delta,
      ({ fact }) => fact.action === 'token',
      (data) => `Puts ${data} into a token.`,
    ),
});
