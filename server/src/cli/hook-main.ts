import { hookCommand } from './hook-command.ts';
import { answerHook } from './hook.ts';
import { parseArguments } from './parse-arguments.ts';
import { openTerminal, type OpenTerminal } from './terminal.ts';

/**
 * The entry of the small bundle that agents start for every tool call: `countersign hook`, and nothing else. A CommonJS module: as
 * such Node starts it in two thirds of the time.
 */
async function main(): Promise<void> {
  let terminal: OpenTerminal | null = null;
  try {
    terminal = openTerminal(); // throws where the folder that it runs in is gone
    const { values, positionals } = parseArguments(hookCommand, process.argv.slice(2));
    process.exitCode = await answerHook({ values, positionals, terminal }, null);
  } catch (error) {
    // With words on standard error and this code nearly every agent refuses.
    process.stderr.write(`countersign hook: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  } finally {
    terminal?.close();
  }
}

void main();
