/** How long the editor waits for the second step of a chord, in milliseconds. */
const waitMs = 5_000;
/** First steps of the editor's chords, with Ctrl or Cmd. */
const firstSteps: ReadonlySet<string> = new Set(['k', ';']);
const modifiers: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock']);

/**
 * Tells second steps of the editor's chords from keys of the panel, which has the same letters: Ctrl+K, then Shift+F. The editor gets
 * both steps all the same. Asked of each key once, in order.
 */
export function watchChords(now: () => number): (event: KeyboardEvent) => boolean {
  let since = Number.NEGATIVE_INFINITY;
  return ({ key, ctrlKey, metaKey, altKey, shiftKey }) => {
    if (modifiers.has(key)) return false;
    const isSecond = now() - since < waitMs;
    const isFirst = (ctrlKey || metaKey) && !altKey && !shiftKey && firstSteps.has(key.toLowerCase());
    since = isFirst && !isSecond ? now() : Number.NEGATIVE_INFINITY;
    return isSecond;
  };
}
