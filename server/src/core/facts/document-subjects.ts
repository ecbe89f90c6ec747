import type { Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import type { Reading } from './define.ts';
import { composeServices } from './compose.ts';
import { manifestsOf } from './kubernetes/manifest.ts';
import { workflowsOf } from './workflows/workflow.ts';

/** What facts of configuration hang on: the jobs of a workflow, objects of a cluster, services of Compose. One that is renamed is the same. */
export function documentSubjects(
  reading: Reading,
): readonly { readonly subject: Subject; readonly node: SyntaxNode }[] {
  const jobs = workflowsOf(reading).flatMap((workflow) =>
    workflow.kind === 'action' ? [] : workflow.jobs.map(({ subject, object }) => ({ subject, node: object })),
  );
  const services = composeServices(reading).map(({ subject, object }) => ({ subject, node: object }));
  return [...jobs, ...services, ...manifestsOf(reading).filter(({ kind }) => kind !== 'NetworkPolicy')];
}
