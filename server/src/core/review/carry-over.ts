import type { HunkId } from '../model/change.ts';
import { contentKey } from '../model/hunk-id.ts';
import type { HunkReview } from '../model/review.ts';
import type { AnalysedHunk } from './define.ts';

type Drafts = HunkReview['drafts'];

/**
 * The hunks of a review after a new analysis. An undecided hunk with the same content keeps its acknowledgements, for
 * findings that are still there. Where the content changed, what was said becomes a draft for the same finding. A hunk that
 * was decided and is gone stays as history; one that is there again was made anew and starts over.
 */
export function carryOver(earlier: readonly HunkReview[], analysed: readonly AnalysedHunk[]): readonly HunkReview[] {
  const undecided = earlier.filter((hunk) => hunk.outcome === null);
  const known = new Map(undecided.map((hunk) => [hunk.id, hunk]));
  const before = countContents(undecided.map((hunk) => hunk.id));
  const now = countContents(analysed.map((hunk) => hunk.id));
  const drafts = collectDrafts(undecided);
  const present = new Set(analysed.map((hunk) => hunk.id));
  const history = earlier.filter((hunk) => hunk.outcome !== null && !present.has(hunk.id));
  const current = analysed.map((hunk): HunkReview => {
    const same = known.get(hunk.id);
    // Among equal hunks of one file only the order tells which is which: when their number changed, none is the same.
    const isSame = same !== undefined && before.get(contentKey(hunk.id)) === now.get(contentKey(hunk.id));
    return isSame ? keep(same, hunk) : start(hunk, drafts);
  });
  return [...history, ...current];
}

export function start(hunk: AnalysedHunk, drafts: Drafts): HunkReview {
  return {
    ...hunk,
    acknowledgements: [],
    notJudgedAcknowledged: false,
    outcome: null,
    drafts: draftsFor(hunk, drafts),
  };
}

function keep(same: HunkReview, hunk: AnalysedHunk): HunkReview {
  // What was found and said before is not taken back by an analysis that found nothing out.
  if (hunk.isCancelled === true) return { ...same, path: hunk.path, isCancelled: true };
  const fingerprints = new Set(hunk.findings.map((finding) => finding.fingerprint));
  const { mustSee: _, isCancelled: _was, ...known } = same;
  return {
    ...known,
    ...hunk,
    acknowledgements: same.acknowledgements.filter((given) => fingerprints.has(given.fingerprint)),
    notJudgedAcknowledged: same.notJudgedAcknowledged && !same.judged && !hunk.judged,
    ...(same.approvals !== undefined && {
      approvals: same.approvals.filter((given) => fingerprints.has(given.fingerprint)),
    }),
    drafts: draftsFor(hunk, same.drafts),
  };
}

function draftsFor(hunk: AnalysedHunk, drafts: Drafts): Drafts {
  const wanted = new Set(hunk.findings.map((finding) => finding.fingerprint));
  return Object.fromEntries(Object.entries(drafts).filter(([fingerprint]) => wanted.has(fingerprint)));
}

/** What was said of each finding; a plain tick leaves an empty draft, which tells that the finding was reopened. */
function collectDrafts(hunks: readonly HunkReview[]): Drafts {
  const given = hunks.flatMap((hunk) =>
    hunk.acknowledgements.map(({ fingerprint, reason, words }) => {
      const draft = { ...(reason === undefined ? {} : { reason }), ...(words === undefined ? {} : { words }) };
      return [fingerprint, draft] as const;
    }),
  );
  return Object.fromEntries([...hunks.flatMap((hunk) => Object.entries(hunk.drafts)), ...given]);
}

function countContents(ids: readonly HunkId[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(contentKey(id), (counts.get(contentKey(id)) ?? 0) + 1);
  return counts;
}
