import { defineExtractor } from '../define.ts';
import { known } from '../to-fact.ts';
import { hazards } from '../workflows/hazards/table.ts';
import { workflowsOf } from '../workflows/workflow.ts';

/** Characters of what is compared: an action, an image, a condition. */
const MAX_WHAT = 300;

/** What lets others into a GitHub workflow, by the table of hazards. */
export const workflowHazards = defineExtractor({
  id: 'workflow-hazards',
  kinds: ['workflow.step'],
  languages: ['yaml'],
  *extract(reading) {
    for (const workflow of workflowsOf(reading))
      for (const hazard of hazards)
        for (const { node, subject, what, why } of hazard.find(reading, workflow))
          yield {
            kind: 'workflow.step',
            action: hazard.id,
            resource: { kind: 'hazard', value: known(what.slice(0, MAX_WHAT)) },
            node,
            evidence: [
              { node, role: 'declaration' },
              ...workflow.triggers.map((each) => ({ node: each.node, role: 'declaration' as const })),
            ],
            tier: 'proven',
            why: [why],
            subject,
          };
  },
});
