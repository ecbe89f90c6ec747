import { isArchivedAction } from '../../apis/github-contexts.ts';
import { entryOf } from '../../objects.ts';
import { defineHazard } from './define.ts';

/**
 * An action whose repository is archived: what is found in it is mended no more.
 * @see https://docs.zizmor.sh/audits/#archived-uses (2026-11)
 */
export const archivedAction = defineHazard({
  id: 'archived-action',
  *find(reading, { jobs }) {
    for (const job of jobs) {
      const called = job.uses?.replace(/@.*$/s, '').toLowerCase() ?? null;
      const used = [
        { action: called, node: entryOf(reading, job.object, 'uses') ?? job.object },
        ...job.steps.map(({ action, node }) => ({ action, node })),
      ];
      for (const { action, node } of used)
        if (action !== null && isArchivedAction(action))
          yield { node, subject: job.subject, what: action, why: `The repository of \`${action}\` is archived.` };
    }
  },
});
