/** Anything that a protection is no part of: told of a class by `*`. */
export const ANY_CLASS = '*';

/** A place where a value stands as it is: what it hangs on, its class, and what it is used for. */
export function exposedKey(symbol: string, dataClass: string, use: string): string {
  return `${symbol}\u0000${dataClass}\u0000${use}`;
}
