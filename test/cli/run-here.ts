import { commands } from '../../server/src/cli/table.ts';
import { UsageError, type Terminal } from '../../server/src/cli/define.ts';
import { parseArguments } from '../../server/src/cli/parse-arguments.ts';
import { showProblem } from '../../server/src/cli/show-problem.ts';
import { neverCancelled } from '../../server/src/core/model/cancel.ts';
import { HostProblem } from '../../server/src/host/problems.ts';
import type { CliOptions, CliRun } from './run-cli.ts';

/**
 * A command of the CLI in this process, where the process is not what a test is about: one that starts for each of a hundred
 * questions costs more than all of the answers. Standard input is no terminal. One at a time: the environment is the process's.
 */
export async function countersignHere(
  words: readonly string[],
  { directory, input = '', environment = {} }: CliOptions,
): Promise<CliRun> {
  const known = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  try {
    return await runHere(words, { directory, input });
  } finally {
    for (const [name, value] of known) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

async function runHere(
  [name = '', ...words]: readonly string[],
  { directory, input }: Required<Omit<CliOptions, 'environment'>>,
): Promise<CliRun> {
  const output: string[] = [];
  const errors: string[] = [];
  const terminal: Terminal = {
    directory,
    write: async (text) => void output.push(text),
    note: (text) => void errors.push(text),
    progress: () => undefined,
    input: (async function* () {
      if (input.length > 0) yield Buffer.from(input);
    })(),
    hasColours: false,
    cancel: neverCancelled,
  };
  const command = commands.find((each) => each.name === name);
  if (command === undefined) throw new Error(`no command "${name}"`);
  let exitCode: number;
  try {
    exitCode = await (await command.load())({ ...parseArguments(command, words), terminal });
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof HostProblem)) throw error;
    errors.push(showProblem(error.problem, { hasColours: false }));
    exitCode = 2;
  }
  return { exitCode, output: output.join(''), errors: errors.join('') };
}
