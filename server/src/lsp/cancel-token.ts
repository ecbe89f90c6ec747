import { setImmediate } from 'node:timers/promises';
import type { CancellationToken } from 'vscode-languageserver/node';
import type { Cancel } from '../core/model/cancel.ts';

/** The core's question, answered by the request's token and, if given, by a second reason to stop. */
export function toCancel(token: CancellationToken, isStopped: () => boolean = () => false): Cancel {
  return {
    isCancelled: () => token.isCancellationRequested || isStopped(),
    // A turn of the event loop: messages, cancellations among them, are read meanwhile.
    pause: () => setImmediate(),
  };
}
