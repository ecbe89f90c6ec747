/** The words of lenses, hovers and Problems, in the tone of the panel: sentence case, no exclamation marks. */
import * as l10n from '@vscode/l10n';
import type { EvidenceRole } from '../core/model/fact.ts';
import type { ChangeSetView, ChangeWord, FindingView, HunkView, SummaryEntryView } from '../protocol/view.ts';
import { isOpen } from './file-review.ts';

const acts: Readonly<Record<ChangeWord | 'unknown', (what: string) => string>> = {
  added: (what) => l10n.t`adds ${what}`,
  removed: (what) => l10n.t`removes ${what}`,
  widened: (what) => l10n.t`widens ${what}`,
  narrowed: (what) => l10n.t`narrows ${what}`,
  weakened: (what) => l10n.t`weakens ${what}`,
  strengthened: (what) => l10n.t`strengthens ${what}`,
  redirected: (what) => l10n.t`redirects ${what}`,
  moved: (what) => l10n.t`moves ${what}`,
  unchanged: (what) => l10n.t`keeps ${what}`,
  unknown: (what) => l10n.t`may reach ${what}`,
};

export const signs: Readonly<Record<ChangeWord, string>> = {
  added: '+',
  removed: '−',
  widened: '↔',
  narrowed: '⇥',
  weakened: '↓',
  strengthened: '↑',
  redirected: '→',
  moved: '·',
  unchanged: '·',
};

const longestSummary = 3;

/** `removes requireAdmin, adds s3:PutObject`; empty when the panel has no summary for the hunk. */
export function summarizeHunk({ summary }: ChangeSetView, hunk: string): string {
  const entries: readonly SummaryEntryView[] = [...summary.decides, ...summary.mayNowDo, ...summary.touches];
  const own = entries.filter(({ hunks }) => hunks.includes(hunk)).map(({ change, text }) => acts[change](text));
  const shown = own.slice(0, longestSummary);
  const list = shown.join(', ');
  return own.length > shown.length ? l10n.t`${list} and ${own.length - shown.length} more` : list;
}

/** What is left to do on a hunk, counted by what is asked; what was decided, when something was. */
export function stateOfHunk(hunk: HunkView): string {
  if (hunk.outcome !== null) return decidedWords(hunk);
  const open = hunk.findings.filter(isOpen);
  if (hunk.isCancelled) return [l10n.t('◇ analysis cancelled'), ...asksOf(open)].join(', ');
  if (!hunk.judged && !hunk.notJudgedAcknowledged) {
    const { notJudged: why } = hunk;
    return why === null || why === '' ? l10n.t('◇ not judged') : l10n.t`◇ not judged, ${why}`;
  }
  if (open.length > 0) return `◇ ${asksOf(open).join(', ')}`;
  const asked = hunk.findings.filter(({ obligation }) => obligation !== 'none');
  const isTicked = asked.every(({ obligation }) => obligation === 'acknowledge');
  if (asked.length === 0) return l10n.t('✓ no findings');
  return isTicked ? l10n.t`✓ ${asked.length} acknowledged` : l10n.t`✓ ${asked.length} settled`;
}

/** Which findings, and how one and several of them are counted. Strongest first, as the panel has them. */
const askRows: readonly (readonly [(finding: FindingView) => boolean, () => string, (count: number) => string])[] = [
  [({ obligation }) => obligation === 'block', () => l10n.t('1 blocked'), (count) => l10n.t`${count} blocked`],
  [
    ({ obligation, state }) => obligation === 'approve' && state !== 'waiting',
    () => l10n.t('1 needs approval'),
    (count) => l10n.t`${count} need approval`,
  ],
  [
    ({ obligation, state }) => obligation === 'approve' && state === 'waiting',
    () => l10n.t('1 waits for approval'),
    (count) => l10n.t`${count} wait for approval`,
  ],
  [({ obligation }) => obligation === 'explain', () => l10n.t('1 to explain'), (count) => l10n.t`${count} to explain`],
  [
    ({ obligation }) => obligation === 'acknowledge',
    () => l10n.t('1 to acknowledge'),
    (count) => l10n.t`${count} to acknowledge`,
  ],
];

/** `2 to explain`, `1 to acknowledge`. */
function asksOf(open: readonly FindingView[]): readonly string[] {
  return askRows.flatMap(([isAsked, one, several]) => {
    const count = open.filter(isAsked).length;
    return count === 0 ? [] : [count === 1 ? one() : several(count)];
  });
}

function decidedWords({ outcome, record }: HunkView): string {
  const words = outcomes[outcome ?? 'accepted']();
  return record === null ? `✓ ${words}` : l10n.t`✓ ${words}, record No. ${record.seq}`;
}

const outcomes: Readonly<Record<NonNullable<HunkView['outcome']>, () => string>> = {
  accepted: () => l10n.t('Accepted'),
  amended: () => l10n.t('Accepted with changes'),
  rejected: () => l10n.t('Rejected'),
};

/** What the policy asks for, as the end of "…". */
export function obligationWords({ obligation, role, state }: FindingView): string {
  if (state === 'settled') return l10n.t('Settled');
  switch (obligation) {
    case 'none':
      return l10n.t('Nothing to do');
    case 'acknowledge':
      return l10n.t('Asks you to acknowledge');
    case 'explain':
      return l10n.t('Asks you to explain');
    case 'approve': {
      const who = role ?? l10n.t('another person');
      return state === 'waiting' ? l10n.t`Waits for the approval of ${who}` : l10n.t`Asks for the approval of ${who}`;
    }
    default:
      return l10n.t('Blocked by the policy');
  }
}

/** `countersign:recommended:12, built-in rule guard-lost`: where the rule stands first, as the panel has it. */
export function ruleWords({ rule, layer, source }: FindingView['setBy']): string {
  return source === '' ? l10n.t('no rule asks about it') : l10n.t`${source}, ${layer} rule ${rule}`;
}

/** Ends with a full stop, once. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** What stands at a place whose line is not at hand, as in a file the edit leaves alone. */
export const placeWords: Readonly<Record<EvidenceRole, () => string>> = {
  import: () => l10n.t('where it is imported'),
  client: () => l10n.t('the client'),
  call: () => l10n.t('the call'),
  caller: () => l10n.t('where it is called from'),
  declaration: () => l10n.t('where it is declared'),
  guard: () => l10n.t('the check itself'),
  literal: () => l10n.t('the literal'),
  sink: () => l10n.t('where it goes'),
  source: () => l10n.t('where it comes from'),
};
