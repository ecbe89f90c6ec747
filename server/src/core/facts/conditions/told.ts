import type { Fact, FactChange } from '../../model/fact.ts';
import type { Range } from '../../model/text.ts';
import { groupBy } from '../../text/group-by.ts';
import { isTelling } from './norm.ts';

/** Lines between a condition and the change that another fact tells of. */
const NEAR = 8;
/** Lines of what a fact tells of in particular. */
const MOST_LINES = 12;

/** What of a condition went. */
interface Went {
  /** All of it: nothing of it is left that another fact could read as it was. */
  readonly isWhole: boolean;
}

/**
 * What another fact reads of the same place is judged by that one: also that it is as it was. What it finds alike elsewhere, and what is
 * new beside it, says nothing of what went.
 */
export function toldBySide(
  changes: readonly FactChange[],
  side: 'before' | 'after',
): (condition: Fact, went: Went) => boolean {
  const factOf = ({ change, fact, before }: FactChange): Fact | undefined =>
    side === 'after' ? (change === 'removed' ? undefined : fact) : change === 'removed' ? fact : before;
  const byPath = groupBy(
    changes.filter((row) => tellsOfChecks(row)),
    (row) => factOf(row)?.provenance.path,
  );
  return (condition, { isWhole }) =>
    (byPath.get(condition.provenance.path) ?? []).some((row) => {
      // What says too little to be found again elsewhere is where the fact is.
      if (
        row.change === 'moved' ? isTelling(condition.resource.norm ?? '') : row.change === 'added' && side === 'after'
      )
        return false;
      // A cookie that is no longer set: that it was emptied is what the condition says.
      if (condition.action === 'end' && row.fact.kind === 'identity.session' && row.change === 'removed') return false;
      const isKept = row.change === 'unchanged' || row.change === 'moved';
      if (isKept && !isWhole) return false;
      const near = isKept || row.change === 'strengthened' ? 0 : NEAR;
      return rangesOf(factOf(row)!).some((range) => isBeside(range, condition.provenance.range, near));
    });
}

/** A comparison of values that only sound secret says nothing by going, nor does who may reach it. */
function tellsOfChecks({ change, fact: { facet, kind, action } }: FactChange): boolean {
  if (kind === 'identity.credential' && action === 'compare' && change === 'removed') return false;
  if (
    (kind === 'identity.exposure' && change === 'unchanged') ||
    (kind === 'identity.principal' && change === 'removed') ||
    kind === 'assurance.suppression' ||
    (kind === 'data.protection' && (action === 'leave-out' || (action === 'redact' && change === 'removed')))
  )
    return false;
  return facet === 'identity' || facet === 'assurance' || kind === 'data.protection';
}

function rangesOf({ provenance: { path, range, evidence } }: Fact): readonly Range[] {
  return [range, ...evidence.filter((each) => each.path === path).map((each) => each.range)];
}

function isBeside({ start, end }: Range, other: Range, near: number): boolean {
  if (end.line - start.line > MOST_LINES) return false;
  return start.line <= other.end.line + near && other.start.line <= end.line + near;
}
