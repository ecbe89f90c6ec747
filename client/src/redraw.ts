export interface Redraw {
  /** Draws soon. */
  readonly ask: () => void;
  /** Draws nothing more: what would be drawn on is gone. */
  readonly stop: () => void;
}

/** Draws at most once in that time, however often it is asked. No vscode here. */
export function createRedraw(draw: () => void, everyMs: number): Redraw {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  return {
    ask() {
      if (isOver) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        draw();
      }, everyMs);
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
