/** Asked between units of work. The core has no clock: time limits live in the shells, which cancel through this. */
export interface Cancel {
  readonly isCancelled: () => boolean;
  /** Lets the shell's event loop run between files. Resolves at once in shells that have none. */
  readonly pause: () => Promise<void>;
}

/** Thrown out of a verb when `isCancelled` answered true; nothing partial is returned. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

export const neverCancelled: Cancel = { isCancelled: () => false, pause: () => Promise.resolve() };

/** @throws Cancelled */
export function checkCancelled(cancel: Cancel): void {
  if (cancel.isCancelled()) throw new Cancelled('cancelled');
}
