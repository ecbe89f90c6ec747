import * as l10n from '@vscode/l10n';
import { setImmediate } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver/node';
import type { Cancel } from '../core/model/cancel.ts';
import { joinInventory } from '../core/register.ts';
import { readInventory, type FoundInventory } from '../host/inventory.ts';
import type { InventoryView } from '../protocol/inventory-view.ts';
import type { FileProgress } from './progress.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { toInventoryView } from './to-inventory-view.ts';
import { takeTurns } from './turns.ts';

/** Two at once would read every file twice. */
const turn = takeTurns();

/**
 * What runs by itself in all open folders, read as it is on disk now. Work trees that no window shows have the same once more.
 *
 * @throws Cancelled
 */
export function readInventoryView(
  sessions: Sessions,
  token: CancellationToken,
  progress: FileProgress,
): Promise<InventoryView> {
  return turn(async () => {
    try {
      return await read(
        sessions.all().filter(({ root }) => !root.isLinked),
        token,
        progress,
      );
    } finally {
      progress.end();
    }
  });
}

async function read(
  sessions: readonly Session[],
  token: CancellationToken,
  progress: FileProgress,
): Promise<InventoryView> {
  if (sessions.length === 0) return { state: 'no-folder', entries: [], files: 0, problems: [] };
  const cancel = toCancel(token);
  const found: { readonly session: Session; readonly inventory: FoundInventory }[] = [];
  const untold: string[] = [];
  for (const session of sessions) {
    await session.started;
    const workspace = session.workspace();
    if (workspace === null) {
      untold.push(l10n.t`"${session.root.name}" was not read.`);
      continue;
    }
    const { root, engine, helpers, policy, cache, repository, ledgerPath, inventoryCache, toolVersion } = workspace;
    const name = sessions.length === 1 ? '' : session.root.name;
    const inventory = await readInventory(
      { name, root, folder: '', repository, ledger: ledgerPath, cacheFile: inventoryCache },
      {
        engine,
        helpers,
        cache,
        policy: policy.value,
        cancel,
        toolVersion,
        onProgress: (_words, done, total) => (total === 0 ? undefined : progress.show(done, total)),
      },
    );
    found.push({ session, inventory });
  }
  if (found.length === 0) return { state: 'restricted', entries: [], files: 0, problems: [] };
  const uriOf = (folder: string, path: string): string =>
    (found.find(({ inventory }) => inventory.name === folder) ?? found[0]!).session.toUri(path);
  return {
    state: 'ready',
    entries: joinInventory(found.map(({ inventory }) => inventory)).map((entry) => toInventoryView(entry, uriOf)),
    files: found.reduce((sum, { inventory }) => sum + inventory.files, 0),
    problems: [...untold, ...found.flatMap(({ inventory }) => problemsOf(inventory))],
  };
}

function problemsOf({ failures, problems, register }: FoundInventory): readonly string[] {
  return [
    ...failures.map(({ path, message }) => `${path}: ${message}`),
    ...problems.map(({ message }) => message),
    ...(register?.problems ?? []).map(({ path = '', message }) => `${path}: ${message}`),
  ];
}

/** Work goes on at least this long before other requests have their turn. */
const sliceMs = 8;

function toCancel(token: CancellationToken): Cancel {
  let start = performance.now();
  return {
    isCancelled: () => token.isCancellationRequested,
    async pause() {
      if (performance.now() - start < sliceMs) return;
      await setImmediate();
      start = performance.now();
    },
  };
}
