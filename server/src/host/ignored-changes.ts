import type { ChangeSet } from '../core/model/change.ts';
import type { Policy } from '../core/model/policy.ts';
import { createLeftOutRules } from './left-out.ts';

/** Paths that a policy leaves out, as the editor does. Moving a file to such a place does not take it out of review. */
export function ignoredIn({ files }: ChangeSet, { ignore }: Pick<Policy, 'ignore'>): ReadonlySet<string> {
  const { byPlace } = createLeftOutRules(null, ignore);
  const left = files.filter(({ path, previousPath = path }) =>
    [path, previousPath].every((each) => byPlace(each) === 'configured'),
  );
  return new Set(left.map(({ path }) => path));
}
