import type { Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import type { Reading } from './define.ts';
import { automationsOf, subjectOfAutomation } from './automations/find-automations.ts';
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
  return [
    ...jobs,
    ...services,
    ...automationSubjects(reading),
    ...manifestsOf(reading).filter(({ kind }) => kind !== 'NetworkPolicy'),
  ];
}

/** Automations of whatever form, and their jobs. One that shares its file with nothing else spans it. */
function automationSubjects(reading: Reading): readonly { readonly subject: Subject; readonly node: SyntaxNode }[] {
  return automationsOf(reading).flatMap((one) => {
    if (one.kind.isToldElsewhere === true) return [];
    const jobs = one.found.steps.flatMap(({ subject, node }) =>
      subject?.type === 'job' ? [{ subject, node: bodyOf(node) }] : [],
    );
    return [{ subject: subjectOfAutomation(one), node: bodyOf(one.found.node) }, ...jobs];
  });
}

/** The object that an entry stands in, or is. */
function bodyOf(node: SyntaxNode): SyntaxNode {
  return node.kind === 'entry' && node.parent !== null ? node.parent : node;
}
