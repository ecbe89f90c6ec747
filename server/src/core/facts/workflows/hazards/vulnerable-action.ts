import { flawOf } from '../../apis/action-advisories.ts';
import { releaseBehind } from '../release-comment.ts';
import { defineHazard } from './define.ts';
import { usedBy } from './places.ts';

/** An action, or a workflow of others, in a version of which a published advisory says that it can be turned against the workflow. */
export const vulnerableAction = defineHazard({
  id: 'vulnerable-action',
  *find(reading, { jobs }) {
    for (const job of jobs)
      for (const { uses, node } of usedBy(reading, job)) {
        const at = uses.lastIndexOf('@');
        if (at === -1) continue;
        const [action, ref] = [uses.slice(0, at).toLowerCase(), uses.slice(at + 1)];
        const flaw = flawOf(action, /^[0-9a-f]{40}$/.test(ref) ? (releaseBehind(reading, node) ?? '') : ref);
        if (flaw === null) continue;
        yield {
          node,
          subject: job.subject,
          what: action,
          why: `${flaw.id} is about \`${action}\` before ${flaw.fixed}: ${flaw.what}.`,
        };
      }
  },
});
