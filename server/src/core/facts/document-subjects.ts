import type { Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import type { Reading } from './define.ts';
import { workflowsOf } from './workflows/workflow.ts';

/** What facts of configuration hang on: the jobs of a workflow. One that is renamed is the same job. */
export function documentSubjects(
  reading: Reading,
): readonly { readonly subject: Subject; readonly node: SyntaxNode }[] {
  return workflowsOf(reading).flatMap(({ kind, jobs }) =>
    kind === 'action' ? [] : jobs.map(({ subject, object }) => ({ subject, node: object })),
  );
}
