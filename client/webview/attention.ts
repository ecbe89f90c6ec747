import type { PanelAction } from '../../server/src/protocol/webview.ts';

export interface Looked {
  readonly changeSet: string;
  readonly hunk: string;
}

export interface Attention {
  /** The hunk in sight now; `null` for none. Says so when it changes. */
  readonly look: (at: Looked | null) => void;
  /** Before a decision, so that its record has the whole time. */
  readonly flush: () => void;
}

/** How long each hunk was in sight, for the records. Time with the panel hidden is not counted. */
export function watchAttention(post: (action: PanelAction) => void, page: Document): Attention {
  let at: Looked | null = null;
  let since = 0;

  function flush(): void {
    const visibleMs = page.visibilityState === 'visible' ? Math.round(performance.now() - since) : 0;
    since = performance.now();
    if (at !== null && visibleMs > 0) post({ kind: 'attention', ...at, visibleMs });
  }

  page.addEventListener('visibilitychange', () => {
    // On hiding the state is "hidden" already, so the time up to now is counted here.
    if (page.visibilityState === 'hidden' && at !== null) {
      post({ kind: 'attention', ...at, visibleMs: Math.round(performance.now() - since) });
    }
    since = performance.now();
  });

  return {
    look(next) {
      if (at?.hunk === next?.hunk && at?.changeSet === next?.changeSet) return;
      flush();
      at = next;
      since = performance.now();
    },
    flush,
  };
}
