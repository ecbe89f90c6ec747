import { DiagnosticSeverity, type Diagnostic, type DiagnosticRelatedInformation } from 'vscode-languageserver/node';
import type { FindingView, ObligationWord, PlaceView } from '../protocol/view.ts';
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
export function toDiagnostics({ hunks }: FileReview, toUri: (path: string) => string): Diagnostic[] {
  return hunks
    .filter(({ view }) => view.outcome === null)
    .flatMap((hunk) => [...notJudged(hunk), ...findings(hunk, toUri)]);
}

function findings(
  { changeSet, view: hunk, findings: found }: ReviewedHunk,
  toUri: (path: string) => string,
): Diagnostic[] {
  return found
    .filter(({ view }) => isOpen(view))
    .map(({ view, range }) => ({
      range,
      severity: severities[view.obligation],
      source,
      code: view.detectorId,
      message: `${view.message}\n${obligationWords(view)}.`,
      relatedInformation: relatedPlaces(view, hunk.path, toUri),
      data: { changeSet: changeSet.id, hunk: hunk.id, fingerprint: view.fingerprint } satisfies DiagnosticData,
    }));
}

function notJudged({ changeSet, view: hunk }: ReviewedHunk): Diagnostic[] {
  if (hunk.judged || hunk.notJudgedAcknowledged) return [];
  const reason = hunk.notJudged ? `, ${hunk.notJudged}` : '';
  return [
    {
      range: hunkRange(hunk),
      severity: DiagnosticSeverity.Warning,
      source,
      code: 'not-judged',
      message: `This edit was not judged${reason}: nothing was analysed.\nAsks you to acknowledge that.`,
      data: { changeSet: changeSet.id, hunk: hunk.id, fingerprint: null } satisfies DiagnosticData,
    },
  ];
}

/**
 * Places on the earlier side are in no file an LSP client could open: the panel and the diff show those. The line of the
 * diagnostic itself is no second place.
 */
function relatedPlaces(
  { evidence, line }: FindingView,
  own: string,
  toUri: (path: string) => string,
): DiagnosticRelatedInformation[] {
  const standing = evidence.filter(
    (place: PlaceView) => place.side === 'after' && !(place.path === own && place.line === line),
  );
  return standing.map(({ path, line, text }) => {
    const start = { line: Math.max(0, line - 1), character: 0 };
    return { location: { uri: toUri(path), range: { start, end: start } }, message: text };
  });
}
