/** Elements that people write in. */
export const fields = 'vscode-textarea, vscode-textfield, vscode-single-select';

export const isInField = ({ activeElement }: Document): boolean => activeElement?.matches(fields) ?? false;

/** Words typed on after the page took their field away are words, not keys, until the person pauses or goes somewhere. */
export interface TypedOn {
  /** The page has taken away the field that somebody was typing in. */
  readonly start: () => void;
  readonly isWord: (event: KeyboardEvent) => boolean;
}

/** Nobody who is typing waits this long between two letters without looking at the screen. */
const pauseMs = 2_000;

export function watchTypedOn(page: Document): TypedOn {
  let last = -Infinity;
  const stop = (): void => {
    last = -Infinity;
  };
  page.addEventListener('pointerdown', stop, { capture: true });
  return {
    start() {
      last = performance.now();
    },
    isWord({ key }) {
      if (key === 'Tab' || key === 'Escape') stop();
      if (performance.now() - last > pauseMs) return false;
      last = performance.now();
      return true;
    },
  };
}
