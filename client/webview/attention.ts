import type { LinesSeen } from '../../server/src/protocol/messages.ts';
import type { PanelAction } from '../../server/src/protocol/webview.ts';
import { watchLines } from './lines-in-view.ts';

export interface Looked {
  readonly changeSet: string;
  readonly hunk: string;
}

export interface Attention {
  /** The hunk in sight now, with the element that holds its lines; `null` for none. Says so when it changes. */
  readonly look: (at: Looked | null, lines: Element | null) => void;
  /** Before a decision, so that its record has all of it. */
  readonly flush: () => void;
}

/** Lines that come into sight are told together, so that scrolling is not a message a line. */
const pauseMs = 200;

/** How long each hunk was in sight, and which of its lines, for the records. Time with the panel hidden is not counted. */
export function watchAttention(post: (action: PanelAction) => void, page: Document): Attention {
  let at: Looked | null = null;
  let since = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lines = watchLines(() => {
    timer ??= setTimeout(flush, pauseMs);
  });

  function tell(visibleMs: number, seen: LinesSeen | null): void {
    if (at === null || (visibleMs <= 0 && seen === null)) return;
    post({ kind: 'attention', ...at, visibleMs, ...(seen !== null && { seen }) });
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const visibleMs = page.visibilityState === 'visible' ? Math.round(performance.now() - since) : 0;
    since = performance.now();
    tell(visibleMs, lines.take());
  }

  page.addEventListener('visibilitychange', () => {
    // On hiding the state is "hidden" already, so the time up to now is counted here.
    if (page.visibilityState === 'hidden') tell(Math.round(performance.now() - since), lines.take());
    since = performance.now();
  });

  return {
    look(next, element) {
      const isSame = at?.hunk === next?.hunk && at?.changeSet === next?.changeSet;
      if (!isSame) {
        flush();
        at = next;
        since = performance.now();
        lines.restart();
      }
      lines.watch(element);
    },
    flush,
  };
}
