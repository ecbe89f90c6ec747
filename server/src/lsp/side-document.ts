import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { isWorkspacePath } from '../host/workspace-path.ts';
import { readText } from './analyse-set.ts';
import type { DocumentRequest } from '../protocol/messages.ts';
import type { Session } from './session.ts';

/** The exact text of one side of a file; null: there is no file on that side. A file that is not under review is the same on both. */
export async function readSide(session: Session, { path, side }: DocumentRequest): Promise<string | null> {
  if (typeof path !== 'string' || !isWorkspacePath(path) || (side !== 'before' && side !== 'after')) {
    throw new ResponseError(ErrorCodes.InvalidParams, 'A document request names a workspace path and a side.');
  }
  await session.started;
  const reviewed = session.workspace()?.channel.textOf(path, side);
  return reviewed === undefined ? await readText(session.root.path, path) : reviewed;
}
