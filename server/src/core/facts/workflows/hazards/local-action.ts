import { entryOf } from '../../objects.ts';
import { defineHazard } from './define.ts';

/**
 * `./name` is whatever stands in the folder of the job when the step begins, also what a step before put there; `$/name` is this repository's.
 * @see https://docs.zizmor.sh/audits/#self-repository (2026-11)
 */
export const localAction = defineHazard({
  id: 'local-action',
  *find(reading, { jobs }) {
    for (const job of jobs) {
      const used = [
        ...(job.uses === null ? [] : [{ uses: job.uses, node: entryOf(reading, job.object, 'uses') ?? job.object }]),
        ...job.steps.flatMap(({ uses, node }) => (uses === null ? [] : [{ uses, node }])),
      ].filter(({ uses }) => uses.startsWith('./'));
      for (const { uses, node } of used)
        yield { node, subject: job.subject, what: uses, why: `\`${uses}\` is read from the folder of the job.` };
    }
  },
});
