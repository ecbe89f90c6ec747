/** Begins it, unless it still runs from the time before: for what a timer asks for again and again. */
export function unlessRunning(act: () => Promise<void>): () => Promise<void> {
  let isRunning = false;
  return async () => {
    if (isRunning) return;
    isRunning = true;
    try {
      await act();
    } finally {
      isRunning = false;
    }
  };
}
