import type { FileChange } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { fingerprintOf } from '../text/fingerprint.ts';
import { pathsOf } from './lineage.ts';

/** Alike findings of a file beyond those of the range: some were taken out again after they were recorded. */
const MORE_ALIKE = 8;

/**
 * Fingerprints under which a finding may have been recorded: by the name the file had or has, and as the n-th of those that are
 * alike, because a turn that adds the second one saw it as its first.
 */
export function namesOf(finding: Finding, file: FileChange, alike: number): readonly string[] {
  return pathsOf(file).flatMap((path) =>
    Array.from({ length: alike + MORE_ALIKE }, (_, ordinal) => fingerprintOf(finding, path, ordinal)),
  );
}

/** How many findings of the range are alike but for their ordinal, by the name of the first. */
export function countAlike(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const name = firstName(finding);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

export function firstName(finding: Finding): string {
  return fingerprintOf(finding, finding.path, 0);
}
