/** The words of lenses, hovers and Problems, in the tone of the panel: sentence case, no exclamation marks. */
import type { EvidenceRole } from '../core/model/fact.ts';
import type { ChangeSetView, ChangeWord, FindingView, HunkView, SummaryEntryView } from '../protocol/view.ts';
import { isOpen } from './file-review.ts';

const verbs: Readonly<Record<ChangeWord | 'unknown', string>> = {
  added: 'adds',
  removed: 'removes',
  widened: 'widens',
  narrowed: 'narrows',
  weakened: 'weakens',
  strengthened: 'strengthens',
  redirected: 'redirects',
  moved: 'moves',
  unchanged: 'keeps',
  unknown: 'may reach',
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
  const own = entries.filter(({ hunks }) => hunks.includes(hunk)).map(({ change, text }) => `${verbs[change]} ${text}`);
  const shown = own.slice(0, longestSummary);
  return own.length > shown.length ? `${shown.join(', ')} and ${own.length - shown.length} more` : shown.join(', ');
}

/** What is left to do on a hunk, as a count; what was decided, when something was. */
export function stateOfHunk(hunk: HunkView): string {
  if (hunk.outcome !== null) return decidedWords(hunk);
  if (!hunk.judged && !hunk.notJudgedAcknowledged) return `◇ not judged${hunk.notJudged ? `, ${hunk.notJudged}` : ''}`;
  const open = hunk.findings.filter(isOpen).length;
  if (open > 0) return `◇ ${open} to acknowledge`;
  const settled = hunk.findings.filter(({ obligation }) => obligation !== 'none').length;
  return settled > 0 ? `✓ ${settled} acknowledged` : '✓ no findings';
}

function decidedWords({ outcome, record }: HunkView): string {
  const words = { accepted: 'Accepted', amended: 'Accepted with changes', rejected: 'Rejected' } as const;
  return `✓ ${words[outcome ?? 'accepted']}${record ? `, record No. ${record.seq}` : ''}`;
}

/** What the policy asks for, as the end of "…". */
export function obligationWords({ obligation, role, state }: FindingView): string {
  if (state === 'settled') return 'Settled';
  switch (obligation) {
    case 'none':
      return 'Nothing to do';
    case 'acknowledge':
      return 'Asks you to acknowledge';
    case 'explain':
      return 'Asks you to explain';
    case 'approve':
      if (state === 'waiting') return `Waits for the approval of ${role ?? 'another person'}`;
      return `Asks for the approval of ${role ?? 'another person'}`;
    default:
      return 'Blocked by the policy';
  }
}

/** `countersign:recommended:12, built-in rule guard-lost`: where the rule stands first, as the panel has it. */
export function ruleWords({ rule, layer, source }: FindingView['setBy']): string {
  return source === '' ? 'no rule asks about it' : `${source}, ${layer} rule ${rule}`;
}

/** Ends with a full stop, once. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** What stands at a place whose line is not at hand, as in a file the edit leaves alone. */
export const placeWords: Readonly<Record<EvidenceRole, string>> = {
  import: 'where it is imported',
  client: 'the client',
  call: 'the call',
  caller: 'where it is called from',
  declaration: 'where it is declared',
  guard: 'the check itself',
  literal: 'the literal',
  sink: 'where it goes',
  source: 'where it comes from',
};
