import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DecisionAnswer, OfferedAnswer, RevisionsAnswer } from '../../server/src/protocol/messages.ts';
import { command } from '../../server/src/protocol/messages.ts';
import type { ReviewServer } from './language-client.ts';
import { awaitReview } from './long-analysis.ts';
import { inform, warn } from './notify.ts';
import { toPatchText } from './patch-file.ts';
import { plainInList } from './plain-text.ts';
import type { ReviewPanel } from './review-panel.ts';
import { findChangeSet, untilView, type ViewState } from './view-state.ts';

/** What reviews that a person puts up are opened with. */
export interface OfferedPlace {
  readonly server: ReviewServer;
  readonly panel: ReviewPanel;
  readonly views: ViewState;
}

/** Puts up a branch or commits for review; no file changes by it. */
export async function reviewCommits(place: OfferedPlace): Promise<void> {
  const root = await chooseRoot(place.views.current().roots);
  if (root === undefined) return;
  const revisions = (await place.server.execute(command.listRevisions, { uri: root })) as RevisionsAnswer;
  const commits = await chooseCommits(revisions);
  if (commits !== undefined) await show(place, command.reviewCommits, { uri: root, commits });
}

async function chooseCommits({ branches, commits }: RevisionsAnswer): Promise<string | undefined> {
  const typed = {
    label: l10n.t('$(edit) Other commits…'),
    description: l10n.t('A..B, as git takes them'),
    commits: null,
  };
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, commits: null });
  const picked = await vscode.window.showQuickPick(
    [
      typed,
      separator(l10n.t('Branches, since they left the default branch')),
      ...branches.map((name) => ({ label: `$(git-branch) ${plainInList(name)}`, description: '', commits: name })),
      separator(l10n.t('Commits')),
      ...commits.map(({ id, subject, author, agents, nothing }) => ({
        label: `$(git-commit) ${plainInList(subject)}`,
        description: [id.slice(0, 10), author, ...agents].map(plainInList).join(' · '),
        ...(nothing !== null && { detail: nothingWords[nothing] }),
        commits: `${id}^!`,
      })),
    ],
    { title: l10n.t('Review Commits'), placeHolder: l10n.t('What is to be reviewed?'), matchOnDescription: true },
  );
  if (picked === undefined || picked.commits !== null) return picked?.commits ?? undefined;
  return await vscode.window.showInputBox({ title: l10n.t('Review Commits'), placeHolder: 'main..topic' });
}

const nothingWords = {
  'no-change': l10n.t('Nothing to review: it changes no file here.'),
  ignored: l10n.t('Nothing to review: the policy ignores all that it changes, as the gate does.'),
} as const;

/** From a file, or the clipboard. */
export async function reviewPatch(place: OfferedPlace): Promise<void> {
  const root = await chooseRoot(place.views.current().roots);
  if (root === undefined) return;
  const clipboard = { label: l10n.t('$(clippy) From clipboard'), from: 'clipboard' as const };
  const file = { label: l10n.t('$(file) From file…'), from: 'file' as const };
  const picked = await vscode.window.showQuickPick([clipboard, file], { title: l10n.t('Review Patch') });
  const patch = picked && (picked.from === 'clipboard' ? await readClipboard() : await readFile());
  if (patch !== undefined) await show(place, command.reviewPatch, { uri: root, ...patch });
}

async function readClipboard(): Promise<{ readonly title: string; readonly text: string }> {
  return { title: l10n.t('Patch from the clipboard'), text: await vscode.env.clipboard.readText() };
}

async function readFile(): Promise<{ readonly title: string; readonly text: string } | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: l10n.t('Review Patch'),
      filters: { [l10n.t('Patches')]: ['patch', 'diff'], [l10n.t('All files')]: ['*'] },
    })) ?? [];
  if (file === undefined) return undefined;
  const name = file.path.split('/').at(-1) ?? '';
  const text = toPatchText(await vscode.workspace.fs.readFile(file));
  if (text !== null) return { title: l10n.t`Patch ${name}`, text };
  void warn(l10n.t`${name} is no UTF-8 text, so it cannot be read as a patch.`);
  return undefined;
}

/** Reviews of patches, by id. A view does not tell them from reviews of commits; only this window opens them. */
const openedPatches = new Set<string>();

/** Writes what was accepted of a patch. */
export async function applyPatch({ server, views }: OfferedPlace): Promise<void> {
  const patches = views.current().changeSets.filter(({ id }) => openedPatches.has(id));
  const items = patches.map(({ id, title }) => ({ label: plainInList(title), id }));
  const picked =
    items.length > 1 ? await vscode.window.showQuickPick(items, { title: l10n.t('Apply Patch') }) : items[0];
  if (items.length === 0) void inform(l10n.t('no patch is under review.'));
  if (picked === undefined) return;
  const { refused } = (await server.execute(command.applyPatch, { changeSet: picked.id })) as DecisionAnswer;
  if (refused === null) void inform(l10n.t('what was accepted is on disk.'));
  else void warn(refused);
}

async function show(place: OfferedPlace, name: string, argument: object): Promise<void> {
  const { changeSet, message } = await awaitReview(
    place.views,
    async (token) => (await place.server.execute(name, argument, token)) as OfferedAnswer,
  );
  if (changeSet === null) return void warn(message);
  if (name === command.reviewPatch) openedPatches.add(changeSet);
  await revealFirst(place, changeSet);
}

/** Its first hunk, or the panel where it has none. */
export async function revealFirst(
  { panel, views }: Pick<OfferedPlace, 'panel' | 'views'>,
  changeSet: string,
): Promise<void> {
  // The answer may come before the view that has it.
  const view = await untilView(views, (now) => findChangeSet(now, changeSet) !== undefined);
  const hunk = view === null ? undefined : findChangeSet(view, changeSet)?.hunks[0];
  await panel.reveal(hunk === undefined ? null : { changeSet, hunk: hunk.id });
}

/** Commits and requests are of one repository. */
export async function chooseRoot(roots: readonly string[]): Promise<string | undefined> {
  if (roots.length === 0) void warn(l10n.t('no folder is under review. Open one first.'));
  if (roots.length < 2) return roots[0];
  const items = roots.map((uri) => ({ label: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)), uri }));
  return (await vscode.window.showQuickPick(items, { title: l10n.t('Of which folder?') }))?.uri;
}
