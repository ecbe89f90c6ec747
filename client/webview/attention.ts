import type { PanelAction } from '../../server/src/protocol/webview.ts';
import { type InView, watchParts } from './parts-in-view.ts';

export interface Looked {
  readonly changeSet: string;
  readonly hunk: string;
}

export interface Attention {
  /** The hunk in sight now, with the element that holds its lines and findings; `null` for none. Says so when it changes. */
  readonly look: (at: Looked | null, page: Element | null) => void;
  /** Before a decision, so that its record has all of it. */
  readonly flush: () => void;
  /** The view that the page is in was shown or hidden. */
  readonly setVisible: (isVisible: boolean) => void;
}

/** What comes into sight is told together, so that scrolling is not a message a line. */
const pauseMs = 200;

/**
 * How long each hunk was in sight, which of its lines, and of which findings the Details, for the records. Nothing counts while the panel is hidden: its page is kept
 * then, and neither `visibilityState` nor an observer knows of it, so the extension says so.
 */
export function watchAttention(post: (action: PanelAction) => void, page: Document): Attention {
  let at: Looked | null = null;
  let element: Element | null = null;
  let since = 0;
  let isViewVisible = true;
  let isVisible = page.visibilityState === 'visible';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const parts = watchParts(() => {
    timer ??= setTimeout(flush, pauseMs);
  });

  function tell(visibleMs: number, { seen, expanded }: InView): void {
    if (at === null || (visibleMs <= 0 && seen === null && expanded.length === 0)) return;
    post({ kind: 'attention', ...at, visibleMs, ...(seen !== null && { seen }), expanded });
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const visibleMs = isVisible ? Math.round(performance.now() - since) : 0;
    since = performance.now();
    tell(visibleMs, parts.take());
  }

  function update(): void {
    const now = isViewVisible && page.visibilityState === 'visible';
    if (now === isVisible) return;
    flush(); // what was seen until now
    isVisible = now;
    if (now) parts.watch(element);
    else parts.pause();
  }

  page.addEventListener('visibilitychange', update);

  return {
    look(next, shown) {
      const isSame = at?.hunk === next?.hunk && at?.changeSet === next?.changeSet;
      if (!isSame) {
        flush();
        at = next;
        since = performance.now();
        parts.restart();
      }
      element = shown;
      if (isVisible) parts.watch(shown);
    },
    flush,
    setVisible(isNow) {
      isViewVisible = isNow;
      update();
    },
  };
}
