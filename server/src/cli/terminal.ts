import { once } from 'node:events';
import type { Cancel } from '../core/model/cancel.ts';
import { wantsColours } from './colours.ts';
import { UsageError, type Terminal } from './define.ts';

export interface OpenTerminal extends Terminal {
  readonly hasErrorColours: boolean;
  readonly close: () => void;
}

/** Work goes on at least this long before the event loop sees signals and input. */
const sliceMs = 20;

export function openTerminal(): OpenTerminal {
  const { stdin, stdout } = process;
  const { cancel, close } = cancelOnInterrupt();
  let shown = false;
  // A reader that went away (`| head`) is no crash; what is written afterwards goes nowhere.
  let isClosed = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isClosed = true;
  });
  return {
    directory: workingDirectory(),
    write: async (text) => {
      if (isClosed || stdout.write(text)) return;
      await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]);
    },
    note: (text) => void process.stderr.write(text),
    progress: (text) => {
      const { stderr } = process;
      if (!stderr.isTTY || (text === null && !shown)) return;
      shown = text !== null;
      stderr.write(`\r\u001b[K${text?.slice(0, Math.max(20, stderr.columns - 1)) ?? ''}`);
    },
    input: stdin,
    hasColours: wantsColours(stdout, process.env),
    get hasErrorColours() {
      return wantsColours(process.stderr, process.env);
    },
    cancel,
    close,
  };
}

/** @throws UsageError when it was removed under our feet */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    throw new UsageError(
      'This directory does not exist any more.',
      'Paths would lead nowhere, so nothing was done.',
      'Change into a directory that exists.',
    );
  }
}

/** The first Ctrl+C asks to stop, the second stops. */
function cancelOnInterrupt(): { readonly cancel: Cancel; readonly close: () => void } {
  let isCancelled = false;
  let sliceStart = 0;
  const onSignal = (): void => {
    if (isCancelled) process.exit(130);
    isCancelled = true;
    // Who waits for input would wait for ever.
    process.stdin.destroy();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  const cancel: Cancel = {
    isCancelled: () => isCancelled,
    pause: async () => {
      if (performance.now() - sliceStart < sliceMs) return;
      await new Promise((resolve) => setImmediate(resolve));
      sliceStart = performance.now();
    },
  };
  return {
    cancel,
    close: () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
    },
  };
}
