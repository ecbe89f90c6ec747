import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import {
  command,
  type ListedRequest,
  type OfferedAnswer,
  type RecordsAnswer,
  type RequestsAnswer,
} from '../../server/src/protocol/messages.ts';
import { awaitReview } from './long-analysis.ts';
import { fail, warn } from './notify.ts';
import { chooseRoot, revealFirst, type OfferedPlace } from './offered-reviews.ts';
import { isToFetch, toRequestItems } from './request-items.ts';
import { isLookedFor, notOpenHere, readRequestId, whyNotLookedFor } from './request-link.ts';
import { untilView } from './view-state.ts';

/** Lists what others ask to have approved, and opens what is chosen; nothing is fetched that was not asked for. */
export async function reviewRequests(place: OfferedPlace): Promise<void> {
  const root = await chooseRoot(place.views.current().roots);
  if (root === undefined) return;
  for (;;) {
    const answer = (await place.server.execute(command.listRequests, { uri: root })) as RequestsAnswer;
    const picked = await chooseRequest(answer);
    if (picked === undefined) return;
    if (picked !== 'fetch') return await openRequest(place, picked.id, [root]);
    if (!(await fetchFrom(place, [root]))) return;
  }
}

type PickedItem = vscode.QuickPickItem & { readonly request: ListedRequest | 'fetch' | null };

async function chooseRequest({ requests, problem }: RequestsAnswer): Promise<ListedRequest | 'fetch' | undefined> {
  const fetchFirst: PickedItem = {
    label: l10n.t('$(cloud-download) Fetch what others published'),
    alwaysShow: true,
    request: 'fetch',
  };
  const items = toRequestItems(requests, vscode.env.language).map(({ heading, ...item }): PickedItem =>
    heading ? { ...item, kind: vscode.QuickPickItemKind.Separator } : item,
  );
  const empty = l10n.t('No request is in this clone yet.');
  const picked = await vscode.window.showQuickPick([fetchFirst, ...items], {
    title: l10n.t('Review Requests'),
    placeHolder:
      problem ?? (items.length === 0 ? empty : l10n.t('Which request do you answer? No file changes by it.')),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.request ?? undefined;
}

/** A link that somebody was handed who is asked. It comes from anywhere: nothing is fetched before that is pressed. */
export function openRequestLinks(
  place: OfferedPlace,
  fence: (run: () => Promise<void>) => Promise<void>,
): vscode.Disposable {
  return vscode.window.registerUriHandler({ handleUri: (uri) => fence(() => followLink(place, uri)) });
}

async function followLink(place: OfferedPlace, uri: vscode.Uri): Promise<void> {
  const id = readRequestId(uri);
  if (id === null) return void warn(l10n.t('this link names no review request.'));
  // The link may be what started the extension.
  const isOpen = vscode.workspace.workspaceFolders !== undefined;
  const view = isOpen ? await untilView(place.views, isLookedFor) : null;
  const whyNot = isOpen ? whyNotLookedFor(view) : notOpenHere;
  if (view === null || whyNot !== null) return void warn(whyNot ?? '');
  await openRequest(place, id, view.roots);
}

/** Whether fetching can bring it: a server that cannot say which requests are here brings none. */
async function canFetch({ server }: OfferedPlace, request: string, roots: readonly string[]): Promise<boolean> {
  const answers: RequestsAnswer[] = [];
  try {
    for (const uri of roots) answers.push((await server.execute(command.listRequests, { uri })) as RequestsAnswer);
  } catch {
    return false;
  }
  return isToFetch(
    answers.flatMap(({ requests }) => requests),
    request,
  );
}

/** Where it is not in the clone, fetching is one press. */
async function openRequest(place: OfferedPlace, request: string, roots: readonly string[]): Promise<void> {
  const fetchAndOpen = l10n.t('Fetch and Open');
  for (;;) {
    const { changeSet, message } = await openFrom(place, request, roots);
    if (changeSet !== null) return await revealFirst(place, changeSet);
    const offered = (await canFetch(place, request, roots)) ? [fetchAndOpen] : [];
    const chosen = await warn(message, ...offered);
    if (chosen !== fetchAndOpen || !(await fetchFrom(place, roots))) return;
  }
}

/** Of several folders whichever has it. */
async function openFrom(
  { server, views }: OfferedPlace,
  request: string,
  roots: readonly string[],
): Promise<OfferedAnswer> {
  const [uri, ...others] = roots;
  const argument = { request, ...(others.length === 0 && { uri }) };
  return await awaitReview(
    views,
    async (token) => (await server.execute(command.reviewRequest, argument, token)) as OfferedAnswer,
  );
}

/** False: nothing was fetched, and why was said. */
async function fetchFrom({ server }: OfferedPlace, roots: readonly string[]): Promise<boolean> {
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: l10n.t('Fetching published records') },
    async () => {
      const answers: RecordsAnswer[] = [];
      for (const uri of roots) answers.push((await server.execute(command.fetch, { uri })) as RecordsAnswer);
      if (answers.some(({ done }) => done)) return true;
      void fail(answers[0]?.message ?? '');
      return false;
    },
  );
}
