import { newFlows, placeWords } from './data-flow-group.ts';
import { defineDetector } from './define.ts';

/** Personal or secret data that leaves for another host or vendor. */
export const dataSent = defineDetector({
  id: 'data-sent',
  facet: 'data',
  why: 'What has left cannot be taken back: the receiver becomes a processor of it, with contract, region and retention.',
  fix: 'Send only the fields that are needed, or an id the receiver cannot resolve; check that the vendor is on your list.',
  tags: ['CWE-359', 'CWE-201', 'GDPR Art. 28', 'GDPR Art. 44', 'ASI02'],
  detect: (delta) =>
    newFlows(
      delta,
      ({ fact }) => fact.action === 'send',
      (data, row) => `Sends ${data} to ${placeWords(row)}.`,
    ),
});
