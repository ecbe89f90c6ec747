import type {
  ChainView,
  ChangeSetView,
  ChangeWord,
  FindingView,
  HunkView,
  ObligationWord,
  PlaceView,
} from '../../server/src/protocol/view.ts';
import { isOpen, isSettled } from './queue-order.ts';

/** The panel's phrases: what is read aloud where the eye sees a glyph, and numbers, places and times as people read them. */

export const number = (value: number): string => value.toLocaleString('en-US');

export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Ends with a full stop, once. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** A heading or a row needs none. */
export const withoutFullStop = (text: string): string => (text.endsWith('.') ? text.slice(0, -1) : text);

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function folderName(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function lineRange({ firstLine, lastLine }: HunkView): string {
  return firstLine >= lastLine ? String(firstLine) : `${firstLine}–${lastLine}`;
}

/** `src/routes · 41–50`, beside the file's own name. */
export function hunkPlace(hunk: HunkView): string {
  return [folderName(hunk.path), lineRange(hunk)].filter(Boolean).join(' · ');
}

export function spokenLines({ firstLine, lastLine }: HunkView): string {
  return firstLine >= lastLine ? `line ${firstLine}` : `lines ${firstLine} to ${lastLine}`;
}

/** `4:47`. */
export function clockTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** "4 minutes 47 seconds left". */
export function spokenTime(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const parts = [
    minutes > 0 && count(minutes, 'minute'),
    (seconds % 60 > 0 || minutes === 0) && count(seconds % 60, 'second'),
  ];
  return `${parts.filter(Boolean).join(' ')} left`;
}

export function placeLabel({ path, line, side }: PlaceView): string {
  return `${fileName(path)}:${line}${side === 'before' ? ' before' : ''}`;
}

/** Where the word on its origin comes from, when nothing says whose turn it was. Never a guess. */
export function originWords({ agent, claimedBy }: ChangeSetView): string {
  if (agent === null && claimedBy in unknownOrigins) return unknownOrigins[claimedBy] ?? '';
  return `Origin as the ${claimedBy} says it`;
}

const unknownOrigins: Readonly<Record<string, string>> = {
  'disk watcher': 'Written by an unknown process',
  editor: 'Written by a program in this editor',
  signer: 'Your own changes',
};

/** Today's time of day; with the day if it was another. Empty when it cannot be read. */
export function timeOfDay(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(date);
  if (date.toDateString() === now.toDateString()) return time;
  return `${new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(date)}, ${time}`;
}

/** The word of a mark. */
export function obligationWord({ obligation, role, state }: FindingView): string {
  return state === 'settled'
    ? settledWords[obligation]
    : obligation === 'approve'
      ? state === 'waiting'
        ? `Waits for ${role ?? 'approval'}`
        : (role ?? 'Approval')
      : openWords[obligation];
}

const openWords: Readonly<Record<ObligationWord, string>> = {
  none: '',
  acknowledge: 'Acknowledge',
  explain: 'Explain',
  approve: 'Approval',
  block: 'Blocked',
};

const settledWords: Readonly<Record<ObligationWord, string>> = {
  none: '',
  acknowledge: 'Acknowledged',
  explain: 'Explained',
  approve: 'Approved',
  block: 'Excepted',
};

/** "removed · identity · test", under a row's sentence. */
export function findingMeta({ change, facet, context, chain }: FindingView): string {
  return [change, facet, ...context, ...(chain === null ? [] : [chainWords(chain)])].join(' · ');
}

/** "chain of 3 files". */
export function chainWords({ files }: ChainView): string {
  return files === 1 ? 'chain in one file' : `chain of ${files} files`;
}

/** What has to be done, said first. */
function spokenObligation(finding: FindingView): string {
  if (finding.state === 'settled' && finding.obligation !== 'none') return settledWords[finding.obligation];
  switch (finding.obligation) {
    case 'none':
      return 'Nothing asked';
    case 'acknowledge':
      return 'Needs acknowledgement';
    case 'explain':
      return 'Needs an explanation';
    case 'approve':
      return `${finding.state === 'waiting' ? 'Explained, waits for' : 'Needs'} approval by ${finding.role ?? 'another person'}`;
    case 'block':
      return 'Blocked by policy';
  }
}

const leftWords = { open: 'Open', waiting: 'Waiting', reopened: 'Reopened', settled: 'Settled' } as const;

/** A row for ears, in this order: obligation, change, sentence, place, state. */
export function spokenFinding(hunk: HunkView, finding: FindingView): string {
  const { change, facet, message, line, context } = finding;
  const isLeft = isOpen(finding) && hunk.outcome === null;
  return [
    spokenObligation(finding),
    capital([change, facet, ...context, ...(finding.chain === null ? [] : [chainWords(finding.chain)])].join(', ')),
    message,
    `${fileName(hunk.path)} line ${line}`,
    isLeft ? leftWords[finding.state] : spokenState(hunk),
  ]
    .map(sentence)
    .join(' ');
}

/** "Not judged, no grammar for VCL. edge.vcl. Acknowledge to accept." */
export function spokenNotJudged(hunk: HunkView): string {
  const state = hunk.outcome ?? (hunk.notJudgedAcknowledged ? 'acknowledged' : 'acknowledge to accept');
  return [`Not judged, ${hunk.notJudged ?? 'nothing was analysed'}`, fileName(hunk.path), capital(state)]
    .map(sentence)
    .join(' ');
}

/** "users.ts, src/routes, lines 41 to 50. Hunk ready." */
export function spokenHunk(hunk: HunkView): string {
  const where = [fileName(hunk.path), folderName(hunk.path), spokenLines(hunk)].filter(Boolean).join(', ');
  return `${sentence(where)} ${sentence(spokenState(hunk))}`;
}

function spokenState(hunk: HunkView): string {
  const outcome = outcomeWord(hunk);
  if (outcome !== null) return `Hunk ${outcome}`;
  return hunk.judged ? `${number(hunk.findings.filter(isOpen).length)} open` : 'Not judged';
}

/** What became of a hunk, or that it is ready to be decided; null while something is open. */
export function outcomeWord(hunk: HunkView): string | null {
  if (hunk.outcome !== null) return outcomeWords[hunk.outcome];
  return isSettled(hunk) ? 'ready' : null;
}

const outcomeWords = { accepted: 'accepted', amended: 'accepted with changes', rejected: 'rejected' } as const;

/** What the change did, when only its glyph is seen. */
export const spokenChange = (change: ChangeWord | 'unknown'): string => `${change}: `;

/** What is left to do, said as a task; the filled segments show the part that is done. */
export function progressWords({ progress: { total, settled }, hunks }: ChangeSetView): string {
  if (total === 0) return 'Nothing to acknowledge';
  if (settled >= total) {
    // A finding on a hunk that was rejected is settled, and nobody acknowledged it.
    const isSaid = hunks.every(({ findings }) => !findings.some(isOpen));
    const word = isSaid ? 'acknowledged' : 'settled';
    return total === 1 ? capital(word) : `All ${number(total)} ${word}`;
  }
  return `${number(total - settled)} of ${number(total)} to acknowledge`;
}
