import { newFlows } from './data-flow-group.ts';
import { defineDetector } from './define.ts';

/** Personal or secret data in a queue, a topic or the arguments of a job. */
export const dataQueued = defineDetector({
  id: 'data-queued',
  facet: 'data',
  why: 'Queues keep messages, repeat them and show them in consoles; whoever may read the queue reads the data.',
  fix: 'Queue an id, and let the job look the data up.',
  tags: ['CWE-359', 'CWE-312'],
  detect: (delta) =>
    newFlows(
      delta,
      ({ fact }) => fact.action === 'queue',
      (data) => `Puts ${data} into a queue.`,
    ),
});
