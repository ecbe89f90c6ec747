import { defineDetector } from './define.ts';

/** A job that ran only where an environment or a person allowed it. */
export const workflowGateRemoved = defineDetector({
  id: 'workflow-gate-removed',
  facet: 'workflow',
  why: 'Approvals, branches and waiting times no longer hold it up.',
  fix: 'Ask for the approval or name the environment again, or say which other rule holds for it.',
  tags: ['CWE-862', 'CICD-SEC-1'],
  *detect(delta) {
    for (const row of delta.removed('workflow.gate')) {
      const { subject, resource } = row.fact;
      yield {
        change: row,
        message:
          resource.kind !== 'environment'
            ? `${subject.symbol} no longer waits for ${resource.value ?? 'an approval'}.`
            : `${subject.symbol} no longer runs under the rules of ${resource.norm}.`,
      };
    }
    for (const row of delta.of('workflow.gate', 'redirected', 'weakened')) {
      if (row.before?.qualifiers?.['holds'] !== undefined) {
        yield { change: row, message: `In ${row.fact.subject.symbol}, ${row.order ?? 'the way changed'}.` };
        continue;
      }
      const [was, is] = [row.before, row.fact].map((fact) => fact?.qualifiers?.['by']);
      if (was !== undefined && was !== is && row.before?.resource.norm === row.fact.resource.norm) {
        yield {
          change: row,
          message: `${is ?? 'Anybody'} may say yes to ${row.fact.resource.value ?? 'it'} of ${row.fact.subject.symbol}, before only ${was}.`,
        };
        continue;
      }
      yield {
        change: row,
        message: `${row.fact.subject.symbol} runs under the rules of ${row.fact.resource.norm}, before ${row.before?.resource.norm ?? ''}.`,
      };
    }
  },
});
