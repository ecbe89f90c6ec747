import { connectionsOfHelpers } from '../automations/airflow.ts';
import { defineExtractor } from '../define.ts';
import { known } from '../to-fact.ts';

/** Connections that functions of Airflow take in files where no DAG stands: they count wherever a DAG builds on them. */
export const airflowHelpers = defineExtractor({
  id: 'airflow-helpers',
  kinds: ['workflow.identity'],
  languages: ['python'],
  *extract(reading) {
    if (!reading.unit.tree.text.includes('airflow')) return;
    for (const { type, name, lifetime, of, node } of connectionsOfHelpers(reading))
      yield {
        kind: 'workflow.identity',
        action: 'use',
        resource: { kind: type, value: known(name) },
        node,
        evidence: [{ node, role: 'declaration' }],
        tier: 'proven',
        why: [`DAGs that build on it use \`${name}\`.`],
        qualifiers: { lifetime, ...(of === undefined ? {} : { of }) },
        subject: reading.subjectOf(node),
      };
  },
});
