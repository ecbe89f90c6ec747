import { createHash } from 'node:crypto';
import {
  DocumentDiagnosticReportKind,
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import type { InitializationOptions } from '../protocol/messages.ts';
import type { ClientFeatures } from './client-features.ts';
import { Cancelled } from '../core/model/cancel.ts';
import { toCodeActions } from './code-actions.ts';
import { toCodeLenses } from './code-lens.ts';
import { toDiagnostics } from './diagnostics.ts';
import { answer, type Log } from './fence.ts';
import type { FileReview } from './file-review.ts';
import { toHover } from './hover.ts';
import { toInlayHints } from './inlay-hints.ts';
import { type ProposedDocument, readProposedUri } from './proposed-uri.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';

/** What handlers need of the server; each is null before `initialize`. */
export interface FeatureSources {
  readonly sessions: () => Sessions | null;
  readonly client: () => ClientFeatures | null;
  readonly options: () => InitializationOptions;
}

/** The standard requests. Each waits for the analysis of its file, so that an answer never is about an older text. */
export function listenToFeatures(
  connection: Connection,
  log: Log,
  { sessions, client, options }: FeatureSources,
): void {
  const review = async (
    uri: string,
    token: CancellationToken,
  ): Promise<{ readonly own: Session; readonly file: FileReview } | null> => {
    const proposed = readProposedUri(uri);
    if (proposed !== null) return await reviewProposed(sessions(), proposed, token);
    const found = sessions()?.find(uri) ?? null;
    if (found === null) return null;
    const { session: own, path } = found;
    await orCancelled(settle(own, path), token);
    const desk = own.desk();
    return desk === null ? null : { own, file: desk.fileReview(path) };
  };

  /** A rule file that is open here. */
  const policyAt = (uri: string): { readonly own: Session; readonly path: string; readonly text: string } | null => {
    const found = sessions()?.find(uri) ?? null;
    const buffer = found === null ? undefined : found.session.buffers.find(found.path);
    if (found === null || buffer === undefined || !found.session.policyDesk.isPolicy(found.path)) return null;
    return { own: found.session, path: found.path, text: buffer.text };
  };

  connection.languages.diagnostics.on(({ textDocument, previousResultId }, token) =>
    answer(log, 'diagnostics', async (): Promise<DocumentDiagnosticReport> => {
      const found = await review(textDocument.uri, token);
      const reviewed = found === null ? [] : toDiagnostics(found.file, found.own.toUri, client()?.commands);
      const written = policyAt(textDocument.uri);
      const ofPolicy = written === null ? [] : await written.own.policyDesk.diagnostics(written.path, written.text);
      return toReport([...reviewed, ...ofPolicy], previousResultId);
    }),
  );
  connection.languages.diagnostics.onWorkspace(({ previousResultIds }, token) =>
    answer(log, 'workspace diagnostics', async () => {
      const own = sessions()?.all() ?? [];
      const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      await orCancelled(Promise.all(own.map(({ started }) => started)), token);
      return { items: workspaceReports(own, known, client()?.commands) };
    }),
  );
  connection.onCodeLens(({ textDocument }, token) =>
    answer(log, 'code lens', async () => {
      if (options().codeLens === false) return [];
      const found = await review(textDocument.uri, token);
      return found === null ? [] : toCodeLenses(found.file, client()?.commands ?? new Set());
    }),
  );
  connection.onHover(({ textDocument, position }, token) =>
    answer(log, 'hover', async () => {
      const features = client();
      const written = policyAt(textDocument.uri);
      const meaning = written?.own.policyDesk.hover(written.text, position, features?.readsMarkdown ?? false) ?? null;
      if (meaning !== null) return meaning;
      const found = await review(textDocument.uri, token);
      return found === null || features === null ? null : toHover(found.file, position, found.own.toUri, features);
    }),
  );
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    answer(log, 'inlay hints', async () => {
      if (options().inlayHints === false) return [];
      const found = await review(textDocument.uri, token);
      return found === null ? [] : toInlayHints(found.file, range);
    }),
  );
  connection.onCodeAction(({ textDocument, range, context }, token) =>
    answer(log, 'code actions', async () => {
      const found = await review(textDocument.uri, token);
      const reviewed =
        found === null
          ? []
          : toCodeActions(found.file, textDocument.uri, range, context.diagnostics, client()?.commands ?? new Set());
      const written = policyAt(textDocument.uri);
      const ofPolicy =
        written === null
          ? []
          : await written.own.policyDesk.actions(written.path, written.text, textDocument.uri, range);
      return [...ofPolicy, ...reviewed];
    }),
  );
  connection.onCompletion(({ textDocument, position }) =>
    answer(log, 'completion', () => {
      const written = policyAt(textDocument.uri);
      return written === null ? [] : written.own.policyDesk.completions(written.text, position);
    }),
  );
}

/** Of an edit that waits: what is marked is what would be written, not the file on disk. */
async function reviewProposed(
  sessions: Sessions | null,
  { changeSet, path }: ProposedDocument,
  token: CancellationToken,
): Promise<{ readonly own: Session; readonly file: FileReview } | null> {
  const own = sessions?.ofChangeSet(changeSet) ?? null;
  const held = own?.held() ?? null;
  if (own === null || held === null || !held.has(changeSet)) return null;
  const reading = held.fileReview(changeSet, path);
  await orCancelled(reading, token);
  return { own, file: await reading };
}

async function settle(own: Session, path: string): Promise<void> {
  await own.started;
  await own.desk()?.flush(path);
}

/** @throws Cancelled as soon as the client no longer wants the answer; the work goes on for whoever asks next */
async function orCancelled(work: Promise<unknown>, token: CancellationToken): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const listening = token.onCancellationRequested(() => reject(new Cancelled('cancelled')));
    work.then(() => resolve(), reject).finally(() => listening.dispose());
  });
}

function workspaceReports(
  sessions: readonly Session[],
  known: ReadonlyMap<string, string>,
  clientCommands?: ReadonlySet<string>,
): WorkspaceDocumentDiagnosticReport[] {
  const reports = sessions.flatMap((own) => {
    const desk = own.desk();
    const paths = new Set(desk?.views().flatMap(({ hunks }) => hunks.map(({ path }) => path)));
    return [...paths]
      .filter((path) => !isOpenPolicy(own, path))
      .map((path) => {
        const uri = own.toUri(path);
        const items = desk === null ? [] : toDiagnostics(desk.fileReview(path), own.toUri, clientCommands);
        return { ...toReport(items, known.get(uri)), uri, version: null };
      });
  });
  const open = sessions.flatMap((own) =>
    [...own.buffers.all().keys()].filter((path) => isOpenPolicy(own, path)).map(own.toUri),
  );
  const reported = new Set([...reports.map(({ uri }) => uri), ...open]);
  const gone = [...known.keys()].filter((uri) => !reported.has(uri));
  return [...reports, ...gone.map((uri) => ({ ...toReport([], known.get(uri)), uri, version: null }))];
}

/** It has more to report than the review of it, and is asked for by itself. */
function isOpenPolicy({ policyDesk, buffers }: Session, path: string): boolean {
  return policyDesk.isPolicy(path) && buffers.find(path) !== undefined;
}

function toReport(items: ReturnType<typeof toDiagnostics>, previous: string | undefined): DocumentDiagnosticReport {
  const resultId = createHash('sha1').update(JSON.stringify(items)).digest('base64url');
  if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}
