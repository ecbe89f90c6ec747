import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FindingView } from '../../server/src/protocol/view.ts';
import { folderWords } from '../words/work-tree-words.ts';
import {
  byFile,
  describeFinding,
  type FindingFile,
  isAnswered,
  isSettledHere,
  openFindings,
  type PlacedFinding,
  roleLines,
  speakFinding,
} from './finding-items.ts';
import type { ReviewServer } from './language-client.ts';
import { settleFinding, takeBackAnswer } from './settle-finding.ts';
import type { ViewState } from './view-state.ts';
import { toFileUri } from './workspace-paths.ts';

const viewId = 'countersign.findings';

type Node = FindingFile | PlacedFinding;

/** Open findings as a native tree: a checkbox each, and words for screen readers. The same acts as in the panel, nothing more. */
export function showFindingTree(views: ViewState, server: ReviewServer): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let files = byFile(openFindings(views.current()));
  /** Words of answers that were taken back here: a new answer begins with them. */
  const drafts = new Map<string, FindingView['draft']>();
  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => (node === undefined ? [...files] : 'findings' in node ? [...node.findings] : []),
    getTreeItem: (node) => ('findings' in node ? fileItem(node) : findingItem(node)),
  };
  const tree = vscode.window.createTreeView(viewId, { treeDataProvider: provider, manageCheckboxStateManually: true });
  const describe = (): void => {
    const left = files.flatMap(({ findings }) => findings).filter(({ finding }) => finding.state !== 'settled').length;
    tree.description = left === 0 ? '' : l10n.t`${left} open`;
  };
  const settle = (placed: PlacedFinding): Promise<void> => {
    const draft = drafts.get(placed.id) ?? placed.finding.draft;
    return settleFinding({ ...placed, finding: { ...placed.finding, draft } }, server, views.current());
  };
  const takeBack = async ({ id }: PlacedFinding): Promise<void> => {
    const placed = files.flatMap(({ findings }) => findings).find((other) => other.id === id);
    if (placed === undefined) return; // its row is gone
    const said = placed.finding.acknowledgement;
    if (said !== null && said.words !== '') drafts.set(id, said);
    await takeBackAnswer(placed, server);
  };
  describe();
  return vscode.Disposable.from(
    changed,
    tree,
    views.onDidChange((view) => {
      files = byFile(openFindings(view));
      describe();
      changed.fire(undefined);
    }),
    tree.onDidChangeCheckboxState(async ({ items }) => {
      const drawn = files;
      for (const [node, state] of items) {
        if ('findings' in node) continue;
        if (state === vscode.TreeItemCheckboxState.Checked) await settle(node);
        else await takeBack(node);
      }
      if (files === drawn) changed.fire(undefined); // what was not done after all has its earlier tick, or none
    }),
  );
}

function fileItem({ id, path, changeSet, findings }: FindingFile): vscode.TreeItem {
  const uri = toFileUri(path, changeSet.rootUri);
  const item = new vscode.TreeItem(path.slice(path.lastIndexOf('/') + 1), vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  const folder = folderWords(changeSet);
  item.description = [path.slice(0, Math.max(0, path.lastIndexOf('/'))), folder].filter(Boolean).join(' · ');
  item.iconPath = vscode.ThemeIcon.File;
  if (uri !== undefined) item.resourceUri = uri;
  const count = findings.length === 1 ? l10n.t('1 finding') : l10n.t`${findings.length} findings`;
  item.accessibilityInformation = { label: [path, folder, count].filter(Boolean).join(', ') };
  return item;
}

function findingItem(placed: PlacedFinding): vscode.TreeItem {
  const { id, finding, changeSet, hunk } = placed;
  const item = new vscode.TreeItem(finding.message);
  item.id = id;
  item.description = describeFinding(placed);
  const roles = roleLines(finding, vscode.env.language);
  const spoken = [speakFinding(placed), ...roles].join(' ');
  item.tooltip = new vscode.MarkdownString().appendText(
    [finding.message, finding.impact, finding.fix, ...roles].join('\n\n'),
  );
  if (isSettledHere(placed))
    item.checkboxState = {
      state: isAnswered(placed) ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
      accessibilityInformation: { label: spoken, role: 'checkbox' },
    };
  item.accessibilityInformation = { label: spoken };
  item.command = {
    command: 'countersign.openReview',
    title: l10n.t('Open in Review'),
    arguments: [{ changeSet: changeSet.id, hunk: hunk.id }],
  };
  item.contextValue = `finding.${finding.obligation}`;
  return item;
}
