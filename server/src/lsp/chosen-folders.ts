import * as l10n from '@vscode/l10n';
import { ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import type { Workspace } from './workspace.ts';

/** Without a URI all folders are meant. @throws ResponseError when it is in no open folder */
export function choose(sessions: Sessions, uri: string | undefined): readonly Session[] {
  if (uri === undefined) return sessions.all();
  const found = sessions.find(uri) ?? sessions.all().find(({ root }) => root.uri === uri);
  if (!found) throw invalid(`"${uri}" is in no open folder.`);
  return ['session' in found ? found.session : found];
}

/** @throws ResponseError when it is not clear which folder is meant, or it is not trusted */
export async function workspaceOf(sessions: Sessions, uri: string | undefined): Promise<Workspace> {
  const [session, ...others] = choose(sessions, uri);
  if (session === undefined || others.length > 0) throw invalid('Name the folder that is meant as "uri".');
  return await openFolder(session);
}

/** @throws ResponseError when it is not trusted */
export async function openFolder(session: Session): Promise<Workspace> {
  await session.started;
  const workspace = session.workspace();
  if (workspace === null)
    throw new ResponseError(ErrorCodes.InvalidRequest, l10n.t('No trusted folder is open, so there are no records.'));
  return workspace;
}

export function invalid(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}
