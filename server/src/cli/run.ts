import { Cancelled } from '../core/model/cancel.ts';
import { HostProblem } from '../host/problems.ts';
import { UsageError, type Command } from './define.ts';
import { showCommandHelp, showHelp } from './help.ts';
import { parseArguments } from './parse-arguments.ts';
import { showProblem } from './show-problem.ts';
import { suggest } from './suggest.ts';
import { commands } from './table.ts';
import { openTerminal, type OpenTerminal } from './terminal.ts';
import { readVersion } from './version.ts';

/** As after a signal, by convention of shells: the contract's three codes are answers, and this is none. */
const cancelledExitCode = 130;

/** Runs one command line; answers the exit code. Never throws, never shows a stack. */
export async function runCli(words: readonly string[]): Promise<number> {
  let terminal: OpenTerminal | null = null;
  try {
    terminal = openTerminal();
    return await dispatch(words, terminal);
  } catch (error) {
    terminal?.progress(null);
    if (error instanceof Cancelled || terminal?.cancel.isCancelled() === true) {
      process.stderr.write('Stopped. Nothing was judged.\n');
      return cancelledExitCode;
    }
    process.stderr.write(showProblem(toProblem(error), { hasColours: terminal?.hasErrorColours ?? false }));
    return 2;
  } finally {
    terminal?.close();
  }
}

async function dispatch(words: readonly string[], terminal: OpenTerminal): Promise<number> {
  checkNode(process.versions.node);
  const [first = 'help', ...rest] = words;
  if (first === '--version' || first === '-v') {
    await terminal.write(`${await readVersion()}\n`);
    return 0;
  }
  if (first === 'help' || first === '--help' || first === '-h') {
    const [name] = rest;
    await terminal.write(name === undefined ? showHelp(commands) : showCommandHelp(findCommand(name)));
    return 0;
  }
  const command = findCommand(first);
  const { values, positionals } = parseArguments(command, rest);
  if (values['help'] === true) {
    await terminal.write(showCommandHelp(command));
    return 0;
  }
  const run = await command.load();
  return await run({ values, positionals, terminal });
}

/** An older Node lacks what is used everywhere, and would stop in the middle of an answer. @throws UsageError */
function checkNode(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new UsageError(
    `Countersign needs Node 20.19 or newer; this is ${version}.`,
    'Nothing was judged.',
    'Install a newer Node, or put it first on PATH.',
  );
}

function findCommand(name: string): Command {
  const found = commands.find((command) => command.name === name);
  if (found !== undefined) return found;
  const meant = suggest(
    name,
    commands.map((command) => command.name),
  );
  const fix = meant === null ? 'Run "countersign help" for the commands there are.' : `Did you mean "${meant}"?`;
  throw new UsageError(`There is no command "${name}".`, 'Nothing was done.', fix);
}

/** A bug is reported like everything else, and says that it is one. */
function toProblem(error: unknown): UsageError['problem'] {
  if (error instanceof UsageError || error instanceof HostProblem) return error.problem;
  return {
    code: 'CS4000',
    severity: 'error',
    message: error instanceof Error ? error.message : String(error),
    why: 'This is a fault in Countersign, and nothing was judged.',
    fix: 'Please report it with the command you ran; COUNTERSIGN_STACK=1 adds where it happened.',
    ...(process.env['COUNTERSIGN_STACK'] === '1' && error instanceof Error ? { path: error.stack ?? '' } : {}),
  };
}
