import * as l10n from '@vscode/l10n';
import type { CodeLens, Command } from 'vscode-languageserver/node';
import { clientCommand, command, type HunkArguments } from '../protocol/messages.ts';
import type { ChangeSetView, HunkView } from '../protocol/view.ts';
import { hunkRange, type FileReview, type ReviewedHunk } from './file-review.ts';
import { stateOfHunk, summarizeHunk } from './words.ts';

/**
 * One line over each hunk: what is left, what it does, and what one can do about it. Accepting is offered only when nothing is
 * open. Commands that need windows are offered only to clients that have them.
 */
export function toCodeLenses({ hunks }: FileReview, clientCommands: ReadonlySet<string>): CodeLens[] {
  return hunks.filter(({ view }) => view.outcome !== 'rejected').flatMap((hunk) => hunkLenses(hunk, clientCommands));
}

function hunkLenses({ changeSet, view }: ReviewedHunk, clientCommands: ReadonlySet<string>): CodeLens[] {
  const { start } = hunkRange(view);
  const named: HunkArguments = { changeSet: changeSet.id, hunk: view.id };
  const has = (name: string): boolean => clientCommands.has(name);
  const make = (title: string, name: string, argument: object = named): Command => ({
    title,
    command: name,
    arguments: [argument],
  });

  const summary = summarizeHunk(changeSet, view.id);
  const title = [stateOfHunk(view), ...(view.outcome === null && summary !== '' ? [summary] : [])].join(' · ');
  const isOpen = view.outcome === null;
  const next = nextOpen(changeSet, view.id);
  const actions = [
    // A command without a name is drawn as text.
    has(clientCommand.openReview) ? make(title, clientCommand.openReview) : { title, command: '' },
    ...(isOpen && view.blockedBecause === null ? [make(l10n.t('Accept'), command.accept)] : []),
    ...(view.isCancelled ? [make(l10n.t('Analyse again'), command.analyseAgain, { changeSet: changeSet.id })] : []),
    ...(isOpen && has(clientCommand.openReview)
      ? [make(view.findings.length > 0 ? l10n.t('Why') : l10n.t('Open review'), clientCommand.openReview)]
      : []),
    ...(isOpen && has(clientCommand.openDiff) ? [make(l10n.t('Open diff'), clientCommand.openDiff)] : []),
    ...(isOpen ? [rejectCommand(named, has(clientCommand.reject))] : []),
    ...(!isOpen && changeSet.answer === null ? [make(l10n.t('Undo'), command.undo)] : []),
    ...(next !== undefined && has(clientCommand.openHunk)
      ? [make(l10n.t('Next'), clientCommand.openHunk, { changeSet: changeSet.id, hunk: next.id })]
      : []),
  ];
  return actions.map((action) => ({ range: { start, end: start }, command: action }));
}

/** In the order of the queue, and from its end to its beginning; undefined: no other one waits. */
function nextOpen({ hunks }: ChangeSetView, id: string): HunkView | undefined {
  const at = hunks.findIndex((hunk) => hunk.id === id);
  return [...hunks.slice(at + 1), ...hunks.slice(0, Math.max(0, at))].find(({ outcome }) => outcome === null);
}

/** A client that cannot ask for a reason rejects without one. */
export function rejectCommand(named: HunkArguments, canAsk: boolean): Command {
  if (canAsk) return { title: l10n.t('Reject…'), command: clientCommand.reject, arguments: [named] };
  return { title: l10n.t('Reject'), command: command.reject, arguments: [{ ...named, reason: '' }] };
}
