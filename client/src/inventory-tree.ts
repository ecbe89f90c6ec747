import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { InventoryPlaceView, InventoryView } from '../../server/src/protocol/inventory-view.ts';
import {
  accessibleName,
  childrenOf,
  filterEntries,
  groupsOf,
  messageOf,
  type InventoryNode,
} from './inventory-model.ts';

const viewId = 'countersign.inventory';

export interface InventoryTree {
  /** Null: nothing was read yet. */
  readonly show: (view: InventoryView | null) => void;
  readonly filterBy: (words: string) => void;
  readonly filter: () => string;
  readonly selected: () => InventoryNode | undefined;
  /** Runs `work` with the view's own progress line. */
  readonly whileReading: <T>(work: (token: vscode.CancellationToken) => Promise<T>) => Thenable<T>;
  readonly isInSight: () => boolean;
  /** Now, where it is in sight, and whenever it comes into sight. */
  readonly onLook: (look: () => void) => vscode.Disposable;
  readonly dispose: () => void;
}

/** The tree of automations: kinds, automations, what is known of each, and its lines. */
export function createInventoryTree(): InventoryTree {
  const changed = new vscode.EventEmitter<void>();
  let view: InventoryView | null = null;
  let filter = '';
  let entries: InventoryView['entries'] = [];
  const provider: vscode.TreeDataProvider<InventoryNode> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => [...(node === undefined ? groupsOf(entries) : childrenOf(node))],
    getTreeItem: toTreeItem,
  };
  const tree = vscode.window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });

  function draw(): void {
    entries = view === null ? [] : filterEntries(view.entries, filter);
    tree.message = view === null ? '' : messageOf(view, entries.length, filter);
    tree.description = view === null || view.entries.length === 0 ? '' : `${view.entries.length}`;
    void vscode.commands.executeCommand('setContext', 'countersign.inventoryFilter', filter !== '');
    changed.fire();
  }

  return {
    show(next) {
      view = next;
      draw();
    },
    filterBy(words) {
      filter = words.trim();
      draw();
    },
    filter: () => filter,
    selected: () => tree.selection[0],
    whileReading: (work) => vscode.window.withProgress({ location: { viewId } }, (_progress, token) => work(token)),
    isInSight: () => tree.visible,
    onLook(look) {
      if (tree.visible) look();
      return tree.onDidChangeVisibility(({ visible }) => visible && look());
    },
    dispose() {
      tree.dispose();
      changed.dispose();
    },
  };
}

const ICONS: Readonly<Record<string, string>> = {
  start: 'play',
  steps: 'list-ordered',
  identity: 'account',
  data: 'database',
  sinks: 'arrow-right',
  rights: 'key',
  tools: 'tools',
  approval: 'verified',
  register: 'checklist',
  about: 'info',
  gaps: 'question',
};

function toTreeItem(node: InventoryNode): vscode.TreeItem {
  const item = toPlainItem(node);
  item.accessibilityInformation = { label: accessibleName(node), role: 'treeitem' };
  return item;
}

function toPlainItem(node: InventoryNode): vscode.TreeItem {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  switch (node.kind) {
    case 'group': {
      const item = new vscode.TreeItem(node.title, Expanded);
      item.id = `group ${node.id}`;
      item.description = `${node.entries.length}`;
      item.contextValue = 'group';
      return item;
    }
    case 'entry': {
      const { entry } = node;
      const item = new vscode.TreeItem(entry.name, Collapsed);
      item.id = entry.key;
      item.description = entry.folder === '' ? entry.place.path : `${entry.folder}/${entry.place.path}`;
      item.tooltip = [entry.name, `${entry.place.path}:${entry.place.line}`, ...entry.alerts].join('\n');
      item.iconPath = entry.alerts.length === 0 ? new vscode.ThemeIcon('zap') : warning();
      item.contextValue = 'automation';
      return item;
    }
    case 'alert': {
      const item = new vscode.TreeItem(node.text, None);
      item.iconPath = warning();
      item.command = openCommand(node.entry.place);
      return item;
    }
    case 'section': {
      const { section, entry } = node;
      const item = new vscode.TreeItem(section.title, Collapsed);
      item.id = `${entry.key} ${section.id}`;
      item.description = `${section.items.length}`;
      item.iconPath = new vscode.ThemeIcon(ICONS[section.id] ?? 'circle');
      return item;
    }
    case 'item': {
      const { text, note, isAlert, place } = node.item;
      const item = new vscode.TreeItem(text, None);
      if (note !== undefined) item.description = note;
      item.tooltip = [
        text,
        ...(note === undefined ? [] : [note]),
        ...(place === null ? [] : [`${place.path}:${place.line}`]),
      ].join('\n');
      if (isAlert) item.iconPath = warning();
      if (place !== null) item.command = openCommand(place);
      return item;
    }
  }
}

function warning(): vscode.ThemeIcon {
  return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
}

function openCommand({ uri, line }: InventoryPlaceView): vscode.Command {
  const at = new vscode.Range(line - 1, 0, line - 1, 0);
  const options: vscode.TextDocumentShowOptions = { selection: at, preview: true };
  return { command: 'vscode.open', title: l10n.t('Open'), arguments: [vscode.Uri.parse(uri), options] };
}
