import { defineHazard } from './define.ts';
import { usedBy } from './places.ts';

/**
 * `./name` is whatever stands in the folder of the job when the step begins, also what a step before put there; `$/name` is this repository's.
 * @see https://docs.zizmor.sh/audits/#self-repository (2026-11)
 */
export const localAction = defineHazard({
  id: 'local-action',
  *find(reading, { jobs }) {
    for (const job of jobs)
      for (const { uses, node } of usedBy(reading, job))
        if (uses.startsWith('./'))
          yield { node, subject: job.subject, what: uses, why: `\`${uses}\` is read from the folder of the job.` };
  },
});
