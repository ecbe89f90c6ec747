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
  /** The view that the page is in was shown or hidden. */
  readonly setVisible: (isVisible: boolean) => void;
}

/** Lines that come into sight are told together, so that scrolling is not a message a line. */
const pauseMs = 200;

/**
 * How long each hunk was in sight, and which of its lines, for the records. Nothing counts while the panel is hidden: its page is kept
 * then, and neither `visibilityState` nor an observer knows of it, so the extension says so.
 */
export function watchAttention(post: (action: PanelAction) => void, page: Document): Attention {
  let at: Looked | null = null;
  let element: Element | null = null;
  let since = 0;
  let isViewVisible = true;
  let isVisible = page.visibilityState === 'visible';
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
    const visibleMs = isVisible ? Math.round(performance.now() - since) : 0;
    since = performance.now();
    tell(visibleMs, lines.take());
  }

  function update(): void {
    const now = isViewVisible && page.visibilityState === 'visible';
    if (now === isVisible) return;
    flush(); // what was seen until now
    isVisible = now;
    if (now) lines.watch(element);
    else lines.pause();
  }

  page.addEventListener('visibilitychange', update);

  return {
    look(next, shown) {
      const isSame = at?.hunk === next?.hunk && at?.changeSet === next?.changeSet;
      if (!isSame) {
        flush();
        at = next;
        since = performance.now();
        lines.restart();
      }
      element = shown;
      if (isVisible) lines.watch(shown);
    },
    flush,
    setVisible(isNow) {
      isViewVisible = isNow;
      update();
    },
  };
}
