import { newFlows } from './data-flow-group.ts';
import { defineDetector } from './define.ts';
import { lostProtections, valueKey } from './lost-protections.ts';

/** Card data, health data or numbers of documents that are written to a database as they are. */
export const dataStored = defineDetector({
  id: 'data-stored',
  facet: 'data',
  why: 'Whoever can read the table, its backups or its replicas reads it.',
  fix: 'Encrypt the field, or keep only what is needed of it.',
  tags: ['CWE-312', 'CWE-311', 'GDPR Art. 32'],
  detect(delta) {
    // What was protected until now says the loss of that.
    const lost = new Set(lostProtections(delta).map(valueKey));
    return newFlows(
      delta,
      (row) => row.fact.action === 'store' && !lost.has(valueKey(row)),
      (data) => `Stores ${data} as it is.`,
    );
  },
});
