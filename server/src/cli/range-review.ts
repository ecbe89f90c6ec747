import { createEngine } from '../core/load-language.ts';
import type { ChangeSet } from '../core/model/change.ts';
import type { Review } from '../core/model/review.ts';
import { recallReview } from '../core/recall-review.ts';
import { approvalEvents } from '../core/review-approvals.ts';
import { advance, openReview, toAnalysedHunks } from '../core/review.ts';
import { analyzeWorkspace, createAnalysisCache } from '../host/analyze-workspace.ts';
import { systemClock, timestamp } from '../host/clock.ts';
import { findRange } from '../host/find-range.ts';
import { shippedGrammars } from '../host/grammars.ts';
import { withoutIgnored } from '../host/ignored-changes.ts';
import { readStanding } from '../host/landed-changes.ts';
import { offeredId, readRangeChange } from '../host/range-change.ts';
import { createReadingPool } from '../host/reading-pool.ts';
import { readWholeLedger } from '../host/seal-ledger.ts';
import { UsageError, type Terminal } from './define.ts';
import { holdersOf } from '../host/governing.ts';
import { stillWaiting, type PublishedSet, type Records } from '../host/published-sets.ts';
import { findSet } from './published-set.ts';
import type { RecordPlace } from './record-place.ts';

/** Commits under review, as far as the records of this clone and the approvals of others have brought it. */
export interface RangeReview {
  readonly title: string;
  readonly changeSet: ChangeSet;
  readonly review: Review;
  /** `A..B`, as `audit` and `bind` take it. */
  readonly commits: string;
  /** Paths that the policy leaves out: nothing is asked about them. */
  readonly ignored: readonly string[];
}

/** Commits as `A..B` or `C^!`; everything else names a change set. */
export function isRange(text: string): boolean {
  return text.includes('..') || text.endsWith('^!');
}

/** @throws HostProblem when git does not know the range */
export async function readRangeSet(
  { repository }: Pick<Records, 'repository'>,
  range: string,
): Promise<Pick<RangeReview, 'title' | 'changeSet' | 'commits'> & Awaited<ReturnType<typeof readRangeChange>>> {
  const { base, head, title } = await findRange(repository, range);
  const change = await readRangeChange(repository, base, head);
  const changeSet = { ...change.changeSet, id: offeredId(change.changeSet) };
  return { ...change, changeSet, title, commits: base === null ? head : `${base}..${head}` };
}

/**
 * Change sets of others that decided on what the commits hold and wait for an approval.
 * @throws UsageError when there is none
 */
export async function findSetsOf(range: string, records: Records): Promise<readonly PublishedSet[]> {
  const { changeSet } = await readRangeSet(records, range);
  const hunks = new Set(changeSet.files.flatMap((file) => file.hunks.map(({ id }) => `${file.path}\n${id}`)));
  const names = new Set(
    records.index.decisions
      .filter(({ ledger, hunk }) => ledger.id !== records.ownId && hunks.has(`${hunk.path}\n${hunk.id}`))
      .map(({ record }) => record.changeSet),
  );
  const sets = [...names].map((name) => findSet(records, name));
  const waiting = sets.filter((set) => stillWaiting(set, records).length > 0);
  if (waiting.length > 0) return waiting;
  throw new UsageError(
    `Nothing that others explained of ${range} waits for an approval here.`,
    'An approval is a signature under an explanation.',
    'Run "countersign fetch" for what they published; without --approve you answer for the commits yourself.',
  );
}

/** As the editor reviews the same commits: what was decided in one is decided in the other. */
export async function openRangeReview(
  records: Records,
  range: string,
  { place, terminal }: { readonly place: RecordPlace; readonly terminal: Terminal },
): Promise<RangeReview> {
  const { governing, index, ownId } = records;
  const { policy } = governing;
  const { title, changeSet, failures, source, commits } = await readRangeSet(records, range);
  const analysed = await analyzeWorkspace(changeSet, {
    engine: createEngine(shippedGrammars()),
    policy,
    source,
    cache: createAnalysisCache(),
    helpers: createReadingPool(),
    cancel: terminal.cancel,
  });
  const all = toAnalysedHunks({ ...analysed, failures: [...failures, ...analysed.failures] }, policy);
  const { hunks, ignored } = withoutIgnored(all, changeSet, policy);
  const landedAt = timestamp(systemClock);
  const opened = openReview({ id: changeSet.id, origin: changeSet.origin, title, landedAt }, hunks);
  const own = await readWholeLedger(place.state.ledger);
  const standing = await readStanding(records.repository, governing.policyBase, changeSet, own);
  const recalled = recallReview(opened, standing, ownId);
  const holders = (role: string): ReadonlySet<string> => holdersOf(governing, role);
  const events = approvalEvents(recalled, { own: ownId, index, holders });
  const review = events.reduce((now, event) => advance(now, event, policy.mode).review, recalled);
  return { title, changeSet, review, commits, ignored };
}
