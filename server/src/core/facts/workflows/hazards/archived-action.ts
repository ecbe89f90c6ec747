import { isArchivedAction } from '../../apis/github-contexts.ts';
import { defineHazard } from './define.ts';

/**
 * An action whose repository is archived: what is found in it is mended no more.
 * @see https://docs.zizmor.sh/audits/#archived-uses (2026-11)
 */
export const archivedAction = defineHazard({
  id: 'archived-action',
  *find(_reading, { jobs }) {
    for (const job of jobs)
      for (const step of job.steps)
        if (step.action !== null && isArchivedAction(step.action))
          yield {
            node: step.node,
            subject: job.subject,
            what: step.action,
            why: `The repository of \`${step.action}\` is archived.`,
          };
  },
});
