import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type {
  InventoryEntryView,
  InventoryPageAction,
  InventoryPageMessage,
  InventoryPlaceView,
} from '../../server/src/protocol/inventory-view.ts';
import { createPagePanel } from './page-panel.ts';

export interface InventoryPage {
  readonly open: (entry: InventoryEntryView) => void;
  /** The inventory was read again: what is shown becomes what it is now, or is said to be gone. */
  readonly refresh: (entries: readonly InventoryEntryView[]) => void;
  readonly dispose: () => void;
}

/** One page beside the code: the flow of an automation, from what starts it to where its data goes. */
export function createInventoryPage(extension: vscode.Uri, onFault: (error: unknown) => void): InventoryPage {
  let panel: vscode.WebviewPanel | undefined;
  let shown: InventoryEntryView | null = null;
  let key = '';

  const post = (): void => {
    const message: InventoryPageMessage = { kind: 'entry', entry: shown };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a VS Code webview has no origin to name
    void panel?.webview.postMessage(message);
  };

  async function handle(message: unknown): Promise<void> {
    const action = message as Partial<InventoryPageAction> | null;
    if (action?.kind === 'ready') return post();
    const place = placeOf(shown, action);
    if (place !== null) await openPlace(place);
  }

  function createPanel(): vscode.WebviewPanel {
    const created = createPagePanel(extension, {
      viewType: 'countersign.automation',
      title: l10n.t('Automation'),
      bundle: 'inventory',
      column: vscode.ViewColumn.Active,
      isKept: false,
    });
    created.onDidDispose(() => (panel = undefined));
    created.webview.onDidReceiveMessage((message: unknown) => void handle(message).catch(onFault));
    return created;
  }

  return {
    open(entry) {
      shown = entry;
      key = entry.key;
      if (panel === undefined) panel = createPanel();
      else panel.reveal();
      panel.title = entry.name;
      post();
    },
    refresh(entries) {
      if (panel === undefined) return;
      shown = entries.find((entry) => entry.key === key) ?? null;
      post();
    },
    dispose() {
      panel?.dispose();
    },
  };
}

/** Only places that the server named are opened, whatever a page asks for. */
function placeOf(
  entry: InventoryEntryView | null,
  action: Partial<InventoryPageAction> | null,
): InventoryPlaceView | null {
  if (entry === null || action === null) return null;
  if (action.kind === 'open-definition') return entry.place;
  if (action.kind !== 'open') return null;
  const sections = action.part === 'flow' ? entry.flow : action.part === 'about' ? entry.about : [];
  return sections[Number(action.section)]?.items[Number(action.item)]?.place ?? null;
}

/** Beside the page, so that both can be read. */
async function openPlace({ uri, line }: InventoryPlaceView): Promise<void> {
  const at = new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    selection: at,
    preview: true,
    viewColumn: vscode.ViewColumn.Beside,
  });
}
