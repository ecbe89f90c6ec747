import * as l10n from '@vscode/l10n';
import type {
  ChainView,
  ChangeSetView,
  ChangeWord,
  FindingView,
  HunkView,
  PlaceView,
} from '../../server/src/protocol/view.ts';
import { notSealed, obligationPhrase, openWords, settledWords } from '../words/obligation-words.ts';
import { outcomeWords } from '../words/outcome-words.ts';
import { allSettledWords, nothingToApprove, openOfWords } from '../words/progress-words.ts';
import { changeWord, contextWord, facetWord } from '../words/view-words.ts';
import { capital, number } from './in-language.ts';
import { hasObligation, isOpen, isSettled, openOf } from './queue-order.ts';
import { sentence } from './sentence.ts';

/** The panel's phrases: what is read aloud where the eye sees a glyph, and places as people read them. */

/** Of several hunks that were decided at once. */
export function decidedTogetherWords(hunks: readonly HunkView[]): string {
  const size = number(hunks.length);
  if (hunks.every(({ outcome }) => outcome === 'rejected')) return l10n.t`${size} hunks rejected together.`;
  return hunks.some(({ outcome }) => outcome === 'rejected')
    ? l10n.t`${size} hunks decided.`
    : l10n.t`${size} hunks accepted together.`;
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function folderName(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function lineRange({ firstLine, lastLine }: HunkView): string {
  return firstLine >= lastLine ? String(firstLine) : `${firstLine}–${lastLine}`;
}

export function spokenLines({ firstLine, lastLine }: HunkView): string {
  return firstLine >= lastLine ? l10n.t`line ${firstLine}` : l10n.t`lines ${firstLine} to ${lastLine}`;
}

export function placeLabel({ path, line, side }: PlaceView): string {
  const place = `${fileName(path)}:${line}`;
  return side === 'before' ? l10n.t`${place} before` : place;
}

/** Where the word on its origin comes from, when nothing says whose turn it was. Never a guess. */
export function originWords({ agent, claimedBy, claimSource }: ChangeSetView): string {
  const unknown = agent === null ? unknownOrigins.get(claimSource) : undefined;
  return unknown ?? l10n.t`Origin as the ${claimedBy} says it`;
}

const unknownOrigins: ReadonlyMap<string, string> = new Map([
  ['watcher', l10n.t('Written by an unknown process')],
  ['editor', l10n.t('Written by a program in this editor')],
  ['signer', l10n.t('Your own changes')],
]);

/** The word of a mark. */
export function obligationWord({ obligation, role, state, approval }: FindingView): string {
  if (state === 'settled') return settledWords[obligation];
  if (obligation !== 'approve') return openWords[obligation];
  if (state === 'waiting' && approval?.yours === 'open') return l10n.t('Approve');
  if (state === 'waiting' && approval?.yours === 'unsealed') return notSealed;
  if (state === 'waiting') return role === null ? l10n.t('Waits for approval') : l10n.t`Waits for ${role}`;
  return role ?? openWords.approve;
}

/** "removed", "identity", "test", "chain of 3 files". */
export function findingKinds({ change, facet, context, chain }: FindingView): readonly string[] {
  return [
    changeWord(change),
    facetWord(facet),
    ...context.map(contextWord),
    ...(chain === null ? [] : [chainWords(chain)]),
  ];
}

export function chainWords({ files }: ChainView): string {
  return files === 1 ? l10n.t('chain in one file') : l10n.t`chain of ${files} files`;
}

const stateWords: Readonly<Record<FindingView['state'], string>> = {
  open: l10n.t('Open'),
  waiting: l10n.t('Waiting'),
  reopened: l10n.t('Reopened'),
  settled: l10n.t('Settled'),
};

/** A row for ears, in this order: obligation, change, sentence, place, state. */
export function spokenFinding(hunk: HunkView, finding: FindingView): string {
  const isLeft = isOpen(finding) && hunk.outcome === null;
  return [
    obligationPhrase(finding),
    capital(findingKinds(finding).join(', ')),
    finding.message,
    l10n.t`${fileName(hunk.path)} line ${finding.line}`,
    isLeft ? stateWords[finding.state] : spokenState(hunk),
  ]
    .map(sentence)
    .join(' ');
}

/** What there is to do where an analysis was cancelled. */
export const analyseAgain = l10n.t('Analyse again');

/** "Not judged, no grammar for VCL. edge.vcl. Acknowledge to accept." */
export function spokenNotJudged(hunk: HunkView): string {
  const state =
    hunk.outcome !== null
      ? outcomeWords[hunk.outcome]
      : hunk.isCancelled
        ? analyseAgain
        : hunk.notJudgedAcknowledged
          ? settledWords.acknowledge
          : l10n.t('Acknowledge to accept');
  const why = hunk.notJudged ?? l10n.t('nothing was analysed');
  return [l10n.t`Not judged, ${why}`, fileName(hunk.path), capital(state)].map(sentence).join(' ');
}

/** "users.ts, src/routes, lines 41 to 50. Hunk ready." */
export function spokenHunk(hunk: HunkView): string {
  const where = [fileName(hunk.path), folderName(hunk.path), spokenLines(hunk)].filter(Boolean).join(', ');
  return `${sentence(where)} ${sentence(spokenState(hunk))}`;
}

/** "Hunk accepted", "2 open", "Not judged". */
export function spokenState(hunk: HunkView): string {
  const outcome = outcomeWord(hunk);
  if (outcome !== null) return l10n.t`Hunk ${outcome}`;
  return hunk.judged ? openCount(hunk) : l10n.t('Not judged');
}

export function openCount({ findings }: HunkView): string {
  const open = findings.filter(isOpen).length;
  return open === 0 ? l10n.t('Nothing open') : l10n.t`${number(open)} open`;
}

/** What became of a hunk, or that it is ready to be decided; null while something is open, and where its author has decided it. */
export function outcomeWord(hunk: HunkView): string | null {
  if (hunk.outcome !== null) return outcomeWords[hunk.outcome];
  return hunk.under === undefined && isSettled(hunk) ? l10n.t('ready') : null;
}

/** What the change did, when only its glyph is seen. */
export const spokenChange = (change: ChangeWord | 'unknown'): string => `${changeWord(change)}: `;

/** What is left to do, said as a task; the filled segments show the part that is done. */
export function progressWords(changeSet: ChangeSetView): string {
  const { progress, hunks, request } = changeSet;
  const { total, settled } = progress;
  if (settled < total) return leftWords(changeSet);
  if (request !== null) return total === 0 ? nothingToApprove : settledWords.approve;
  const asked = hunks.flatMap(({ findings }) => findings.filter(hasObligation));
  const [only] = asked;
  if (only === undefined) return l10n.t('Nothing to acknowledge');
  // A finding on a hunk that was rejected is settled, and nobody answered it.
  const isUnsaid = asked.some(isOpen);
  if (asked.length > 1) return allSettledWords(asked, isUnsaid, number);
  return isUnsaid ? stateWords.settled : settledWords[only.obligation];
}

/** The part that is not done, as a task. */
export function leftWords(changeSet: ChangeSetView): string {
  const { total, settled } = changeSet.progress;
  return changeSet.request === null
    ? openOfWords(openOf(changeSet), total, number)
    : l10n.t`${number(total - settled)} of ${number(total)} to approve`;
}
