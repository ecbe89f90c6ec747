import type { PanelView } from '../protocol/view.ts';
import { byDepth, findReviewRoots, type OpenFolder, type ReviewRoot } from './review-root.ts';
import type { Session } from './session.ts';
import { takeTurns } from './turns.ts';
import { toWindowView } from './window-view.ts';

/** The sessions of a window, one a review root. */
export interface Sessions {
  readonly all: () => readonly Session[];
  readonly isEmpty: () => boolean;
  /** The innermost root around a document. */
  readonly find: (uri: string) => { readonly session: Session; readonly path: string } | null;
  /** The one that has the change set. */
  readonly ofChangeSet: (id: string) => Session | null;
  /** Folders were opened or closed. Sessions whose root stays as it was go on. */
  readonly open: (folders: readonly OpenFolder[]) => Promise<void>;
  /** All of them, or the one that judges by rules that hold no longer, make room for new ones. */
  readonly reopen: (stale?: Session) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Null while no folder is open. */
  readonly view: () => PanelView | null;
}

/** `make`: a session on a root, with what the one before it knew. */
export function createSessions(
  make: (root: ReviewRoot, before: readonly Session[]) => Session,
  mayRunGit: () => boolean,
): Sessions {
  let sessions: readonly Session[] = [];
  let folders: readonly OpenFolder[] = [];
  const turn = takeTurns();

  /** A root is closed before another takes its place: two sessions on one baseline would only wait for each other. */
  async function replace(isKept: (session: Session, root: ReviewRoot) => boolean): Promise<void> {
    const roots = await findReviewRoots(folders, mayRunGit());
    const before = sessions;
    const keptFor = (root: ReviewRoot): Session | undefined => before.find((session) => isKept(session, root));
    const kept = new Set(roots.map(keptFor));
    for (const session of before) if (!kept.has(session)) await session.close();
    sessions = roots.map((root) => keptFor(root) ?? make(root, before));
  }

  const ofChangeSet = (id: string): Session | null =>
    sessions.find((session) => session.desk()?.has(id) === true) ?? null;
  return {
    all: () => sessions,
    isEmpty: () => sessions.length === 0,
    find(uri) {
      for (const session of sessions.toSorted((one, other) => byDepth(one.root, other.root))) {
        const path = session.root.toPath(uri);
        if (path !== null) return { session, path };
      }
      return null;
    },
    ofChangeSet,
    open: (next) =>
      turn(async () => {
        folders = next;
        await replace((session, root) => isSameRoot(session.root, root));
      }),
    reopen: (stale) =>
      turn(async () => {
        if (stale !== undefined && !sessions.includes(stale)) return;
        await replace((session, root) => stale !== undefined && session !== stale && isSameRoot(session.root, root));
      }),
    close: () =>
      turn(async () => {
        const open = sessions;
        folders = [];
        sessions = [];
        for (const session of open) await session.close();
      }),
    view: () =>
      sessions.length === 0
        ? null
        : toWindowView(sessions.map((session) => ({ root: session.root, view: session.view() }))),
  };
}

/** The same folder under the same names, in the window or not, with the same roots inside it. */
function isSameRoot(one: ReviewRoot, other: ReviewRoot): boolean {
  const key = ({ path, uri, name, isLinked, nested }: ReviewRoot): string =>
    JSON.stringify([path, uri, name, isLinked, nested]);
  return key(one) === key(other);
}
