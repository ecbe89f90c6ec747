import { canChange, nothingToChange } from '../words/change-words.ts';
import { decidedAlready } from '../words/outcome-words.ts';
import type { PlacedFinding } from './finding-items.ts';

/** Why the answer to a finding stays; null: it can be taken back, as far as the view says. */
export function whyNotTakenBack({ changeSet, hunk, finding }: PlacedFinding): string | null {
  if (hunk.outcome !== null) return decidedAlready(hunk.outcome);
  return canChange(changeSet, hunk, finding) ? null : nothingToChange;
}
