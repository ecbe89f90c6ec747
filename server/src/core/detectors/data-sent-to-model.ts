import { newFlows, placeWords } from './data-flow-group.ts';
import { defineDetector } from './define.ts';

/** Personal or secret data in what a model provider is given. */
export const dataSentToModel = defineDetector({
  id: 'data-sent-to-model',
  facet: 'data',
  why: 'Prompts are stored by the provider, show up in traces, and come back in answers to others.',
  fix: 'Take the fields out of the prompt, or put a placeholder in and the value back into the answer.',
  tags: ['CWE-359', 'LLM02', 'ASI02', 'GDPR Art. 28', 'GDPR Art. 44'],
  detect: (delta) =>
    newFlows(
      delta,
      ({ fact }) => fact.action === 'prompt',
      (data, row) => `Gives ${data} to ${placeWords(row)} in a prompt.`,
    ),
});
