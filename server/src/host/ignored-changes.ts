import type { ChangeSet } from '../core/model/change.ts';
import type { AnalysedHunk } from '../core/review.ts';
import type { Policy } from '../core/model/policy.ts';
import { createLeftOutRules } from './left-out.ts';

/** Paths that a policy leaves out, as the editor does. Moving a file to such a place does not take it out of review. */
export function ignoredIn({ files }: ChangeSet, { ignore }: Pick<Policy, 'ignore'>): ReadonlySet<string> {
  const isLeftOut = ignores({ ignore });
  const left = files.filter(({ path, previousPath = path }) => [path, previousPath].every(isLeftOut));
  return new Set(left.map(({ path }) => path));
}

export function ignores({ ignore }: Pick<Policy, 'ignore'>): (path: string) => boolean {
  const { byPlace } = createLeftOutRules(null, ignore);
  return (path) => byPlace(path) === 'configured';
}

/** A review without what the gate leaves out: what the organisation asks at least, its own policy alone does. */
export function withoutIgnored<Hunk extends Pick<AnalysedHunk, 'path' | 'findings'>>(
  hunks: readonly Hunk[],
  changeSet: ChangeSet,
  policy: Pick<Policy, 'ignore' | 'underFloors'>,
): { readonly hunks: readonly Hunk[]; readonly ignored: readonly string[] } {
  const ignored = ignoredIn(changeSet, policy);
  const floored = policy.underFloors === undefined ? ignored : ignoredIn(changeSet, policy.underFloors);
  const isKept = ({ path, findings }: Hunk): boolean =>
    !ignored.has(path) || (!floored.has(path) && findings.some(({ underFloor }) => underFloor === true));
  return { hunks: hunks.filter(isKept), ignored: [...ignored] };
}
