/** Tries again until it does not throw: for what a program reaches soon but does not announce. */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @template T
 * @param {() => T | Promise<T>} check throws while it is too early
 * @returns {Promise<T>} what the check returned
 * @throws what the check threw last
 */
export async function eventually(check, { timeoutMs = 25_000, everyMs = 50 } = {}) {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await sleep(everyMs);
  }
}
