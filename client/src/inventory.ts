import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { InventoryEntryView, InventoryView } from '../../server/src/protocol/inventory-view.ts';
import type { InventoryNode } from './inventory-model.ts';
import { createInventoryPage } from './inventory-page.ts';
import { createInventoryReader } from './inventory-reader.ts';
import { createInventoryTree } from './inventory-tree.ts';
import { inform } from './notify.ts';
import { plainInList } from './plain-text.ts';

/** What is read when somebody looks: a folder without a register costs nothing until then. */
export interface Inventory {
  readonly refresh: () => Promise<void>;
  /** The server may say something else now. */
  readonly renew: () => Promise<void>;
  readonly filter: () => Promise<void>;
  readonly clearFilter: () => void;
  readonly openPage: (argument: unknown) => Promise<void>;
  readonly dispose: () => void;
}

/** `read`: asks the server; it throws when the server does not run. */
export function createInventory(
  extension: vscode.Uri,
  read: (token: vscode.CancellationToken) => Promise<InventoryView>,
  log: vscode.LogOutputChannel,
): Inventory {
  const tree = createInventoryTree();
  const page = createInventoryPage(extension, (error) => log.error(`The page of an automation: ${String(error)}`));
  const { view, refresh, look, renew } = createInventoryReader({
    read: () => tree.whileReading(read),
    isInSight: tree.isInSight,
    become: (state) => void vscode.commands.executeCommand('setContext', 'countersign.inventory', state),
    show(next) {
      tree.show(next);
      page.refresh(next?.entries ?? []);
    },
    onFault: (error) => log.error(`The inventory could not be read: ${String(error)}`),
  });
  const looks = tree.onLook(look);

  return {
    refresh,
    renew,
    async filter() {
      if (view() === null) await refresh();
      const words = await vscode.window.showInputBox({
        title: l10n.t('Filter automations'),
        prompt: l10n.t(
          'Words of a name, kind, path, trigger, identity, host, model or owner; all of them must be there.',
        ),
        value: tree.filter(),
      });
      if (words !== undefined) tree.filterBy(words);
    },
    clearFilter: () => tree.filterBy(''),
    async openPage(argument) {
      const entry = entryOf(argument) ?? entryOf(tree.selected()) ?? (await choose());
      if (entry) page.open(entry);
    },
    dispose() {
      looks.dispose();
      tree.dispose();
      page.dispose();
    },
  };

  async function choose(): Promise<InventoryEntryView | undefined> {
    if (view() === null) await refresh();
    const choices = (view()?.entries ?? []).map((entry) => ({
      label: plainInList(entry.name),
      description: entry.kindTitle,
      detail: plainInList(entry.place.path),
      entry,
    }));
    if (choices.length === 0) {
      void inform(l10n.t('No automation was found.'));
      return undefined;
    }
    return (
      await vscode.window.showQuickPick(choices, {
        title: l10n.t('Open the page of'),
        matchOnDescription: true,
        matchOnDetail: true,
      })
    )?.entry;
  }
}

function entryOf(argument: unknown): InventoryEntryView | undefined {
  const node = argument as InventoryNode | undefined;
  return node?.kind === 'entry' || node?.kind === 'alert' || node?.kind === 'section' ? node.entry : undefined;
}
