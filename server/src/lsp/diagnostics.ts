import * as l10n from '@vscode/l10n';
import { DiagnosticSeverity, type Diagnostic, type DiagnosticRelatedInformation } from 'vscode-languageserver/node';
import { clientCommand } from '../protocol/messages.ts';
import type { FindingView, HunkView, ObligationWord, PlaceView } from '../protocol/view.ts';
import { toBeforeUri } from './before-uri.ts';
import { hunkRange, isOpen, type FileReview, type ReviewedHunk } from './file-review.ts';
import { obligationWords } from './words.ts';

/** What a code action needs to find the finding again. */
export interface DiagnosticData {
  readonly changeSet: string;
  readonly hunk: string;
  readonly fingerprint: string | null;
}

const source = 'Countersign';

const severities: Readonly<Record<ObligationWord, DiagnosticSeverity>> = {
  none: DiagnosticSeverity.Hint,
  acknowledge: DiagnosticSeverity.Information,
  explain: DiagnosticSeverity.Warning,
  approve: DiagnosticSeverity.Warning,
  block: DiagnosticSeverity.Error,
};

/** Open findings, and hunks that could not be judged. Settled ones leave Problems; the panel keeps them. */
export function toDiagnostics(
  { hunks }: FileReview,
  toUri: (path: string) => string,
  clientCommands: ReadonlySet<string> = new Set(),
): Diagnostic[] {
  return hunks
    .filter(({ view }) => view.outcome === null)
    .flatMap((hunk) => [...notJudged(hunk), ...findings(hunk, toUri, clientCommands.has(clientCommand.openBefore))]);
}

function findings(
  { changeSet, view: hunk, findings: found }: ReviewedHunk,
  toUri: (path: string) => string,
  opensBefore: boolean,
): Diagnostic[] {
  return found
    .filter(({ view }) => isOpen(view))
    .map(({ view, range }) => ({
      range,
      severity: severities[view.obligation],
      source,
      code: view.detectorId,
      message: `${view.message}\n${obligationWords(view)}.`,
      relatedInformation: relatedPlaces(view, hunk.path, changeSet.id, toUri, opensBefore),
      data: { changeSet: changeSet.id, hunk: hunk.id, fingerprint: view.fingerprint } satisfies DiagnosticData,
    }));
}

function notJudgedSentence({ notJudged: why }: HunkView): string {
  return why === null || why === ''
    ? l10n.t('This edit was not judged: nothing was analysed.')
    : l10n.t`This edit was not judged, ${why}: nothing was analysed.`;
}

function notJudged({ changeSet, view: hunk }: ReviewedHunk): Diagnostic[] {
  if (!hunk.isCancelled && (hunk.judged || hunk.notJudgedAcknowledged)) return [];
  const [what, asked] = hunk.isCancelled
    ? [l10n.t('The analysis of this edit was cancelled.'), l10n.t('Asks you to analyse it again.')]
    : [notJudgedSentence(hunk), l10n.t('Asks you to acknowledge that.')];
  return [
    {
      range: hunkRange(hunk),
      severity: DiagnosticSeverity.Warning,
      source,
      code: 'not-judged',
      message: `${what}\n${asked}`,
      data: { changeSet: changeSet.id, hunk: hunk.id, fingerprint: null } satisfies DiagnosticData,
    },
  ];
}

/**
 * Places on the earlier side are in no file: only a client that knows the scheme of the earlier text can open them. The line
 * of the diagnostic itself is no second place.
 */
function relatedPlaces(
  { evidence, line: ownLine, chain }: FindingView,
  own: string,
  changeSet: string,
  toUri: (path: string) => string,
  opensBefore: boolean,
): DiagnosticRelatedInformation[] {
  // The steps of a chain are told in its words.
  const places = chain === null ? evidence : chain.steps.map(({ place, words }) => ({ ...place, text: words }));
  const shown = places.filter(({ side, path, line }: PlaceView) =>
    side === 'before' ? opensBefore : path !== own || line !== ownLine,
  );
  return shown.map(({ path, line, side, text }) => {
    const start = { line: Math.max(0, line - 1), character: 0 };
    const uri = side === 'after' ? toUri(path) : toBeforeUri(toUri(path), path, changeSet);
    return {
      location: { uri, range: { start, end: start } },
      message: side === 'after' ? text : l10n.t`before: ${text}`,
    };
  });
}
