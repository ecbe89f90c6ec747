import { setImmediate } from 'node:timers/promises';
import { Cancelled } from '../core/model/cancel.ts';
import { listCode } from '../host/list-code.ts';
import { fromDisk } from '../host/summary-source.ts';
import { indexWorkspace } from '../host/workspace-index.ts';
import { takeTurns } from './turns.ts';
import type { Workspace } from './workspace.ts';

export interface IndexingHooks {
  readonly isClosed: () => boolean;
  readonly onListed: (watched: number) => void;
  readonly onProgress: (done: number, total: number) => void;
}

/** What more files say is learned when an edit asks for them. */
const maxIndexed = 10_000;
/** Folders one after the other. */
const turn = takeTurns();

/**
 * Reads the files of a folder on one thread of the pool, so that an edit finds the others free; few files on this thread, with
 * a pause after each. False: it was closed meanwhile.
 */
export function indexFiles(workspace: Workspace, ignored: readonly string[], hooks: IndexingHooks): Promise<boolean> {
  return turn(() => index(workspace, ignored, hooks));
}

async function index(
  workspace: Workspace,
  ignored: readonly string[],
  { isClosed, onListed, onProgress }: IndexingHooks,
): Promise<boolean> {
  if (isClosed()) return false;
  const { root, repository, policy, engine, helpers } = workspace;
  const listed = await listCode(root, '', repository, [...policy.value.ignore, ...ignored], engine);
  if (isClosed()) return false;
  onListed(listed.watched.length);
  const code = listed.code.slice(0, maxIndexed);
  const context = {
    engine,
    policy: policy.value,
    cache: { get: () => undefined, set: () => undefined },
    cancel: { isCancelled: isClosed, pause: () => setImmediate() },
    helpers: helpers.slice(0, 1),
  };
  try {
    workspace.index.become(await indexWorkspace({ paths: code, source: fromDisk(root), context, onProgress }));
  } catch (error) {
    if (error instanceof Cancelled) return false;
    throw error;
  } finally {
    onProgress(code.length, code.length);
  }
  return true;
}
