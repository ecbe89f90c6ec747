import * as l10n from '@vscode/l10n';
import type { ChangeSetView, FindingView, HunkView } from '../../server/src/protocol/view.ts';
import { givenRoles } from '../words/approval-words.ts';
import { approver } from '../words/obligation-words.ts';
import { titleWords } from '../words/work-tree-words.ts';
import { findReady, isOpen, toOpenPlaces } from './queue-order.ts';
import { capital, count, number } from './in-language.ts';
import { sentence } from './sentence.ts';
import {
  decidedTogetherWords,
  fileName,
  leftWords,
  obligationWord,
  openCount,
  outcomeWord,
  spokenLines,
} from './words.ts';

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
  const undone: HunkView[] = [];
  for (const hunk of after.hunks) {
    const earlier = known.get(hunk.id);
    if (hunk === earlier) continue;
    const states = new Map(earlier?.findings.map(({ fingerprint, state }) => [fingerprint, state]));
    for (const finding of hunk.findings) {
      const state = states.get(finding.fingerprint);
      if (finding.state === 'reopened' && state !== 'reopened') said.push(l10n.t`Reopened: ${reopenedWords(finding)}`);
      if (finding.state === 'waiting' && state !== undefined)
        said.push(waitingWords(finding, earlierOf(earlier, finding)));
      if (finding.state === 'settled' && state !== undefined && state !== 'settled') settled.push(finding);
    }
    if (earlier === undefined) continue;
    if (hunk.outcome !== null && earlier.outcome === null) decided.push(hunk);
    if (hunk.outcome === null && earlier.outcome !== null) undone.push(hunk);
    if (hunk.notJudgedAcknowledged && !earlier.notJudgedAcknowledged)
      said.push(l10n.t('Acknowledged that nothing was analysed.'));
  }
  return [...said, undoneWords(undone), settledWords(settled, after), decidedWords(decided, next)]
    .filter(Boolean)
    .join(' ');
}

/** A sentence and what happens to the words: also shown in the form. */
export function reopenedWords({ line, obligation, draft }: FindingView): string {
  const what = {
    none: l10n.t`line ${line} changed.`,
    acknowledge: l10n.t`line ${line} changed after you acknowledged it.`,
    explain: l10n.t`line ${line} changed after you explained it.`,
    approve: l10n.t`line ${line} changed after you explained it.`,
    block: l10n.t`line ${line} changed after it was excepted.`,
  }[obligation];
  return draft === null ? what : `${what} ${l10n.t('Your words are kept as a draft.')}`;
}

const earlierOf = (earlier: HunkView | undefined, { fingerprint }: FindingView): FindingView | undefined =>
  earlier?.findings.find((other) => other.fingerprint === fingerprint);

/** Empty when nothing has changed. */
function waitingWords(finding: FindingView, earlier: FindingView | undefined): string {
  const { approval } = finding;
  const who = approver(finding);
  const { declined = null } = approval ?? {};
  if (declined !== null && earlier?.approval?.declined == null) return l10n.t`${declined.by} said no.`;
  const isAsked = (approval?.askedAt ?? null) !== null;
  if (isAsked && (earlier?.approval?.askedAt ?? null) === null) return l10n.t`Approval by ${who} is asked for.`;
  const known = givenRoles(earlier?.approval ?? null);
  const next = givenRoles(approval).find(({ role }) => !known.some((each) => each.role === role));
  if (next !== undefined) return l10n.t`${next.by} approved it as ${next.role}. It needs the approval of ${who} too.`;
  return earlier?.state === 'waiting' ? '' : l10n.t`Explained. It needs the approval of ${who} now.`;
}

function settledWords(settled: readonly FindingView[], after: ChangeSetView): string {
  const [first] = settled;
  if (first === undefined) return '';
  const { total, settled: done } = after.progress;
  const what = settled.length === 1 ? obligationWord(first) : l10n.t`${number(settled.length)} findings settled`;
  const left = done < total ? leftWords(after) : nothingLeft(after);
  return `${sentence(what)} ${sentence(left)}`;
}

function nothingLeft({ request }: ChangeSetView): string {
  return request === null ? l10n.t('Nothing left to acknowledge.') : l10n.t('Nothing left to approve.');
}

function undoneWords(undone: readonly HunkView[]): string {
  const [first] = undone;
  if (first === undefined) return '';
  return undone.length > 1
    ? l10n.t`Undone: ${number(undone.length)} hunks are open again.`
    : l10n.t`Undone: ${fileName(first.path)} is open again.`;
}

function decidedWords(decided: readonly HunkView[], next: string): string {
  const [first] = decided;
  if (first === undefined) return '';
  if (decided.length > 1) return `${decidedTogetherWords(decided)} ${next}`;
  const outcome = sentence(capital(outcomeWord(first) ?? ''));
  const record = first.record === null ? '' : l10n.t`Record ${number(first.record.seq)} written.`;
  return [outcome, record, next].filter(Boolean).join(' ');
}

/** Where a person is that the panel has taken there by itself: "Now at release.yml, lines 9 to 12, held. 1 open." */
export function arrivedWords(hunk: HunkView): string {
  const place = [fileName(hunk.path), spokenLines(hunk), hunk.landing === 'held' && l10n.t('held')]
    .filter(Boolean)
    .join(', ');
  const left = hunk.judged ? hunk.findings.filter(isOpen).length : 0;
  const state =
    !hunk.judged && !hunk.notJudgedAcknowledged ? l10n.t('Not judged') : left === 0 ? l10n.t('Ready') : openCount(hunk);
  return `${l10n.t`Now at ${place}.`} ${sentence(state)}`;
}

export const setIsGone = l10n.t('This change set is no longer in the queue.');

/** The change set that was shown is gone, and another one is shown or none. */
export function goneWords(shown: ChangeSetView | undefined): string {
  return shown === undefined ? setIsGone : `${setIsGone} ${l10n.t`Now at ${titleWords(shown)}.`}`;
}

/** "Next: release.yml, held." */
export function nextWords(changeSet: ChangeSetView): string {
  const next = toOpenPlaces(changeSet)[0];
  if (next !== undefined) {
    const { hunk } = next;
    const place = [
      fileName(hunk.path),
      hunk.landing === 'held' && l10n.t('held'),
      !hunk.judged && l10n.t('not judged'),
    ].filter(Boolean);
    return l10n.t`Next: ${place.join(', ')}.`;
  }
  const ready = findReady(changeSet);
  if (ready !== undefined) return l10n.t`Next: ${fileName(ready.path)}, ready to accept.`;
  const { withoutFindingsOpen } = changeSet.progress;
  if (withoutFindingsOpen > 0)
    return count(
      withoutFindingsOpen,
      l10n.t('1 hunk without findings can be accepted together.'),
      l10n.t('{0} hunks without findings can be accepted together.'),
    );
  return l10n.t('Nothing left to decide in this change set.');
}
