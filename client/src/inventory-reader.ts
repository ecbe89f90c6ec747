import type { InventoryView } from '../../server/src/protocol/inventory-view.ts';

/** When the inventory is read: once somebody looks, and again when they ask. No vscode here. */

export type InventoryState = 'unread' | 'reading' | 'ready' | 'empty' | 'restricted' | 'no-folder' | 'failed';

export interface InventoryReader {
  /** Null: nothing was read yet, or it could not be. */
  readonly view: () => InventoryView | null;
  /** One reading at a time. */
  readonly refresh: () => Promise<void>;
  /** The list has come into sight. */
  readonly look: () => void;
  /** The server would say something else now: read again where it is in sight, and otherwise when somebody looks. */
  readonly renew: () => Promise<void>;
}

export function createInventoryReader(host: {
  /** @throws when the server does not run */
  readonly read: () => PromiseLike<InventoryView>;
  readonly isInSight: () => boolean;
  readonly become: (state: InventoryState) => void;
  readonly show: (view: InventoryView | null) => void;
  readonly onFault: (error: unknown) => void;
}): InventoryReader {
  let view: InventoryView | null = null;
  let reading: Promise<void> | null = null;
  let isRead = false;

  async function readNow(): Promise<void> {
    isRead = true;
    host.become('reading');
    try {
      view = await host.read();
      host.become(view.state !== 'ready' ? view.state : view.entries.length === 0 ? 'empty' : 'ready');
    } catch (error) {
      host.onFault(error);
      view = null;
      host.become('failed');
    }
    host.show(view);
  }

  const refresh = (): Promise<void> => (reading ??= readNow().finally(() => (reading = null)));
  host.become('unread');

  return {
    view: () => view,
    refresh,
    look() {
      if (!isRead) void refresh();
    },
    async renew() {
      await reading; // what it reads is of before
      if (host.isInSight()) return await refresh();
      isRead = false;
      host.become('unread');
    },
  };
}
