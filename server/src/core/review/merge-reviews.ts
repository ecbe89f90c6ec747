import type { HunkReview, Review } from '../model/review.ts';
import { addInView } from './in-view.ts';

/**
 * Two windows went on from one review: what both did, hunk by hunk and answer by answer. Of two outcomes of one hunk `mine` stands;
 * an outcome stands before none. Decisions are never dropped: a hunk that one side no longer lists stays when the other decided it.
 */
export function mergeReviews(base: Review | null, mine: Review, theirs: Review | null): Review {
  if (base === null || theirs === null || isSame(base, theirs)) return mine;
  const [before, own, others] = [base, mine, theirs].map(({ hunks }) => new Map(hunks.map((hunk) => [hunk.id, hunk])));
  const pick = (id: string): HunkReview | undefined => {
    const [was, here, there] = [before?.get(id), own?.get(id), others?.get(id)];
    if (isSame(was, here)) return there;
    if (here !== undefined && there !== undefined) return mergeHunks(was, here, there);
    return here ?? (there?.outcome == null ? undefined : there);
  };
  const ids = new Set([...(own?.keys() ?? []), ...(others?.keys() ?? [])]);
  const hunks = [...ids].flatMap((id) => pick(id) ?? []);
  return { ...mine, hunks, status: hunks.some(({ outcome }) => outcome === null) ? 'open' : 'done' };
}

function mergeHunks(was: HunkReview | undefined, here: HunkReview, there: HunkReview): HunkReview {
  const decided = decidedBy(was, here, there);
  // What a hunk was decided under is what its record says, whatever the other side took back.
  const under = decided ?? { acknowledgements: [], approvals: [], notJudgedAcknowledged: false };
  const answers = ({ acknowledgements }: Pick<HunkReview, 'acknowledgements'>) =>
    byKey(acknowledgements, ({ fingerprint }) => fingerprint);
  const signed = ({ approvals = [] }: Pick<HunkReview, 'approvals'>) =>
    byKey(approvals, (it) => `${it.fingerprint} ${it.record}`);
  const drafts = (it: HunkReview) => new Map(Object.entries(it.drafts));
  const approvals = [...new Map([...mergeMaps(signed, was, here, there), ...signed(under)]).values()];
  const isSeen = later(was?.notJudgedAcknowledged, here.notJudgedAcknowledged, there.notJudgedAcknowledged);
  const {
    rejectReason: _reason,
    submitted: _asked,
    approvals: _approvals,
    declined: _no,
    inView: _seen,
    ...rest
  } = here;
  return {
    ...rest,
    outcome: decided?.outcome ?? null,
    ...given('rejectReason', decided?.rejectReason),
    acknowledgements: [...new Map([...mergeMaps(answers, was, here, there), ...answers(under)]).values()],
    notJudgedAcknowledged: isSeen || under.notJudgedAcknowledged,
    drafts: Object.fromEntries(mergeMaps(drafts, was, here, there)),
    ...(approvals.length > 0 && { approvals }),
    ...given('submitted', later(was?.submitted, here.submitted, there.submitted)),
    ...given('declined', later(was?.declined, here.declined, there.declined)),
    ...given('inView', seenByBoth(here, there)),
  };
}

/** The side whose outcome stands, its reason with it; null when none does. */
function decidedBy(was: HunkReview | undefined, here: HunkReview, there: HunkReview): HunkReview | null {
  const decision = ({ outcome, rejectReason }: HunkReview): string => JSON.stringify([outcome, rejectReason]);
  const isMine =
    was === undefined
      ? here.outcome !== null
      : decision(was) !== decision(here) && (here.outcome !== null || decision(was) === decision(there));
  const stands = isMine ? here : there;
  return stands.outcome === null ? null : stands;
}

function seenByBoth({ inView, mustSee }: HunkReview, there: HunkReview): HunkReview['inView'] {
  if (mustSee === undefined || there.inView === undefined) return inView;
  return addInView(inView, there.inView, mustSee);
}

/** What `here` changed, else what `there` has. */
function later<T>(was: T | undefined, here: T, there: T): T {
  return isSame(was, here) ? there : here;
}

/** The same, entry by entry. */
function mergeMaps<T>(
  of: (hunk: HunkReview) => ReadonlyMap<string, T>,
  was: HunkReview | undefined,
  here: HunkReview,
  there: HunkReview,
): ReadonlyMap<string, T> {
  const [before, own, others] = [was === undefined ? new Map<string, T>() : of(was), of(here), of(there)];
  const merged = new Map<string, T>();
  for (const key of new Set([...own.keys(), ...others.keys()])) {
    const value = later(before.get(key), own.get(key), others.get(key));
    if (value !== undefined) merged.set(key, value);
  }
  return merged;
}

function byKey<T>(list: readonly T[], key: (it: T) => string): ReadonlyMap<string, T> {
  return new Map(list.map((it) => [key(it), it]));
}

function given<K extends string, T>(key: K, value: T | undefined): Partial<Record<K, T>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, T>);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
