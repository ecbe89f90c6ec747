import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { UsageError } from './define.ts';

/**
 * Nobody decides through a pipe: whoever runs this program for a person, an agent above all, has no terminal to answer in.
 *
 * @throws UsageError when standard input or output is none
 */
export function needPerson(what: string): void {
  if (process.stdin.isTTY && process.stdout.isTTY) return;
  throw new UsageError(
    `"${what}" needs a terminal.`,
    'A decision is a person’s: through a pipe any program could have answered.',
    'Run it in a terminal yourself.',
  );
}

/** One line, as it was typed; empty when the input ended. */
export async function askLine(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const ended = once(lines, 'close').then(() => '');
    return (await Promise.race([lines.question(question), ended])).trim();
  } catch {
    return '';
  } finally {
    lines.close();
  }
}
