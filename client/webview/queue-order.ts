import type { AlikeView, ChangeSetView, FindingView, HunkView, PanelView } from '../../server/src/protocol/view.ts';
import { changeWord, facetWord } from '../words/view-words.ts';
import { hasWork } from '../words/what-is-left.ts';
import type { Filter, PanelState, Session } from './session.ts';

/** A hunk of the queue with the findings that the filter lets through. */
export interface QueueRow {
  readonly hunk: HunkView;
  readonly findings: readonly FindingView[];
}

/** The queue, in the order it is shown and walked through. */
export interface Queue {
  readonly held: readonly QueueRow[];
  readonly landed: readonly QueueRow[];
  /** Without findings that carry an obligation. */
  readonly plain: readonly QueueRow[];
  readonly notJudged: readonly QueueRow[];
}

export const hasObligation = ({ obligation }: FindingView): boolean => obligation !== 'none';
export const isOpen = (finding: FindingView): boolean => hasObligation(finding) && finding.state !== 'settled';
/** Of what is not decided yet. */
export const openOf = ({ hunks }: ChangeSetView): readonly FindingView[] =>
  hunks.flatMap(({ outcome, findings }) => (outcome === null ? findings.filter(isOpen) : []));
/** In a request of somebody else: whoever sits here may approve it. */
export const isYours = ({ approval }: FindingView): boolean => approval?.yours === 'open';
export const isPlain = (hunk: HunkView): boolean => hunk.judged && !hunk.findings.some(hasObligation);
/** Decided, or nothing left to do before it can be. */
export const isSettled = (hunk: HunkView): boolean =>
  hunk.outcome !== null || (hunk.judged ? !hunk.findings.some(isOpen) : hunk.notJudgedAcknowledged);

export function currentChangeSet({ view, state }: Session): ChangeSetView | undefined {
  return view.changeSets.find(({ id }) => id === state.changeSet);
}

export function currentHunk(session: Session): HunkView | undefined {
  return findHunk(currentChangeSet(session), session.state.hunk);
}

export function findHunk(changeSet: ChangeSetView | undefined, id: string | null): HunkView | undefined {
  return id === null ? undefined : changeSet?.hunks.find((hunk) => hunk.id === id);
}

/** The findings on undecided hunks that say the same as this one, itself among them. Some of them may be settled. */
export function findAlike({ alike }: ChangeSetView, finding: FindingView): AlikeView | undefined {
  return finding.alike === null ? undefined : alike.find(({ id }) => id === finding.alike);
}

const sorted = new WeakMap<ChangeSetView, { readonly filter: Filter | null; readonly queue: Queue }>();

/** A view is immutable, so the answer for it is kept: scrolling a queue of thousands asks again and again. */
export function toQueue(changeSet: ChangeSetView, filter: Filter | null): Queue {
  const known = sorted.get(changeSet);
  if (known !== undefined && known.filter === filter) return known.queue;
  const queue = sortQueue(changeSet, filter);
  sorted.set(changeSet, { filter, queue });
  return queue;
}

function sortQueue({ hunks }: ChangeSetView, filter: Filter | null): Queue {
  const queue = {
    held: [] as QueueRow[],
    landed: [] as QueueRow[],
    plain: [] as QueueRow[],
    notJudged: [] as QueueRow[],
  };
  const passes = toTest(filter);
  for (const hunk of hunks) {
    const findings = hunk.findings.filter((finding) => passes.finding(hunk, finding));
    const row = { hunk, findings };
    if (isPlain(hunk)) {
      if (passes.hunk(hunk)) queue.plain.push(row);
    } else if (hunk.judged ? findings.length > 0 : passes.hunk(hunk)) {
      if (hunk.landing === 'held') queue.held.push(row);
      else if (hunk.judged) queue.landed.push(row);
      else queue.notJudged.push(row);
    }
  }
  return queue;
}

interface Test {
  readonly finding: (hunk: HunkView, finding: FindingView) => boolean;
  readonly hunk: (hunk: HunkView) => boolean;
}

function toTest(filter: Filter | null): Test {
  if (filter === null) return { finding: () => true, hunk: () => true };
  const { facets, isOpenOnly, isContextOnly } = filter;
  const terms = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return {
    finding: (hunk, finding) =>
      (facets.length === 0 || facets.includes(finding.facet)) &&
      (!isOpenOnly || (isOpen(finding) && hunk.outcome === null)) &&
      (!isContextOnly || finding.context.length > 0) &&
      terms.every((term) => matches(term, hunk, finding)),
    hunk: (hunk) =>
      facets.length === 0 &&
      !isContextOnly &&
      (!isOpenOnly || hunk.outcome === null) &&
      terms.every((term) => hunk.path.toLowerCase().includes(term)),
  };
}

/** `identity:removed`, `identity:`, `:removed`, in English or as the panel says it, or a part of the path or the sentence. */
function matches(term: string, hunk: HunkView, { facet, change, message }: FindingView): boolean {
  const [wantedFacet, wantedChange, more] = term.split(':');
  if (more === undefined && wantedChange !== undefined) {
    const isOf = (words: readonly string[], start: string): boolean =>
      words.some((word) => word.toLowerCase().startsWith(start));
    if (isOf([facet, facetWord(facet)], wantedFacet ?? '') && isOf([change, changeWord(change)], wantedChange))
      return true;
  }
  return hunk.path.toLowerCase().includes(term) || message.toLowerCase().includes(term);
}

/** Folded beside findings, and in a long queue; where there is nothing else they are what there is to see. */
export function arePlainListed({ unfolded }: PanelState, changeSet: ChangeSetView): boolean {
  const isToggled = unfolded.includes('without-findings');
  return isToggled !== (!isLarge(changeSet) && changeSet.failures.length === 0 && changeSet.hunks.every(isPlain));
}

/** What next and previous walk through. Hunks without findings only where they are listed one by one. */
export function toWalk(session: Session, changeSet: ChangeSetView): readonly QueueRow[] {
  const { held, landed, plain, notJudged } = toQueue(changeSet, session.state.filter);
  const isInPlain = plain.some(({ hunk }) => hunk.id === session.state.hunk);
  const listed = isInPlain || arePlainListed(session.state, changeSet) ? plain : [];
  return [...held, ...landed, ...listed, ...notJudged];
}

/** Stands for the fingerprint where nothing was analysed: a hunk that was not judged has one thing to acknowledge. */
export const notJudgedPart = 'not-judged';

/** Where something is still to be done, in the order of the queue. */
export interface OpenPlace {
  readonly hunk: HunkView;
  readonly fingerprint: string;
}

export function toOpenPlaces(changeSet: ChangeSetView, filter: Filter | null = null): readonly OpenPlace[] {
  const { held, landed, notJudged } = toQueue(changeSet, filter);
  return [...held, ...landed, ...notJudged]
    .filter(({ hunk }) => hunk.outcome === null)
    .flatMap(({ hunk, findings }) => openFingerprints(hunk, findings).map((fingerprint) => ({ hunk, fingerprint })));
}

function openFingerprints(hunk: HunkView, findings: readonly FindingView[]): readonly string[] {
  if (hunk.judged) return findings.filter(isOpen).map(({ fingerprint }) => fingerprint);
  return hunk.notJudgedAcknowledged ? [] : [notJudgedPart];
}

/** What on this hunk is to be settled first. */
export function firstOpen(hunk: HunkView): string | undefined {
  return hunk.outcome === null ? openFingerprints(hunk, hunk.findings)[0] : undefined;
}

/** The first hunk that waits for a decision although nothing on it is open. */
export function findReady(changeSet: ChangeSetView): HunkView | undefined {
  const { held, landed, notJudged } = toQueue(changeSet, null);
  return [...held, ...landed, ...notJudged]
    .map(({ hunk }) => hunk)
    .find((hunk) => hunk.outcome === null && isSettled(hunk));
}

/** Where the panel starts: the first change set with something to do, else the newest. */
export function findFirstChangeSet({ changeSets }: PanelView): ChangeSetView | undefined {
  return changeSets.find(hasWork) ?? changeSets.at(-1);
}

/** Above this many rows they become one line each, of one height, and only those in sight exist. */
const mostWholeRows = 200;

export function isLarge({ hunks }: ChangeSetView): boolean {
  let rows = hunks.length;
  for (const { findings } of hunks) rows += findings.length;
  return rows > mostWholeRows;
}

/** Rejected hunks of which the agent knows nothing yet. One that waits is told when all is decided. */
export function toSendBack({ hunks, answer }: ChangeSetView): number {
  return hunks.filter(({ outcome, landing }) => outcome === 'rejected' && (landing !== 'held' || answer === 'ready'))
    .length;
}
