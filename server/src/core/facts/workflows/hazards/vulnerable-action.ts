import { flawOf } from '../../apis/action-advisories.ts';
import { defineHazard } from './define.ts';

/** An action in a version of which a published advisory says that it can be turned against the workflow. */
export const vulnerableAction = defineHazard({
  id: 'vulnerable-action',
  *find(reading, { jobs }) {
    for (const job of jobs)
      for (const step of job.steps) {
        if (step.action === null || step.uses === null) continue;
        const end = reading.unit.tree.text.indexOf('\n', step.node.end);
        const behind = reading.unit.tree.text.slice(step.node.end, end < 0 ? undefined : end).slice(0, 100);
        const said = /^\s*#\s*(?:tag\s*=\s*)?(v?\d[\w.-]*)/.exec(behind)?.[1];
        const ref = /@([^\s@]+)\s*$/.exec(step.uses)?.[1] ?? '';
        const flaw = flawOf(step.action, /^[0-9a-f]{40}$/.test(ref) ? (said ?? '') : ref);
        if (flaw === null) continue;
        yield {
          node: step.node,
          subject: job.subject,
          what: step.action,
          why: `${flaw.id} is about \`${step.action}\` before ${flaw.fixed}: ${flaw.what}.`,
        };
      }
  },
});
