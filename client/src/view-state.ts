import * as vscode from 'vscode';
import type { ChangeSetView, HunkView, PanelView } from '../../server/src/protocol/view.ts';

/** The last view the server sent: all that the client knows. Every surface draws it; none adds to it. */
export interface ViewState {
  readonly current: () => PanelView;
  readonly onDidChange: vscode.Event<PanelView>;
  readonly replace: (view: PanelView) => void;
  readonly dispose: () => void;
}

export function createViewState(): ViewState {
  const changed = new vscode.EventEmitter<PanelView>();
  let view = emptyView('starting');
  return {
    current: () => view,
    onDidChange: changed.event,
    replace(next) {
      view = next;
      changed.fire(next);
    },
    dispose: () => changed.dispose(),
  };
}

/** What is shown before the server's first word, and when it has stopped: nothing can be decided then. */
export function emptyView(state: PanelView['state'], problem: PanelView['problem'] = null): PanelView {
  return {
    revision: 0,
    state,
    analysing: null,
    problem,
    changeSets: [],
    roots: [],
    records: [],
    watching: { files: 0, ignored: 0, baseline: '' },
    reasons: [],
    waitingRequests: 0,
    drift: [],
    suggestions: [],
  };
}

const patienceMs = 30_000;

/** The first view that is as wanted: now, or as it comes. Null: none came in time. */
export async function untilView(
  { current, onDidChange }: Pick<ViewState, 'current' | 'onDidChange'>,
  isWanted: (view: PanelView) => boolean,
): Promise<PanelView | null> {
  if (isWanted(current())) return current();
  return await new Promise((resolve) => {
    const stop = (view: PanelView | null): void => {
      clearTimeout(timer);
      listening.dispose();
      resolve(view);
    };
    const timer = setTimeout(() => stop(null), patienceMs);
    const listening = onDidChange((view) => {
      if (isWanted(view)) stop(view);
    });
  });
}

export function findHunk(view: PanelView, changeSet: string, hunk: string): HunkView | undefined {
  return findChangeSet(view, changeSet)?.hunks.find(({ id }) => id === hunk);
}

export function findChangeSet(view: PanelView, changeSet: string): ChangeSetView | undefined {
  return view.changeSets.find(({ id }) => id === changeSet);
}
