import * as l10n from '@vscode/l10n';
import { tell, translated } from './reader-words.ts';
import type { Problem } from '../core/model/problem.ts';
import type { LandedState } from '../host/landed-model.ts';
import { wordingOf } from '../host/problems.ts';
import type { ChangeSetView, PanelView, ReasonWord, RecordView } from '../protocol/view.ts';

/** What the session knows, from which the panel's whole content follows. */
export interface PanelInput {
  readonly revision: number;
  readonly phase: 'starting' | 'ready' | 'failed' | 'restricted';
  readonly analysing: PanelView['analysing'];
  /** The newest thing that went wrong. */
  readonly problem: Problem | null;
  readonly changeSets: readonly ChangeSetView[];
  readonly records: readonly RecordView[];
  readonly landed: LandedState | null;
  readonly watchedFiles: number;
  readonly waitingRequests: number;
  readonly drift: readonly string[];
  readonly suggestions: PanelView['suggestions'];
}

const reasons: Readonly<Record<ReasonWord, () => string>> = {
  needed: () => l10n.t('Intended by the task'),
  'mitigated-elsewhere': () => l10n.t('Mitigated elsewhere'),
  'false-positive': () => l10n.t('False positive'),
  'accepted-risk': () => l10n.t('Accepted risk'),
  temporary: () => l10n.t('Temporary, tracked'),
};

const maxRecords = 50;

export function toPanelView(input: PanelInput): PanelView {
  const { revision, analysing, problem, changeSets, records, landed, watchedFiles } = input;
  const { waitingRequests, drift, suggestions } = input;
  return {
    revision,
    state: stateOf(input),
    analysing,
    problem: problem === null ? null : toProblemView(problem),
    changeSets,
    roots: [],
    records: records.slice(0, maxRecords),
    watching: {
      files: watchedFiles,
      ignored: landed?.leftOut.reduce((sum, { count }) => sum + count, 0) ?? 0,
      baseline: [
        ...(landed === null ? [] : [tell(landed.baseline)]),
        ...(landed?.waiting == null ? [] : [l10n.t`waiting because ${tell(landed.waiting)}`]),
      ].join(', '),
    },
    reasons: Object.entries(reasons).map(([code, title]) => ({ code: code as ReasonWord, title: title() })),
    waitingRequests,
    drift,
    suggestions,
  };
}

function toProblemView(problem: Problem): NonNullable<PanelView['problem']> {
  const { code, why, fix } = problem;
  return { code, message: tell(wordingOf(problem)), why: translated(why), fix: translated(fix) };
}

function stateOf({ phase, analysing, changeSets }: PanelInput): PanelView['state'] {
  if (phase !== 'ready') return phase;
  if (changeSets.some(({ hunks }) => hunks.some(({ outcome }) => outcome === null))) return 'queue';
  if (analysing !== null) return 'analysing';
  return changeSets.length > 0 ? 'done' : 'empty';
}
