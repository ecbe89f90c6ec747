import type { SyntaxNode } from '../../../model/syntax.ts';
import type { FileReading } from '../../define.ts';
import { entryOf, valueOfKey } from '../../objects.ts';
import type { Subject } from '../../../model/fact.ts';
import { WORKFLOW, type Job, type Workflow } from '../workflow.ts';

/** Run for whoever opens a pull request, comments, or made another workflow run, with this repository's secrets and a token that may write. */
export const PRIVILEGED: ReadonlySet<string> = new Set([
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
]);

export function isPrivileged({ triggers }: Workflow): boolean {
  return triggers.some(({ event }) => PRIVILEGED.has(event));
}

export interface Condition {
  readonly node: SyntaxNode;
  readonly text: string;
  readonly subject: Subject;
}

/** Each `if:` of a job or a step. */
export function conditionsOf(reading: FileReading, { jobs }: Workflow): readonly Condition[] {
  return jobs.flatMap(({ object, steps, subject }) =>
    [object, ...steps.map((step) => step.object)].flatMap((owner): readonly Condition[] => {
      const node = valueOfKey(reading, owner, 'if');
      return node === null ? [] : [{ node, text: reading.unit.textOf(node), subject }];
    }),
  );
}

/** What may have an `env:` or `defaults:` of its own: the workflow, each job, each step. */
export function ownersOf({
  root,
  jobs,
}: Workflow): readonly { readonly object: SyntaxNode; readonly subject: Subject }[] {
  return [
    { object: root, subject: WORKFLOW },
    ...jobs.flatMap(({ object, steps, subject }) =>
      [object, ...steps.map((step) => step.object)].map((each) => ({ object: each, subject })),
    ),
  ];
}

/** The actions of a job's steps, and the workflow that it calls, as written. */
export function usedBy(
  reading: FileReading,
  { uses, object, steps }: Job,
): readonly { readonly uses: string; readonly node: SyntaxNode }[] {
  return [{ uses, node: entryOf(reading, object, 'uses') ?? object }, ...steps].flatMap((each) =>
    each.uses === null ? [] : [{ uses: each.uses.trim(), node: each.node }],
  );
}

/** A command that goes on in the next line stands in one; offsets stay. */
export function oneLineEach(text: string): string {
  return text.replace(/[\\`]\r?\n/g, (gap) => ' '.repeat(gap.length));
}
