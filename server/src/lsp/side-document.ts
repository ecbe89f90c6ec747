import * as l10n from '@vscode/l10n';
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { isWorkspacePath } from '../host/workspace-path.ts';
import { readText } from './analyse-set.ts';
import type { AmendRequest, DocumentRequest } from '../protocol/messages.ts';
import type { Sessions } from './sessions.ts';

/** The exact text of one side of a file; null: there is no file on that side. A file that is not under review is the same on both. */
export async function readSide(
  sessions: Sessions,
  { path, side, changeSet, uri }: DocumentRequest,
): Promise<string | null> {
  if (typeof path !== 'string' || !isWorkspacePath(path) || (side !== 'before' && side !== 'after')) {
    throw new ResponseError(ErrorCodes.InvalidParams, 'A document request names a workspace path and a side.');
  }
  await Promise.all(sessions.all().map(({ started }) => started));
  const owner = typeof changeSet === 'string' ? sessions.ofChangeSet(changeSet) : null;
  const session = owner ?? (typeof uri === 'string' ? sessions.find(uri)?.session : undefined) ?? sessions.all()[0];
  if (session === undefined) return null;
  const proposed =
    typeof changeSet === 'string'
      ? [session.held(), session.offered(), session.requests()]
          .map((desk) => desk?.textOf(changeSet, path, side))
          .find((text) => text !== undefined)
      : undefined;
  if (proposed !== undefined) return proposed;
  const reviewed = session.workspace()?.channel.textOf(path, side);
  return reviewed === undefined ? await readText(session.root.path, path) : reviewed;
}

/** Null: done. */
export async function amendHeld(sessions: Sessions, { changeSet, path, text }: AmendRequest): Promise<string | null> {
  if (typeof changeSet !== 'string' || typeof path !== 'string' || typeof text !== 'string' || text.length > maxText)
    throw new ResponseError(ErrorCodes.InvalidParams, 'An amendment names a change set, a path and a text.');
  const held = sessions.ofChangeSet(changeSet)?.held();
  return held == null ? l10n.t('This edit is no longer held.') : await held.amend(changeSet, path, text);
}

const maxText = 20_000_000;
