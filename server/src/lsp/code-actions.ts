import * as l10n from '@vscode/l10n';
import { CodeActionKind, type CodeAction, type Command, type Diagnostic } from 'vscode-languageserver/node';
import type { Range } from '../core/model/text.ts';
import { clientCommand, command, type HunkArguments } from '../protocol/messages.ts';
import { rejectCommand } from './code-lens.ts';
import type { DiagnosticData } from './diagnostics.ts';
import { hunkRange, isOpen, type FileReview, type ReviewedFinding, type ReviewedHunk } from './file-review.ts';

/**
 * What one can do about the lines of a range: mend what a finding is about where the answer is known, settle a finding, open the review, accept when nothing is open, reject. A finding
 * that asks for words leads to the panel: words that a menu had filled in would be worth nothing.
 */
export function toCodeActions(
  { hunks }: FileReview,
  uri: string,
  range: Range,
  shown: readonly Diagnostic[],
  clientCommands: ReadonlySet<string>,
): CodeAction[] {
  const met = hunks.filter(
    ({ view, findings }) =>
      view.outcome === null &&
      [hunkRange(view), ...findings.map((finding) => finding.range)].some((own) => overlap(own, range)),
  );
  return met.flatMap((hunk) => [
    ...hunk.findings.flatMap((finding) => mend(finding, uri, range, hunk.view.id, shown)),
    ...hunkActions(hunk, range, shown, clientCommands),
  ]);
}

function hunkActions(
  hunk: ReviewedHunk,
  range: Range,
  shown: readonly Diagnostic[],
  clientCommands: ReadonlySet<string>,
): CodeAction[] {
  const { changeSet, view, findings } = hunk;
  const named: HunkArguments = { changeSet: changeSet.id, hunk: view.id };
  const own = findings.filter((finding) => isOpen(finding.view) && overlap(finding.range, range));
  const canOpen = clientCommands.has(clientCommand.openReview);
  return [
    ...own.flatMap((finding) => settleActions(finding, named, shown, canOpen)),
    ...(view.isCancelled
      ? [
          quickFix(
            l10n.t('Analyse again'),
            command.analyseAgain,
            { changeSet: changeSet.id },
            diagnosticsOf(shown, view.id, null),
          ),
        ]
      : []),
    ...(view.judged || view.notJudgedAcknowledged || view.isCancelled
      ? []
      : [
          quickFix(
            l10n.t('Acknowledge that this edit was not judged'),
            command.acknowledgeNotJudged,
            named,
            diagnosticsOf(shown, view.id, null),
          ),
        ]),
    ...(canOpen
      ? [
          action(l10n.t('Open review'), {
            title: l10n.t('Open review'),
            command: clientCommand.openReview,
            arguments: [named],
          }),
        ]
      : []),
    ...(view.blockedBecause === null
      ? [action(l10n.t('Accept this edit'), { title: l10n.t('Accept'), command: command.accept, arguments: [named] })]
      : []),
    action(
      clientCommands.has(clientCommand.reject) ? l10n.t('Reject this edit…') : l10n.t('Reject this edit'),
      rejectCommand(named, clientCommands.has(clientCommand.reject)),
    ),
  ];
}

/** The edit that a finding knows: the editor makes it, the edited file is reviewed again. */
function mend(
  { view, remedy, range: own }: ReviewedFinding,
  uri: string,
  range: Range,
  hunk: string,
  shown: readonly Diagnostic[],
): CodeAction[] {
  if (remedy === null || !overlap(own, range)) return [];
  const diagnostics = diagnosticsOf(shown, hunk, view.fingerprint);
  const edit = { changes: { [uri]: [{ range: remedy.range, newText: remedy.newText }] } };
  return [
    {
      title: remedy.title,
      kind: CodeActionKind.QuickFix,
      isPreferred: true,
      edit,
      ...(diagnostics.length > 0 && { diagnostics }),
    },
  ];
}

function settleActions(
  { view }: ReviewedFinding,
  named: HunkArguments,
  shown: readonly Diagnostic[],
  canOpen: boolean,
): CodeAction[] {
  const diagnostics = diagnosticsOf(shown, named.hunk, view.fingerprint);
  if (view.obligation === 'acknowledge') {
    return [
      quickFix(
        l10n.t`Acknowledge: ${view.message}`,
        command.acknowledge,
        { ...named, fingerprint: view.fingerprint },
        diagnostics,
      ),
    ];
  }
  return canOpen
    ? [quickFix(l10n.t`Explain in the review: ${view.message}`, clientCommand.openReview, named, diagnostics)]
    : [];
}

function quickFix(title: string, name: string, argument: object, diagnostics: Diagnostic[]): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    command: { title, command: name, arguments: [argument] },
    ...(diagnostics.length > 0 && { diagnostics }),
  };
}

/** No refactoring and no fix: an act of the review. */
function action(title: string, run: Command): CodeAction {
  return { title, kind: CodeActionKind.Empty, command: run };
}

function diagnosticsOf(shown: readonly Diagnostic[], hunk: string, fingerprint: string | null): Diagnostic[] {
  return shown.filter(({ data }) => {
    const named = data as Partial<DiagnosticData> | undefined;
    return named?.hunk === hunk && named.fingerprint === fingerprint;
  });
}

function overlap(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}
