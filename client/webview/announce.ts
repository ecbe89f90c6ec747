import type { ChangeSetView, FindingView, HunkView } from '../../server/src/protocol/view.ts';
import { findReady, isOpen, toOpenPlaces } from './queue-order.ts';
import { capital, count, fileName, number, obligationWord, outcomeWord, spokenLines } from './words.ts';

/** What a new view changed, in words for the live region. Empty when a person has not done or lost anything. */
export function announce(
  before: ChangeSetView | undefined,
  after: ChangeSetView | undefined,
  next = after === undefined ? '' : nextWords(after),
): string {
  if (before === undefined || after === undefined) return '';
  const known = new Map(before.hunks.map((hunk) => [hunk.id, hunk]));
  const said: string[] = [];
  const settled: FindingView[] = [];
  const decided: HunkView[] = [];
  for (const hunk of after.hunks) {
    const earlier = known.get(hunk.id);
    if (hunk === earlier) continue;
    const states = new Map(earlier?.findings.map(({ fingerprint, state }) => [fingerprint, state]));
    for (const finding of hunk.findings) {
      const state = states.get(finding.fingerprint);
      if (finding.state === 'reopened' && state !== 'reopened') said.push(`Reopened: ${reopenedWords(finding)}`);
      if (finding.state === 'waiting' && state !== undefined)
        said.push(waitingWords(finding, earlierOf(earlier, finding)));
      if (finding.state === 'settled' && state !== undefined && state !== 'settled') settled.push(finding);
    }
    if (earlier === undefined) continue;
    if (hunk.outcome !== null && earlier.outcome === null) decided.push(hunk);
    if (hunk.outcome === null && earlier.outcome !== null) said.push(`Undone: ${fileName(hunk.path)} is open again.`);
    if (hunk.notJudgedAcknowledged && !earlier.notJudgedAcknowledged)
      said.push('Acknowledged that nothing was analysed.');
  }
  return [...said, settledWords(settled, after), decidedWords(decided, next)].filter(Boolean).join(' ');
}

/** A sentence and what happens to the words: also shown in the form. */
export function reopenedWords({ line, obligation, draft }: FindingView): string {
  const since = {
    none: '',
    acknowledge: 'you acknowledged it',
    explain: 'you explained it',
    approve: 'you explained it',
    block: 'it was excepted',
  };
  return `line ${line} changed after ${since[obligation]}.${draft === null ? '' : ' Your words are kept as a draft.'}`;
}

const earlierOf = (earlier: HunkView | undefined, { fingerprint }: FindingView): FindingView | undefined =>
  earlier?.findings.find((other) => other.fingerprint === fingerprint);

/** Empty when nothing has changed. */
function waitingWords({ role, approval }: FindingView, earlier: FindingView | undefined): string {
  const who = role ?? 'another person';
  const { declined = null } = approval ?? {};
  if (declined !== null && earlier?.approval?.declined == null) return `${declined.by} said no.`;
  const isAsked = (approval?.askedAt ?? null) !== null;
  if (isAsked && (earlier?.approval?.askedAt ?? null) === null) return `Approval by ${who} is asked for.`;
  return earlier?.state === 'waiting' ? '' : `Explained. It needs the approval of ${who} now.`;
}

function settledWords(settled: readonly FindingView[], after: ChangeSetView): string {
  const [first] = settled;
  if (first === undefined) return '';
  const left = after.progress.total - after.progress.settled;
  const what = settled.length === 1 ? obligationWord(first) : `${number(settled.length)} findings settled`;
  return `${what}. ${left === 0 ? 'Nothing left to acknowledge.' : `${number(left)} of ${number(after.progress.total)} to acknowledge.`}`;
}

function decidedWords(decided: readonly HunkView[], next: string): string {
  const [first] = decided;
  if (first === undefined) return '';
  if (decided.length > 1) return `${count(decided.length, 'hunk')} accepted together. ${next}`;
  const record = first.record === null ? '' : ` Record ${number(first.record.seq)} written.`;
  return `${capital(outcomeWord(first) ?? '')}.${record} ${next}`;
}

/** Where a person is that the panel has taken there by itself: "Now at release.yml, lines 9 to 12, held. 1 open." */
export function arrivedWords(hunk: HunkView): string {
  const place = [fileName(hunk.path), spokenLines(hunk), hunk.landing === 'held' && 'held'].filter(Boolean).join(', ');
  const left = hunk.judged ? hunk.findings.filter(isOpen).length : 0;
  const state =
    !hunk.judged && !hunk.notJudgedAcknowledged ? 'Not judged' : left === 0 ? 'Ready' : `${number(left)} open`;
  return `Now at ${place}. ${state}.`;
}

/** "Next: release.yml, held." */
export function nextWords(changeSet: ChangeSetView): string {
  const next = toOpenPlaces(changeSet)[0];
  if (next !== undefined) {
    const { hunk } = next;
    return `Next: ${[fileName(hunk.path), hunk.landing === 'held' && 'held', !hunk.judged && 'not judged'].filter(Boolean).join(', ')}.`;
  }
  const ready = findReady(changeSet);
  if (ready !== undefined) return `Next: ${fileName(ready.path)}, ready to accept.`;
  const { withoutFindingsOpen } = changeSet.progress;
  if (withoutFindingsOpen > 0)
    return `${count(withoutFindingsOpen, 'hunk')} without findings can be accepted together.`;
  return 'Nothing left to decide in this change set.';
}
